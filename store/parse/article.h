/* SPDX-License-Identifier: MIT */
/*
 * News articles, also a scraped page that is one single line of menus, headline, text and trailers: how
 * likely a text is one, and its headline, date, author and body where the text has them.
 */
#ifndef PARSE_ARTICLE_H
#define PARSE_ARTICLE_H

#include "lines.h"

struct article { /* slices of the text; empty where nothing is printed */
	struct slice title, date, author;
	struct span body; /* without menus before it and trailers behind it */
};

/* 0 for what does not read as an article, else how sure that is, 1..100. */
unsigned article_likely(const struct lines *lines, size_t first_line, size_t last_line);
/* Is a part of a bundle that has no other kind an article: with author, date and people who said something?
 */
bool article_stands_in_bundle(const struct lines *lines, size_t first_line, size_t last_line);
void article_read(const struct lines *lines, size_t first_line, size_t last_line,
		  struct article *ret_article);
/* Does an article begin at the head of a page: a name behind "By", and the day, among its first lines? */
bool article_begins(const struct lines *lines, size_t line);
/* "6/10/23, 9:14 AM     Pool shut | The Courier": what browsers print above a page. */
bool article_is_print(struct slice line);
#endif
