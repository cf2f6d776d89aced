/* SPDX-License-Identifier: MIT */
/*
 * Reads one statutory code as printed or scanned: "s9(2)(g)(i)", "Section 6(a)", "9.2.a", "s9(2Xa)". The
 * table of grounds is the grammar: its codes are taken apart into typed slots, and the text must fit the
 * slots of one code, each slot with the misreadings known for its type. What a regime's codes look like is
 * one row of a table.
 */
#ifndef PARSE_REDACTION_READ_H
#define PARSE_REDACTION_READ_H

#include "../data/ground.h"
#include "redaction-slot.h"

struct reading; /* how the codes of one regime are read */

struct code_read {
	const struct ground *ground;
	size_t last;      /* end in the text */
	unsigned repairs; /* characters that had to be mended or were missing; 0: as written in the table */
	bool lead;        /* a section sign or letter stands before the number */
	bool word;        /* that lead is a word: "section" */
	bool whole;       /* a section without any paragraph: "s6" */
	bool short_form;  /* letters and digits without brackets: "B6", "b7C" */
	bool category;    /* a number of the release follows: "(b)(7)(C)-2" */
	bool lossy;       /* so little is left that a clean reading of the same section must stand by it */
};

enum { BYTES = 256 };

/* NULL where no rules are written for the regime, or out of memory. */
const struct reading *reading_of(const char *regime);
/* Sets `bit` in `starts`, of BYTES, at the bytes that a code of the regime may begin with. */
void reading_starts(const struct reading *reading, unsigned bit, unsigned char *starts);
bool reading_has_wholes(const struct reading *reading);   /* a section alone is as good a mark: "s 22" */
bool reading_is_led(const struct reading *reading);       /* nothing is one without its law's name */
bool reading_has_articles(const struct reading *reading); /* its sections are articles */
bool reading_has_margins(const struct reading *reading);  /* its codes stand in the margin */

/*
 * The code that begins at `at`, as long as possible. False where none fits or more than one does.
 * `drops_doubles`: the text lost the second of doubled letters, so "(i )" is "(ii)".
 */
bool code_read(const struct reading *reading, struct slice text, size_t at, bool drops_doubles,
	       struct code_read *ret);
/* The code whose last slots begin at `at` and whose first are those of `before`: "(ba)(i)" after
 * s9(2)(b)(ii). */
bool code_continue(const struct reading *reading, struct slice text, size_t at, const struct ground *before,
		   struct code_read *ret);
/* The section whose number alone stands at `at`, after `before`, a section too: "24" in "s23/24". */
bool code_beside(const struct reading *reading, struct slice text, size_t at, const struct ground *before,
		 struct code_read *ret);
#endif
