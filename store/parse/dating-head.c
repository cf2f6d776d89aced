/* SPDX-License-Identifier: MIT */
/* Lines that date a paper in words of their own: who prepared it and when, where a press office writes from,
 * when a question is to be answered, when what a form reports happened. */
#include "dating-line.h"

#include "shape.h"

enum {
	LINE_MAX = 110, /* bytes of a line that is looked at */
	PLACE_MAX = 48, /* bytes of a place and its article */
	PLACE_WORDS = 5,
	VERSION_MAX = 16 /* bytes of "Version 2.1, " */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* "Prepared by the Secretariat, 3 April 2023" */
static bool is_prepared(struct slice line, const struct date_style *style, struct dated *ret)
{
	static const char *const starts[] = {"prepared by ",
					     "drafted by ",
					     "written by ",
					     "issued by ",
					     "produced by ",
					     "compiled by ",
					     "r\303\251dig\303\251 par ",
					     "pr\303\251par\303\251 par "};

	return line.length <= LINE_MAX && slice_starts_with_one_of_ci(line, starts, COUNT(starts)) &&
	       dating_ends(line, style, ret);
}

/* "Parliamentary Question No. 214 for answer on 11 July 2023" */
static bool is_answered(struct slice line, const struct date_style *style, struct dated *ret)
{
	static const char *const phrases[] = {" for answer on ", " for written answer on ",
					      " for oral answer on "};

	for (size_t i = 0; i < COUNT(phrases) && line.length <= LINE_MAX; i++) {
		size_t at = slice_find_ci(line, slice_of(phrases[i]), 0) + strlen(phrases[i]);

		if (at >= line.length || !dating_begins(slice_sub(line, at, line.length), style, ret))
			continue;
		ret->first += at;
		ret->last += at;
		return true;
	}
	return false;
}

/* "As of April 8, 2014              For response to query only": of what day the paper is, in the first cell.
 */
static bool is_as_of(struct slice line, const struct date_style *style, struct dated *ret)
{
	static const char *const labels[] = {
		"as of ",       "current as of ",    "status as of ",     "status at ",
		"position at ", "\303\240 jour au ", "\303\200 jour au ", "stand: ",
		"current at ",  "correct as of ",    "accurate at "};
	struct slice cell = shape_first_cell(line);

	for (size_t i = 0; i < COUNT(labels); i++) {
		size_t at = strlen(labels[i]);

		if (!slice_starts_ci(cell, slice_of(labels[i])) ||
		    !dating_alone(slice_sub(cell, at, cell.length), style, ret))
			continue;
		ret->first += at;
		ret->last += at;
		return !ret->is_short;
	}
	return false;
}

bool dating_own(struct slice line, const struct date_style *style, struct dated *ret)
{
	return dating_has_digit(line) &&
	       (is_prepared(line, style, ret) || is_answered(line, style, ret) ||
		is_as_of(line, style, ret)) &&
	       ret->date.precision >= EDTF_DAY;
}

/* Words that begin with capitals: "Big Horn (Mont.)" */
static bool is_place(struct slice s)
{
	bool begins = true;

	if (s.length == 0 || s.length > PLACE_MAX || shape_word_count(s, PLACE_WORDS + 1) > PLACE_WORDS)
		return false;
	for (size_t i = 0; i < s.length; begins = s.at[i++] == ' ')
		if (byte_is_digit(s.at[i]) || (begins && byte_is_lower(s.at[i])))
			return false;
	return true;
}

bool dating_press(struct slice line, const struct date_style *style, struct dated *ret)
{
	static const char *const dashes[] = {" - ",  " -- ",  " \342\200\223 ",  " \342\200\224 ",
					     ") - ", ") -- ", ") \342\200\223 ", ") \342\200\224 "};
	static const char *const ends[] = {", le", " (le"};
	struct slice head = slice_sub(line, 0, LINE_MAX);

	if (!date_find_in(head, style, &ret->date, &ret->first, &ret->last) || ret->first > PLACE_MAX ||
	    ret->date.precision != EDTF_DAY ||
	    !slice_starts_with_one_of_ci(slice_sub(line, ret->last, line.length), dashes, COUNT(dashes)))
		return false;
	struct slice place = slice_trim(slice_sub(head, 0, ret->first));

	if (slice_ends_with_one_of_ci(place, ends, COUNT(ends)))
		place.length -= 2;
	place = slice_trim(place);
	if (place.length < 3 || !strchr(",(", slice_last(place)))
		return false;
	place.length--;
	ret->confidence = 80;
	ret->is_short = false;
	return is_place(slice_trim(place));
}

size_t dating_version(struct slice line)
{
	static const char *const names[] = {"version ", "draft ", "v", "rev. ", "revision "};
	size_t comma = slice_find(slice_sub(line, 0, VERSION_MAX), SLICE(", "), 0);

	if (comma >= VERSION_MAX || comma >= line.length || !byte_is_digit(line.at[comma - (comma > 0)]))
		return 0;
	return slice_starts_with_one_of_ci(line, names, COUNT(names)) ? comma + 2 : 0;
}

bool dating_incident(struct slice line, const struct date_style *style, struct dated *ret)
{
	static const char *const labels[] = {
		"date of incident", "date of accident",          "date of occurrence", "date of event",
		"incident date",    "date and time of incident", "occurrence date"};
	size_t colon = slice_find(line, SLICE(":"), 0) + 1;

	while (colon < line.length && line.at[colon] == ' ')
		colon++;
	if (colon >= line.length || !slice_starts_with_one_of_ci(line, labels, COUNT(labels)) ||
	    !dating_begins(slice_sub(line, colon, line.length), style, ret))
		return false;
	ret->first += colon;
	ret->last += colon;
	return true;
}
