/* SPDX-License-Identifier: MIT */
/*
 * Where documents begin and end in a source: every printed header block begins one; briefings, letters, media
 * lines and schedules are found by page stamps, ENDS, the shape of titles and date lines, and the bundle's
 * own schedule; a text with none of these is one article or document.
 */
#ifndef PARSE_SPLIT_H
#define PARSE_SPLIT_H

#include "../util/arena.h"
#include "header.h"
#include "lines.h"
#include "regime.h"

struct part { /* one document: lines [first_line, last_line) */
	size_t first_line, last_line;
	size_t head_line; /* <= first_line: that of the release stamp above it, which speaks of it */
	enum document_type type;
	unsigned confidence; /* of the type, 0..100 */
	bool has_header;
	struct header header; /* where has_header; may begin below first_line: under a heading "MEMORANDUM" */
	bool has_kind;        /* a heading names the type: "Media lines" */
	size_t kind_line;     /* where has_kind */
	bool has_salutation, has_sign_off;
	size_t salutation_line; /* where has_salutation */
	size_t unit_line;       /* where has_sign_off: the line that names the unit which signs */
	size_t date_line;       /* and the one with the month; may be the same */
	bool is_declared;       /* the file's format says what it is */
	size_t text_line;       /* where is_declared: what it says of itself is printed above this line */
};

/* Gets the documents' parts in order, not overlapping. Not 0 ends the split and is its result. */
typedef int split_sink(void *context, const struct part *part);
/* Lines in no part are unassigned. `declared` may be NULL. 0, -ENOMEM, or what the sink returned. */
int split_lines(const struct lines *lines, const struct regimes *regimes,
		const struct declared_facts *declared, split_sink *sink, void *context);
/*
 * Splits a line such as "New Zealand Embassy, Beijing, March 2019" into the unit and the date that ends it;
 * *ret_unit is empty for a line that is nothing but a date. False where no date of a month or more ends the
 * line.
 */
bool split_sign_off(struct slice line, struct slice *ret_unit, struct slice *ret_date);
#endif
