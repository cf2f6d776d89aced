/* SPDX-License-Identifier: MIT */
/*
 * What recognition of characters makes of the parts of a date: letters for digits, a month with a wrong
 * letter. Only for places where nothing but a date can stand; it would find months in any text.
 */
#ifndef PARSE_DATE_MISREAD_H
#define PARSE_DATE_MISREAD_H

#include "../util/slice.h"

/* The digit that `c` is or looks like ("l" is 1, "O" is 0); -1 for none. */
int misread_digit(char c);
/* The one month, 1..12, that the English name or abbreviation `word` may be; 0 for none or more than one. */
int misread_month(struct slice word);
#endif
