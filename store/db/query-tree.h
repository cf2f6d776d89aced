/* SPDX-License-Identifier: MIT */
/*
 * A query as a tree: what query-parse.c makes of its text, and query-plan.c makes SQL of. A tree is never
 * changed once it is made; it lives in the arena of its query. A node is as the parser leaves it: AND and OR
 * have two children or more, none of their own kind; NOT has one, which is no NOT. So the text that
 * query_print() writes is parsed to the same tree.
 */
#ifndef DB_QUERY_TREE_H
#define DB_QUERY_TREE_H

#include "../util/arena.h"
#include "../util/buf.h"
#include "dossier/facts.h"

enum {
	QUERY_DEPTH_MAX = 32, /* parentheses in each other; so recursion over a tree is bounded */
	QUERY_TERMS_MAX = 64
};

enum query_kind { QUERY_AND, QUERY_OR, QUERY_NOT, QUERY_TERM };

enum query_field {
	QUERY_TEXT, /* no field: words of title and body */
	QUERY_TITLE,
	QUERY_FROM,
	QUERY_TO,
	QUERY_PARTY,
	QUERY_COUNTRY,
	QUERY_CODE,
	QUERY_REGIME,
	QUERY_TYPE,
	QUERY_SOURCE,
	QUERY_DATE,
	QUERY_AFTER,
	QUERY_BEFORE,
	QUERY_REDACTED,
	QUERY_ID,
	QUERY_FIELDS
};

/* What a term's text means, where its field knows its values (query-value.h). */
struct query_value {
	bool none;           /* documents without a value, or whose value was withheld */
	int64_t first, last; /* days; a number; a set of types, a bit each */
	const char *list;    /* each value between line feeds, also before the first and after the last */
};

struct query_node {
	enum query_kind kind;
	struct query_node *child, *next; /* next: the next child of its parent */
	/* of a term */
	size_t at; /* its first byte in the query */
	enum query_field field;
	const char *text;
	bool quoted; /* these words as they are: no other spellings, and no value of a special meaning */
	bool exact;  /* field:=value */
	bool prefix; /* the last word may go on */
	struct query_value value;
};

struct dossier_query {
	struct arena arena;
	struct query_node *root;
};

/* The field that `name` means, in any case; QUERY_TEXT: none. */
enum query_field query_field_find(struct slice name);
const char *query_field_name(enum query_field field);
/* "from, to, ...": the fields that there are. */
void query_field_list(struct buf *out);
/* Are its words sought in the full-text index? */
bool query_is_text(const struct query_node *term);

/* The tree in the language itself. */
void query_print(struct buf *out, const struct query_node *node);
#endif
