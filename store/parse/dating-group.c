/* SPDX-License-Identifier: MIT */
/* The group of digits that dates a cable: "R 221530Z NOV 63", day, hour and minute in one. */
#include "dating-line.h"

enum {
	LINE_MAX = 160, /* bytes of a line that is looked at */
	GROUP = 6       /* digits of it; one more may be its Z, misread */
};

/* "TOR" stands before the time when a cable was received. */
static bool is_received(struct slice line, size_t at)
{
	struct slice before = slice_sub(line, at > 6 ? at - 6 : 0, at);

	return slice_find_ci(before, SLICE("tor"), 0) < before.length;
}

/* The first run of six or seven digits at or after `from`. */
static size_t find_digits(struct slice line, size_t from)
{
	for (size_t at = from; at + GROUP <= line.length; at++) {
		size_t digits = 0;

		if (!byte_is_digit(line.at[at + GROUP - 1])) { /* so no run of six holds it */
			at += GROUP - 1;
			continue;
		}
		while (digits <= GROUP + 1 && at + digits < line.length &&
		       byte_is_digit(line.at[at + digits]))
			digits++;
		if (digits == GROUP || digits == GROUP + 1)
			return at;
		at += digits;
	}
	return line.length;
}

/* Does the Z of a cable's time follow the digits at `at`, or what is read for it? Told before forms are
 * tried. */
static bool cable_time_ends(struct slice line, size_t at)
{
	size_t end = at + GROUP;

	if (end < line.length && byte_is_digit(line.at[end]))
		return line.at[end] == '2';
	while (end < line.length &&
	       ((unsigned char)line.at[end] <= ' ' || (unsigned char)line.at[end] >= 0x80))
		end++;
	return end < line.length && byte_lower(line.at[end]) == 'z';
}

bool dating_cable(struct slice line, const struct date_style *style, struct dated *ret, bool *ret_received)
{
	struct date_style misread = *style;

	line = slice_sub(line, 0, LINE_MAX);
	misread.misread = true;
	for (size_t at = find_digits(line, 0); at < line.length; at = find_digits(line, at + GROUP + 1)) {
		ret->first = at;
		ret->confidence = 90;
		if (!cable_time_ends(line, at))
			continue;
		if (!date_at(line, at, style, &ret->date, &ret->last)) {
			ret->confidence = 50;
			if (!date_at(line, at, &misread, &ret->date, &ret->last))
				continue;
		}
		*ret_received = is_received(line, at);
		return ret->date.precision == EDTF_MINUTE && ret->date.zoned;
	}
	return false;
}

int dating_cable_day(struct slice line)
{
	line = slice_sub(line, 0, LINE_MAX);
	for (size_t at = find_digits(line, 0); at < line.length; at = find_digits(line, at + GROUP + 1)) {
		const char *d = line.at + at;
		char end = at + GROUP < line.length ? d[GROUP] : '\0';
		int day = (d[0] - '0') * 10 + d[1] - '0', hour = (d[2] - '0') * 10 + d[3] - '0';
		bool touched = at > 0 && (byte_is_letter(d[-1]) || byte_is_digit(d[-1]));

		if ((end == 'Z' || end == 'z' || end == '2') && !touched && day >= 1 && day <= 31 &&
		    hour <= 23 && d[4] <= '5')
			return day;
	}
	return 0;
}
