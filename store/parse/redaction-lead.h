/* SPDX-License-Identifier: MIT */
/* What stands before the number of a code: "s", "Section", "Reg", "EO 13526". For redaction-read.c. */
#ifndef PARSE_REDACTION_LEAD_H
#define PARSE_REDACTION_LEAD_H

#include "redaction-pattern.h"

enum { LEADS = 39 }; /* rows of the table, longest first where one begins another */

struct lead {
	size_t last; /* where the number begins */
	unsigned repairs;
	bool present, word, parted;
	bool capital; /* a word as a heading or a box begins it */
	unsigned leads;
};

/* The first row, and the one behind row `i`, whose lead begins as the text does at `at`; behind the last of
 * them stands LEADS, and behind that more. */
size_t lead_begin(struct slice text, size_t at);
size_t lead_next(size_t i);
/* The lead of row `i` at `at`; row LEADS is the empty one of a number without any. False if it is not there.
 */
bool lead_read(size_t i, struct slice text, size_t at, struct lead *ret);
/* May the lead, or the lack of one, stand before the code? */
bool lead_fits(const struct reading *reading, const struct pattern *pattern, const struct lead *lead);
/* The families of row `i`, see enum leads, and its first byte. */
unsigned lead_families(size_t i);
char lead_first(size_t i);
#endif
