/* SPDX-License-Identifier: MIT */
/*
 * What is looked at first of a code, because most text is none and most codes are printed as the table has
 * them: whether one may begin here at all, and one without any fault. For redaction-read.c.
 */
#ifndef PARSE_REDACTION_EXACT_H
#define PARSE_REDACTION_EXACT_H

#include "redaction-pattern.h"
#include "redaction-read.h"

/* False where no code, misread or not, begins at `at`. */
bool exact_may_begin(struct slice text, size_t at);
/* A code with brackets as the table has it: nothing that is mended is as long and as cheap. */
bool exact_read(const struct reading *reading, struct slice text, size_t at, struct code_read *ret);
/* The end of the section's number that begins at `at`; `at` where none does. */
size_t exact_number_end(struct slice text, size_t at);
#endif
