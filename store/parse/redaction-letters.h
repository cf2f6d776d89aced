/* SPDX-License-Identifier: MIT */
/*
 * Codes that begin with a letter, as in the United States: "(b)(6)", "(b) (7)(C)", "B7(C)", "b7C -2", "Ex.
 * 6". For redaction-read.c.
 */
#ifndef PARSE_REDACTION_LETTERS_H
#define PARSE_REDACTION_LETTERS_H

#include "redaction-read.h"

bool letters_read(const struct reading *reading, struct slice text, size_t at, struct code_read *ret);
void letters_starts(const struct reading *reading, unsigned bit, unsigned char *starts);
#endif
