/* SPDX-License-Identifier: MIT */
/*
 * Printed dates are read by forms: a form is a row of elements. Every form is tried and the longest reading
 * wins. One attempt is bounded, whatever the bytes, so that looking for a date is linear.
 */
#include "date.h"

#include "../util/utf8.h"
#include "date-element.h"
#include "date-words.h"

enum where {
	ANYWHERE,
	SHORT,       /* a year of two digits: only in a style that has them */
	CAPITALISED, /* "we may 2019 times" is no date */
	ALONE
};

static const struct date_style plain = {.order = DATE_ANY_ORDER};

/* A small letter is an element that may be missing. */
static const struct form {
	const char *elements;
	enum where where;
} forms[] = {
	{"wDMYtz", ANYWHERE}, {"wMDYtz", ANYWHERE}, {"wMDTzY", ANYWHERE}, {"TzwDMY", ANYWHERE},
	{"TzwMDY", ANYWHERE}, {"ISz", ANYWHERE},    {"wItz", ANYWHERE},   {"wNtz", ANYWHERE},
	{"wDMVtz", SHORT},    {"wMDVtz", SHORT},    {"TzwDMV", SHORT},    {"GMY", ANYWHERE},
	{"GMV", SHORT},       {"CwDMY", ANYWHERE},  {"CwDMV", SHORT},     {"MY", CAPITALISED},
	{"P", ALONE},         {"Y", ALONE},
};

static bool read_form(struct date_reader *r, const struct form *form)
{
	for (const char *c = form->elements; *c; c++) {
		bool optional = byte_is_lower(*c);
		struct date_reader before = *r;

		if (date_read_element(r, optional ? (char)(*c - 'a' + 'A') : *c))
			continue;
		if (!optional)
			return false;
		*r = before;
	}
	return true;
}

/* Does a weekday or a month begin at `first`? */
static bool name_stands(struct slice text, size_t first)
{
	struct date_reader r = {.text = text, .first = first, .at = first};
	int ignored;

	return date_name_begins(text, first) &&
	       (date_take_word(&r, date_weekdays, &ignored) || date_take_word(&r, date_months, &ignored));
}

/* Reads the longest date that begins at `first`. */
static bool read_date(struct slice text, size_t first, bool alone, const struct date_style *style,
		      struct date_reader *ret)
{
	bool found = false;

	/* Every form begins with a number or a name; it takes doubt to read letters as a number. */
	if (!style->misread && !byte_is_digit(text.at[first]) && !name_stands(text, first))
		return false;
	for (const struct form *f = forms; f < forms + sizeof forms / sizeof *forms; f++) {
		struct date_reader r = {
			.text = text, .first = first, .at = first, .weekday = -1, .style = style};

		if (f->where == SHORT && !style->short_years)
			continue;
		if (!alone &&
		    (f->where == ALONE || (f->where == CAPITALISED && !byte_is_upper(text.at[first]))))
			continue;
		if (!read_form(&r, f) || !edtf_valid(&r.date) || (found && r.at <= ret->at))
			continue;
		*ret = r;
		found = true;
	}
	/* Outlook's "3:31:44 PM" is a time of its lists, of which people cite the minute; that of a machine
	 * has a zone. */
	if (found && ret->meridiem && !ret->date.zoned && ret->date.precision == EDTF_SECOND)
		ret->date.precision = EDTF_MINUTE;
	if (found && ret->weekday >= 0)
		ret->date.uncertain =
			ret->weekday != edtf_weekday(ret->date.year, ret->date.month, ret->date.day);
	return found;
}

/* The character that ends before `at`, which is > 0. */
static uint32_t before_character(struct slice text, size_t at, size_t *ret_at)
{
	size_t back = at, next;
	uint32_t character;

	do
		back--;
	while (back > 0 && at - back < 4 && ((unsigned char)text.at[back] & 0xc0) == 0x80);
	next = back;
	character = utf8_next(text, &next);
	*ret_at = next == at ? back : at - 1;
	return next == at ? character : UTF8_REPLACEMENT;
}

static struct slice trim(struct slice text)
{
	size_t first = 0, last = text.length, next;

	while (next = first, first < last && utf8_is_space(utf8_next(text, &next)))
		first = next;
	while (last > first && utf8_is_space(before_character(text, last, &next)))
		last = next;
	return slice_sub(text, first, last);
}

bool date_parse_in(struct slice text, const struct date_style *style, struct edtf *ret_date)
{
	struct slice whole = trim(text);
	struct date_reader r;

	if (whole.length == 0 || !read_date(whole, 0, true, style, &r) || r.at != whole.length)
		return false;
	*ret_date = r.date;
	return true;
}

bool date_parse(struct slice text, struct edtf *ret_date)
{
	return date_parse_in(text, &plain, ret_date);
}

bool date_at(struct slice text, size_t first, const struct date_style *style, struct edtf *ret_date,
	     size_t *ret_last)
{
	struct date_reader r;

	if (!read_date(text, first, false, style, &r))
		return false;
	*ret_date = r.date;
	*ret_last = r.at;
	return true;
}

/* Behind letters a number begins only where a word ran into it: "Updated21 April", but not "s9 March". */
static bool number_begins(struct slice text, size_t at, uint32_t before, size_t before_at)
{
	if (byte_is_digit((char)before) || before == '_' || before == '/' || utf8_is_upper(before))
		return false;
	if (utf8_is_lower(before))
		return at >= 3 && byte_is_lower(text.at[at - 2]) && byte_is_lower(text.at[at - 3]);
	return !(before == '.' || before == ':' || before == '-' || (before >= 0x2010 && before <= 0x2015)) ||
	       before_at == 0 || !byte_is_digit(text.at[before_at - 1]);
}

/* May a date begin here? Cheap, for it is asked at every byte. */
static bool date_begins(struct slice text, size_t at)
{
	char c = text.at[at];
	uint32_t before = 0;
	size_t before_at = 0;

	if (!byte_is_digit(c) && !byte_is_letter(c))
		return false;
	if (byte_is_lower(c) && at > 0 && byte_is_letter(text.at[at - 1]))
		return false;
	if (at > 0)
		before = before_character(text, at, &before_at);
	if (byte_is_digit(c))
		return at == 0 || number_begins(text, at, before, before_at);
	return before != '_' && (!utf8_is_alnum(before) || (byte_is_upper(c) && !utf8_is_upper(before))) &&
	       date_name_begins(text, at);
}

static bool read_at(struct slice text, size_t at, const struct date_style *style, struct edtf *ret_date,
		    size_t *ret_last)
{
	struct date_reader r;

	if (!date_begins(text, at) || !read_date(text, at, false, style, &r))
		return false;
	*ret_date = r.date;
	*ret_last = r.at;
	return true;
}

bool date_opens(struct slice text, const struct date_style *style, struct edtf *ret_date, size_t *ret_last)
{
	return text.length > 0 && read_at(text, 0, style, ret_date, ret_last);
}

bool date_find_in(struct slice text, const struct date_style *style, struct edtf *ret_date, size_t *ret_first,
		  size_t *ret_last)
{
	for (size_t at = 0; at < text.length; at++)
		if (read_at(text, at, style, ret_date, ret_last)) {
			*ret_first = at;
			return true;
		}
	return false;
}

bool date_find(struct slice text, struct edtf *ret_date, size_t *ret_first, size_t *ret_last)
{
	return date_find_in(text, &plain, ret_date, ret_first, ret_last);
}
