/* SPDX-License-Identifier: MIT */
/* The codes of a regime as typed slots: what redaction-read.c and redaction-letters.c hold against a text.
 * For the parser's own files. */
#ifndef PARSE_REDACTION_PATTERN_H
#define PARSE_REDACTION_PATTERN_H

#include "../data/ground.h"
#include "redaction-slot.h"

/* What may stand before a number: a family of words and signs, by how the code itself begins in the table. */
enum leads {
	LEADS_SECTION = 1,    /* "s", "Section" */
	LEADS_FRENCH = 2,     /* "art.", "par." */
	LEADS_REGULATION = 4, /* "Reg", "EIR" */
	LEADS_ARTICLE = 8,    /* "Art." */
	LEADS_SCHEDULE = 16,  /* "Sch 3 s" */
	LEADS_ORDER = 32,     /* "EO 13526" */
	LEADS_ORDER_12958 = 64,
	LEADS_ORDER_12356 = 128,
	LEADS_JFK = 256, /* "JFK Act" */
	LEADS_RETAINED = 512
};

/* How the codes of one law are built: a section's number, then brackets. Digits are seen by themselves. */
struct rules {
	const char *regime;
	enum slot_kind alphabetic[SLOTS_MAX]; /* the types of its bracketed letters, outermost first */
	unsigned leads;                       /* of codes that the table writes without any */
	bool lettered;                        /* its codes begin with a letter: "(b)(6)" */
	bool wholes;                          /* a section alone is a mark as good as another: "s 22" */
	bool weak;    /* its codes look like items of any list, and are marks by their place only */
	bool led;     /* its codes are too short to be read without their lead */
	bool dotted;  /* a dot may stand for a bracket: "4.1(b)" */
	bool halved;  /* a letter may have but its second: "21(1)a)" */
	bool margins; /* it prints its codes in the margin of what was taken out */
	const char *lossy,
		*lossy_number; /* a lead with its number that scans to one stroke: "i(a)" for s6(a) */
};

struct pattern {
	const struct ground *ground;
	unsigned leads;
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
