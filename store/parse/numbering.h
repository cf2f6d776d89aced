/* SPDX-License-Identifier: MIT */
/*
 * What an agency prints at the heads of pages to number the documents of a release: "LEX 31877  Document 8",
 * "Record 3 (contd.)", "Ref. Ares(2021)5570201 - 10/09/2021", "Case No. F-2019-03377  Doc No. C06811402".
 */
#ifndef PARSE_NUMBERING_H
#define PARSE_NUMBERING_H

#include "lines.h"

struct numbering {
	size_t head;         /* the first line of the page */
	struct slice number; /* of the document on it */
};

/* "Page 2 of 3", alone: both numbers. */
bool numbering_of_pages(struct slice line, size_t *ret_page, size_t *ret_pages);
/* False where `line` stands at no head of a page, or tells no number there. */
bool numbering_at(const struct lines *lines, size_t line, struct numbering *ret);
#endif
