/* SPDX-License-Identifier: MIT */
/* See numbering.h. */
#include "numbering.h"

#include "schedule.h"
#include "shape.h"

enum {
	REQUEST_MAX = 40, /* bytes of a line that has nothing but the number of the request */
	CELLS_MAX = 3,    /* of a head: the request, the document, a classification */
	HEAD_LINES = 8    /* that are looked at, from the page's edge */
};

static struct slice last_word(struct slice s)
{
	size_t first = s.length;

	while (first > 0 && !byte_is_space(s.at[first - 1]))
		first--;
	return slice_sub(s, first, s.length);
}

/* "Record 9 (found late)" */
static struct slice without_note(struct slice s)
{
	size_t first = s.length;

	if (slice_last(s) != ')')
		return s;
	while (first > 0 && s.at[first - 1] != '(')
		first--;
	return slice_trim(slice_sub(s, 0, first > 0 ? first - 1 : 0));
}

/* Nothing that a sentence or a row of a table would say: "FOI 24/00719", "OFFICIAL". */
static bool is_tag(struct slice cell)
{
	return shape_is_capitals(cell) || shape_letter_count(cell) == 0;
}

/* ---- kinds of numbers ---- */

static bool read_divider(struct slice words, struct slice *ret)
{
	struct slice number = {NULL, 0};
	size_t cells = 0;

	for (struct slice rest = words; rest.length > 0; cells++) {
		struct slice cell = shape_next_cell(&rest), bare = without_note(cell);

		if (shape_is_divider(bare))
			number = last_word(bare);
		else if (!is_tag(cell))
			return false;
	}
	*ret = number;
	return number.length > 0 && cells <= CELLS_MAX;
}

/* What stands behind `name`, up to a blank. */
static bool read_named(struct slice words, struct slice name, struct slice *ret)
{
	size_t first = slice_find_ci(words, name, 0) + name.length, last = first;

	while (last < words.length && !byte_is_space(words.at[last]))
		last++;
	if (first >= last || !shape_has_digit(slice_sub(words, first, last)))
		return false;
	*ret = slice_sub(words, first, last);
	return true;
}

static bool read_number(struct slice words, struct slice *ret)
{
	return read_divider(words, ret) ||
	       (slice_starts_ci(words, SLICE("ref. ares(")) && read_named(words, SLICE("ares"), ret)) ||
	       (slice_starts_ci(words, SLICE("unclassified")) && read_named(words, SLICE("doc no. "), ret));
}

/* ---- and where ---- */

/* Nothing stands above it on its page but furniture and the request's number. */
static bool is_head(const struct lines *lines, size_t line)
{
	for (size_t n = 0; n < HEAD_LINES; n++, line--) {
		if (line == 0 || line_is(lines, line, LINE_BREAK))
			return true;
		struct slice above = line_text(lines, line - 1);

		if (line_has_words(lines, line - 1) && (above.length > REQUEST_MAX || !is_tag(above)))
			return false;
	}
	return false;
}

bool numbering_at(const struct lines *lines, size_t line, struct slice *ret_number)
{
	struct slice words = line_text(lines, line);

	return !line_is_blank(lines, line) && is_head(lines, line) && read_number(words, ret_number);
}
