/* SPDX-License-Identifier: MIT */
/*
 * Which part of a page is its article. What counts is where its prose stands: long runs of words that are no
 * links. What the page's author named tells menus, comments and adverts from it. Everything is summed in a
 * few passes over the page.
 */
#ifndef EXTRACT_HTML_ARTICLE_H
#define EXTRACT_HTML_ARTICLE_H

#include "html-tree.h"

enum { HTML_LEAD_MAX = 4 };

struct html_article {
	uint32_t node;       /* it stands in this node ... */
	unsigned char *skip; /* ... but for nodes where this is not 0; one a node, in the tree's arena */
	uint32_t lead[HTML_LEAD_MAX]; /* paragraphs above it, below its headline */
	size_t lead_count;
	unsigned char *aside; /* not 0: what the page itself sets apart from any article; the same */
	uint64_t prose;       /* bytes of words in sentences */
};

/* 0, -ENOMEM. A page without prose has an article of all that it shows. */
int html_article_find(struct html_tree *tree, struct html_article *ret);
#endif
