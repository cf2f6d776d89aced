/* SPDX-License-Identifier: MIT */
/*
 * What stands beside a run in its line, or in its cell of a table, and how it is laid out there: gaps,
 * columns, ends of paragraphs. What its words mean is for redaction-law.h.
 */
#ifndef PARSE_REDACTION_BESIDE_H
#define PARSE_REDACTION_BESIDE_H

#include "redaction-run.h"

struct surroundings {
	struct slice before, after;       /* of the run in its line or cell, at most RUN_WINDOW bytes */
	bool cut;                         /* the line goes on beyond that */
	size_t words_before, words_after; /* the number of a paragraph before it is no word */
};

struct surroundings surroundings_of(struct slice line, const struct run *run);
/* A gap on either side parts the run from the words there. */
bool beside_gap(const struct surroundings *s);
/* "Kilbrack Ltd       36(1)(b)": all of a column of its own, behind another. */
bool beside_cell(const struct surroundings *s, const struct run *run);
/* "... of themselves. 6(b)": nothing but the run stands behind a finished sentence. */
bool beside_ends_paragraph(const struct surroundings *s);
/* "... September. 40(2) to book": behind a finished sentence, and goes on in small letters. */
bool beside_begins_sentence(const struct surroundings *s);
#endif
