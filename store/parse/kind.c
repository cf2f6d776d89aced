/* SPDX-License-Identifier: MIT */
/* How headings are printed: spaced out, in two languages, in cells beside numbers, behind who writes. */
#include "kind-read.h"

#include "shape.h"

enum {
	SPACED_MAX = 80, /* bytes of a heading in spaced letters */
	CELL_MAX = 48    /* bytes of what stands beside a heading */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* "Annex A: Lines to take - the weir": one that names its matter stands for itself. */
static bool read_annexed_lines(struct slice s, struct kind *ret)
{
	struct slice lines = kind_without_annex(s);

	if (lines.length == s.length || !kind_name(lines, ret) || ret->type != TYPE_MEDIA_LINES ||
	    ret->sense != KIND_PREFIX)
		return false;
	ret->title += s.length - lines.length;
	return true;
}

static bool read_one(struct slice s, struct kind *ret)
{
	if (read_annexed_lines(s, ret))
		return true;
	if (!kind_is_annexed_schedule(s))
		return kind_name(s, ret) || kind_phrase(s, ret);
	*ret = (struct kind){TYPE_SCHEDULE, KIND_HEADING, 0};
	return true;
}

/* "M E M O R A N D U M": each letter stands alone, words are parted by more blanks. */
static bool read_spaced(struct slice s, struct kind *ret)
{
	char plain[SPACED_MAX];
	size_t length = 0;

	if (s.length < 7 || s.length > SPACED_MAX)
		return false;
	for (size_t i = 0; i < s.length; i++) {
		bool gap = i % 2 == 1 && byte_is_space(s.at[i]);

		if (i % 2 == 0 ? byte_is_space(s.at[i]) : !gap)
			return false;
		if (!gap)
			plain[length++] = s.at[i];
	}
	return read_one((struct slice){plain, length}, ret) && ret->sense != KIND_PREFIX;
}

/* "MEDIA LINES / INFOCAPSULES", "Meamram / Memo": a heading in two languages. */
static bool read_bilingual(struct slice s, struct kind *ret)
{
	size_t slash = slice_find(s, SLICE(" / "), 0);

	if (slash == s.length)
		return false;
	return (kind_name(slice_trim(slice_sub(s, 0, slash)), ret) ||
		kind_name(slice_trim(slice_sub(s, slash + 3, s.length)), ret)) &&
	       ret->sense != KIND_PREFIX;
}

/* "HOLDING LINES AND Q&A": two kinds in one heading; the first tells. */
static bool read_pair(struct slice s, struct kind *ret)
{
	size_t at = kind_name_begins(s) ? slice_find_ci(s, SLICE(" and "), 0) : s.length;
	struct kind other;

	return at < s.length && kind_name(slice_sub(s, at + 5, s.length), &other) &&
	       other.sense == KIND_HEADING && kind_name(slice_sub(s, 0, at), ret) &&
	       ret->sense == KIND_HEADING;
}

/* When the press may print it. */
static const char *const releases[] = {"immediate release", "embargo", "check against delivery"};

/* What is printed beside a heading and names no text: a classification, a number, "Date: 12/11/18". */
static bool is_beside(struct slice cell)
{
	/* "2.     Minutes of the meeting": an item of a list. */
	if (slice_last(cell) == '.' || slice_last(cell) == ')')
		return false;
	return cell.length <= CELL_MAX && (shape_has_digit(cell) || shape_is_classification(cell) ||
					   slice_holds_one_of_ci(cell, releases, COUNT(releases)));
}

/* "PROTECTED      MINISTERIAL SUBMISSION      MS20-000771": one cell of a row of a classification and
 * numbers. */
static bool read_cells(struct slice s, struct kind *ret)
{
	bool found = false;
	struct kind kind;

	for (struct slice rest = s; rest.length > 0;) {
		struct slice cell = shape_next_cell(&rest);

		if (cell.length == s.length)
			return false;
		if (is_beside(cell) && !(read_one(cell, &kind) && !found))
			continue;
		if (found || !(read_one(cell, &kind) || read_bilingual(cell, &kind)) ||
		    kind.sense == KIND_PREFIX)
			return false;
		found = true;
		*ret = kind;
	}
	return found;
}

/* "OFFICE OF THE EXCHEQUER  -  REPORT", "Department of Tides - Briefing note": who writes, and what kind. */
static bool read_behind_unit(struct slice s, struct kind *ret)
{
	size_t dash = slice_find(s, SLICE(" - "), 0);

	if (dash == s.length)
		dash = slice_find(s, SLICE(" \xe2\x80\x93 "), 0);
	if (dash == s.length)
		return false;
	struct slice unit = slice_trim(slice_sub(s, 0, dash)), name = slice_sub(s, dash + 1, s.length);

	name = slice_trim(slice_sub(name, slice_find(name, SLICE(" "), 0), name.length));
	if (!(shape_is_unit(unit) || shape_is_capitals(unit)) || shape_word_count(unit, 2) < 2)
		return false;
	*ret = (struct kind){TYPE_DOCUMENT, KIND_HEADING, 0};
	return slice_equal_ci(name, SLICE("report")) || (kind_name(name, ret) && ret->sense == KIND_HEADING);
}

bool kind_read(struct slice s, struct kind *ret)
{
	s = slice_sub(s, 0, SHAPE_TITLE_MAX);
	return read_one(s, ret) || read_spaced(s, ret) || read_bilingual(s, ret) || read_pair(s, ret) ||
	       read_cells(s, ret) || read_behind_unit(s, ret);
}
