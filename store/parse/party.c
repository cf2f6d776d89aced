/* SPDX-License-Identifier: MIT */
#include "party.h"

#include "../util/buf.h"
#include "../util/utf8.h"
#include "party-name.h"
#include "redaction.h"
#include "shape.h"
#include "signature.h"

#include <errno.h>

enum {
	PARTIES_MAX = 10000, /* of one field; what comes after stays in the last */
	NAME_MAX_BYTES = 1024,
	MARKS_MAX = 6,   /* beside a name */
	MARK_WORDS = 3,  /* of one */
	INITIALS_MAX = 2 /* bytes */
};

/* "[REDACTED]", "name withheld", a row of black blocks. */
static bool is_blacked_out(struct slice s)
{
	static const char *const words[] = {"redacted",      "withheld",     "deleted",
					    "deletion",      "expunged",     "name withheld",
					    "name redacted", "name removed", "name deleted"};
	static const char block[] = "\xe2\x96\x88", line[] = "______";

	/* "SA ______________ (Squad 4)": typed over in a copy whose typist left the name out. */
	if (slice_find(s, slice_of(line), 0) < s.length && shape_letter_count(s) > 0)
		return true;
	while (slice_starts(s, slice_of(block)))
		if ((s = slice_trim(slice_sub(s, sizeof block - 1, s.length))).length == 0)
			return true;
	while (s.length > 1 && strchr("[(<", s.at[0]) && strchr("])>", s.at[s.length - 1]))
		s = slice_trim(slice_sub(s, 1, s.length - 1));
	return slice_is_one_of_ci(s, words, sizeof words / sizeof *words);
}

/* "[Redacted s.37(1)]", "[Art. 4.1(b)] (TRADE)": what stands for the name, without the word for it and the
 * unit that was left. */
static struct slice without_gloss(struct slice s)
{
	static const char *const words[] = {"redacted", "withheld", "deleted", "removed"};
	size_t close = slice_find(s, SLICE("] ("), 0);

	if (s.length > 0 && s.at[0] == '[' && close < s.length && s.at[s.length - 1] == ')')
		s = slice_sub(s, 0, close + 1);
	if (s.length > 1 && s.at[0] == '[' && s.at[s.length - 1] == ']')
		s = slice_trim(slice_sub(s, 1, s.length - 1));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (slice_starts_ci(s, slice_of(words[i])))
			return slice_trim(slice_sub(s, strlen(words[i]), s.length));
	return s;
}

/* "(Mrs) [Redacted]", "Dr s47F", "[Redacted]/NCR/NAC": without what was left of a withheld name. */
static struct slice without_rest(struct slice s)
{
	static const char *const titles[] = {"mr ",  "mrs ",  "ms ",    "miss ", "dr ",     "cr ",
					     "sir ", "(mr) ", "(mrs) ", "(ms) ", "(miss) ", "(dr) ",
					     "mr. ", "mrs. ", "ms. ",   "dr. "};

	size_t account = slice_find(s, SLICE("]/"), 0);

	if (account < s.length && s.at[0] == '[')
		return slice_sub(s, 0, account + 1);
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (slice_starts_ci(s, slice_of(titles[i])))
			return slice_trim(slice_sub(s, strlen(titles[i]), s.length));
	return s;
}

static bool is_withheld(struct slice text, struct slice name, const struct regimes *regimes)
{
	text = without_rest(text);
	return redaction_is_whole(text, regimes) || redaction_is_whole(name, regimes) ||
	       redaction_is_whole(without_gloss(text), regimes) || is_blacked_out(name) ||
	       is_blacked_out(text);
}

/* A cable's line says in one who sends it and who may read it: "WASHINGTON INFO BONN". */
static struct slice without_info(struct slice s)
{
	size_t at = slice_find(s, SLICE(" INFO "), 1);

	return at < s.length && shape_is_capitals(s) ? slice_trim(slice_sub(s, 0, at)) : s;
}

/* The mark that American releases print in the margin of a line: "Marlowe, Judith B6", "B6 Marlowe, Judith".
 */
static struct slice without_one_mark(struct slice s, const struct regimes *regimes)
{
	const char *regime = regimes ? regime_decided(regimes) : NULL;
	size_t at = s.length, first = slice_find(s, SLICE(" "), 0);

