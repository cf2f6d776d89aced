/* SPDX-License-Identifier: MIT */
/*
 * Files of one directory that are to be pushed together, in the order in which it lists them: as many as a
 * step of a walk takes, and so many bytes at most. Pure and without threads.
 */
#ifndef FS_BATCH_H
#define FS_BATCH_H

#include "dossier/store.h"

#include "ahead.h"

struct batch_file {
	dossier_node node;
	uint64_t size;
	uint64_t before; /* as of a walk */
	struct dossier_extent extent;
};

struct batch {
	struct batch_file files[WALK_AHEAD_MAX];
	size_t count, seen;
	uint64_t bytes;
	dossier_node reading; /* left to the READ that is under way; 0: none is */
	struct walk rest;     /* where the walk goes on; next is 0 where there is no more */
};

/* Bytes of a file that is pushed: what one READ fetches. A larger file's own readahead does as well. */
enum { BATCH_FILE_BYTES = 128 * 1024 };

/* Is this a file that may be pushed? The kernel asks nothing of a file without bytes, so none is. */
bool batch_is_fit(const struct dossier_attributes *file);
/* For the files of a walk that has reached `walk->next`; 0 there: for all of its directory. */
void batch_begin(struct batch *batch, const struct walk *walk);
/* A dossier_name_sink for a listing that begins where the walk is; false when it has enough. */
bool batch_collect(void *batch, const struct dossier_name *name);
/*
 * The kernel does not know file `i`: it was not listed yet, and the walk goes on from there. If it knows
 * none, it has forgotten them, and who reads on looks each up: the walk is at its end.
 */
void batch_cut(struct batch *batch, size_t i);
#endif
