/* SPDX-License-Identifier: MIT */
/*
 * Values of a query as people type them: what a date, a type, a country, a code mean in the store. Pure. A
 * value that its field cannot have is an error, not a query without a result: it is a slip of the pen.
 */
#ifndef DB_QUERY_VALUE_H
#define DB_QUERY_VALUE_H

#include "query-tree.h"

/*
 * Fills term->value from its field and text. False: *ret_expected says what the field takes; memory that was
 * missing shows in the arena.
 */
bool query_value_read(struct query_node *term, struct arena *arena, const char **ret_expected);
/*
 * Appends the words of `s`, folded and without accents, each between blanks: " new zealand ". So one value
 * has the words of another where its string holds the other's.
 */
void query_words(struct buf *out, struct slice s);
#endif
