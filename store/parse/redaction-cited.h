/* SPDX-License-Identifier: MIT */
/* Codes that stand for words on other pages: rows of schedules, and citations that began on the line above.
 */
#ifndef PARSE_REDACTION_CITED_H
#define PARSE_REDACTION_CITED_H

#include "redaction-place.h"

/* Notes a line that heads a table of what was decided. */
void cited_note_table(struct finder *f, size_t line);
/* In a table of decisions: "3   21 Nov 2022   E-mail   Released in part   9(2)(a)". */
bool cited_in_table(const struct finder *f, size_t line, const struct run *run);
/* The run begins its line and goes on with a sentence that cites: "... the ground being" / "section 7(2)(i)."
 */
bool cited_goes_on(const struct finder *f, size_t line, const struct run *run);
/* Notes a run that is no mark in place; a list that ends its line goes on below. */
void cited_note(struct finder *f, size_t line, const struct run *run);
#endif
