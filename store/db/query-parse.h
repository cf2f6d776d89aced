/* SPDX-License-Identifier: MIT */
/*
 * The text of a query to its tree, by recursive descent. Pure: no SQL, no store.
 *
 *   query   = and { "OR" and }
 *   and     = not { ["AND"] not }
 *   not     = { "-" | "NOT" } ( "(" query ")" | field value | value )
 *   field   = name ":" ["="]
 *   value   = word | word* | "phrase", and after a field also a group of these: "(" query ")"
 *
 * What notmuch(1) and web mail both do is done here: blanks join by AND, operators are in capitals, a -
 * denies what it touches, curly quotation marks are quotation marks, words with punctuation in them are
 * phrases, a group may follow a field, to: is every recipient. Where they differ: OR binds less than AND, as
 * in notmuch; after: begins with its day and before: ends with the day before, as in web mail.
 */
#ifndef DB_QUERY_PARSE_H
#define DB_QUERY_PARSE_H

#include "query-tree.h"

/* As dossier_query_parse(), which see; `most` bytes may be more than people may type. */
int query_parse(struct slice text, size_t most, struct dossier_query **ret,
		struct dossier_query_error *ret_error);
#endif
