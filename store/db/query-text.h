/* SPDX-License-Identifier: MIT */
/*
 * The words of a query as an expression of FTS5. Each word or phrase is put between quotation marks, so that
 * nothing in it is an operator; other spellings (synonyms.tsv) are sought with a word that is not quoted.
 */
#ifndef DB_QUERY_TEXT_H
#define DB_QUERY_TEXT_H

#include "query-tree.h"

/* Can the index answer this node alone? It knows words, and NOT only beside something else. */
bool query_text_only(const struct query_node *node);
/* The expression of such a node. */
void query_text_match(struct buf *out, const struct query_node *node);
/*
 * Of the children of an AND, those that the index answers together: appends their expression, and takes them
 * from *left, a bit for each child in order. Nothing is appended if there is none.
 */
void query_text_conjunction(struct buf *out, const struct query_node *node, uint64_t *left);
/*
 * Every word that speaks for a document, joined by OR; of the title's, too, if `titles`. Nothing is appended
 * if there is none.
 */
void query_text_any(struct buf *out, const struct query_node *node, bool titles);
/* What `match`, the expression of conjunction or node, wants, where the title says it; nothing where words
 * speak only against. Returns whether the titles alone answer it, with nothing of `match` itself. */
bool query_text_in_title(struct buf *out, const struct query_node *node, struct slice match);
#endif
