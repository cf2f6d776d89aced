/* SPDX-License-Identifier: MIT */
/*
 * Pushes the files of a batch into the kernel's cache. Who asks waits for it, so that one processor would do
 * all: a helper, a thread with a reader of its own, takes half of a batch when it is free. It is started by
 * the first batch; a mount that nobody reads through has none.
 */
#ifndef FS_PUSHER_H
#define FS_PUSHER_H

#include "batch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct mount;
struct reader;

enum helper_state { HELPER_NONE, HELPER_FREE, HELPER_GIVEN, HELPER_DONE, HELPER_ENDED };

struct pusher {
	pthread_mutex_t lock; /* of all but the counts */
	pthread_cond_t changed;
	enum helper_state state;
	pthread_t helper;
	struct mount *mount; /* of the batch that the helper was given */
	const struct batch *batch;
	size_t from, reached;
	atomic_uint_fast64_t files, bytes; /* pushed */
};

void pusher_init(struct pusher *pusher);
/* While nobody pushes. */
void pusher_finish(struct pusher *pusher);
/*
 * Returns the place of the first file that the kernel would not take, batch->count where it took all. A file
 * that cannot be read is left for its reader to find so.
 */
size_t pusher_push(struct mount *mount, struct reader *reader, const struct batch *batch);
#endif
