/* SPDX-License-Identifier: MIT */
/*
 * The printed header block of a message: From, Sent or Date, To, Cc, Subject; the value on the label's line, on the
 * next, or continued over lines.
 */
#ifndef PARSE_HEADER_H
#define PARSE_HEADER_H

#include "lines.h"

enum header_label { HEADER_FROM, HEADER_SENT, HEADER_TO, HEADER_CC, HEADER_BCC, HEADER_SUBJECT, HEADER_LABELS };

struct header_field {
	bool present;
	struct span where; /* the value's bytes in the text, may run over lines; empty where nothing is printed */
	size_t first_line, last_line;
};

struct header {
	struct header_field fields[HEADER_LABELS];
	size_t first_line, last_line; /* half-open; the body begins at last_line */
};

/* Reads the header block that begins at `line`, within lines below `limit`. False where none begins there. */
bool header_read(const struct lines *lines, size_t line, size_t limit, struct header *ret_header);
/* A field's value, lines joined by one blank. NULL out of memory, "" where it is not present. */
const char *header_value(const struct lines *lines, const struct header_field *field, struct arena *arena);
#endif
