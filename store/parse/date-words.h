/* SPDX-License-Identifier: MIT */
/* For date-element.c: the words that dates are printed with, and what each means. */
#ifndef PARSE_DATE_WORDS_H
#define PARSE_DATE_WORDS_H

#include "../util/slice.h"

enum {
	DATE_AM,
	DATE_PM,
	ZONE_FLOATING = 9999, /* a zone whose offset depends on the season: no offset is taken from it */
	NEEDS_DAY = 100 /* added to a month that is one only behind a day: "Mars 2020" is as likely none */
};

struct date_word {
	const char *text; /* NULL ends a table */
	int value;
};

extern const struct date_word date_weekdays[];  /* 0 Sunday .. 6 Saturday */
extern const struct date_word date_months[];    /* 1 .. 12, some with NEEDS_DAY */
extern const struct date_word date_ordinals[];  /* what follows the number of a day */
extern const struct date_word date_meridiems[]; /* DATE_AM, DATE_PM */
extern const struct date_word date_zones[];     /* minutes east of UTC, or ZONE_FLOATING */

/* Might the name of a weekday or a month stand at `at`, by its first three letters? Cheap; at most
 * text.length. */
bool date_name_begins(struct slice text, size_t at);
#endif
