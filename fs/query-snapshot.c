/* SPDX-License-Identifier: MIT */
/* See query-snapshot.h. Functions without "query_" in front are called with the table's lock held. */
#include "query.h"

#include <stdlib.h>

enum { NANOSECONDS = 1000000000 };

/* ---- snapshots by themselves ---- */

static int compare_places(const void *a, const void *b)
{
	const struct query_place *left = a, *right = b;

	return (left->document > right->document) - (left->document < right->document);
}

static void destroy_snapshot(struct query_snapshot *snapshot)
{
	if (!snapshot)
		return;
	free(snapshot->ranked);
	free(snapshot->places);
	free(snapshot->gone);
	free(snapshot);
}

static void place_all(struct query_snapshot *snapshot)
{
	for (size_t i = 0; i < snapshot->count; i++)
		snapshot->places[i] = (struct query_place){snapshot->ranked[i], (uint32_t)i};
	qsort(snapshot->places, snapshot->count, sizeof *snapshot->places, compare_places);
}

struct query_snapshot *query_snapshot_create(int64_t clock, uint32_t *ranked, size_t count)
{
	struct query_snapshot *snapshot = calloc(1, sizeof *snapshot);
	struct query_place *places = calloc(count ? count : 1, sizeof *places);

	if (!snapshot || !places) {
		free(ranked);
		free(places);
		free(snapshot);
		return NULL;
	}
	*snapshot =
		(struct query_snapshot){.ranked = ranked, .places = places, .count = count, .clock = clock};
	place_all(snapshot);
	return snapshot;
}

static bool find_place(const struct query_place *places, size_t count, uint64_t document, size_t *ret)
{
	struct query_place wanted = {.document = (uint32_t)document};
	const struct query_place *found = NULL;

	if (wanted.document == document && count > 0)
		found = bsearch(&wanted, places, count, sizeof wanted, compare_places);
	if (found)
		*ret = found->place;
	return found != NULL;
}

bool query_snapshot_find(const struct query_snapshot *snapshot, uint64_t document, size_t *ret_place)
{
	return find_place(snapshot->places, snapshot->count, document, ret_place);
}

bool query_snapshot_behind(const struct query_snapshot *snapshot, uint64_t document, size_t *ret_place)
{
	if (!query_snapshot_find(snapshot, document, ret_place))
		return find_place(snapshot->gone, snapshot->gone_count, document, ret_place);
	++*ret_place;
	return true;
}

/* ---- what was there before ---- */

static void add_gone(struct query_snapshot *snapshot, size_t *count, uint32_t document, size_t place)
{
	snapshot->gone[(*count)++] = (struct query_place){document, (uint32_t)place};
}

static void sort_gone(struct query_snapshot *snapshot, size_t count)
{
	qsort(snapshot->gone, count, sizeof *snapshot->gone, compare_places);
	snapshot->gone_count = count;
}

/* Those that went since `before`: a listing goes on behind what stood before them there and is here still. */
static void place_gone(struct query_snapshot *snapshot, const struct query_snapshot *before)
{
	size_t count = 0, behind = 0, place;

	for (size_t i = 0; i < before->count; i++)
		if (query_snapshot_find(snapshot, before->ranked[i], &place))
			behind = place + 1;
		else
			add_gone(snapshot, &count, before->ranked[i], behind);
	sort_gone(snapshot, count);
}

/* Those that had gone then, but for those that are back: what stood before them there may have gone now. */
static void place_long_gone(struct query_snapshot *snapshot, const struct query_snapshot *before)
{
	size_t count = snapshot->gone_count, place;

	for (size_t i = 0; i < before->gone_count && count < QUERY_DOCUMENTS_MAX; i++) {
		const struct query_place *gone = &before->gone[i];
		size_t behind = 0;

		if (query_snapshot_find(snapshot, gone->document, &place))
			continue;
		if (gone->place > 0)
			(void)query_snapshot_behind(snapshot, before->ranked[gone->place - 1], &behind);
		add_gone(snapshot, &count, gone->document, behind);
	}
	sort_gone(snapshot, count);
}

static void keep_gone(struct query_snapshot *snapshot, const struct query_snapshot *before)
{
	size_t most = before->count + before->gone_count;

	snapshot->gone = calloc(most ? most : 1, sizeof *snapshot->gone);
	if (!snapshot->gone)
		return;
	place_gone(snapshot, before);
	place_long_gone(snapshot, before);
	struct query_place *fit = realloc(snapshot->gone, (snapshot->gone_count + 1) * sizeof *fit);
	if (fit)
		snapshot->gone = fit;
}

