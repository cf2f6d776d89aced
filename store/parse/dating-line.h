/* SPDX-License-Identifier: MIT */
/* For dating.c: what a single line says of a document's date. All functions look at a bounded part of it. */
#ifndef PARSE_DATING_LINE_H
#define PARSE_DATING_LINE_H

#include "../util/edtf.h"
#include "../util/slice.h"
#include "date.h"

struct dated {
	struct edtf date;
	size_t first, last; /* bytes of the line */
	unsigned confidence;
	bool is_short; /* its year has two digits */
};

/* No line without one prints a date; cheap. */
bool dating_has_digit(struct slice line);
/* "Undated", "n.d." */
bool dating_is_undated(struct slice line);
/* Does the line speak of another date: a reference, a birth, a release, a review? */
bool dating_is_other(struct slice line);
/* Does the line end so that a date in the next one is a part of its phrase: "a man BORN"? */
bool dating_leads_on(struct slice line);
/* "Date: 5 June 1963", "TO : X   DATE: 11/22/63", "DATE ..... 22 Novernber 1963". */
bool dating_labelled(struct slice line, const struct date_style *style, struct dated *ret);
/* Does the word "Date" begin the line, or end it, so that the line below prints the date there? */
bool dating_is_label(struct slice line, bool *ret_begins, bool *ret_ends);
/* A date that begins, or ends, the line below such a label. */
bool dating_begins(struct slice line, const struct date_style *style, struct dated *ret);
bool dating_ends(struct slice line, const struct date_style *style, struct dated *ret);
/* A date and nothing else but specks. */
bool dating_alone(struct slice line, const struct date_style *style, struct dated *ret);
/* A day that up to three short lines print together, as recognition tears them: "10 May", "1982". */
bool dating_torn(const struct slice *pieces, size_t count, const struct date_style *style, struct edtf *ret);
/* "Minutes of the Board", "Date of visit: ...", "Participants:": a line of a paper on a meeting. */
bool dating_is_meeting(struct slice line);
/* A date that begins or ends a short line: "Canberra, 17 December 1949". */
bool dating_dateline(struct slice line, const struct date_style *style, struct dated *ret);
/* "Prepared by the Secretariat, 3 April 2023", "Question No. 214 for answer on 11 July 2023". */
bool dating_own(struct slice line, const struct date_style *style, struct dated *ret);
/* "SALTPORT, June 5, 2019 - The harbour": a place and a day before a dash and the first sentence. */
bool dating_press(struct slice line, const struct date_style *style, struct dated *ret);
/* Where the words behind "Version 3, " begin; 0 where the line does not begin so. */
size_t dating_version(struct slice line);
/* "Date of incident: 8 January 2016": of what a form reports, not of the form. */
bool dating_incident(struct slice line, const struct date_style *style, struct dated *ret);
/* The heading of a sheet that went round with papers: its dates say when they were handled. */
bool dating_is_routing(struct slice line);
/* "MEMORANDUM", "MEMORANDUM FOR: X": a document of its own below such a sheet. */
bool dating_is_memorandum(struct slice line);
/* "R 221530Z NOV 63", the day and time of a cable; *ret_received: when it came in. */
bool dating_cable(struct slice line, const struct date_style *style, struct dated *ret, bool *ret_received);
/* The day in "131915Z" without a month; 0 for none. */
int dating_cable_day(struct slice line);
#endif
