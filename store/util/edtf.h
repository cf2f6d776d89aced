/* SPDX-License-Identifier: MIT */
/*
 * Dates of known precision as EDTF (ISO 8601-2) writes them: 2019, 2019-06, 2019-07-11, 2019-07-11T11:25,
 * 2022-04-21T05:00-04:00, 2019-07-11T11:25:30Z; a final ? for an uncertain one. Proleptic Gregorian,
 * years 1..9999.
 */
#ifndef UTIL_EDTF_H
#define UTIL_EDTF_H

#include "slice.h"

#include <stdbool.h>
#include <stdint.h>

enum edtf_precision { EDTF_NONE, EDTF_YEAR, EDTF_MONTH, EDTF_DAY, EDTF_MINUTE, EDTF_SECOND };
enum { EDTF_SIZE = 32, EDTF_YEAR_MAX = 9999 }; /* bytes of the longest text with its NUL */

struct edtf {
	int year, month, day, hour, minute, second;
	enum edtf_precision precision;
	bool uncertain;
	bool zoned;
	int zone_minutes; /* east of UTC */
};

/* False if a field that the precision needs is out of range; a leap second is out of range. */
bool edtf_valid(const struct edtf *date);
/* Writes "" for EDTF_NONE. */
void edtf_print(const struct edtf *date, char ret_text[static EDTF_SIZE]);
/* Reads exactly what edtf_print() writes; "" is EDTF_NONE. */
bool edtf_parse(struct slice text, struct edtf *ret_date);

/* 0 Sunday .. 6 Saturday. */
int edtf_weekday(int year, int month, int day);
/* Days since 1970-01-01. */
int64_t edtf_days(int year, int month, int day);
/* First and last day that the date may mean, in days since 1970-01-01. Not for EDTF_NONE. */
void edtf_range(const struct edtf *date, int64_t *ret_first, int64_t *ret_last);
#endif
