/* SPDX-License-Identifier: MIT */
/*
 * How well a document matches: functions of SQL over the full-text index, and over that of titles.
 *
 *     dossier_score(words, lengths, whole)             below 0; the less, the better
 *     dossier_title_score(titles, lengths, totals)     the same of words in the title, `whole` being 0
 *
 * This is bm25 (k1 1.2, b 0.75) where a word in the title weighs ten of the body, but that it costs the same
 * for a common word as for a rare one. FTS5's own counts all documents of each word, to know how rare it is;
 * here up to QUERY_COUNTED are counted, and of a word in more the number is estimated from how densely these
 * lie among the first documents. With `whole` 0 nothing is counted, and each word weighs as if it were in one
 * document only: for words that are sought in titles, where they are rare. `lengths` are a document's tokens
 * and `totals` the index's, as FTS5 keeps them for `words`: words_docsize.sz; words_data.block of id 1, whose
 * first number is that of documents. The index of titles knows neither.
 */
#ifndef DB_QUERY_SCORE_H
#define DB_QUERY_SCORE_H

#include <sqlite3.h>

enum { QUERY_COUNTED = 2048 };

/* Tells a connection of the functions. A result code of SQLite's. */
int query_score_prepare(sqlite3 *db);
#endif
