/* SPDX-License-Identifier: MIT */
/* The bounded table of query directories: who is found, who is forgotten, what a listing may go on with. */
#include "../../fs/query.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void keep(struct query *query, int64_t clock, size_t count)
{
	struct query_snapshot *before = query_snapshot_get(&table, query);
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	query_snapshot_put(&table, query_snapshot_keep(&table, query, before, found(clock, count), &now));
	query_snapshot_put(&table, before);
}

static int64_t shown(struct query *query)
{
	struct query_snapshot *snapshot = query_snapshot_get(&table, query);
	int64_t clock = snapshot ? snapshot->clock : 0;

	query_snapshot_put(&table, snapshot);
	return clock;
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

Test(query_table, a_directory_shows_what_was_found_last)
{
	struct timespec now = {0, 0};

	start(QUERIES_MAX);
	struct query *query = enter(NULL, "squid");

	cr_assert_eq(shown(query), 0);
	keep(query, 100, 3);
	cr_assert_eq(shown(query), 100);
	struct query_snapshot *before = query_snapshot_get(&table, query);
	keep(query, 200, 4);
	cr_assert_eq(shown(query), 200);
	cr_assert(before->count == 3 && before->ranked[0] == 3, "who holds the one before can read it");
	struct query_snapshot *late = query_snapshot_keep(&table, query, before, found(150, 9), &now);
	cr_assert_eq(late->clock, 200, "another thread was quicker");
	query_snapshot_put(&table, late);
	query_snapshot_put(&table, before);
	cr_assert_eq(table.documents, 4);
	finish();
}

Test(query_table, a_snapshot_knows_its_documents)
{
	struct query_snapshot *none = found(1, 0), *some = found(1, 1000);
	struct timespec now = {0, 0};
	size_t place = 77;

	start(QUERIES_MAX);
	cr_assert(!query_snapshot_find(none, 0, &place) && !query_snapshot_find(none, 1, &place));
	cr_assert(!query_snapshot_find(some, 0, &place) && !query_snapshot_find(some, 1001, &place));
	cr_assert(!query_snapshot_find(some, ((uint64_t)1 << 32) + 1, &place), "of which only half is one");
	cr_assert_eq(place, 77);
	cr_assert(query_snapshot_find(some, 1, &place) && place == 999);
	cr_assert(query_snapshot_find(some, 1000, &place) && place == 0);
	query_snapshot_put(&table, query_snapshot_keep(&table, enter(NULL, "a"), NULL, none, &now));
	query_snapshot_put(&table, query_snapshot_keep(&table, enter(NULL, "b"), NULL, some, &now));
	finish();
}

/* Digits are documents. */
static struct query_snapshot *ranked(const char *digits)
{
	uint32_t *documents = malloc(16 * sizeof *documents);

	for (size_t i = 0; digits[i]; i++)
		documents[i] = (uint32_t)(digits[i] - '0');
	return query_snapshot_create(1, documents, strlen(digits));
}

/* Gives it to the table, which destroys it. */
static void drop(const char *name, struct query_snapshot *snapshot)
{
	struct timespec now = {0, 0};

	query_snapshot_put(&table, query_snapshot_keep(&table, enter(NULL, name), NULL, snapshot, &now));
}

static void expect_order(const char *before, const char *ranking, const char *after)
{
	struct query_snapshot *old = ranked(before), *new = ranked(ranking);

	start(QUERIES_MAX);
	query_snapshot_follow(new, old);
	for (size_t j = 0; after[j]; j++) {
		size_t place = 77;

		cr_assert_eq(new->ranked[j], (uint32_t)(after[j] - '0'), "%s: %zu", ranking, j);
		cr_assert(query_snapshot_find(new, (uint64_t)(after[j] - '0'), &place));
		cr_assert_eq(place, j);
	}
	drop("old", old);
	drop("new", new);
	finish();
}

Test(query_table, what_a_listing_was_given_keeps_its_order_and_news_come_where_they_rank)
{
	expect_order("123", "123", "123");
	expect_order("123", "4132", "4123");
	expect_order("123", "35241", "15243");
	expect_order("123", "31", "13");
	expect_order("123", "45", "45");
	expect_order("12345", "951", "915");
}

/* A listing that came to `document` of one of the states goes on with `rest` in the last. */
static void expect_rest(const char *const states[], char document, const char *rest)
{
	struct query_snapshot *last = ranked(states[0]);
	size_t place = 77;
	char digits[16] = "";

	start(QUERIES_MAX);
	for (size_t i = 1; states[i]; i++) {
		struct query_snapshot *next = ranked(states[i]);

		query_snapshot_follow(next, last);
		drop(states[i], last);
		last = next;
	}
	cr_assert(query_snapshot_behind(last, (uint64_t)(document - '0'), &place), "%c", document);
	cr_assert_leq(place, last->count);
	for (size_t i = place; i < last->count; i++)
		digits[i - place] = (char)('0' + last->ranked[i]);
	cr_assert_str_eq(digits, rest, "behind %c", document);
	drop("last", last);
	finish();
}

Test(query_table, a_listing_goes_on_behind_a_document_that_is_gone)
{
	static const char *const once[] = {"12345", "7583", NULL}, *const none[] = {"123", "", NULL};

	expect_rest(once, '1', "7385"); /* nothing that was listed is here still */
	expect_rest(once, '2', "7385");
	expect_rest(once, '3', "85");
	expect_rest(once, '4', "85"); /* what comes between is new to it */
	expect_rest(once, '5', "");
	expect_rest(none, '3', "");
}

Test(query_table, a_listing_goes_on_behind_a_document_that_went_long_ago)
{
	static const char *const states[] = {"123456", "12856", "18956", "956", NULL};
	static const char *const back[] = {"1234", "124", "1234", "124", NULL};

	expect_rest(states, '1', "956");
	expect_rest(states, '3', "956");
	expect_rest(states, '4', "956");
	expect_rest(states, '8', "956");
	expect_rest(states, '5', "6");
	expect_rest(back, '3', "4");
}

Test(query_table, a_document_that_was_never_there_has_no_place)
{
	struct query_snapshot *old = ranked("123"), *new = ranked("24");
	size_t place = 77;

	start(QUERIES_MAX);
	query_snapshot_follow(new, old);
	cr_assert(!query_snapshot_behind(new, 5, &place) && !query_snapshot_behind(old, 4, &place));
	cr_assert(!query_snapshot_find(new, 1, &place), "what is gone is not there");
	cr_assert_eq(place, 77);
	drop("old", old);
	drop("new", new);
	cr_assert_eq(table.documents, 3 + 2 + 2, "those gone take room, too");
	finish();
}

Test(query_table, a_snapshot_has_an_age)
{
	struct timespec now;

	start(QUERIES_MAX);
	struct query *query = enter(NULL, "squid");

	keep(query, 1, 1);
	struct query_snapshot *snapshot = query_snapshot_get(&table, query);
	double age = query_snapshot_age(&table, snapshot);

	cr_assert(age >= 0 && age < 10, "%f", age);
	clock_gettime(CLOCK_MONOTONIC, &now);
	now.tv_sec -= 100;
	query_snapshot_checked(&table, snapshot, &now);
	age = query_snapshot_age(&table, snapshot);
	cr_assert(age >= 100 && age < 110, "%f", age);
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
	cr_assert(shown(queries[0]) == 0 && shown(queries[COUNT - 1]) == 1);
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
		shown(query);
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
