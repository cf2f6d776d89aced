/* SPDX-License-Identifier: MIT */
/* See query.h. Functions without "query_" in front are called with the lock held. */
#include "query.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PROBES = 8 }; /* numbers that a name may have, should others have the same hash */

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
	query_snapshot_drop(table, query->kept);
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
