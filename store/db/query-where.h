/* SPDX-License-Identifier: MIT */
/*
 * A node of a query as a condition of SQL: fixed fragments, put together, with values that are bound and
 * never written into the text. A statement under construction is a text and the values for its question
 * marks.
 */
#ifndef DB_QUERY_WHERE_H
#define DB_QUERY_WHERE_H

#include "query-tree.h"

#include <sqlite3.h>

struct query_bound {
	const char *text; /* NULL: the number */
	size_t length;
	bool is_blob;
	int64_t number;
};

struct query_sql {
	struct arena arena; /* of the values */
	struct buf text;
	struct query_bound *values;
	size_t count, capacity;
};

void query_sql_finish(struct query_sql *sql);
void query_bind_text(struct query_sql *sql, struct slice value);
void query_bind_number(struct query_sql *sql, int64_t value);

/* Which row of the statement around it a condition is about. */
enum query_row {
	QUERY_ROW_DOCUMENT, /* of `document d`: many are tried, so sets of documents are made */
	QUERY_ROW_WORDS     /* of `words`, which the index has chosen: each is looked up in the sets */
};

void query_where(struct query_sql *sql, const struct query_node *node, enum query_row row);
/* " AND condition" for each child of an AND whose bit is in `left`. */
void query_where_left(struct query_sql *sql, const struct query_node *node, uint64_t left,
		      enum query_row row);

/* Tells a connection of the function that the fragments use. A result code of SQLite's. */
int query_where_prepare(sqlite3 *db);
#endif
