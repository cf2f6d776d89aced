/* SPDX-License-Identifier: MIT */
#include "mail-date.h"

#include <gmime/gmime.h>
#include <stdio.h>

enum { DATE_SIZE = 200 };

static bool holds(struct slice value, const char *word)
{
	return slice_find_ci(value, slice_of(word), 0) < value.length;
}

/* Is the number a word of its own? */
static bool holds_number(struct slice value, const char *digits)
{
	size_t length = strlen(digits), at = slice_find(value, slice_of(digits), 0);

	while (at < value.length) {
		bool before = at > 0 && byte_is_digit(value.at[at - 1]) && value.at[at - 1] != '0';
		bool after = at + length < value.length && byte_is_digit(value.at[at + length]);

		if (!before && !after)
			return true;
		at = slice_find(value, slice_of(digits), at + 1);
	}
	return false;
}

/* GMime knows no AM and PM, takes 5/6 for May, and any number for what is still missing. */
static bool says_day(struct slice value, const struct edtf *date)
{
	static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
					     "jul", "aug", "sep", "oct", "nov", "dec"};
	char iso[EDTF_SIZE], day[12], year[12];

	snprintf(iso, sizeof iso, "%04d-%02d-%02d", date->year, date->month, date->day);
	snprintf(day, sizeof day, "%d", date->day);
	snprintf(year, sizeof year, "%02d", date->year % 100);
	if (slice_starts(value, slice_of(iso)))
		return true;
	return holds(value, months[date->month - 1]) && holds_number(value, day) && holds(value, year);
}

/* "9:14PM", "9:14 p.m." */
static bool says_half_of_day(struct slice value)
{
	for (size_t i = 1; i + 1 < value.length; i++) {
		char c = byte_lower(value.at[i]);
		size_t m = i + 1 + (value.at[i + 1] == '.');
		bool half = (c == 'a' || c == 'p') && m < value.length && byte_lower(value.at[m]) == 'm';
		bool begins = byte_is_digit(value.at[i - 1]) || byte_is_space(value.at[i - 1]);
		bool ends = m + 1 == value.length || !byte_is_letter(value.at[m + 1]);

		if (half && begins && ends)
			return true;
	}
	return false;
}

static bool says_clock(struct slice value, const struct edtf *date)
{
	char clock[24];

	snprintf(clock, sizeof clock, "%d:%02d", date->hour, date->minute);
	return holds(value, clock);
}

bool mail_date_read(struct slice value, struct edtf *ret)
{
	char text[DATE_SIZE];
	GDateTime *time;
	struct edtf date = {.precision = EDTF_MINUTE};

	value = slice_sub(slice_trim(value), 0, sizeof text - 1);
	snprintf(text, sizeof text, "%.*s", (int)value.length, value.at ? value.at : "");
	time = says_half_of_day(value) ? NULL : g_mime_utils_header_decode_date(text);
	if (!time)
		return false;
	g_date_time_get_ymd(time, &date.year, &date.month, &date.day);
	date.hour = g_date_time_get_hour(time);
	date.minute = g_date_time_get_minute(time);
	g_date_time_unref(time);
	if (!says_clock(value, &date))
		date.precision = EDTF_DAY;
	if (!edtf_valid(&date) || !says_day(value, &date))
		return false;
	*ret = date;
	return true;
}
