/* SPDX-License-Identifier: MIT */
/*
 * Printed dates: the forms that people and mail programs print, read exactly and without a locale. A date is
 * never completed from today, and a year of two digits read only in a known style.
 */
#ifndef PARSE_DATE_H
#define PARSE_DATE_H

#include "../util/edtf.h"
#include "../util/slice.h"

#include <stdbool.h>

/* In which order a source prints day and month in digits, where it shows. */
enum date_order { DATE_ANY_ORDER, DATE_DAY_FIRST, DATE_MONTH_FIRST };

/*
 * Reads a date that makes up all of `text` but white space around it: "Thursday, 11 July 2019 11:25 AM",
 * "6 November 2018", "March 2019", "2021-02-05", "April 21, 2022 5:00AM EDT", "Thu, 11 Jul 2019 11:25:00
 * +1200", "11/07/2019" only where the numbers or a printed weekday tell day and month apart. A weekday that
 * does not fit makes it uncertain. False for everything else, such as "Undated", "Various", "8 July".
 */
bool date_parse(struct slice text, struct edtf *ret_date);

/*
 * The first date inside `text`, at least a month and a year, with the time and zone that follow it.
 * *ret_first, *ret_last: its bytes in `text`.
 */
bool date_find(struct slice text, struct edtf *ret_date, size_t *ret_first, size_t *ret_last);

/* How a source prints its dates, as far as its text shows; one that is zeroed shows nothing. */
struct date_style {
	enum date_order order; /* of day and month in digits */
	bool short_years;      /* "22 Nov 63" is a date, of the century that `late` names */
	bool misread;   /* letters may stand for digits, and months have wrong letters: "l5 Novernber" */
	bool late[100]; /* of 00 to 99: after 1999, else after 1899 */
};

/*
 * The style of a whole text: its order, and years of two digits by those that it prints in full near them,
 * else in the window 1930 to 2029. `misread` is left alone.
 */
void date_style_of(struct slice text, struct date_style *ret_style);

/* As date_parse() and date_find(), of a text of that style: also "22 Nov 63", "051423Z JUN 63". */
bool date_parse_in(struct slice text, const struct date_style *style, struct edtf *ret_date);
bool date_find_in(struct slice text, const struct date_style *style, struct edtf *ret_date, size_t *ret_first,
		  size_t *ret_last);
/* As date_find_in(), where what it finds begins the text. */
bool date_opens(struct slice text, const struct date_style *style, struct edtf *ret_date, size_t *ret_last);
/* The longest date that begins at `first`, which is in `text`. *ret_last: where it ends. */
bool date_at(struct slice text, size_t first, const struct date_style *style, struct edtf *ret_date,
	     size_t *ret_last);

/* The order of all dates such as 17/05/2019 in `text` that can be read in one order only; any where they
 * disagree. */
enum date_order date_order_of(struct slice text);
#endif
