/* SPDX-License-Identifier: MIT */
/*
 * Where documents begin and end in a source: every printed header block begins one; briefings, letters, media lines
 * and schedules are found by page stamps, ENDS, the shape of titles and date lines, and the bundle's own schedule;
 * a text with none of these is one article or document.
 */
#ifndef PARSE_SPLIT_H
#define PARSE_SPLIT_H

#include "../util/arena.h"
#include "header.h"
#include "lines.h"

struct part { /* one document: lines [first_line, last_line) */
	size_t first_line, last_line;
	enum document_type type;
	unsigned confidence;  /* of the type, 0..100 */
	bool has_header;
	struct header header; /* where has_header */
};

/* In order, not overlapping; lines in no part are unassigned. 0 or -ENOMEM. */
int split_lines(const struct lines *lines, struct arena *arena, const struct part **ret_parts, size_t *ret_count);
#endif