	if (!regime || strncmp(regime, "us-", 3) != 0)
		return s;
	while (at > 0 && !byte_is_space(s.at[at - 1]))
		at--;
	struct slice before = slice_trim(slice_sub(s, 0, at)),
		     behind = slice_trim(slice_sub(s, first, s.length));

	if (shape_word_count(before, 2) == 2 && !redaction_is_whole(before, regimes) &&
	    redaction_is_whole(slice_sub(s, at, s.length), regimes))
		return before;
	if (shape_word_count(behind, 2) == 2 && !redaction_is_whole(behind, regimes) &&
	    redaction_is_whole(slice_sub(s, 0, first), regimes))
		return behind;
	return s;
}

/* "s 47F", "s47F", "[s47F]" and no word before it */
static bool begins_mark(struct slice s)
{
	return s.length > 1 && !(byte_is_letter(s.at[0]) && byte_is_letter(s.at[1]));
}

/* "Marlowe, Judith s 47F": that of an address which is withheld beside the name. Not in "Office of s 22", nor
 * where an office is called "Harbour Policy Section 22". */
static struct slice without_last_mark(struct slice s, const struct regimes *regimes)
{
	struct slice name = s, mark = {NULL, 0};
	size_t at = s.length;

	for (size_t n = 0; regimes && n < MARK_WORDS; n++) {
		while (at > 0 && byte_is_space(s.at[at - 1]))
			at--;
		while (at > 0 && !byte_is_space(s.at[at - 1]))
			at--;
		struct slice before = slice_trim(slice_sub(s, 0, at)), words = slice_sub(s, at, s.length);

		if (shape_word_count(before, 2) == 2 && begins_mark(words) &&
		    !redaction_is_whole(before, regimes) && redaction_is_whole(words, regimes)) {
			name = before;
			mark = words;
		}
	}
	return mark.length == 0 || shape_is_hanging(name) || slice_ends_ci(name, SLICE("section")) ? s : name;
}

/* "(b)(6), (b)(7)(C) at MIAMI": several grounds may stand there. */
static struct slice without_mark(struct slice s, const struct regimes *regimes)
{
	for (size_t n = 0, length = 0; n < MARKS_MAX && s.length != length; n++) {
		length = s.length;
		s = without_one_mark(s, regimes);
	}
	return without_last_mark(s, regimes);
}

/* Labels of forms that go round with papers; a value with one of them is what the form prints beside it. */
static const char *const form_words[] = {"EXTENSION", "OFFICER DESIGNATION", "ROOM NUMBER", "DATE RECEIVED"};

static bool holds_form_word(struct slice s)
{
	for (size_t i = 0; i < sizeof form_words / sizeof *form_words; i++)
		if (slice_find(s, slice_of(form_words[i]), 0) < s.length)
			return true;
	return false;
}

/* Can it name anybody? Not the next label of a form, "CONF:", and not digits with letters strewn in, "1
 * .4(D)". */