/* Where the ranking has a document that was there before, the next of those comes. */
void query_snapshot_follow(struct query_snapshot *snapshot, const struct query_snapshot *before)
{
	size_t next = 0, place;

	for (size_t i = 0; i < snapshot->count; i++) {
		if (!query_snapshot_find(before, snapshot->ranked[i], &place))
			continue;
		while (!query_snapshot_find(snapshot, before->ranked[next], &place))
			next++;
		snapshot->ranked[i] = before->ranked[next++];
	}
	place_all(snapshot);
	keep_gone(snapshot, before);
}

/* ---- snapshots in the table ---- */

static size_t size_of(const struct query_snapshot *snapshot)
{
	return snapshot->count + snapshot->gone_count;
}

static void unlink_snapshot(struct query_table *table, struct query_snapshot *snapshot)
{
	*(snapshot->older ? &snapshot->older->newer : &table->snapshot_oldest) = snapshot->newer;
	*(snapshot->newer ? &snapshot->newer->older : &table->snapshot_newest) = snapshot->older;
}

static void link_snapshot(struct query_table *table, struct query_snapshot *snapshot)
{
	snapshot->older = table->snapshot_newest;
	snapshot->newer = NULL;
	*(snapshot->older ? &snapshot->older->newer : &table->snapshot_oldest) = snapshot;
	table->snapshot_newest = snapshot;
}

void query_snapshot_drop(struct query_table *table, struct query_snapshot *snapshot)
{
	if (!snapshot)
		return;
	snapshot->query->kept = NULL;
	unlink_snapshot(table, snapshot);
	table->documents -= size_of(snapshot);
	snapshot->query = NULL;
	if (snapshot->holders == 0)
		destroy_snapshot(snapshot);
}

/* Those that have not been used for longest go, but not the newest of all. */
static void make_room(struct query_table *table)
{
	while (table->documents > QUERY_DOCUMENTS_KEPT && table->snapshot_oldest != table->snapshot_newest)
		query_snapshot_drop(table, table->snapshot_oldest);
}

static void keep(struct query_table *table, struct query *query, struct query_snapshot *snapshot)
{
	query_snapshot_drop(table, query->kept);
	query->kept = snapshot;
	snapshot->query = query;
	link_snapshot(table, snapshot);
	table->documents += size_of(snapshot);
	make_room(table);
}

static struct query_snapshot *hold_snapshot(struct query_table *table, struct query *query)
{
	if (!query->kept)
		return NULL;
	query->kept->holders++;
	unlink_snapshot(table, query->kept);
	link_snapshot(table, query->kept);
	return query->kept;
}

struct query_snapshot *query_snapshot_get(struct query_table *table, struct query *query)
{
	pthread_mutex_lock(&table->lock);
	struct query_snapshot *snapshot = hold_snapshot(table, query);
	pthread_mutex_unlock(&table->lock);
	return snapshot;
}

struct query_snapshot *query_snapshot_keep(struct query_table *table, struct query *query,
					   const struct query_snapshot *before,
					   struct query_snapshot *snapshot, const struct timespec *checked)
{
	pthread_mutex_lock(&table->lock);
	if (query->kept && query->kept != before)
		destroy_snapshot(snapshot);
	else {
		snapshot->checked = *checked;
		keep(table, query, snapshot);
	}
	snapshot = hold_snapshot(table, query);
	pthread_mutex_unlock(&table->lock);
	return snapshot;
}

void query_snapshot_put(struct query_table *table, struct query_snapshot *snapshot)
{
	if (!snapshot)
		return;
	pthread_mutex_lock(&table->lock);
	if (--snapshot->holders == 0 && !snapshot->query)
		destroy_snapshot(snapshot);
	pthread_mutex_unlock(&table->lock);
}

double query_snapshot_age(struct query_table *table, const struct query_snapshot *snapshot)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	pthread_mutex_lock(&table->lock);
	struct timespec then = snapshot->checked;
	pthread_mutex_unlock(&table->lock);
	return (double)(now.tv_sec - then.tv_sec) + (double)(now.tv_nsec - then.tv_nsec) / NANOSECONDS;
}

void query_snapshot_checked(struct query_table *table, struct query_snapshot *snapshot,
			    const struct timespec *checked)
{
	pthread_mutex_lock(&table->lock);
	snapshot->checked = *checked;
	pthread_mutex_unlock(&table->lock);
}
