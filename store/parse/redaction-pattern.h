/* SPDX-License-Identifier: MIT */
/* The codes of a regime as typed slots: what redaction-read.c holds against a text. For the parser's own
 * files. */
#ifndef PARSE_REDACTION_PATTERN_H
#define PARSE_REDACTION_PATTERN_H

#include "../data/ground.h"
#include "redaction-slot.h"

/* How the codes of one law are built: a section's number, then brackets. Digits are seen by themselves. */
struct rules {
	const char *regime;
	enum slot_kind alphabetic[SLOTS_MAX]; /* the types of its bracketed letters, outermost first */
	const char *lossy,
		*lossy_number; /* a lead with its number that scans to one stroke: "i(a)" for s6(a) */
};

struct pattern {
	const struct ground *ground;
	unsigned slot_count; /* the first is the section's number */
	size_t section_end;  /* index of the first pattern of another section */
	struct slot slots[SLOTS_MAX];
};

struct reading {
	const struct rules *rules;
	struct pattern *patterns; /* in order of the table of grounds, so a section's stand together */
	size_t count, capacity;
};
#endif
