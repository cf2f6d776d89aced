/* SPDX-License-Identifier: MIT */
/*
 * The worker processes of a run as the importer sees them. Each works through a short queue of files in
 * order; what it sends is kept in an inbox of bounded size until it is asked for. Knows frames, not what they
 * say.
 */
#ifndef IMPORT_POOL_H
#define IMPORT_POOL_H

#include "../util/slice.h"
#include "worker.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	POOL_QUEUE = 64,       /* files that wait for a worker, with the one that it reads */
	POOL_FILES = 512,      /* that wait for all of them: where workers are many, fewer for each */
	POOL_JOBS_MAX = 1024,  /* files after which a worker makes room for a fresh one */
	POOL_WORKERS_MAX = 64, /* each holds up to POOL_QUEUE + 2 descriptors here */
	POOL_INBOX =
		1024 *
		1024 /* bytes kept of a worker whose turn it is not; a larger frame is still read whole */
};

struct pool;

/* Seconds that a file of a size may keep the importer waiting, such as sandbox_wall_seconds(). */
typedef unsigned pool_patience(uint64_t size);

struct pool_options {
	unsigned workers; /* 0: one a core */
	enum worker_task task;
	bool ocr; /* as struct aid has it */
	pool_patience *patience;
};

struct pool_end {   /* of a worker */
	bool boxed; /* it had said from inside its box that it is there */
	int status; /* as of waitpid(2) */
};

/*
 * Forks workers. To be called before a store is opened. -ENOPKG: libmagic finds no database;
 * -EOPNOTSUPP: no box can be built here; -EAGAIN, -ENOMEM, -EMFILE.
 */
int pool_create(const struct pool_options *options, struct pool **ret_pool);
/* Ends all workers, whatever they do. */
void pool_destroy(struct pool *pool);

/* Most files that may be given and not yet be done with. */
size_t pool_room(const struct pool *pool);
/*
 * Gives a file to the worker with the shortest queue; a large one to a worker of its own, whose limits follow
 * its size. The file stays open until it is done with. 1 and its number; 0: no worker has room; -errno.
 */
int pool_give(struct pool *pool, int file, uint64_t size, size_t *ret_worker);
/* Gives a file to this worker behind what it has; what it cannot take shows when its turn comes. */
void pool_give_to(struct pool *pool, size_t worker, int file, uint64_t size);

/*
 * Waits until `worker` has a frame. 1: the frame, borrowed until pool_took(); 0: the worker is gone;
 * -EBADMSG: what it sends is no frame; -ETIME: the first file in its queue kept the caller waiting in here
 * for too long; -errno. Others' frames are taken in meanwhile.
 */
int pool_frame(struct pool *pool, size_t worker, struct slice *ret_frame);
void pool_took(struct pool *pool, size_t worker, struct slice frame);
/* The first file in the worker's queue is done with. A worker that is old or gone and idle is replaced. */
int pool_done(struct pool *pool, size_t worker);
/* Ends a worker and forks another with an empty queue. `ret_end` may be NULL. */
int pool_replace(struct pool *pool, size_t worker, struct pool_end *ret_end);
#endif
