/* SPDX-License-Identifier: MIT */
/*
 * For header.c and those that it asks: a field that one line prints; of the block that is being read, the
 * fields from the value on the label's line to the last line that belongs to it.
 */
#ifndef PARSE_HEADER_FIELD_H
#define PARSE_HEADER_FIELD_H

#include "header.h"

enum { HEADER_LINE_MAX = 200 }; /* longer than any value's line; the text of a message */

/* What one line prints of a field. */
static inline void header_field_set(const struct lines *lines, struct slice value, size_t line,
				    struct header_field *ret_field)
{
	*ret_field = (struct header_field){true, lines_span(lines, value), line, line + 1};
}

struct header_reader {
	const struct lines *lines;
	const struct regimes *regimes;
	size_t limit;
	struct header *header;
	enum header_label current;
	bool gap;         /* blank lines since the line before */
	bool late_values; /* values stand a blank line below their labels */
	unsigned again;   /* labels that stood there with nothing behind them just before */
};

struct slice field_text(const struct header_reader *r, const struct header_field *field);
/* The field of a label at `line`, its value's offset in the text behind it. A second label in the line has
 * its field begun too. */
void field_begin(struct header_reader *r, enum header_label label, size_t line, size_t value);
/* Does `line`, which has no label, belong to the field above it? */
bool field_goes_on(const struct header_reader *r, size_t line);
/* Takes that line. */
void field_extend(struct header_reader *r, size_t line);
/* Is the rest of the block still to come within a few lines? */
bool header_label_ahead(const struct header_reader *r, size_t line);
bool header_ends_page(const struct lines *lines, size_t line);
#endif
