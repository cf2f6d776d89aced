/* SPDX-License-Identifier: MIT */
/* See query.h. Functions without "query_" in front are called with the lock held. */
#include "query.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	PROBES = 8, /* numbers that a name may have, should others have the same hash */
	NANOSECONDS = 1000000000,
};

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

bool query_snapshot_find(const struct query_snapshot *snapshot, uint64_t document, size_t *ret_place)
{
	struct query_place wanted = {.document = (uint32_t)document};
	const struct query_place *found = NULL;

	if (wanted.document == document && snapshot->count > 0)
		found = bsearch(&wanted, snapshot->places, snapshot->count, sizeof wanted, compare_places);
	if (found)
		*ret_place = found->place;
	return found != NULL;
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
}

/* ---- snapshots in the table ---- */

static void snapshot_unlink(struct query_table *table, struct query_snapshot *snapshot)
{
	*(snapshot->older ? &snapshot->older->newer : &table->snapshot_oldest) = snapshot->newer;
	*(snapshot->newer ? &snapshot->newer->older : &table->snapshot_newest) = snapshot->older;
}

static void snapshot_link(struct query_table *table, struct query_snapshot *snapshot)
{
	snapshot->older = table->snapshot_newest;
	snapshot->newer = NULL;
	*(snapshot->older ? &snapshot->older->newer : &table->snapshot_oldest) = snapshot;
	table->snapshot_newest = snapshot;
}

/* Who holds it may go on. */
static void drop(struct query_table *table, struct query_snapshot *snapshot)
{
	if (!snapshot)
		return;
	snapshot->query->kept = NULL;
	snapshot_unlink(table, snapshot);
	table->documents -= snapshot->count;
	snapshot->query = NULL;
	if (snapshot->holders == 0)
		destroy_snapshot(snapshot);
}

/* Those that have not been used for longest go, but not the newest of all. */
static void make_room(struct query_table *table)
{
	while (table->documents > QUERY_DOCUMENTS_KEPT && table->snapshot_oldest != table->snapshot_newest)
		drop(table, table->snapshot_oldest);
}

static void keep(struct query_table *table, struct query *query, struct query_snapshot *snapshot)
{
	drop(table, query->kept);
	query->kept = snapshot;
	snapshot->query = query;
	snapshot_link(table, snapshot);
	table->documents += snapshot->count;
	make_room(table);
}

static struct query_snapshot *hold_snapshot(struct query_table *table, struct query *query)
{
	if (!query->kept)
		return NULL;
	query->kept->holders++;
	snapshot_unlink(table, query->kept);
	snapshot_link(table, query->kept);
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

/* ---- directories ---- */

/* FNV-1a of the parent's number and the name. */
static uint64_t hash(const struct query *parent, const char *name)
{
	uint64_t seed = parent ? parent->number : 0, value = 0xcbf29ce484222325;

	for (unsigned shift = 0; shift < 64; shift += 8)
		value = (value ^ (seed >> shift & 0xff)) * 0x100000001b3;
	for (; *name; name++)
		value = (value ^ (unsigned char)*name) * 0x100000001b3;
	return value;
}

static uint64_t number_at(uint64_t hash, unsigned probe)
{
	uint64_t number = (hash + probe) & (((uint64_t)1 << QUERY_NUMBER_BITS) - 1);

	return number ? number : 1;
}

static struct query **bucket(struct query_table *table, uint64_t number)
{
	return &table->buckets[number % QUERY_BUCKETS];
}

static struct query *find(struct query_table *table, uint64_t number)
{
	struct query *query = *bucket(table, number);

