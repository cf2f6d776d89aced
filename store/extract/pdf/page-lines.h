/* SPDX-License-Identifier: MIT */
/*
 * The words of a page as lines of text, laid out as they stand there: what shares a baseline is one line,
 * whatever else it belongs to, so that labels keep their values and rows of a table their cells; gaps and
 * indents are blanks; a wider space between lines is an empty line. Columns of prose follow one another; a
 * code in the margin is a line of its own below the one that it stands beside, and so is what is written
 * upwards, at the end of the page.
 */
#ifndef EXTRACT_PAGE_LINES_H
#define EXTRACT_PAGE_LINES_H

#include "page-words.h"

/* Appends the lines, each with a line feed; nothing for a page without words. 0, -ENOMEM. */
int page_lines_write(const struct page_words *page, struct buf *out);
#endif
