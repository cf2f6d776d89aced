/* SPDX-License-Identifier: MIT */
/*
 * How well a document matches: a function of SQL over the full-text index.
 *
 *     dossier_score(words, whole)    below 0; the less, the better
 *
 * This is bm25 (k1 1.2, b 0.75) where a word in the title weighs ten of the body, but that it costs the same
 * for a common word as for a rare one. FTS5's own counts all documents of each word, to know how rare it is;
 * here up to QUERY_COUNTED are counted, and of a word in more the number is estimated from how densely these
 * lie among the first documents. With `whole` 0 nothing is counted, and each word weighs as if it were in one
 * document only: for words that are sought in titles, where they are rare.
 */
#ifndef DB_QUERY_SCORE_H
#define DB_QUERY_SCORE_H

#include <sqlite3.h>

enum { QUERY_COUNTED = 2048 };

/* Tells a connection of the function. A result code of SQLite's. */
int query_score_prepare(sqlite3 *db);
#endif
