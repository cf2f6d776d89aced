/* SPDX-License-Identifier: MIT */
#include "query-rank.h"

#include <errno.h>
#include <stdlib.h>

struct scored {
	uint64_t document;
	double score;
};

struct ranking {
	struct scored at[2 * QUERY_RANKED_MAX];
	size_t count;
	query_rank_sink *sink;
	void *context;
	size_t left; /* that are still wanted */
	bool ended;  /* by the sink, or since nothing is left */
};

static void give(struct ranking *ranking, uint64_t document)
{
	ranking->ended = !ranking->sink(ranking->context, document) || --ranking->left == 0;
}

/* ---- what is ranked ---- */

static bool keep(void *context, uint64_t document, double score)
{
	struct ranking *ranking = context;

	ranking->at[ranking->count++] = (struct scored){document, score};
	return true;
}

static int compare_documents(const void *a, const void *b)
{
	const struct scored *left = a, *right = b;

	return (left->document > right->document) - (left->document < right->document);
}

static int compare_scores(const void *a, const void *b)
{
	const struct scored *left = a, *right = b;
	int order = (left->score > right->score) - (left->score < right->score);

	return order ? order : compare_documents(a, b);
}

/* A document that is there already keeps its better score. Of those before the titles, which are in order. */
static bool keep_title(void *context, uint64_t document, double score)
{
	struct ranking *ranking = context;
	struct scored key = {document, score};
	struct scored *there = bsearch(&key, ranking->at, QUERY_RANKED_MAX, sizeof key, compare_documents);

	if (!there)
		return keep(context, document, score);
	if (score < there->score)
		there->score = score;
	return true;
}

static int find_best(struct statements *s, const struct query_node *root, struct ranking *ranking)
{
	struct query_wish wish = {.order = QUERY_RANKED, .limit = QUERY_RANKED_MAX};
	int r = query_plan_run(s, root, &wish, keep, ranking);

	if (r < 0 || ranking->count < QUERY_RANKED_MAX)
		return r;
	uint64_t reached = ranking->at[ranking->count - 1].document;

	wish.order = QUERY_TITLES;
	wish.last = reached < UINT64_MAX / QUERY_TITLE_REACH ? reached * QUERY_TITLE_REACH : UINT64_MAX;
	return query_plan_run(s, root, &wish, keep_title, ranking);
}

/* ---- what is not ---- */

static bool give_rest(void *context, uint64_t document, double score)
{
	struct ranking *ranking = context;
	struct scored key = {document, score};

	if (!bsearch(&key, ranking->at, ranking->count, sizeof key, compare_documents))
		give(ranking, document);
	return !ranking->ended;
}

static int find_rest(struct statements *s, const struct query_node *root, struct ranking *ranking)
{
	struct query_wish wish = {.order = QUERY_BY_ID};

	qsort(ranking->at, ranking->count, sizeof *ranking->at, compare_documents);
	return query_plan_run(s, root, &wish, give_rest, ranking);
}

/* ---- both ---- */

static int rank_chosen(struct statements *s, const struct query_node *root, struct ranking *ranking)
{
	int r = find_best(s, root, ranking);
	bool all = ranking->count < QUERY_RANKED_MAX;

	if (r < 0)
		return r;
	qsort(ranking->at, ranking->count, sizeof *ranking->at, compare_scores);
	for (size_t i = 0; i < ranking->count && !ranking->ended; i++)
		give(ranking, ranking->at[i].document);
	return all || ranking->ended ? 0 : find_rest(s, root, ranking);
}

static bool give_ranked(void *context, uint64_t document, double score)
{
	struct ranking *ranking = context;

	(void)score;
	give(ranking, document);
	return !ranking->ended;
}

int query_rank(struct statements *s, const struct query_node *root, size_t limit, query_rank_sink *sink,
	       void *context)
{
	struct query_wish wish = {.order = QUERY_RANKED, .limit = limit};
	struct ranking *ranking = malloc(sizeof *ranking);

	if (!ranking)
		return -ENOMEM;
	ranking->count = 0;
	ranking->sink = sink;
	ranking->context = context;
	ranking->left = limit > 0 ? limit : SIZE_MAX;
	ranking->ended = false;
	int r = query_plan_is_chosen(root) ? rank_chosen(s, root, ranking)
					   : query_plan_run(s, root, &wish, give_ranked, ranking);

	free(ranking);
	return r;
}
