/* SPDX-License-Identifier: MIT */
/* See numbering.h. */
#include "numbering.h"

#include "date.h"
#include "shape.h"
#include "stamp.h"

enum {
	REQUEST_MAX = 40, /* bytes of a line that has nothing but the number of the request */
	PAGE_DIGITS = 4,
	CELLS_MAX = 3, /* of a head: the request, the document, a classification */
	HEAD_LINES = 8 /* that are looked at, from the page's edge */
};

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

/* Nothing that a sentence or a row of a schedule would say: "FOI 24/00719", "OFFICIAL". */
static bool is_tag(struct slice cell)
{
	static const struct date_style any_style = {.order = DATE_DAY_FIRST, .short_years = true};
	struct edtf date;

	return (shape_is_capitals(cell) || shape_letter_count(cell) == 0) &&
	       !(date_parse_in(cell, &any_style, &date) && date.precision >= EDTF_DAY);
}

/* ---- kinds of numbers ---- */

static bool read_divider(struct slice words, struct slice *ret)
{
	size_t cells = 0;
	bool found = false;

	for (struct slice rest = words; rest.length > 0 && cells <= CELLS_MAX; cells++) {
		struct slice cell = shape_next_cell(&rest);

		if (!found && shape_divider(without_note(cell), ret))
			found = true;
		else if (!stamp_is_page_number(cell) && !is_tag(cell))
			return false;
	}
	return found && cells <= CELLS_MAX;
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

/* The digits at the beginning of *s, which becomes what stands behind them; 0 for none. */
static size_t take_digits(struct slice *s)
{
	size_t value = 0, at = 0;

	for (; at < s->length && at < PAGE_DIGITS && byte_is_digit(s->at[at]); at++)
		value = value * 10 + (size_t)(s->at[at] - '0');
	*s = slice_trim(slice_sub(*s, at, s->length));
	return value;
}

bool numbering_of_pages(struct slice line, size_t *ret_page, size_t *ret_pages)
{
	if (!slice_starts_ci(line, SLICE("page ")))
		return false;
	line = slice_trim(slice_sub(line, 5, line.length));
	*ret_page = take_digits(&line);
	if (!slice_starts_ci(line, SLICE("of ")))
		return false;
	line = slice_trim(slice_sub(line, 3, line.length));
	*ret_pages = take_digits(&line);
	return line.length == 0 && *ret_page > 0 && *ret_page <= *ret_pages;
}

/* ---- and where ---- */

/* "FOI 24/00719", "OFFICIAL" and furniture may stand above it; another number is the one that counts. */
static bool may_stand_above(const struct lines *lines, size_t line)
{
	struct slice words = line_text(lines, line), number;

	if (line_is_blank(lines, line))
		return true;
	if (line_has_words(lines, line) &&
	    (words.length > REQUEST_MAX ||
	     !(shape_is_classification(words) || (shape_has_digit(words) && is_tag(words)))))
		return false;
	return !read_number(words, &number);
}

/* The first line of the page that `line` stands at the head of; false where it stands below others. */
static bool find_head(const struct lines *lines, size_t line, size_t *ret)
{
	for (size_t n = 0; n < HEAD_LINES; n++, line--) {
		*ret = line;
		if (line == 0 || line_is(lines, line, LINE_BREAK))
			return true;
		if (!may_stand_above(lines, line - 1))
			return false;
	}
	return false;
}

bool numbering_at(const struct lines *lines, size_t line, struct numbering *ret)
{
	return !line_is_blank(lines, line) && find_head(lines, line, &ret->head) &&
	       read_number(line_text(lines, line), &ret->number);
}
