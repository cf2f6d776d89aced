/* SPDX-License-Identifier: MIT */
/* For date.c alone: one element of a printed date after the other is read into a reader. */
#ifndef PARSE_DATE_ELEMENT_H
#define PARSE_DATE_ELEMENT_H

#include "date-scan.h"

/*
 * Reads what may stand before the element, but nothing where the date begins, and the element:
 *   W weekday   D day   M month as a word   Y year   V year of two digits
 *   G day and time of a cable, 051423Z   T time   Z zone, behind a time only
 *   I 2021-02-05   P 2021-02   N 17/05/2019 where weekday, order or numbers tell   S "T" and a time, behind I
 * only False leaves the reader anywhere. Ranges of numbers are not checked; see edtf_valid().
 */
bool date_read_element(struct date_reader *reader, char letter);
#endif
