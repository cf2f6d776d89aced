/* SPDX-License-Identifier: MIT */
/*
 * Codes in the margin: short text that looks like the citation of a ground and stands beside the column of
 * text, where who withheld the words put it. Only what it looks like counts here; which ground it is the
 * parser says.
 */
#ifndef EXTRACT_PAGE_MARGIN_H
#define EXTRACT_PAGE_MARGIN_H

#include "page-piece.h"

/* May the word be a part of such text: "s9(2)(a)", "b7C", "section", "scope"? */
bool margin_may_be_code(struct slice word);
/* Are the words [first, last), which all may be, such text? */
bool margin_is_code(const struct page_words *page, size_t first, size_t last);
/* Marks what stands in the margin of the page. 0, -ENOMEM. */
int margin_mark(struct pieces *pieces, const struct page_words *page);
#endif
