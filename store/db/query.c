/* SPDX-License-Identifier: MIT */
/*
 * Queries over a store. The numbers of all documents that match are collected first, in one short read; their
 * facts follow a block a read, so that a long answer does not hold the log of an importer. A document that
 * has gone in between is passed over.
 */
#include "dossier/facts.h"

#include "facts.h"
#include "query-parse.h"
#include "query-rank.h"
#include "query-snippet.h"

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
	bool failed;
};

static bool add_hit(void *context, uint64_t document)
{
	struct hits *hits = context;

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
	return true;
}

static bool add_unranked(void *context, uint64_t document, double score)
{
	(void)score;
	return add_hit(context, document);
}

static int find_in_read(struct dossier_reader *reader, const struct query_node *root, size_t limit,
			struct hits *hits)
{
	int r = query_rank(&reader->statements, root, limit, add_hit, hits);

	return hits->failed ? -ENOMEM : r;
}

static int find(struct dossier_reader *reader, const struct dossier_query *query, size_t limit,
		struct hits *hits)
{
	int r = reader_begin(reader);

	return r < 0 ? r : reader_end(reader, find_in_read(reader, query->root, limit, hits));
}

static int find_by_id(struct dossier_reader *reader, const struct dossier_query *query, size_t limit,
		      struct hits *hits)
{
	struct query_wish wish = {.order = QUERY_BY_ID, .limit = limit};
	int r = reader_begin(reader);

	if (r < 0)
		return r;
	r = query_plan_run(&reader->statements, query->root, &wish, add_unranked, hits);
	return reader_end(reader, hits->failed ? -ENOMEM : r);
}

int dossier_query_ids(struct dossier_reader *reader, const struct dossier_query *query, size_t limit,
		      dossier_id_sink *sink, void *context)
{
	struct hits hits = {.count = 0};
	int r = find(reader, query, limit, &hits);

	for (size_t i = 0; i < hits.count && r == 0; i++)
		if (!sink(context, hits.at[i]))
			break;
	free(hits.at);
	return r;
}

/* ---- their facts ---- */

/* Hits are all over the store: most pages are looked at once, and memory for them that is new costs more than
 * to read again the few that are not. */
static int take_little_memory(struct dossier_reader *reader)
{
	return stmt_run(&reader->statements, STMT_CACHE_LITTLE, "");
}

struct telling {
	struct dossier_reader *reader;
	struct query_snippets snippets;
	unsigned with;
	dossier_facts_sink *sink;
	void *context;
	bool more;
};

/* A damaged document is still a hit: its facts are told, its text is not. One that is not there is none. */
static int tell(struct telling *t, uint64_t document)
{
	struct buf snippet = {0};
	int r = query_snippet_make(&t->snippets, t->reader, document, &snippet);

	if (r == 0 || r == -EIO)
		r = facts_give(t->reader, document, t->with, snippet.length ? buf_string(&snippet) : NULL,
			       t->sink, t->context, &t->more);
	buf_finish(&snippet);
	return r == -ENOENT || r == -ESTALE ? 0 : r;
}

static int tell_block(struct telling *t, const uint64_t *documents, size_t count)
{
	int r = 0;

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

int dossier_query_search(struct dossier_reader *reader, const struct dossier_query *query, size_t limit,
			 unsigned with, dossier_facts_sink *sink, void *context)
{
	struct hits hits = {0};
	struct telling t = {.reader = reader, .with = with, .sink = sink, .context = context, .more = true};
	int r = take_little_memory(reader);

	if (r == 0)
		r = find(reader, query, limit, &hits);
	if (r == 0 && with & DOSSIER_WITH_SNIPPET && hits.count > 0)
		r = query_snippets_init(&t.snippets, reader->statements.db, query->root);
	if (r == 0)
		r = tell_all(&t, &hits);
	query_snippets_finish(&t.snippets);
	free(hits.at);
	return r;
}

int dossier_query_list(struct dossier_reader *reader, const struct dossier_query *query, size_t limit,
		       unsigned with, dossier_facts_sink *sink, void *context)
{
	struct hits hits = {0};
	struct telling t = {.reader = reader, .with = with, .sink = sink, .context = context, .more = true};
	int r = take_little_memory(reader);

	if (r == 0)
		r = find_by_id(reader, query, limit, &hits);
	if (r == 0)
		r = tell_all(&t, &hits);
	free(hits.at);
	return r;
}
