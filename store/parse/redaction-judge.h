/* SPDX-License-Identifier: MIT */
/* Which runs of a document are marks, and of what class: what its own line says, weighed with what else the
 * document holds. For redaction.c. */
#ifndef PARSE_REDACTION_JUDGE_H
#define PARSE_REDACTION_JUDGE_H

#include "redaction-place.h"

/* Gets each run of a line that may be a mark. 0 or -ENOMEM. */
typedef int run_visit(struct finder *f, size_t line, struct slice text, const struct run *run);

/* The first pass: notes which codes stand in the document clean, clear and alone. */
int judge_note(struct finder *f, size_t line, struct slice text, const struct run *run);
/* The second: adds a mark, or notes that the run is none. */
int judge_run(struct finder *f, size_t line, struct slice text, const struct run *run);
/* 0 or -ENOMEM. */
int mark_add(struct finder *f, struct span where, const struct ground *const *grounds, size_t count,
	     enum mark_class class, unsigned confidence);
#endif
