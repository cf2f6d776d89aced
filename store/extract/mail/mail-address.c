/* SPDX-License-Identifier: MIT */
#include "mail-address.h"

#include "../../util/buf.h"
#include "../../util/utf8.h"

#include <errno.h>

enum {
	NAME_MAX_BYTES = 1024,
	ENCLOSED_MAX = 4096 /* bytes between quotes, brackets or angles */
};

/* ---- where items end ---- */

/* The end of what opens at `at`: quotes, a comment, an address; `at` + 1 where it has none. */
static size_t skip_enclosed(struct slice s, size_t at)
{
	char close = s.at[at] == '(' ? ')' : s.at[at] == '<' ? '>' : '"';

	s = slice_sub(s, 0, at + ENCLOSED_MAX);
	for (size_t i = at + 1; i < s.length; i++) {
		if (s.at[i] == '\\' && close == '"')
			i++;
		else if (s.at[i] == close)
			return i + 1;
		else if (s.at[i] == s.at[at] || (close == '>' && s.at[i] == ','))
			break; /* it was never closed */
	}
	return at + 1;
}

static bool encloses(char c)
{
	return c == '"' || c == '(' || c == '<';
}

/* An address between angles is `ret`; false where there is none. `*ret_at`: of the first angle. */
static bool find_angle(struct slice item, size_t *ret_at, struct slice *ret)
{
	for (size_t at = 0; at < item.length;) {
		size_t next = encloses(item.at[at]) ? skip_enclosed(item, at) : at + 1;

		if (item.at[at] == '<') {
			*ret_at = at;
			*ret = next > at + 1 ? slice_sub(item, at + 1, next - 1)
					     : slice_sub(item, at + 1, item.length);
			return true;
		}
		at = next;
	}
	return false;
}

struct items {
	struct slice value;
	size_t at;
};

/* The next piece up to a comma or semicolon; "Group:" goes by itself. */
static bool next_piece(struct items *items, struct slice *ret)
{
	struct slice s = items->value;
	size_t first = items->at, at = first;

	if (first >= s.length)
		return false;
	while (at < s.length && s.at[at] != ',' && s.at[at] != ';') {
		bool group =
			s.at[at] == ':' && slice_find(slice_sub(s, first, at), SLICE("@"), 0) == at - first;

		if (group && !slice_equal_ci(slice_trim(slice_sub(s, first, at)), SLICE("mailto")))
			first = at + 1;
		at = encloses(s.at[at]) ? skip_enclosed(s, at) : at + 1;
	}
	items->at = at + 1;
	*ret = slice_trim(slice_sub(s, first, at));
	return true;
}

static bool has_at(struct slice s)
{
	return slice_find(s, SLICE("@"), 0) < s.length;
}

/* "Surname, First <mailbox>": what stands before a comma and is no address belongs to the name behind. */
static bool goes_on(struct slice item, struct items rest)
{
	struct slice next, address;
	size_t at;

	if (item.length == 0 || has_at(item) || find_angle(item, &at, &address) || item.at[0] == '"' ||
	    rest.at == 0 || rest.value.at[rest.at - 1] != ',' || !next_piece(&rest, &next))
		return false;
	return find_angle(next, &at, &address) && at > 0;
}

static bool next_item(struct items *items, struct slice *ret)
{
	struct slice piece;

	if (!next_piece(items, ret))
		return false;
	if (items->at <= items->value.length && goes_on(*ret, *items) && next_piece(items, &piece))
		ret->length = (size_t)(piece.at + piece.length - ret->at);
	return true;
}

/* ---- one party ---- */

/* Without the quotes of the header's own. */
static void put_name(struct slice s, struct buf *out)
{
	for (size_t i = 0; i < s.length; i++) {
		if (s.at[i] == '\\' && i + 1 < s.length)
			i++;
		else if (s.at[i] == '"')
			continue;
		buf_byte(out, s.at[i]);
	}
}

static struct slice bare(struct slice s)
{
	s = slice_trim(s);
	if (s.length > 1 && s.at[0] == '\'' && s.at[s.length - 1] == '\'')
		s = slice_trim(slice_sub(s, 1, s.length - 1));
	return s;
}

static struct slice without_scheme(struct slice address)
{
	address = slice_trim(address);
	if (address.length > 0 && address.at[address.length - 1] == '>')
		address.length--;
	return slice_starts_ci(address, SLICE("mailto:")) ? slice_sub(address, 7, address.length) : address;
}

static bool is_mailbox(struct slice s)
{
	size_t at = slice_find(s, SLICE("@"), 0);

	return at > 0 && at + 1 < s.length && slice_find(s, SLICE(" "), 0) == s.length;
}

struct item { /* pieces of it */
	struct slice name, mailbox;
};

/* "mailbox (Name)": a comment is no name by the rules, so that the name is all of it, as printed. */
static struct item split_comment(struct slice s)
{
	size_t open = slice_find(s, SLICE("("), 0);
	struct slice mailbox = without_scheme(slice_sub(s, 0, open));

	if (!is_mailbox(mailbox))
		return (struct item){.name = s};
	return (struct item){.name = open < s.length ? s : SLICE(""), .mailbox = mailbox};
}

static struct item split_item(struct slice s)
{
	struct slice address;
	size_t at;

	if (!find_angle(s, &at, &address))
		return split_comment(s);
	struct item item = {slice_trim(slice_sub(s, 0, at)), without_scheme(address)};

	if (is_mailbox(item.mailbox))
		return item;
	return (struct item){.name = item.name.length > 0 ? item.name : item.mailbox};
}

static int add(struct slice name, struct slice mailbox, struct span where, enum role role,
	       struct arena *arena, struct mail_parties *parties)
{
	struct party_fact *party;

	name = utf8_cut(name.length > 0 ? name : mailbox, NAME_MAX_BYTES);
	mailbox = utf8_cut(mailbox, NAME_MAX_BYTES);
	if (name.length == 0)
		return 0;
	party = arena_push(arena, &parties->at, &parties->count, &parties->capacity, sizeof *party);
	if (!party)
		return -ENOMEM;
	*party = (struct party_fact){.role = role,
				     .kind = mailbox.length > 0 ? PARTY_MAILBOX : PARTY_NAMED,
				     .name = arena_string(arena, name),
				     .key = utf8_folded(mailbox.length > 0 ? mailbox : name, arena),
				     .where = where};
	return party->name && party->key ? 0 : -ENOMEM;
}

static int add_item(struct slice s, size_t first, enum role role, struct arena *arena,
		    struct mail_parties *parties)
{
	struct item item = split_item(s);
	struct buf name = {0};
	int r = -ENOMEM;

	put_name(item.name, &name);
	if (!name.failed)
		r = add(bare((struct slice){name.data, name.length}), item.mailbox,
			(struct span){first, first + s.length}, role, arena, parties);
	buf_finish(&name);
	return r;
}

int mail_address_read(struct slice value, size_t first, enum role role, struct arena *arena,
		      struct mail_parties *parties)
{
	struct items items = {.value = value};
	size_t before = parties->count;
	struct slice item;
	int r = 0;

	while (r == 0 && parties->count < MAIL_PARTIES_MAX && next_item(&items, &item)) {
		r = add_item(item, first + (size_t)(item.at - value.at), role, arena, parties);
		if (role == ROLE_SENDER && parties->count > before)
			break;
	}
	return r;
}
