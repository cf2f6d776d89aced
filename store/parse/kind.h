/* SPDX-License-Identifier: MIT */
/* Headings that say what kind of document they begin: "Media lines", "BRIEFING NOTE", "Briefing: Squid",
 * "Annex B". */
#ifndef PARSE_KIND_H
#define PARSE_KIND_H

#include "../data/facts.h"
#include "../util/slice.h"

enum kind_sense {
	KIND_HEADING,    /* names the type of the document below: "Media lines" */
	KIND_PREFIX,     /* names the type before a colon: "Briefing: Squid" */
	KIND_MEMORANDUM, /* names the type of the header block below, and nothing without one: "MEMO" */
	KIND_TABLE,      /* as KIND_MEMORANDUM, of a block that names first whom it is for: "Health report" */
	KIND_CAPTION,    /* names what stands above it: "Squid group", "Minutes of the meeting of 5 May" */
	KIND_COVER       /* a sheet that was put in front when the papers were released */
};

struct kind {
	enum document_type type;
	enum kind_sense sense;
	size_t title; /* offset of what follows the prefix */
};

/* False where `s` is no such heading. */
bool kind_read(struct slice s, struct kind *ret_kind);
/* "Harbour ferries: lines to take if asked", "Kerb heights - Q&A": media lines or a briefing of a matter. */
bool kind_of_topic(struct slice s, enum document_type *ret_type);
#endif
