/* SPDX-License-Identifier: MIT */
/*
 * Queries over a store. The numbers of all documents that match are collected first, in one short read; their
 * facts follow a block a read, so that a long answer does not hold the log of an importer. A document that
 * has gone in between is passed over.
 */
#include "dossier/facts.h"

#include "facts.h"
#include "query-parse.h"
#include "query-plan.h"
#include "query-snippet.h"
#include "query-text.h"

#include <errno.h>
#include <stdlib.h>

enum { HITS_A_CALL = 64, TEXT_MAX = 4 * DOSSIER_QUERY_MAX /* of several queries together */ };

/* ---- making queries ---- */

int dossier_query_parse(const char *text, struct dossier_query **ret, struct dossier_query_error *ret_error)
{
	return query_parse(slice_of(text), DOSSIER_QUERY_MAX, ret, ret_error);
}

void dossier_query_destroy(struct dossier_query *query)
{
	if (!query)
		return;
	arena_finish(&query->arena);
	free(query);
}

int dossier_query_print(const struct dossier_query *query, char **ret)
{
	struct buf text = {0};

	query_print(&text, query->root);
	char *string = buf_steal(&text);

	if (string)
		*ret = string;
	return string ? 0 : -ENOMEM;
}

int dossier_query_and(const struct dossier_query *const queries[], size_t count, struct dossier_query **ret)
{
	struct buf text = {0};
	struct dossier_query_error error;

	for (size_t i = 0; i < count; i++) {
		buf_text(&text, "(");
		query_print(&text, queries[i]->root);
		buf_text(&text, ") ");
	}
	int r = text.failed ? -ENOMEM
			    : query_parse((struct slice){text.data, text.length}, TEXT_MAX, ret, &error);

	buf_finish(&text);
	return r == -EINVAL ? -E2BIG : r;
}

/* ---- the numbers of what matches ---- */

struct hits {
	uint64_t *at;
	size_t count, capacity;
	uint64_t *ranked; /* the same numbers, sorted, while what is left is added */
	size_t ranked_count, limit;
	bool failed;
};

static void hits_finish(struct hits *hits)
{
	free(hits->at);
	free(hits->ranked);
}

static int compare_numbers(const void *a, const void *b)
{
	uint64_t left, right;

	memcpy(&left, a, sizeof left);
	memcpy(&right, b, sizeof right);
	return (left > right) - (left < right);
}

static bool add_hit(void *context, uint64_t document)
{
	struct hits *hits = context;

	if (hits->ranked &&
	    bsearch(&document, hits->ranked, hits->ranked_count, sizeof document, compare_numbers))
		return true;
	if (hits->count == hits->capacity) {
		size_t capacity = hits->capacity ? 2 * hits->capacity : HITS_A_CALL;
		uint64_t *grown = realloc(hits->at, capacity * sizeof *grown);

		hits->failed = !grown;
		if (!grown)
			return false;
		hits->at = grown;
		hits->capacity = capacity;
	}
	hits->at[hits->count++] = document;
	return hits->count != hits->limit;
}

/* What was not ranked, behind what was. */
static int find_rest(struct dossier_reader *reader, const struct query_node *root, struct hits *hits)
{
	size_t size = hits->count * sizeof *hits->at;

	hits->ranked = malloc(size);
	if (!hits->ranked)
		return -ENOMEM;
	memcpy(hits->ranked, hits->at, size);
	hits->ranked_count = hits->count;
	qsort(hits->ranked, hits->count, sizeof *hits->ranked, compare_numbers);
	return query_plan_run(&reader->statements, root, QUERY_REST, 0, add_hit, hits);
}

static int find_in_read(struct dossier_reader *reader, const struct query_node *root, enum query_order order,
			struct hits *hits)
{
	int r = query_plan_run(&reader->statements, root, order, hits->limit, add_hit, hits);
	bool full = hits->limit > 0 && hits->count >= hits->limit;

	if (r == 0 && !hits->failed && order == QUERY_RANKED && !full && hits->count >= QUERY_RANKED_MAX &&
	    query_plan_has_rest(root))
		r = find_rest(reader, root, hits);
	return hits->failed ? -ENOMEM : r;
}

static int find(struct dossier_reader *reader, const struct dossier_query *query, enum query_order order,
		struct hits *hits)
{
	int r = reader_begin(reader);

	return r < 0 ? r : reader_end(reader, find_in_read(reader, query->root, order, hits));
}

int dossier_query_ids(struct dossier_reader *reader, const struct dossier_query *query, size_t limit,
		      dossier_id_sink *sink, void *context)
{
	struct hits hits = {.limit = limit};
	int r = find(reader, query, QUERY_RANKED, &hits);

	for (size_t i = 0; i < hits.count && r == 0; i++)
		if (!sink(context, hits.at[i]))
			break;
	hits_finish(&hits);
	return r;
}

/* ---- their facts ---- */

struct telling {
	struct dossier_reader *reader;
	const char *match; /* for snippets; NULL: none are wanted */
	dossier_facts_sink *sink;
	void *context;
	bool more;
};

/* A damaged document is still a hit: its facts are told, its text is not. One that is not there is none. */
static int tell(struct telling *t, uint64_t document)
{
	struct buf snippet = {0};
	int r = t->match ? query_snippet_make(t->reader, document, t->match, &snippet) : 0;

	if (r == 0 || r == -EIO)
		r = facts_give(t->reader, document, snippet.length ? buf_string(&snippet) : NULL, t->sink,
			       t->context, &t->more);
	buf_finish(&snippet);
	return r == -ENOENT || r == -ESTALE ? 0 : r;
}

static int tell_block(struct telling *t, const uint64_t *documents, size_t count)
{
	int r = t->match ? query_snippet_prepare(t->reader) : 0;

	for (size_t i = 0; i < count && r == 0 && t->more; i++)
		r = tell(t, documents[i]);
	return r;
}

static int tell_all(struct telling *t, const struct hits *hits)
{
	int r = 0;

	for (size_t at = 0; at < hits->count && r == 0 && t->more; at += HITS_A_CALL) {
		size_t left = hits->count - at;

		r = reader_begin(t->reader);
		if (r == 0)
			r = reader_end(t->reader,
				       tell_block(t, hits->at + at, left < HITS_A_CALL ? left : HITS_A_CALL));
	}
	return r;
}

int dossier_query_search(struct dossier_reader *reader, const struct dossier_query *query, bool snippets,
			 dossier_facts_sink *sink, void *context)
{
	struct hits hits = {0};
	struct buf match = {0};
	struct telling t = {.reader = reader, .sink = sink, .context = context, .more = true};
	int r = find(reader, query, QUERY_RANKED, &hits);

	if (snippets) {
		query_text_any(&match, query->root, false);
		t.match = buf_string(&match);
	}
	if (r == 0)
		r = match.failed ? -ENOMEM : tell_all(&t, &hits);
	buf_finish(&match);
	hits_finish(&hits);
	return r;
}

int dossier_query_list(struct dossier_reader *reader, const struct dossier_query *query,
		       dossier_facts_sink *sink, void *context)
{
	struct hits hits = {0};
	struct telling t = {.reader = reader, .sink = sink, .context = context, .more = true};
	int r = find(reader, query, QUERY_BY_ID, &hits);

	if (r == 0)
		r = tell_all(&t, &hits);
	hits_finish(&hits);
	return r;
}
