/* SPDX-License-Identifier: MIT */
/*
 * Who answers for a paper by the lines that end it: a name above a position or a unit, a name with its
 * position behind it, a name alone. Most papers end otherwise, so a name must look like one and nothing else
 * may stand there.
 */
#include "signature.h"

#include "date.h"
#include "opening.h"
#include "redaction.h"
#include "shape.h"

enum {
	BLOCK_LINES = 4,    /* of a name, its position and its units */
	CONTACT_LINES = 3,  /* below them: telephone, address, day */
	LINE_MAX = 60,      /* bytes of a line of a block */
	DECISION_LINES = 4, /* below who signs */
	RANK_MAX = 24,      /* bytes */
	INITIALS = 3,       /* before a surname */
	NAME_WORDS = 3,     /* of a name that stands alone */
	APART = 2           /* blank lines above it */
};

/* The last lines with words of a part, without blank ones between. */
struct block {
	size_t first, last;
};

static bool is_day(struct slice s)
{
	struct edtf date;

	return s.length <= LINE_MAX && date_parse(s, &date) && date.precision >= EDTF_DAY;
}

/* "Ph: 6261 0000", "Ext. 4410", "K 217     233 4410", "5 May 2019": no name, position or unit. */
static bool is_contact(struct slice s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.length; i++)
		digits += byte_is_digit(s.at[i]);
	return s.length <= LINE_MAX &&
	       (shape_is_contact(s) || digits * 2 > shape_letter_count(s) || is_day(s));
}

/* "[ ] I concur", "APPROVE ____  DISCUSS ____", "Date: 5 May 2019", "Date: ......": what stands below who
 * signs is for who decides to fill in. */
static bool is_decision(struct slice s)
{
	static const char *const boxes[] = {"\xe2\x98\x90", "\xe2\x98\x91", "\xe2\x98\x92", "[ ]",
					    "[  ]",         "[x]",          "\xe2\x96\xa1"};

	return s.length <= 2 * LINE_MAX &&
	       (slice_starts_with_one_of_ci(s, boxes, sizeof boxes / sizeof *boxes) ||
		slice_find(s, SLICE("____"), 0) < s.length ||
		(s.length <= LINE_MAX && slice_starts_ci(s, SLICE("date:"))));
}

static struct block last_block(const struct lines *lines, const struct part *part)
{
	size_t last = part->last_line, first;

	for (size_t n = 0; n <= DECISION_LINES; n++, last--) {
		while (last > part->first_line && !line_has_words(lines, last - 1))
			last--;
		if (last == part->first_line || !is_decision(line_text(lines, last - 1)))
			break;
	}
	for (first = last; first > part->first_line && line_has_words(lines, first - 1);)
		first--;
	/* "[signed]" above the name */
	if (first + 1 < last && signature_is_placeholder(line_text(lines, first)))
		first++;
	for (size_t n = 0; n < CONTACT_LINES && last > first + 1 && is_contact(line_text(lines, last - 1));
	     n++)
		last--;
	return (struct block){first, last};
}

/* "LCDR, USN", "COL, EN": rank and corps, above the position. */
static bool is_rank(struct slice s)
{
	size_t comma = slice_find(s, SLICE(", "), 0);

	return s.length <= RANK_MAX && comma > 1 && comma < s.length && shape_is_capitals(s) &&
	       shape_letter_count(s) + 2 == s.length;
}

/* A name, or the mark in its place, above a position. */
static bool is_signed(const struct lines *lines, size_t line, const struct regimes *regimes)
{
	struct slice name = signature_first_cell(line_text(lines, line)),
		     below = signature_first_cell(line_text(lines, line + 1));

	return (signature_is_person(name) || redaction_is_whole(name, regimes)) &&
	       (signature_is_position(below) || is_rank(below));
}

/* A block of nothing but a telephone's number may stand below that of the name. */
size_t signature_block(const struct lines *lines, const struct part *part, const struct regimes *regimes)
{
	struct block block = last_block(lines, part);

	if (block.first < part->first_line + 2 || block.last < block.first + 2 ||
	    block.last > block.first + BLOCK_LINES)
		return part->last_line;
	for (size_t i = block.first + 2; i < block.last; i++) /* units, below the position */
		if (shape_is_prose(line_text(lines, i)) || line_text(lines, i).length > LINE_MAX)
			return part->last_line;
	return is_signed(lines, block.first, regimes) ? block.first : part->last_line;
}

/*
 * "Ann Poe                    Hon Tui Marlowe"
 * "Director Lights            Minister of Buoys": New Zealand's briefings are signed below what they
 * recommend, beside the minister who decides.
 */
size_t signature_beside_minister(const struct lines *lines, const struct part *part)
{
	static const char *const honours[] = {"hon ", "hon. ", "rt hon ", "rt hon. "};

	for (size_t i = part->first_line; i + 1 < part->last_line; i++) {
		struct slice text = line_text(lines, i), cell = shape_last_cell(text);
		struct slice below = line_text(lines, i + 1);

		if (cell.length == text.length ||
		    !slice_starts_with_one_of_ci(cell, honours, sizeof honours / sizeof *honours))
			continue;
		if (signature_is_person(signature_first_cell(text)) &&
		    shape_last_cell(below).length < below.length &&
		    signature_is_position(signature_first_cell(below)))
			return i;
	}
	return part->last_line;
}

