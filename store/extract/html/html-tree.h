/* SPDX-License-Identifier: MIT */
/*
 * A page as an array of its elements and texts in the order of the page: what is in node i are the nodes
 * behind it up to `end`. So whoever reads it needs loops only, however deep it nests.
 */
#ifndef EXTRACT_HTML_TREE_H
#define EXTRACT_HTML_TREE_H

#include "../../util/arena.h"
#include "../../util/slice.h"

#include <gumbo.h>
#include <stdbool.h>
#include <stdint.h>

struct html_node {
	GumboTag tag;         /* GUMBO_TAG_LAST: text */
	uint32_t parent, end; /* the first node is its own parent */
	struct slice text;    /* of a text, character references decoded */
	const GumboVector *attributes;
};

struct html_tree {
	struct html_node *nodes; /* the first is <html> */
	uint32_t count;
	bool too_deep; /* some of it is deeper than HTML_NEST_MAX and was read as if it were not */
	struct arena arena;
};

/* `html` is UTF-8. 0, -ENOMEM; the caller finishes the tree in both cases. */
int html_tree_read(struct slice html, struct html_tree *ret);
void html_tree_finish(struct html_tree *tree);

static inline bool html_is_text(const struct html_node *node)
{
	return node->tag == GUMBO_TAG_LAST;
}

/* Its value; "" where there is none. */
struct slice html_attribute_of(const struct html_node *node, const char *name);
bool html_has_attribute(const struct html_node *node, const char *name);
/* Is `word` one of the words of an attribute such as rel or itemprop? */
bool html_attribute_has(const struct html_node *node, const char *name, struct slice word);
/* The page does not show it: hidden, display:none. */
bool html_is_hidden(const struct html_node *node);
#endif