static bool is_nobody(struct slice text, struct slice name)
{
	bool is_label = text.at[text.length - 1] == ':' && text.length == name.length + 1;
	size_t digits = 0, run = 0, longest = 0;

	for (size_t i = 0; i < name.length; i++) {
		bool letter = byte_is_letter(name.at[i]) || (unsigned char)name.at[i] >= 0x80;

		digits += byte_is_digit(name.at[i]);
		run = letter ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return (digits > 0 && longest < 2) || is_label || holds_form_word(name);
}

/* Initials name nobody without the address beside them: "J <lights7@example.org>". */
static struct slice with_mailbox(struct slice name, struct slice mailbox, struct arena *arena)
{
	struct buf text = {0};
	char *copy = NULL;

	if (name.length == 0 || name.length > INITIALS_MAX || mailbox.length == 0)
		return name;
	buf_format(&text, "%.*s <%.*s>", (int)name.length, name.at, (int)mailbox.length, mailbox.at);
	if (!text.failed)
		copy = arena_string(arena, (struct slice){text.data, text.length});
	buf_finish(&text);
	return copy ? slice_of(copy) : name;
}

/* Where recognition read the sign of an address as a copyright mark, the copy with the sign; else `s`. */
static struct slice with_sign(struct slice s, struct arena *arena)
{
	static const char mark[] = "\xc2\xa9";
	size_t at = slice_find(s, slice_of(mark), 1), length = sizeof mark - 1;
	char *copy;

	if (at >= s.length || memchr(s.at, '@', s.length) || at + length >= s.length ||
	    !party_is_address_byte(s.at[at - 1]) || !party_is_address_byte(s.at[at + length]) ||
	    !(copy = arena_string(arena, s)))
		return s;
	copy[at] = '@';
	memmove(copy + at + 1, copy + at + length, s.length - at - length + 1);
	return (struct slice){copy, s.length - 1};
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
	party->key = utf8_folded(mailbox.length > 0 ? mailbox : name, arena);
	return party->name && party->key ? 0 : -ENOMEM;
}

/* Whoever another one writes for is who sends: "Poe, Ann on behalf of Head of Lights". */
static struct slice principal(struct slice s)
{
	static const char words[] = "on behalf of ";
	size_t at = slice_find_ci(s, slice_of(words), 0);
	struct slice rest = slice_trim(slice_sub(s, at + sizeof words - 1, s.length));

	return at < s.length && rest.length > 0 ? rest : s;
}

/* "LIGHTS B2", "C.3": what the European Commission calls its units. */
static bool is_unit_symbol(struct slice s)
{
	return s.length >= 2 && byte_is_digit(slice_last(s)) && shape_is_capitals(s) &&
	       shape_word_count(s, 3) <= 2;
}

/* "Joel Marlowe, Director, Lights": forms print the position behind the name, which is the same man's
 * elsewhere. */
static struct slice without_position(struct slice s)
{
	size_t comma = slice_find(s, SLICE(", "), 0);
	struct slice name = slice_sub(s, 0, comma);

	return comma < s.length && shape_word_count(name, 2) == 2 && !shape_is_unit(name) &&
			       !signature_is_position(name) &&
			       (signature_is_position(slice_sub(s, comma + 2, s.length)) ||
				is_unit_symbol(slice_sub(s, comma + 2, s.length)))
		       ? name
		       : s;
}

/* "[Art. 4.1(b)] (LIGHTS)": a withheld name, and the unit behind it that the European Commission's
 * addresses print. */
static bool is_withheld_of_unit(struct slice s, const struct regimes *regimes)
{
	size_t open = slice_find(s, SLICE(" ("), 0);

	return open < s.length && s.at[s.length - 1] == ')' &&
	       shape_is_capitals(slice_sub(s, open, s.length)) &&
	       redaction_is_whole(slice_trim(slice_sub(s, 0, open)), regimes);
}

/* "[s.40(2)], Lights Department": a withheld name, and the unit that is printed behind it. */
static struct slice behind_withheld(struct slice s, const struct regimes *regimes)
{
	size_t comma = slice_find(s, SLICE(", "), 0);
	struct slice unit = slice_trim(slice_sub(s, comma + 1, s.length));

	return regimes && comma < s.length && shape_is_unit(unit) && !redaction_is_whole(unit, regimes) &&
			       redaction_is_whole(slice_sub(s, 0, comma), regimes)
		       ? unit
		       : s;
}

/* "Jane Roe/Lights/NLT", "Jane Roe/NLT@NLT": Lotus Notes prints behind the name where its account stands. */
static struct slice without_account(struct slice s)
{
	size_t slash = slice_find(s, SLICE("/"), 0);
	struct slice name = slice_sub(s, 0, slash), rest = slice_sub(s, slash + 1, s.length);

	return rest.length > 0 && !byte_is_space(rest.at[0]) && signature_is_person(name) &&
			       !memchr(s.at, ',', s.length) && name.length == slice_trim(name).length &&
			       !signature_is_person(rest)
		       ? name
		       : s;
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
	text = behind_withheld(with_sign(principal(text), arena), regimes);
	mailbox = party_mailbox(text);
	name = without_position(without_info(without_mark(party_without_address(text), regimes)));
	name = without_account(name);
	if (regimes && (is_withheld_of_unit(name, regimes) || is_withheld(text, name, regimes)))
		return add(SLICE(""), SLICE(""), PARTY_WITHHELD, where, role, arena, parties);
	if (regimes && mailbox.length == 0 && is_nobody(text, name))
		return 0;
	if (name.length == 0 || (mailbox.length > 0 && party_mailbox(name).length > 0))
		name = mailbox.length > 0 ? mailbox : name;
	name = with_mailbox(name, mailbox, arena);
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
	       (item.at[item.length - 1] == '>' || party_mailbox(item).length == item.length);
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
