/* SPDX-License-Identifier: MIT */
/*
 * Snippets: a line of a document around the words that a query seeks. Of all runs of SNIPPET_WORDS words the
 * first that holds the most of its phrases, from the beginning of a sentence where that is near.
 */
#ifndef DB_QUERY_SNIPPET_H
#define DB_QUERY_SNIPPET_H

#include "../util/buf.h"
#include "query-phrase.h"
#include "query-tree.h"
#include "reader.h"

enum { SNIPPET_WORDS = 16 };

/* Of one query, for one reader. Zeroed makes none. */
struct query_snippets {
	struct query_phrases phrases;
	struct buf text;
};

/* 0 or -errno. */
int query_snippets_init(struct query_snippets *snippets, sqlite3 *db, const struct query_node *root);
void query_snippets_finish(struct query_snippets *snippets);
/* Appends nothing where the document's first bytes hold none of the words: its title may. */
int query_snippet_make(struct query_snippets *snippets, struct dossier_reader *reader, uint64_t document,
		       struct buf *out);
/* The same of a text, for tests. */
int query_snippet_of(const struct query_snippets *snippets, struct slice text, struct buf *out);
#endif
