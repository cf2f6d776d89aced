/* SPDX-License-Identifier: MIT */
/*
 * The statements that a query becomes, and running one. They are made for one query, prepared, stepped
 * through and finalised; an interrupt of the reader ends them as it ends any other.
 *
 * Ranking. bm25 wants a look at each document that matches, and a common word has tens of thousands of these;
 * nobody reads them in that order. So at most QUERY_RANKED_MAX are ranked of those whose title matches, and
 * as many of all, as the index lists them; a document found both ways counts by the better of its two scores,
 * which is the title's, since a word is rarer in titles. What is beyond follows unranked, in order of id. A
 * query with no more matches than that is ranked as a whole.
 */
#ifndef DB_QUERY_PLAN_H
#define DB_QUERY_PLAN_H

#include "query-tree.h"
#include "stmt.h"

enum { QUERY_RANKED_MAX = 1000 };

enum query_order {
	QUERY_RANKED, /* the best, not more than can be ranked where words choose */
	QUERY_REST,   /* all that words choose, in order of id; to be asked after QUERY_RANKED gave
			 QUERY_RANKED_MAX or more */
	QUERY_BY_ID
};

/* Return false to stop. */
typedef bool query_plan_sink(void *context, uint64_t document);

/* Gives at most `limit` (0: all) documents. 0 or -errno. Within reader_begin() and reader_end(). */
int query_plan_run(struct statements *statements, const struct query_node *root, enum query_order order,
		   size_t limit, query_plan_sink *sink, void *context);
/* Does the index choose, so that QUERY_REST has an answer? */
bool query_plan_has_rest(const struct query_node *root);
/* The text of a statement, for tests. */
void query_plan_text(struct buf *out, const struct query_node *root, enum query_order order);
#endif
