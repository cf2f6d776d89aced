/* SPDX-License-Identifier: MIT */
/* Codes that a narrow box or the end of a line tears: "s9(2)" above "(g)(i)". For redaction.c. */
#ifndef PARSE_REDACTION_TORN_H
#define PARSE_REDACTION_TORN_H

#include "redaction-place.h"

/* The line joined with the next, where a code at its end may go on there; it lives until the next call. */
bool torn_join(struct finder *f, size_t line, struct slice *ret_joined);
/* Does the run, read in the joined line, go on in the next? Notes what it takes of that if so. */
bool torn_take(struct finder *f, size_t line, const struct run *run);
/* Where a run of the line stands in the text, a torn one to its end in the next line. */
struct span torn_span(const struct finder *f, size_t line, const struct run *run);
#endif
