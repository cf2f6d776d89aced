/* SPDX-License-Identifier: MIT */
/* What is printed on a page and not in the document: release stamps and page numbers, by what one line says.
 */
#ifndef PARSE_STAMP_H
#define PARSE_STAMP_H

#include "../util/slice.h"

/* `words`: a line without white space at its ends; `tells`: words of telling.h stand in it. */
bool stamp_is(struct slice words, bool tells);
/* The same of cells that wide gaps part: a stamp among nothing but stamps and the page's number. */
bool stamp_is_row(struct slice words, bool tells);
/* "RELEASE IN" goes on in the next line: "FULL", "PART B5, B6". */
bool stamp_continues(struct slice above, struct slice words);
/* "7", "- 7 -", "Page 7 of 12", "7 | Page", "7/12". */
bool stamp_is_page_number(struct slice words);
#endif
