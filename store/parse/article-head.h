/* SPDX-License-Identifier: MIT */
/* For article.c: the headline, byline and dateline above an article that is printed in lines. Empty where not
 * found. */
#ifndef PARSE_ARTICLE_HEAD_H
#define PARSE_ARTICLE_HEAD_H

#include "lines.h"

/* The name behind "By". */
struct slice article_byline(const struct lines *lines, size_t first_line, size_t last_line);
/* That, or a name above or beside the date. */
struct slice article_author(const struct lines *lines, size_t first_line, size_t last_line);
/* The newspaper's name that stands above the day or beside it, at the top of a cutting. */
struct slice article_paper(const struct lines *lines, size_t first_line, size_t last_line);
/* "Our harbour correspondent", "staff reporter": what newspapers print where no person is named. */
bool article_is_desk(struct slice name);
/* "(Mount Clipping in Space Below)": the FBI's form on which clippings were mounted. */
bool article_is_mount(struct slice line);
/* Does a link that leads past the menus stand at the top? */
bool article_is_page(const struct lines *lines, size_t first_line, size_t last_line);
struct slice article_headline(const struct lines *lines, size_t first_line, size_t last_line);
/* The date in a line of its own near the top, or behind "Last updated" near the end; `found` where that tells
 * more. */
struct slice article_dateline(const struct lines *lines, size_t first_line, size_t last_line,
			      struct slice found);
#endif
