/* SPDX-License-Identifier: MIT */
/*
 * What a run is made of: codes of the source's laws, numbers of its key, an agency's words for a ground,
 * words that say OUT OF SCOPE. For redaction-run.c.
 */
#ifndef PARSE_REDACTION_ITEM_H
#define PARSE_REDACTION_ITEM_H

#include "redaction-run.h"

/* Adds the item that begins at `at`; run->last is then its end. False, and nothing added, where none does. */
bool item_read(const struct run_rules *rules, struct slice line, size_t at, struct run *run);
/* Adds the next item, if it stands behind a separator of the kind that may stand before it. */
bool item_read_next(const struct run_rules *rules, struct slice line, struct run *run);
#endif
