/* SPDX-License-Identifier: MIT */
/*
 * A line of a document around the words of a query. The index holds no text, so it is made by a second,
 * temporary index of the document's beginning, with the same tokenizer.
 */
#ifndef DB_QUERY_SNIPPET_H
#define DB_QUERY_SNIPPET_H

#include "../util/buf.h"
#include "reader.h"

/* Makes the temporary index; once before the first snippet of a transaction. */
int query_snippet_prepare(struct dossier_reader *reader);
/*
 * Appends the line, on which white space is folded. Nothing is appended where `match`, an expression of
 * FTS5, is empty or only the title or what lies beyond the beginning matches it. -ESTALE: no such document;
 * -EIO: its text is damaged.
 */
int query_snippet_make(struct dossier_reader *reader, uint64_t document, const char *match, struct buf *out);
#endif
