/* SPDX-License-Identifier: MIT */
/*
 * The statements that a query becomes, and running one. They are made for one query, prepared, stepped
 * through and finalised; an interrupt of the reader ends them as it ends any other. What they find is put in
 * its order by query-rank.h.
 */
#ifndef DB_QUERY_PLAN_H
#define DB_QUERY_PLAN_H

#include "query-tree.h"
#include "stmt.h"

enum { QUERY_RANKED_MAX = 1000 /* documents that are given a score at a time: see query-rank.h */ };

enum query_order {
	QUERY_RANKED, /* the best first; where words choose, in order of id, with scores */
	QUERY_TITLES, /* where words choose: those whose title matches, in order of id, with scores */
	QUERY_BY_ID   /* all, in order of id */
};

struct query_wish {
	enum query_order order;
	size_t limit;  /* 0: all */
	uint64_t last; /* QUERY_TITLES: no document above this */
};

/* `score`: the less, the better (query-score.h); 0 where there is none. Return false to stop. */
typedef bool query_plan_sink(void *context, uint64_t document, double score);

/* 0 or -errno. Within reader_begin() and reader_end(). */
int query_plan_run(struct statements *statements, const struct query_node *root,
		   const struct query_wish *wish, query_plan_sink *sink, void *context);
/* Does the index choose the documents, so that QUERY_TITLES has an answer? */
bool query_plan_is_chosen(const struct query_node *root);
/* The text of a statement, for tests. */
void query_plan_text(struct buf *out, const struct query_node *root, enum query_order order);
/* Tells a connection of the functions that statements use. A result code of SQLite's. */
int query_plan_prepare(sqlite3 *db);
#endif
