/* SPDX-License-Identifier: MIT */
/* See search-find.h. */
#include "search-find.h"
#include "search-parse.h"

#include <errno.h>
#include <stdlib.h>

enum { IDS_FIRST = 256 };

/* How long a snapshot is believed without a look at the store; and for how long a listing may be under way
 * since anybody last asked for the directory. */
static const double believed = 0.5, quiet = 60;

struct ids {
	uint32_t *at;
	size_t count, capacity;
	bool failed;
};

/* A dossier_id_sink. */
static bool add_id(void *context, uint64_t document)
{
	struct ids *ids = context;

	if (ids->count == ids->capacity) {
		size_t capacity = ids->capacity ? 2 * ids->capacity : IDS_FIRST;
		uint32_t *grown = realloc(ids->at, capacity * sizeof *grown);

		ids->failed = !grown;
		if (!grown)
			return false;
		ids->at = grown;
		ids->capacity = capacity;
	}
	ids->at[ids->count++] = (uint32_t)document;
	return true;
}

static int find(struct dossier_reader *reader, const struct query *query, int64_t clock,
		struct query_snapshot **ret)
{
	struct dossier_query *wanted = NULL;
	struct ids ids = {0};

	int r = search_parse(query, &wanted, NULL);
	if (!r)
		r = dossier_query_ids(reader, wanted, QUERY_DOCUMENTS_MAX, add_id, &ids);
	dossier_query_destroy(wanted);
	if (r || ids.failed) {
		free(ids.at);
		return r ? r : -ENOMEM;
	}
	*ret = query_snapshot_create(clock, ids.at, ids.count);
	return *ret ? 0 : -ENOMEM;
}

/* A dossier_change_sink; a state of zeros is told nothing. */
static bool ignore(void *context, const struct dossier_change *change)
{
	(void)context, (void)change;
	return true;
}

int search_clock(struct dossier_reader *reader, int64_t *ret)
{
	struct dossier_state state = {0};

	int r = dossier_changes(reader, &state, ignore, NULL);
	*ret = state.clock;
	return r;
}

/* The clock is read first: what is found then may be newer than it says, and is soon found again. */
static int find_newest(struct search *search, struct dossier_reader *reader, struct query *query,
		       struct query_snapshot *known, struct query_snapshot **ret)
{
	struct query_snapshot *found;
	struct timespec now;
	int64_t clock;

	clock_gettime(CLOCK_MONOTONIC, &now);
	int r = search_clock(reader, &clock);
	if (!r && known && known->clock == clock) {
		query_snapshot_checked(&search->table, known, &now);
		*ret = known;
		return 0;
	}
	if (!r)
		r = find(reader, query, clock, &found);
	if (!r && known && query_snapshot_age(&search->table, known) < quiet)
		query_snapshot_follow(found, known);
	if (!r)
		*ret = query_snapshot_keep(&search->table, query, known, found, &now);
	query_snapshot_put(&search->table, known);
	return r;
}

double search_time_left(struct search *search, const struct query_snapshot *snapshot)
{
	double age = query_snapshot_age(&search->table, snapshot);

	return age < believed ? believed - age : 0;
}

int search_newest(struct search *search, struct dossier_reader *reader, struct query *query,
		  struct query_snapshot **ret)
{
	struct query_snapshot *known = query_snapshot_get(&search->table, query);

	if (!known || search_time_left(search, known) <= 0)
		return find_newest(search, reader, query, known, ret);
	*ret = known;
	return 0;
}
