/* SPDX-License-Identifier: MIT */
/*
 * How a source prints its dates, told from all of its text: in which order day and month stand in digits, and
 * to which century its years of two digits belong.
 */
#include "date.h"

enum {
	WINDOW_FIRST = 1930, /* of years of two digits where no year in full stands near: 1930 to 2029 */
	CENTURY_FIRST = 1900,
	YEARS = 200, /* 1900 to 2099 */
	NEAR = 5     /* years within which others of a source tell the century */
};

/* The number of one or two digits at `at`, which moves behind it and the slash; -1 where none stands there.
 */
static int take_part(struct slice text, size_t *at)
{
	int value = 0;
	size_t digits = 0;

	for (; digits < 2 && *at < text.length && byte_is_digit(text.at[*at]); digits++)
		value = value * 10 + (text.at[(*at)++] - '0');
	return digits > 0 && *at < text.length && text.at[(*at)++] == '/' ? value : -1;
}

static size_t digits_at(struct slice text, size_t at, size_t most)
{
	size_t n = 0;

	while (n < most && at + n < text.length && byte_is_digit(text.at[at + n]))
		n++;
	return n;
}

/* Behind two digits: "28/06/20 1" is a year cut in two, "1/28/06/2019" no date. */
static bool short_year_ends(struct slice text, size_t at)
{
	char c = at < text.length ? text.at[at] : '\n';

	return !byte_is_letter(c) && c != '/' && (c != ' ' || digits_at(text, at + 1, 1) == 0);
}

/* The order of the one date in digits that begins at `at`. */
static enum date_order order_at(struct slice text, size_t at)
{
	int a = take_part(text, &at), b = a < 0 ? -1 : take_part(text, &at);

	if (b < 1 || a < 1 || a > 31 || b > 31 || (a > 12) == (b > 12))
		return DATE_ANY_ORDER;
	size_t digits = digits_at(text, at, 5);

	if (digits != 4 && !(digits == 2 && short_year_ends(text, at + 2)))
		return DATE_ANY_ORDER;
	return a > 12 ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
}

enum date_order date_order_of(struct slice text)
{
	enum date_order found = DATE_ANY_ORDER;

	for (size_t slash = slice_find(text, SLICE("/"), 0); slash < text.length;
	     slash = slice_find(text, SLICE("/"), slash + 1)) {
		size_t at = slash;

		while (at > 0 && slash - at < 3 && byte_is_digit(text.at[at - 1]))
			at--;
		bool begins = at < slash && (at == 0 || text.at[at - 1] != '/');
		enum date_order order = begins ? order_at(text, at) : DATE_ANY_ORDER;

		if (order != DATE_ANY_ORDER && found != DATE_ANY_ORDER && order != found)
			return DATE_ANY_ORDER;
		found = order != DATE_ANY_ORDER ? order : found;
	}
	return found;
}

/* Is a year printed in full at `at`, a number of its own? */
static bool year_at(struct slice text, size_t at)
{
	char before = at > 0 ? text.at[at - 1] : ' ', after;

	if (digits_at(text, at, 5) != 4 || byte_is_digit(before) || byte_is_letter(before) || before == '-' ||
	    before == '$' || before == '.')
		return false;
	after = at + 4 < text.length ? text.at[at + 4] : ' ';
	return !byte_is_letter(after) && after != '-' && after != '%';
}

static void note_years(struct slice text, bool printed[static YEARS])
{
	/* Each fourth byte is looked at, since a year has four. */
	for (size_t next = 3; next < text.length; next += 4) {
		size_t at = next;

		if (!byte_is_digit(text.at[at]))
			continue;
		while (next - at < 3 && byte_is_digit(text.at[at - 1]))
			at--;
		if (!year_at(text, at))
			continue;
		int year = 0;

		for (size_t i = 0; i < 4; i++)
			year = year * 10 + (text.at[at + i] - '0');
		if (year >= CENTURY_FIRST && year < CENTURY_FIRST + YEARS)
			printed[year - CENTURY_FIRST] = true;
	}
}

static bool is_near(const bool printed[static YEARS], int year)
{
	for (int other = year - NEAR; other <= year + NEAR; other++)
		if (other >= CENTURY_FIRST && other < CENTURY_FIRST + YEARS && printed[other - CENTURY_FIRST])
			return true;
	return false;
}

void date_style_of(struct slice text, struct date_style *ret)
{
	bool printed[YEARS] = {false};

	note_years(text, printed);
	ret->order = date_order_of(text);
	ret->short_years = true;
	for (int i = 0; i < 100; i++) {
		int old = CENTURY_FIRST + i, late = old + 100;
		bool near_old = is_near(printed, old), near_late = is_near(printed, late);

		ret->late[i] = near_old == near_late ? old < WINDOW_FIRST : near_late;
	}
}
