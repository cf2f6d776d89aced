/* SPDX-License-Identifier: MIT */
/*
 * Redaction marks: finds the places in a document where words were withheld and which grounds they cite. A
 * candidate is read slot by slot against the table of grounds, then its context is scored: in place, cited,
 * or prose.
 */
#ifndef PARSE_REDACTION_H
#define PARSE_REDACTION_H

#include "../data/facts.h"
#include "../util/arena.h"
#include "lines.h"
#include "regime.h"

/*
 * Marks in the lines [first_line, last_line) of one document, in order. `regimes` is the evidence of the
 * source; `type` tells letters and schedules, whose codes are cited and stand for other pages. 0 or -ENOMEM.
 */
int redaction_find(const struct lines *lines, size_t first_line, size_t last_line,
		   const struct regimes *regimes, enum document_type type, struct arena *arena,
		   const struct mark_fact **ret_marks, size_t *ret_count);

/*
 * True if `text` is nothing but marks, such as "s9(2)(a) s9(2)(g)(i)" or "[withheld]" standing in a header
 * field: the value is withheld.
 */
bool redaction_is_whole(struct slice text, const struct regimes *regimes);
/* True if the line is nothing but OUT OF SCOPE marks, and not withheld text of the document. */
bool redaction_is_out_of_scope(struct slice text);
/* `text` without the OUT OF SCOPE marks at its ends; codes that stand in it stay. */
struct slice redaction_trim_out_of_scope(struct slice text);
#endif
