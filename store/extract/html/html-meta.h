/* SPDX-License-Identifier: MIT */
/*
 * What a page says of its article: title, author, dates. Many places of a page say so; each offers what it
 * has with its rank, and the best is kept.
 */
#ifndef EXTRACT_HTML_META_H
#define EXTRACT_HTML_META_H

#include "html-article.h"
#include "html-tree.h"

enum html_field {
	HTML_TITLE,
	HTML_AUTHOR,
	HTML_PUBLISHED,
	HTML_MODIFIED,
	HTML_URL,
	HTML_LANGUAGE,
	HTML_GENERATOR,
	HTML_FIELDS
};

/* From the best: what machines are told about the article, about the page, then what readers see. */
enum html_rank {
	RANK_LINKED = 1, /* JSON-LD; below it by name */
	RANK_LINKED_NAME,
	RANK_META,           /* the first in the table of meta names */
	RANK_VISIBLE = 1000, /* marked up with microdata or rel */
	RANK_VISIBLE_NAMED,  /* by a class or an element */
	RANK_VISIBLE_LIKELY,
	RANK_LAST
};

struct html_offer {
	struct slice value; /* UTF-8, white space folded; in the arena */
	unsigned rank;      /* 0: none */
	uint32_t node;      /* where it stands; 0: not for readers */
};

struct html_meta {
	struct html_offer best[HTML_FIELDS];
	struct arena *arena;
};

/* Authors of equal rank are joined. A value that is too long to be one is none. */
void html_offer(struct html_meta *meta, enum html_field field, unsigned rank, struct slice value,
		uint32_t node);

/* The elements of a page's head. 0, -ENOMEM. */
int html_meta_head(const struct html_tree *tree, struct html_meta *meta);
/* JSON-LD. Data that is malformed says nothing. 0, -ENOMEM. */
int html_meta_linked(const struct html_tree *tree, struct html_meta *meta);
/* What stands on the page, near its article. 0, -ENOMEM. */
int html_meta_visible(const struct html_tree *tree, const struct html_article *article,
		      struct html_meta *meta);
/* The page's title without the name of its site, where no better one is known. 0, -ENOMEM. */
int html_meta_title(const struct html_tree *tree, struct html_meta *meta);

/* What stands in the window's title bar; "" if nothing. NULL: no memory. */
const char *html_page_title(const struct html_tree *tree, struct arena *arena);
/* A name without "By" before and a date behind it; empty if it is a link or has no letter. */
struct slice html_name(struct slice s);
/* Loads what linked data needs. */
void html_meta_prepare(void);
#endif