	while (query && query->number != number)
		query = query->next;
	return query;
}

static void unlink_query(struct query_table *table, struct query *query)
{
	*(query->older ? &query->older->newer : &table->oldest) = query->newer;
	*(query->newer ? &query->newer->older : &table->newest) = query->older;
}

static void link_query(struct query_table *table, struct query *query)
{
	query->older = table->newest;
	query->newer = NULL;
	*(query->older ? &query->older->newer : &table->oldest) = query;
	table->newest = query;
}

static struct query *hold(struct query_table *table, struct query *query)
{
	query->holders++;
	query->asked = false;
	unlink_query(table, query);
	link_query(table, query);
	return query;
}

static void destroy(struct query_table *table, struct query *query)
{
	struct query **at = bucket(table, query->number);

	while (*at != query)
		at = &(*at)->next;
	*at = query->next;
	drop(table, query->kept);
	unlink_query(table, query);
	if (query->parent)
		query->parent->children--;
	table->count--;
	free(query);
}

static bool is_used(const struct query *query)
{
	return query->known > 0 || query->holders > 0 || query->children > 0;
}

/* False: all are used. */
static bool evict(struct query_table *table)
{
	struct query *query = table->oldest;

	while (query && is_used(query))
		query = query->newer;
	if (query)
		destroy(table, query);
	return query != NULL;
}

static struct query *create(struct query_table *table, struct query *parent, const char *name,
			    uint64_t number)
{
	size_t size = strlen(name) + 1;
	struct query *query = calloc(1, sizeof *query + size);

	if (!query)
		return NULL;
	query->number = number;
	query->parent = parent;
	query->depth = parent ? parent->depth + 1 : 1;
	memcpy(query->name, name, size);
	if (parent)
		parent->children++;
	query->next = *bucket(table, number);
	*bucket(table, number) = query;
	link_query(table, query);
	table->count++;
	return query;
}

/* The directory of this name, or NULL and the first number that it could have; 0: there is none. */
static struct query *find_name(struct query_table *table, const struct query *parent, const char *name,
			       uint64_t *ret_free)
{
	uint64_t value = hash(parent, name);

	*ret_free = 0;
	for (unsigned probe = 0; probe < PROBES; probe++) {
		uint64_t number = number_at(value, probe);
		struct query *query = find(table, number);

		if (query && query->parent == parent && strcmp(query->name, name) == 0)
			return query;
		if (!query && *ret_free == 0)
			*ret_free = number;
	}
	return NULL;
}

static int enter(struct query_table *table, struct query *parent, const char *name, struct query **ret)
{
	uint64_t number;
	struct query *query = find_name(table, parent, name, &number);

	if (!query) {
		if (number == 0 || (table->count >= table->most && !evict(table)))
			return -ENFILE;
		query = create(table, parent, name, number);
	}
	if (!query)
		return -ENOMEM;
	*ret = hold(table, query);
	return 0;
}

int query_enter(struct query_table *table, struct query *parent, const char *name, struct query **ret)
{
	pthread_mutex_lock(&table->lock);
	int r = enter(table, parent, name, ret);
	pthread_mutex_unlock(&table->lock);
	return r;
}

struct query *query_get(struct query_table *table, uint64_t number)
{
	pthread_mutex_lock(&table->lock);
	struct query *query = find(table, number);
	if (query)
		hold(table, query);
	pthread_mutex_unlock(&table->lock);
	return query;
}

void query_put(struct query_table *table, struct query *query)
{
	if (!query)
		return;
	pthread_mutex_lock(&table->lock);
	query->holders--;
	pthread_mutex_unlock(&table->lock);
}

/* ---- what the kernel knows ---- */

void query_know(struct query_table *table, struct query *query)
{
	pthread_mutex_lock(&table->lock);
	if (query->known++ == 0 && ++table->known > QUERIES_KNOWN)
		pthread_cond_signal(&table->crowded);
	pthread_mutex_unlock(&table->lock);
}

void query_forget(struct query_table *table, uint64_t number, uint64_t times)
{
	pthread_mutex_lock(&table->lock);
	struct query *query = find(table, number);
	if (query && query->known > 0) {
		query->known -= times < query->known ? times : query->known;
		table->known -= query->known == 0;
	}
	pthread_mutex_unlock(&table->lock);
}

/* Directories that are worked at come last; one that was asked for in vain is open somewhere. */
static struct query *find_idle(const struct query_table *table)
{
	struct query *query = table->oldest;

	while (query && (query->known == 0 || query->asked || query->holders > 0))
		query = query->newer;
	return query;
}

static struct query *wait_for_idle(struct query_table *table)
{
	while (!atomic_load(&table->over)) {
		struct query *query = table->known > QUERIES_KNOWN ? find_idle(table) : NULL;

		if (query)
			return query;
		pthread_cond_wait(&table->crowded, &table->lock);
	}
	return NULL;
}

struct query *query_wait(struct query_table *table)
{
	pthread_mutex_lock(&table->lock);
	struct query *query = wait_for_idle(table);
	if (query) {
		query->holders++;
		query->asked = true;
	}
	pthread_mutex_unlock(&table->lock);
	return query;
}

void query_end(struct query_table *table)
{
	pthread_mutex_lock(&table->lock);
	atomic_store(&table->over, true);
	pthread_cond_broadcast(&table->crowded);
	pthread_mutex_unlock(&table->lock);
}

/* ---- the table ---- */

int query_table_init(struct query_table *table, size_t most)
{
	*table = (struct query_table){.most = most};
	int error = pthread_mutex_init(&table->lock, NULL);

	if (!error)
		error = pthread_cond_init(&table->crowded, NULL);
	return -error;
}

/* Children go before the directory that they stand in; those of the newest are older. */
void query_table_finish(struct query_table *table)
{
	while (table->newest) {
		struct query *query = table->newest;

		while (query->children > 0)
			query = query->older;
		destroy(table, query);
	}
	pthread_cond_destroy(&table->crowded);
	pthread_mutex_destroy(&table->lock);
}
