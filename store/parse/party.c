/* SPDX-License-Identifier: MIT */
#include "party.h"

#include "../util/buf.h"
#include "../util/utf8.h"
#include "redaction.h"
#include "shape.h"

#include <errno.h>

enum {
	PARTIES_MAX = 10000, /* of one field; what comes after stays in the last */
	NAME_MAX_BYTES = 1024
};

static bool is_address_byte(char c)
{
	return byte_is_letter(c) || byte_is_digit(c) || (c && strchr("._%+-'", c)) ||
	       (unsigned char)c >= 0x80;
}

/* The mailbox in `s`, as far as its bytes can belong to one; empty where there is none. */
static struct slice find_mailbox(struct slice s)
{
	size_t at = slice_find(s, SLICE("@"), 0), first = at, last = at + 1;

	if (at == s.length)
		return (struct slice){s.at, 0};
	while (first > 0 && is_address_byte(s.at[first - 1]))
		first--;
	while (last < s.length && is_address_byte(s.at[last]))
		last++;
	while (last > at + 1 && s.at[last - 1] == '.')
		last--;
	bool dotted = slice_find(slice_sub(s, at, last), SLICE("."), 0) < last - at;

	return first < at && dotted ? slice_sub(s, first, last) : (struct slice){s.at, 0};
}

/* `s` without an address in brackets behind the name, whatever OCR made of the address, and without quotes
 * around it. */
static struct slice without_address(struct slice s)
{
	static const char *const opens[] = {"<", "[mailto:", "(mailto:"};

	s = shape_bare(s);
	for (size_t i = 0; i < sizeof opens / sizeof *opens; i++) {
		size_t at = slice_find_ci(s, slice_of(opens[i]), 0);

		if (at > 0)
			s = slice_trim(slice_sub(s, 0, at));
	}
	if (s.length > 1 && (s.at[0] == '"' || s.at[0] == '\'') && s.at[s.length - 1] == s.at[0])
		s = slice_trim(slice_sub(s, 1, s.length - 1));
	return s;
}

static const char *folded(struct slice s, struct arena *arena)
{
	struct buf out = {0};
	char *copy;

	utf8_fold(&out, s);
	copy = out.failed ? NULL : arena_string(arena, (struct slice){out.data, out.length});
	buf_finish(&out);
	return copy;
}

static int add(struct slice name, struct slice mailbox, enum party_kind kind, struct span where,
	       enum role role, struct arena *arena, struct parties *parties)
{
	struct party_fact *party =
		arena_push(arena, &parties->at, &parties->count, &parties->capacity, sizeof *party);

	if (!party)
		return -ENOMEM;
	name = utf8_cut(name, NAME_MAX_BYTES);
	*party = (struct party_fact){role, kind, arena_string(arena, name), NULL, where};
	party->key = folded(mailbox.length > 0 ? mailbox : name, arena);
	return party->name && party->key ? 0 : -ENOMEM;
}

static int add_printed(struct slice text, struct span where, enum role role, const struct regimes *regimes,
		       struct arena *arena, struct parties *parties)
{
	struct slice mailbox, name;

	text = slice_trim(text);
	while (text.length > 0 && strchr(";,", text.at[text.length - 1]))
		text = slice_trim(slice_sub(text, 0, text.length - 1));
	if (text.length == 0)
		return 0;
	mailbox = find_mailbox(text);
	name = without_address(text);
	if (regimes && (redaction_is_whole(text, regimes) || redaction_is_whole(name, regimes)))
		return add(SLICE(""), SLICE(""), PARTY_WITHHELD, where, role, arena, parties);
	if (name.length == 0 || (mailbox.length > 0 && find_mailbox(name).length > 0))
		name = mailbox.length > 0 ? mailbox : name;
	return add(name, mailbox, mailbox.length > 0 ? PARTY_MAILBOX : PARTY_NAMED, where, role, arena,
		   parties);
}

int party_add(struct slice text, struct span where, enum role role, struct arena *arena,
	      struct parties *parties)
{
	return add_printed(text, where, role, NULL, arena, parties);
}

/* A comma parts two addresses, "a@x.nz, b@y.nz", but not surname and name. */
static bool comma_parts(struct slice value, size_t first, size_t comma)
{
	struct slice item = slice_trim(slice_sub(value, first, comma));

	return item.length > 0 &&
	       (item.at[item.length - 1] == '>' || find_mailbox(item).length == item.length);
}

static bool is_separator(struct slice value, size_t first, size_t at, bool semicolons)
{
	return value.at[at] == ';' || (value.at[at] == ',' && !semicolons && comma_parts(value, first, at));
}

int party_read(const struct lines *lines, struct slice item, enum role role, const struct regimes *regimes,
	       struct arena *arena, struct parties *parties)
{
	struct span where = lines_span(lines, item);
	const char *joined = lines_join(lines, where, arena);

	return joined ? add_printed(slice_of(joined), where, role, regimes, arena, parties) : -ENOMEM;
}

int party_read_field(const struct lines *lines, const struct header_field *field, enum role role,
		     const struct regimes *regimes, struct arena *arena, struct parties *parties)
{
	struct slice value = slice_trim(slice_sub(lines->text, field->where.first, field->where.last));
	bool semicolons = value.length > 0 && memchr(value.at, ';', value.length) != NULL;
	size_t first = 0, count = 0;
	int r = 0;

	if (!field->present || value.length == 0)
		return 0;
	if (role == ROLE_SENDER)
		return party_read(lines, value, role, regimes, arena, parties);
	for (size_t at = 0; at < value.length && r == 0 && count < PARTIES_MAX; at++) {
		if (!is_separator(value, first, at, semicolons))
			continue;
		r = party_read(lines, slice_sub(value, first, at), role, regimes, arena, parties);
		first = at + 1;
		count++;
	}
	return r ? r
		 : party_read(lines, slice_sub(value, first, value.length), role, regimes, arena, parties);
}
