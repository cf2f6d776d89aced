/* SPDX-License-Identifier: MIT */
/*
 * What a query finds, best first, at a price that is the same for a common word as for a rare one.
 *
 * A score wants a look at each document that matches, and a common word has tens of thousands of these;
 * nobody reads them in that order. So of what words choose the first QUERY_RANKED_MAX, in order of id, are
 * ranked. A query with no more matches than that is ranked as a whole. Of one with more those whose title
 * matches come in as well: again QUERY_RANKED_MAX at most, looked for among the first QUERY_TITLE_REACH times
 * as many documents as it took to find the first QUERY_RANKED_MAX matches, so that the way is short where
 * words are common and the whole store where they are not. A document found both ways counts by its better
 * score, which is the title's. All others follow unranked, in order of id. What decides the first screen lies
 * at the beginning of the store, so an import does not shuffle what people have seen.
 */
#ifndef DB_QUERY_RANK_H
#define DB_QUERY_RANK_H

#include "query-plan.h"

enum { QUERY_TITLE_REACH = 16 };

/* Return false to stop. */
typedef bool query_rank_sink(void *context, uint64_t document);

/* Gives at most `limit` (0: all) documents, each once. 0 or -errno. Within reader_begin() and reader_end().
 */
int query_rank(struct statements *statements, const struct query_node *root, size_t limit,
	       query_rank_sink *sink, void *context);
#endif
