/* SPDX-License-Identifier: MIT */
/*
 * The directories below search/ that somebody uses: the one table of a mount, and bounded. A query directory
 * is its name in its parent, and no more; which documents match is kept beside it as snapshots, for as long
 * as there is room, and can be asked again. This file asks no store and knows nothing of the kernel but how
 * often it was given a number.
 *
 * A number is made from the names, so a directory that was forgotten comes back under the number that it had.
 * What a look-up or a listing holds, it puts back. All functions may be called by any thread.
 */
#ifndef FS_QUERY_H
#define FS_QUERY_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum {
	QUERIES_MAX = 16384,            /* directories; one more that the kernel knows is -ENFILE */
	QUERIES_KNOWN = 1024,           /* that the kernel may know before it is asked to forget some */
	QUERY_DOCUMENTS_MAX = 1000000,  /* the best of them, that a directory shows */
	QUERY_DOCUMENTS_KEPT = 2000000, /* in all snapshots together, but for those in use */
	QUERY_BUCKETS = 4096,
	QUERY_NUMBER_BITS = 56
};

struct query_place {
	uint32_t document;
	uint32_t place; /* in the order of the snapshot */
};

/* What a query found in one state of the store. Constant, but for `checked`. */
struct query_snapshot {
	uint32_t *ranked;           /* numbers of documents, best first */
	struct query_place *places; /* by number */
	size_t count;
	int64_t clock; /* of the store */
	/* The rest is the table's own. */
	struct timespec checked; /* when the store was last seen to be in that state; CLOCK_MONOTONIC */
	struct query *query;     /* NULL: not kept any more */
	unsigned holders;
	struct query_snapshot *older, *newer; /* by use */
};

/* `ranked` is taken over. NULL: no memory, and `ranked` is freed. */
struct query_snapshot *query_snapshot_create(int64_t clock, uint32_t *ranked, size_t count);
/* False: the document is not in it. */
bool query_snapshot_find(const struct query_snapshot *snapshot, uint64_t document, size_t *ret_place);
/*
 * Documents that are in both get the order that they have in `before`, so that a listing that began there can
 * go on here behind any of its names, and neither skips nor repeats. To be called before anybody shares it.
 */
void query_snapshot_follow(struct query_snapshot *snapshot, const struct query_snapshot *before);

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
	size_t documents; /* in snapshots that are kept */
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

/* What a directory shows; NULL: it has to be found again. */
struct query_snapshot *query_snapshot_get(struct query_table *table, struct query *query);
/*
 * Takes over what was found since `checked`, when the directory showed `before` (NULL: nothing), and gives
 * what it shows from now on: that, or what another thread has found meanwhile.
 */
struct query_snapshot *query_snapshot_keep(struct query_table *table, struct query *query,
					   const struct query_snapshot *before,
					   struct query_snapshot *snapshot, const struct timespec *checked);
void query_snapshot_put(struct query_table *table, struct query_snapshot *snapshot);
/* Seconds since the store was seen to be in its state. */
double query_snapshot_age(struct query_table *table, const struct query_snapshot *snapshot);
/* The store was still in its state at this time of CLOCK_MONOTONIC. */
void query_snapshot_checked(struct query_table *table, struct query_snapshot *snapshot,
			    const struct timespec *checked);
#endif
