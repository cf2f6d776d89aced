/* SPDX-License-Identifier: MIT */
/*
 * The printed header block of a message: From, Sent or Date, To, Cc, Subject; the value on the label's line,
 * on the next, or continued over lines. Also of memoranda and of messages in a few other languages; not text
 * quoted with >.
 */
#ifndef PARSE_HEADER_H
#define PARSE_HEADER_H

#include "lines.h"
#include "regime.h"

enum header_label {
	HEADER_FROM,
	HEADER_SENT,
	HEADER_TO,
	HEADER_CC,
	HEADER_BCC,
	HEADER_SUBJECT,
	HEADER_LABELS,
	HEADER_OTHER =
		HEADER_LABELS /* a label of the block that tells nothing kept: Importance, Attachments */
};

struct header_field {
	bool present;
	struct span
		where; /* the value's bytes in the text, may run over lines; empty where nothing is printed */
	size_t first_line, last_line;
};

struct header {
	struct header_field fields[HEADER_LABELS];
	size_t first_line, last_line; /* half-open; the body begins at last_line */
};

/* True if the line begins with a label and a colon. *ret_value: offset in the text behind the colon. */
bool header_label(const struct lines *lines, size_t line, enum header_label *ret_label, size_t *ret_value);
/* Reads the header block that begins at `line`, within lines below `limit`. False where none begins there. */
bool header_read(const struct lines *lines, size_t line, size_t limit, const struct regimes *regimes,
		 struct header *ret_header);
/* A field's value, lines joined by one blank. NULL out of memory, "" where it is not present. */
const char *header_value(const struct lines *lines, const struct header_field *field, struct arena *arena);
#endif
