/* SPDX-License-Identifier: MIT */
/*
 * What query directories show: a snapshot each of what was found in one state of the store. The table of
 * directories (query.h) keeps those that were used last. All functions may be called by any thread, and what
 * one is given it puts back.
 */
#ifndef FS_QUERY_SNAPSHOT_H
#define FS_QUERY_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct query;
struct query_table;

enum {
	QUERY_DOCUMENTS_MAX = 1000000, /* the best of them, that a directory shows */
	QUERY_DOCUMENTS_KEPT = 2000000 /* in all snapshots and gone from them, but for those in use */
};

struct query_place {
	uint32_t document;
	uint32_t place; /* in the order of the snapshot */
};

/* What a query found in one state of the store. Constant, but for `checked`. */
struct query_snapshot {
	uint32_t *ranked;           /* numbers of documents, best first */
	struct query_place *places; /* by number */
	struct query_place *gone;   /* the same of documents that were listed before; place: where to go on */
	size_t count, gone_count;
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
/* The place where a listing goes on that came to this document. False: it was in no snapshot of the row. */
bool query_snapshot_behind(const struct query_snapshot *snapshot, uint64_t document, size_t *ret_place);
/*
 * Documents that are in both get the order that they have in `before`, so that a listing that began there, or
 * in one that that followed, can go on here behind any of its names, and neither skips nor repeats. Of those
 * that went, QUERY_DOCUMENTS_MAX are remembered, or none where memory is short. To be called before anybody
 * shares it.
 */
void query_snapshot_follow(struct query_snapshot *snapshot, const struct query_snapshot *before);

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
/* The directory shows it no more; who holds it may go on. With the table's lock held. */
void query_snapshot_drop(struct query_table *table, struct query_snapshot *snapshot);
#endif
