/* SPDX-License-Identifier: MIT */
/* The bounded table of query directories: who is found, who is forgotten, what a listing may go on with. */
#include "../../fs/query.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static struct query_table table;

static void start(size_t most)
{
	cr_assert_eq(query_table_init(&table, most), 0);
}

static void finish(void)
{
	query_table_finish(&table);
}

static struct query *enter(struct query *parent, const char *name)
{
	struct query *query = NULL;

	cr_assert_eq(query_enter(&table, parent, name, &query), 0, "%s", name);
	return query;
}

/* Enters a directory that the kernel then knows once. */
static uint64_t know(const char *name)
{
	struct query *query = enter(NULL, name);
	uint64_t number = query->number;

	query_know(&table, query);
	query_put(&table, query);
	return number;
}

static bool is_there(uint64_t number)
{
	struct query *query = query_get(&table, number);

	query_put(&table, query);
	return query != NULL;
}

static struct query_snapshot *found(int64_t clock, size_t count)
{
	uint32_t *ranked = malloc((count ? count : 1) * sizeof *ranked);

	for (size_t i = 0; i < count; i++)
		ranked[i] = (uint32_t)(count - i);
	return query_snapshot_create(clock, ranked, count);
}

static uint32_t keep(struct query *query, int64_t clock, size_t count)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	struct query_snapshot *kept = query_snapshot_keep(&table, query, found(clock, count), &now);
	uint32_t generation = kept->generation;

	query_snapshot_put(&table, kept);
	return generation;
}

static bool has_snapshot(struct query *query, uint32_t generation)
{
	struct query_snapshot *snapshot = query_snapshot_get(&table, query, generation);

	query_snapshot_put(&table, snapshot);
	return snapshot != NULL;
}

Test(query_table, a_name_in_a_directory_is_one_directory)
{
	start(QUERIES_MAX);
	struct query *a = enter(NULL, "squid"), *b = enter(NULL, "squid"), *c = enter(a, "squid"),
		     *d = enter(NULL, "Squid");

	cr_assert_eq(a, b);
	cr_assert(c != a && d != a && c->number != a->number && d->number != a->number);
	cr_assert(a->depth == 1 && c->depth == 2 && c->parent == a && !a->parent);
	cr_assert(a->number > 0 && a->number >> QUERY_NUMBER_BITS == 0);
	cr_assert_eq(table.count, 3);
	finish();
}

Test(query_table, a_forgotten_directory_goes_when_another_wants_its_place_and_comes_back_under_its_number)
{
	start(2);
	uint64_t squid = know("squid");

	query_forget(&table, squid, 1);
	cr_assert(is_there(squid), "it may be wanted again");
	know("a");
	know("b");
	cr_assert(!is_there(squid));
	finish();
	start(2);
	cr_assert_eq(know("squid"), squid);
	finish();
}

Test(query_table, a_table_full_of_directories_that_the_kernel_knows_takes_no_more)
{
	struct query *query;

	start(3);
	uint64_t a = know("a"), b = know("b");
	know("c");
	cr_assert_eq(query_enter(&table, NULL, "d", &query), -ENFILE);
	know("b"); /* known twice */
	query_forget(&table, b, 1);
	cr_assert_eq(query_enter(&table, NULL, "d", &query), -ENFILE);
	query_forget(&table, b, 1);
	cr_assert(is_there(a));
	know("d");
	cr_assert(!is_there(b) && is_there(a));
	cr_assert_eq(table.count, 3);
	cr_assert_eq(table.known, 3);
	query_forget(&table, b, 7);
	query_forget(&table, a, 7);
	query_forget(&table, a, 7);
	cr_assert_eq(table.known, 2, "more than was known is no harm");
	finish();
}

Test(query_table, of_those_forgotten_the_one_unused_for_longest_goes)
{
	start(3);
	uint64_t a = know("a"), b = know("b"), c = know("c");

	query_forget(&table, a, 1);
	query_forget(&table, b, 1);
	query_forget(&table, c, 1);
	cr_assert(is_there(a), "which is a use");
	know("d");
	cr_assert(is_there(a) && !is_there(b) && is_there(c));
	finish();
}

Test(query_table, a_directory_stays_as_long_as_one_in_it)
{
	struct query *query;

	start(2);
	struct query *a = enter(NULL, "a"), *below = enter(a, "b");
	uint64_t number = a->number, inner = below->number;

	query_put(&table, a);
	query_know(&table, below);
	query_put(&table, below);
	cr_assert_eq(query_enter(&table, NULL, "c", &query), -ENFILE);
	query_forget(&table, inner, 1);
	know("c");
	cr_assert(!is_there(inner) && is_there(number));
	know("d");
	cr_assert(!is_there(number));
	finish();
}

Test(query_table, a_state_of_the_store_is_a_generation)
{
	start(QUERIES_MAX);
	struct query *query = enter(NULL, "squid");

	cr_assert(!has_snapshot(query, 0));
	cr_assert_eq(keep(query, 100, 3), 1);
	cr_assert_eq(keep(query, 100, 3), 1, "two threads found the same");
	cr_assert_eq(keep(query, 200, 4), 2);
	cr_assert_eq(keep(query, 150, 3), 2, "what is older is not shown any more");
	cr_assert(has_snapshot(query, 1) && has_snapshot(query, 2) && !has_snapshot(query, 3));
	struct query_snapshot *newest = query_snapshot_get(&table, query, 0);
	cr_assert(newest->count == 4 && newest->clock == 200);
	query_snapshot_put(&table, newest);
	cr_assert_eq(table.documents, 7);
	finish();
}

