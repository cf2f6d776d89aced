/* SPDX-License-Identifier: MIT */
/* For the readers of a document's date alone: the search for it, and what its readers share. */
#ifndef PARSE_DATING_SEARCH_H
#define PARSE_DATING_SEARCH_H

#include "date.h"
#include "dating-line.h"
#include "lines.h"
#include "split.h"

enum {
	DATING_VALUE_MAX = 240, /* bytes of a header's date value */
	DATING_TOP_LINES = 25,  /* lines with words in which a document that is no message prints its date */
	DATING_HEAD_LINES = 60, /* lines with words in which a cable's head may be looked for */
	DATING_BELOW_LINES = 3  /* lines from a label to the date below it */
};

struct dating_search {
	const struct lines *lines;
	const struct date_style *style;
	const struct part *part;
	struct dated best;
	struct span where; /* of the best, in the text */
	size_t first;      /* the line from which the document's own date is looked for */
	bool found;
	bool torn;  /* the best stands over several lines: one in a single line is better */
	bool label; /* a label "Date" was seen without its date */
};

/* The best is `dated`, which was read in `line`. */
void dating_keep(struct dating_search *s, size_t line, const struct dated *dated);
bool dating_same_day(const struct edtf *a, const struct edtf *b);
/* The line with anything on it above or below `line`; `line` where there is none. */
size_t dating_next_printed(const struct dating_search *s, size_t line, bool above);
/* A date that has a line of its own, and is no part of a sentence that began above. */
bool dating_stands_alone(const struct dating_search *s, size_t line, struct dated *ret);

/* "Our ref: ROA/12/3                    28 October 2020": keeps the day behind the last gap of the line. */
bool dating_last_cell(struct dating_search *s, size_t line);

/*
 * The first date near the top, but the one that is labelled as the document's own if there is one. False:
 * "undated".
 */
bool dating_top(struct dating_search *s);
/* A labelled date, further below. */
void dating_labelled_below(struct dating_search *s);
/*
 * Where a form's labels stand first and its values below them, the first day that stands alone is that of the
 * first label.
 */
void dating_column(struct dating_search *s);
/*
 * The day and time of a cable; when it was received is as good as when it was sent. What was read with doubt
 * counts where another date says the same.
 */
void dating_of_cable(struct dating_search *s);
/* "131915Z" and, among the lines around, one date of a 13th. */
void dating_cable_by_day(struct dating_search *s);
#endif
