/* SPDX-License-Identifier: MIT */
/* When a mount looks at its store: at news of it, and each second whatever else goes on beside it. */
#include "../../fs/watch.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { EACH_MS = 150, AT_ONCE_MS = 500, LATE_MS = 2000 };

static char folder[64];
static struct watch watch;

static void path_of(char path[static 96], const char *name)
{
	snprintf(path, 96, "%s/%s", folder, name);
}

static void touch(const char *name)
{
	char path[96];

	path_of(path, name);
	FILE *file = fopen(path, "w");
	cr_assert_not_null(file);
	cr_assert_eq(fclose(file), 0);
}

static void setup(void)
{
	char path[96];

	strcpy(folder, "/tmp/dossier-test-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	touch("store");
	path_of(path, "store");
	cr_assert_eq(watch_init(&watch, path), 0);
	cr_assert_geq(watch.news, 0, "inotify is there");
}

static void teardown(void)
{
	static const char *const names[] = {"store", "store-wal", "other"};
	char path[96];

	watch_finish(&watch);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		path_of(path, names[i]);
		(void)unlink(path);
	}
	cr_assert_eq(rmdir(folder), 0);
}

TestSuite(watch, .init = setup, .fini = teardown);

static void wait_ms(int64_t milliseconds)
{
	nanosleep(&(struct timespec){milliseconds / 1000, milliseconds % 1000 * 1000000}, NULL);
}

/* How long watch_wait() takes, in milliseconds. */
static int64_t waited(bool want)
{
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	cr_assert_eq(watch_wait(&watch), want);
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
}

static atomic_bool enough;

static void *keep_writing(void *context)
{
	while (!atomic_load(&enough)) {
		wait_ms(EACH_MS);
		touch(context);
	}
	return NULL;
}

static int64_t waited_beside(const char *name)
{
	pthread_t writer;

	cr_assert_eq(pthread_create(&writer, NULL, keep_writing, (void *)(uintptr_t)name), 0);
	int64_t took = waited(true);
	atomic_store(&enough, true);
	pthread_join(writer, NULL);
	return took;
}

Test(watch, news_of_the_store_and_of_what_stands_beside_it_end_the_wait)
{
	cr_expect_lt(waited_beside("store"), AT_ONCE_MS);
	atomic_store(&enough, false);
	cr_expect_lt(waited_beside("store-wal"), AT_ONCE_MS);
}

Test(watch, without_news_it_ends_within_a_second)
{
	int64_t took = waited(true);

	cr_expect(took >= AT_ONCE_MS && took < LATE_MS, "%lld ms", (long long)took);
}

Test(watch, a_busy_stranger_neither_ends_the_wait_nor_makes_it_longer)
{
	int64_t took = waited_beside("other");

	cr_expect(took >= AT_ONCE_MS && took < LATE_MS, "%lld ms", (long long)took);
}

Test(watch, who_ends_it_is_heard_at_once)
{
	watch_end(&watch);
	cr_expect_lt(waited(false), AT_ONCE_MS);
	cr_expect(!watch_pause(&watch, LATE_MS));
}
