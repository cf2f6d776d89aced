/* SPDX-License-Identifier: MIT */
/*
 * What the parts of a run share. Jobs go to workers as these have room, and are written in the order in which
 * they were taken on, so that the same files get the same numbers whatever the workers do. All of it on the
 * caller's thread.
 */
#ifndef IMPORT_RUN_H
#define IMPORT_RUN_H

#include "job.h"
#include "ledger.h"
#include "pool.h"
#include "wire.h"

#include <time.h>

struct run {
	struct ledger ledger;
	struct writer *writer;
	struct pool *pool, *unpackers;
	const char *zone;
	struct job **jobs; /* a ring, oldest first */
	size_t first, count, capacity;
	size_t begun; /* of them, from the first: settled or with a worker; the others are on their way from
			 disk */
	struct update_counts counts; /* of sources that are read again */
	uint64_t held;               /* bytes of the members among them, which are in memory */
	bool member_failed;          /* since the last container whose members were all written */
	time_t committed;            /* when all that was written was last committed; monotonic */
};

/* Takes a job on and owns it from then on; `item` opens a JOB_FILE. 0, or what ends the run. */
int run_take(struct run *run, struct job *job, const struct walk_item *item);
/* Until every job that was taken on is written. */
int run_drain(struct run *run);
/* unpack.c: makes jobs of the files that sources hold, however deep, until none is left. */
int run_unpack(struct run *run);
/* update.c: makes jobs of the sources that a parser before `parser` read. */
int run_again(struct run *run, int parser);
/*
 * run_open() is begun with a zeroed run and its options; run_close() ends the store's run by how it went, and
 * run_finish() frees all but the run also after a failure.
 */
int run_open(struct run *run, const char *store, pid_t *ret_holder);
int run_close(struct run *run, int result);
void run_finish(struct run *run);
/* -ENOENT, -EMEDIUMTYPE ...: no file that could be a store; writer_open() would make one. */
int run_examine(const char *store);
/* say.c: why a worker did not come to an end with a file of this size. */
enum { RUN_REASON = 2 * WIRE_WORD_MAX };
void run_say_why(uint64_t size, int error, int status, const char *media, char reason[static RUN_REASON]);
#endif