/* "B. Tolhurst", "R A Tranmere": initials and a surname, as officials sign their notes. */
static bool is_initialled(struct slice s)
{
	size_t at = 0, initials = 0;

	while (at + 2 < s.length && byte_is_upper(s.at[at]) && initials < INITIALS) {
		size_t next = at + 1 + (s.at[at + 1] == '.');

		if (s.at[next] != ' ' && next == at + 1)
			break;
		at = next + (s.at[next] == ' ');
		initials++;
	}
	struct slice name = slice_sub(s, at, s.length);
	size_t letters = 0;

	for (size_t i = 0; i < name.length; i++)
		letters += byte_is_letter(name.at[i]) || (unsigned char)name.at[i] >= 0x80 ||
			   strchr("-'", name.at[i]);
	return initials > 0 && name.length > 2 && letters == name.length && byte_is_upper(name.at[0]) &&
	       byte_is_lower(name.at[name.length - 1]);
}

/* "Jane Roe, Principal Officer", "Jane Roe | Manager, Ferries" */
static bool is_with_position(struct slice s)
{
	static const char *const marks[] = {", ", " | ", " - ", " \xe2\x80\x93 "};

	for (size_t i = 0; i < sizeof marks / sizeof *marks && s.length <= 2 * LINE_MAX; i++) {
		size_t at = slice_find(s, slice_of(marks[i]), 0);

		if (at < s.length && shape_word_count(slice_sub(s, 0, at), NAME_WORDS + 1) <= NAME_WORDS &&
		    signature_is_person(slice_sub(s, 0, at)) && slice_last(s) != '.' &&
		    signature_is_position(slice_sub(s, at + strlen(marks[i]), s.length)))
			return true;
	}
	return false;
}

/* "(H Marlowe)" */
static struct slice without_round(struct slice s)
{
	return s.length > 2 && s.at[0] == '(' && slice_last(s) == ')' ? slice_sub(s, 1, s.length - 1) : s;
}

/* "for Secretary of Tides", "for Director-General" */
static bool is_for_head(struct slice s)
{
	static const char *const heads[] = {"secretary of ",   "secretary for ",   "secretary to ",
					    "chief executive", "director-general", "director general"};
	struct slice office = slice_sub(s, 4, s.length);

	return s.length <= LINE_MAX && slice_starts_ci(s, SLICE("for ")) && shape_is_office(office) &&
	       slice_starts_with_one_of_ci(office, heads, sizeof heads / sizeof *heads);
}

size_t signature_for_head(const struct lines *lines, const struct part *part)
{
	for (size_t i = part->last_line; i-- > part->first_line + 1;) {
		struct slice text = line_text(lines, i);

		if (text.length == 0 || (text.at[0] | ' ') != 'f' || !is_for_head(text))
			continue;
		struct slice name = without_round(line_text(lines, i - 1));

		if (line_has_words(lines, i - 1) && (signature_is_person(name) || is_initialled(name)))
			return i - 1;
	}
	return part->last_line;
}

static bool has_text(const struct lines *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (line_has_words(lines, i) && shape_is_prose(line_text(lines, i)))
			return true;
	return false;
}

/* "Jane Roe" in full, wide apart from the text or above a day. */
static bool is_apart(const struct lines *lines, const struct part *part, size_t line, bool dated)
{
	struct slice text = line_text(lines, line);

	return signature_is_person(text) && shape_word_count(text, NAME_WORDS + 1) <= NAME_WORDS &&
	       !shape_is_capitals(text) &&
	       (dated || (part->has_kind && line >= part->first_line + APART &&
			  line_is_blank(lines, line - 1) && line_is_blank(lines, line - APART)));
}

/* "National Monuments Section" alone below a briefing or lines for the press: the office answers for them. */
static bool is_office(const struct part *part, struct slice text)
{
	return (part->type == TYPE_BRIEFING || part->type == TYPE_MEDIA_LINES) && text.length <= LINE_MAX &&
	       shape_is_unit(text) && !shape_is_prose(text) && !shape_is_bullet(text) &&
	       !slice_holds_one_of_ci(text, (const char *const[]){": ", "/"}, 2);
}

size_t signature_alone(const struct lines *lines, const struct part *part)
{
	struct block block = last_block(lines, part);
	struct slice text = line_text(lines, block.first), cell = shape_last_cell(text);
	bool dated = block.last < part->last_line && line_has_words(lines, block.last) &&
		     is_day(line_text(lines, block.last));

	if (block.first <= part->first_line + 1 || block.last != block.first + 1)
		return part->last_line;
	/* "J. Roe            5 May 2019" */
	if (cell.length < text.length && is_day(cell)) {
		text = signature_first_cell(text);
		dated = true;
	}
	return (is_initialled(text) || is_with_position(text) ||
		is_office(part, signature_first_cell(text)) ||
		(text.length == line_text(lines, block.first).length &&
		 is_apart(lines, part, block.first, dated))) &&
			       has_text(lines, part->first_line, block.first)
		       ? block.first
		       : part->last_line;
}

/* "Press Office, Harbour Board, 555 0102": a number, or the mark in its place, is no part of the name. */
static struct slice without_number(struct slice s)
{
	for (size_t i = s.length; i > 0; i--)
		if (byte_is_digit(s.at[i - 1])) {
			while (i > 0 && s.at[i - 1] != ',')
				i--;
			return i > 1 ? slice_trim(slice_sub(s, 0, i - 1)) : s;
		}
	return s;
}

struct slice signature_name(struct slice line)
{
	struct slice cell = signature_first_cell(line);
	size_t bar = slice_find(cell, SLICE(" | "), 0);

	if (signature_is_person(slice_sub(cell, 0, bar)))
		return slice_sub(cell, 0, bar);
	if (shape_is_unit(cell))
		return without_number(cell);
	cell = without_round(cell);
	return is_initialled(cell) ? cell : line;
}
