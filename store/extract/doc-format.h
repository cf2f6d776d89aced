/* SPDX-License-Identifier: MIT */
/*
 * How a Word file of 1997 to 2003 (MS-DOC) formats its bytes, as far as its text depends on it: what is
 * deleted or hidden, and where rows and lists are.
 */
#ifndef EXTRACT_DOC_FORMAT_H
#define EXTRACT_DOC_FORMAT_H

#include "../util/slice.h"

#include <stdint.h>

enum doc_look {
	DOC_DELETED = 1, /* by a tracked change */
	DOC_HIDDEN = 2,
	DOC_ROW_END = 4, /* the paragraph that ends a row */
	DOC_IN_TABLE = 8,
	DOC_LIST = 16
};

struct doc_range { /* bytes of the main stream that look other than plain */
	uint32_t first, last;
	unsigned looks;
};

struct doc_ranges { /* in order, not overlapping; heap */
	struct doc_range *at;
	size_t count, capacity;
};

enum doc_kind { DOC_CHARACTERS, DOC_PARAGRAPHS };

/*
 * Reads the ranges from the pages of the main stream that `bins` (a PlcBteChpx or PlcBtePapx) names. 0,
 * -ENOMEM, -EBADMSG: they are not in order.
 */
int doc_ranges_read(struct doc_ranges *ranges, struct slice stream, struct slice bins, enum doc_kind kind);
void doc_ranges_finish(struct doc_ranges *ranges);
/* Looks of the byte at `offset`, and the byte from which they may be others. */
unsigned doc_looks_at(const struct doc_ranges *ranges, uint32_t offset, uint32_t *ret_last);
/* What a list of formats (a grpprl) says. */
unsigned doc_looks_of(struct slice formats);
#endif
