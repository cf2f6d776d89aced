/* SPDX-License-Identifier: MIT */
#include "edtf.h"

#include <stdio.h>
#include <stdlib.h>

enum { ZONE_MINUTES_MAX = 14 * 60 };

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

/* Howard Hinnant's civil calendar: eras of 400 years that begin on 1 March. */
int64_t edtf_days(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

int edtf_weekday(int year, int month, int day)
{
	int64_t days = edtf_days(year, month, day);

	return (int)(((days + 4) % 7 + 7) % 7);
}

bool edtf_valid(const struct edtf *d)
{
	if (d->precision == EDTF_NONE)
		return true;
	if (d->year < 1 || d->year > EDTF_YEAR_MAX)
		return false;
	if (d->precision >= EDTF_MONTH && (d->month < 1 || d->month > 12))
		return false;
	if (d->precision >= EDTF_DAY && (d->day < 1 || d->day > days_in_month(d->year, d->month)))
		return false;
	if (d->precision >= EDTF_MINUTE && (d->hour < 0 || d->hour > 23 || d->minute < 0 || d->minute > 59 ||
					    abs(d->zone_minutes) > ZONE_MINUTES_MAX))
		return false;
	return d->precision < EDTF_SECOND || (d->second >= 0 && d->second <= 59);
}

void edtf_print(const struct edtf *d, char text[static EDTF_SIZE])
{
	int n = 0;

	text[0] = '\0';
	if (d->precision == EDTF_NONE || !edtf_valid(d))
		return;
	n += snprintf(text + n, EDTF_SIZE - (size_t)n, "%04d", d->year);
	if (d->precision >= EDTF_MONTH)
		n += snprintf(text + n, EDTF_SIZE - (size_t)n, "-%02d", d->month);
	if (d->precision >= EDTF_DAY)
		n += snprintf(text + n, EDTF_SIZE - (size_t)n, "-%02d", d->day);
	if (d->precision >= EDTF_MINUTE)
		n += snprintf(text + n, EDTF_SIZE - (size_t)n, "T%02d:%02d", d->hour, d->minute);
	if (d->precision >= EDTF_SECOND)
		n += snprintf(text + n, EDTF_SIZE - (size_t)n, ":%02d", d->second);
	if (d->precision >= EDTF_MINUTE && d->zoned && d->zone_minutes == 0)
		n += snprintf(text + n, EDTF_SIZE - (size_t)n, "Z");
	else if (d->precision >= EDTF_MINUTE && d->zoned)
		n += snprintf(text + n, EDTF_SIZE - (size_t)n, "%c%02d:%02d", d->zone_minutes < 0 ? '-' : '+',
			      abs(d->zone_minutes) / 60, abs(d->zone_minutes) % 60);
	if (d->uncertain)
		snprintf(text + n, EDTF_SIZE - (size_t)n, "?");
}

/* Reads `digits` digits behind `lead` ('\0': none); sticky on *at == SIZE_MAX. */
static int number(struct slice s, size_t *at, char lead, size_t digits)
{
	int value = 0;
	size_t need = digits + (lead != '\0');

	if (*at == SIZE_MAX || need > s.length - *at || (lead != '\0' && s.at[*at] != lead)) {
		*at = SIZE_MAX;
		return 0;
	}
	for (size_t i = *at + (lead != '\0'); i < *at + need; i++) {
		if (!byte_is_digit(s.at[i])) {
			*at = SIZE_MAX;
			return 0;
		}
		value = value * 10 + (s.at[i] - '0');
	}
	*at += need;
	return value;
}

static bool at_byte(struct slice s, size_t at, char c)
{
	return at < s.length && s.at[at] == c;
}

static void parse_zone(struct slice s, size_t *at, struct edtf *d)
{
	if (at_byte(s, *at, 'Z')) {
		d->zoned = true;
		++*at;
	} else if (at_byte(s, *at, '+') || at_byte(s, *at, '-')) {
		char sign = s.at[*at];

		d->zoned = true;
		d->zone_minutes = number(s, at, sign, 2) * 60;
		d->zone_minutes += number(s, at, ':', 2);
		if (sign == '-')
			d->zone_minutes = -d->zone_minutes;
	}
}

bool edtf_parse(struct slice s, struct edtf *ret)
{
	struct edtf d = {0};
	size_t at = 0;

	if (s.length == 0) {
		*ret = d;
		return true;
	}
	d.year = number(s, &at, '\0', 4);
	d.precision = EDTF_YEAR;
	if (at_byte(s, at, '-')) {
		d.month = number(s, &at, '-', 2);
		d.precision = EDTF_MONTH;
	}
	if (d.precision == EDTF_MONTH && at_byte(s, at, '-')) {
		d.day = number(s, &at, '-', 2);
		d.precision = EDTF_DAY;
	}
	if (d.precision == EDTF_DAY && at_byte(s, at, 'T')) {
		d.hour = number(s, &at, 'T', 2);
		d.minute = number(s, &at, ':', 2);
		d.precision = EDTF_MINUTE;
		if (at_byte(s, at, ':')) {
			d.second = number(s, &at, ':', 2);
			d.precision = EDTF_SECOND;
		}
		parse_zone(s, &at, &d);
	}
	if (at_byte(s, at, '?')) {
		d.uncertain = true;
		at++;
	}
	if (at != s.length || !edtf_valid(&d))
		return false;
	*ret = d;
	return true;
}

void edtf_range(const struct edtf *d, int64_t *ret_first, int64_t *ret_last)
{
	int first_month = d->precision >= EDTF_MONTH ? d->month : 1;
	int last_month = d->precision >= EDTF_MONTH ? d->month : 12;
	int first_day = d->precision >= EDTF_DAY ? d->day : 1;
	int last_day = d->precision >= EDTF_DAY ? d->day : days_in_month(d->year, last_month);

	*ret_first = edtf_days(d->year, first_month, first_day);
	*ret_last = edtf_days(d->year, last_month, last_day);
}