Test(query_table, a_listing_goes_on_in_its_snapshot_while_newer_ones_come)
{
	start(QUERIES_MAX);
	struct query *query = enter(NULL, "squid");

	for (int clock = 1; clock <= QUERY_SNAPSHOTS; clock++)
		cr_assert_eq(keep(query, clock, 10), clock);
	struct query_snapshot *first = query_snapshot_get(&table, query, 1);
	keep(query, 100, 10);
	cr_assert(has_snapshot(query, 1) && !has_snapshot(query, 2), "the one unused for longest goes");
	for (int clock = 101; clock <= 100 + QUERY_SNAPSHOTS; clock++)
		keep(query, clock, 10);
	cr_assert(!has_snapshot(query, 1));
	cr_assert(first->count == 10 && first->ranked[0] == 10 && first->sorted[0] == 1,
		  "who holds it can read it");
	query_snapshot_put(&table, first);
	finish();
}

Test(query_table, a_snapshot_knows_its_documents)
{
	struct query_snapshot *none = found(1, 0), *some = found(1, 1000);

	start(QUERIES_MAX);
	struct query *query = enter(NULL, "squid");
	struct timespec now = {0, 0};

	cr_assert(!query_snapshot_has(none, 0) && !query_snapshot_has(none, 1));
	cr_assert(query_snapshot_has(some, 1) && query_snapshot_has(some, 1000));
	cr_assert(!query_snapshot_has(some, 0) && !query_snapshot_has(some, 1001));
	cr_assert(!query_snapshot_has(some, ((uint64_t)1 << 32) + 1), "of which only the lower half is one");
	query_snapshot_put(&table, query_snapshot_keep(&table, query, none, &now));
	query_snapshot_put(&table, query_snapshot_keep(&table, enter(NULL, "b"), some, &now));
	finish();
}

Test(query_table, a_snapshot_is_not_believed_for_long)
{
	struct timespec now;

	start(QUERIES_MAX);
	struct query *query = enter(NULL, "squid");

	keep(query, 1, 1);
	struct query_snapshot *snapshot = query_snapshot_get(&table, query, 0);
	double valid = query_snapshot_valid(&table, snapshot);

	cr_assert(valid > 0.1 && valid <= 0.5, "%f", valid);
	clock_gettime(CLOCK_MONOTONIC, &now);
	now.tv_sec -= 1;
	query_snapshot_checked(&table, snapshot, &now);
	cr_assert_eq(query_snapshot_valid(&table, snapshot), 0);
	query_snapshot_put(&table, snapshot);
	finish();
}

Test(query_table, snapshots_of_all_directories_share_a_bound)
{
	enum { SIZE = QUERY_DOCUMENTS_MAX, COUNT = QUERY_DOCUMENTS_KEPT / SIZE + 2 };
	struct query *queries[COUNT];
	char name[16];

	start(QUERIES_MAX);
	for (int i = 0; i < COUNT; i++) {
		snprintf(name, sizeof name, "%d", i);
		queries[i] = enter(NULL, name);
		keep(queries[i], 1, SIZE);
		cr_assert_leq(table.documents, (size_t)QUERY_DOCUMENTS_KEPT);
	}
	cr_assert(!has_snapshot(queries[0], 0) && has_snapshot(queries[COUNT - 1], 0));
	cr_assert_eq(keep(queries[0], 1, SIZE), 1, "found again it is the same: a listing goes on in it");
	finish();
}

Test(query_table, the_kernel_is_asked_to_forget_the_directory_unused_for_longest)
{
	char name[16];
	uint64_t first = 0, second = 0;

	start(QUERIES_MAX);
	for (int i = 0; i < QUERIES_KNOWN + 2; i++) {
		snprintf(name, sizeof name, "%d", i);
		uint64_t number = know(name);

		first = i == 0 ? number : first;
		second = i == 1 ? number : second;
	}
	is_there(first);
	struct query *query = query_wait(&table);
	cr_assert_eq(query->number, second);
	query_put(&table, query);
	query = query_wait(&table);
	cr_assert_neq(query->number, second, "not twice");
	query_forget(&table, query->number, 1);
	query_put(&table, query);
	query_forget(&table, second, 1);
	cr_assert_eq(table.known, (size_t)QUERIES_KNOWN);
	query_end(&table);
	cr_assert_null(query_wait(&table));
	finish();
}

/* ---- threads ---- */

enum { THREADS = 8, ROUNDS = 3000, NAMES = 40, SMALL = 24 };

static void *work(void *context)
{
	unsigned seed = (unsigned)(uintptr_t)context;
	char name[16];

	for (int i = 0; i < ROUNDS; i++) {
		struct query *query, *inner;

		seed = seed * 1103515245 + 12345;
		snprintf(name, sizeof name, "%u", seed / 65536 % NAMES);
		if (query_enter(&table, NULL, name, &query) != 0)
			continue;
		query_know(&table, query);
		keep(query, i, 5);
		has_snapshot(query, (seed >> 8) % 3);
		if (query_enter(&table, query, "inner", &inner) == 0)
			query_put(&table, inner);
		uint64_t number = query->number;
		query_put(&table, query);
		query_forget(&table, number, 1);
	}
	return NULL;
}

static void *wait_for_all(void *context)
{
	struct query *query;

	(void)context;
	while ((query = query_wait(&table)))
		query_put(&table, query);
	return NULL;
}

Test(query_table, threads_share_it)
{
	pthread_t threads[THREADS], waiter;

	start(SMALL);
	cr_assert_eq(pthread_create(&waiter, NULL, wait_for_all, NULL), 0);
	for (uintptr_t i = 0; i < THREADS; i++)
		cr_assert_eq(pthread_create(&threads[i], NULL, work, (void *)(i + 1)), 0);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	query_end(&table);
	pthread_join(waiter, NULL);
	cr_assert_eq(table.known, 0);
	cr_assert_leq(table.count, (size_t)SMALL);
	finish();
}
