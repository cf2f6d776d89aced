/* SPDX-License-Identifier: MIT */
/*
 * The directories below search/ that somebody uses: the one table of a mount, and bounded. A query directory
 * is its name in its parent, and no more; which documents match is kept beside it (query-snapshot.h), for as
 * long as there is room, and can be asked again. This file asks no store and knows nothing of the kernel but
 * how often it was given a number.
 *
 * A number is made from the names, so a directory that was forgotten comes back under the number that it had.
 * What a look-up or a listing holds, it puts back. All functions may be called by any thread.
 */
#ifndef FS_QUERY_H
#define FS_QUERY_H

#include "query-snapshot.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum {
	QUERIES_MAX = 16384,  /* directories; one more that the kernel knows is -ENFILE */
	QUERIES_KNOWN = 1024, /* that the kernel may know before it is asked to forget some */
	QUERY_BUCKETS = 4096,
	QUERY_NUMBER_BITS = 56
};

/* One directory. Number, parent, depth and name are constant. */
struct query {
	uint64_t number;      /* > 0, below 2^QUERY_NUMBER_BITS */
	struct query *parent; /* NULL: search/ */
	unsigned depth;       /* 1: in search/ */
	/* The rest is the table's own. */
	uint64_t known;              /* times that the kernel was given it and has not forgotten */
	unsigned holders, children;  /* children: directories of this table */
	bool asked;                  /* the kernel was asked to forget it, and has not used it since */
	struct query *older, *newer; /* by use */
	struct query *next;          /* in its bucket */
	struct query_snapshot *kept; /* what it shows; NULL: to be found again */
	char name[];
};

struct query_table {
	pthread_mutex_t lock;
	pthread_cond_t crowded;    /* the kernel knows too many, or it is over */
	size_t most, count, known; /* directories; known: to the kernel */
	atomic_bool over;
	size_t documents; /* in snapshots that are kept, with those gone */
	struct query *oldest, *newest;
	struct query_snapshot *snapshot_oldest, *snapshot_newest;
	struct query *buckets[QUERY_BUCKETS];
};

/* `most`: QUERIES_MAX, or less for tests. -errno. */
int query_table_init(struct query_table *table, size_t most);
/* When nothing is held any more. */
void query_table_finish(struct query_table *table);

/* The directory of this name in `parent` (NULL: search/), which may be new. -ENFILE, -ENOMEM. */
int query_enter(struct query_table *table, struct query *parent, const char *name, struct query **ret);
/* The directory of this number; NULL: there is none. */
struct query *query_get(struct query_table *table, uint64_t number);
void query_put(struct query_table *table, struct query *query);

/* The kernel is given the number once more, or forgets that it was, so many times. */
void query_know(struct query_table *table, struct query *query);
void query_forget(struct query_table *table, uint64_t number, uint64_t times);
/*
 * Waits until the kernel knows more than QUERIES_KNOWN directories; then the one that has not been used for
 * longest, of those that it was not asked to forget yet. NULL: query_end() was called.
 */
struct query *query_wait(struct query_table *table);
void query_end(struct query_table *table);
#endif
