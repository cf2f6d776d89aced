/* SPDX-License-Identifier: MIT */
/* What the line around a run says: a mark in place, a ground that is cited, or prose (RULES.md 4). */
#ifndef PARSE_REDACTION_SCORE_H
#define PARSE_REDACTION_SCORE_H

#include "redaction-run.h"

enum {
	SCORE_NEEDED_CLEAR = 2, /* for what is a mark by its form */
	SCORE_NEEDED = 3        /* for bare, mended and worded codes */
};

struct score {
	int points;
	int needed;
	bool alone;   /* nothing else stands on the line, in the cell */
	bool field;   /* it ends a field or a greeting */
	bool opening; /* a bare code of brackets that begins a sentence behind another */
	bool closing; /* a bare code that ends a paragraph behind a finished sentence */
	bool running; /* "Section 36(1)(b)" in a sentence that says nothing of the law */
	bool between; /* a mark for standing where no sentence can go on */
	bool glossed; /* an explanation of the ground follows: a key or a letter, not a mark */
	bool cited;   /* a sentence about the law */
};

struct score run_score(struct slice line, const struct run *run);
#endif
