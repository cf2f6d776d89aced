/* SPDX-License-Identifier: MIT */
/* For article-head.c and article-paper.c: what single lines at the head of a cutting are. */
#ifndef PARSE_ARTICLE_LINE_H
#define PARSE_ARTICLE_LINE_H

#include "lines.h"

/* The newspaper's name, and the first line with words below it and the day; the end of the range where none
 * is. */
struct masthead {
	struct slice name;
	size_t below;
};

/* "Jane Roe and Bertram Lowe": two to six words with capitals. */
bool article_is_name(struct slice s);
/* "By Jane Roe", "Author: Jane Roe, political editor"; empty for none. */
struct slice article_labelled_name(struct slice line);
/* The date of a day in a line that says little else; empty for none. */
struct slice article_line_date(struct slice line);
/* "Published 6:05 pm, 13 September 2023": does the line say little but a day? */
bool article_is_dateline(struct slice line);
/* "Portmellin Packet", "QUAY COUNTY BUGLE", "La Voix de Laviolle": what newspapers call themselves. */
bool article_is_paper_name(struct slice s);
/*
 * "Quay Sheaf - October 4, 2016", "From the press: Timber Wire, December 2, 2009", or a name alone above the
 * day, at the top of a cutting.
 */
bool article_masthead(const struct lines *lines, size_t first_line, size_t last_line,
		      struct masthead *ret_head);
/* The headline right below that, over one line or two; empty for none. */
struct slice article_masthead_headline(const struct lines *lines, const struct masthead *head,
				       size_t last_line);
/* The name alone between that headline and the text; empty for none. */
struct slice article_name_below(const struct lines *lines, const struct masthead *head, size_t last_line);
#endif
