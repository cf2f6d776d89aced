/* SPDX-License-Identifier: MIT */
/* For date-element.c alone: the time of day in a printed date, and the zone behind it. */
#ifndef PARSE_DATE_CLOCK_H
#define PARSE_DATE_CLOCK_H

#include "date-scan.h"

/* "11:25", "3.27 p.m.", "11:25:04.5 AM", "9h30". False leaves the reader anywhere. */
bool date_read_time(struct date_reader *r);
/* "NZST", "GMT+12", "+1200 (NZST)": behind a time only. False leaves the reader anywhere. */
bool date_read_zone(struct date_reader *r);
#endif
