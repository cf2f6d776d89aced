/* SPDX-License-Identifier: MIT */
/*
 * A process that forks workers, from before a store is opened: what it has in memory is what a worker needs,
 * and no page of the store, of other documents, or of the importer's that the kernel would have to copy. The
 * workers are the importer's children, as if it had forked them itself.
 */
#ifndef IMPORT_NURSERY_H
#define IMPORT_NURSERY_H

#include "worker.h"

/* Zeroed is none. */
struct nursery {
	pid_t process;
	int socket;
	struct worker_start pattern;
};

/* Workers begin as `pattern` says, but for their sockets and limits. 0 or -errno. */
int nursery_create(const struct worker_start *pattern, struct nursery *ret_nursery);
/* Ends it; its workers go on. */
void nursery_finish(struct nursery *nursery);
/*
 * Starts a worker that files of up to `size` can be given to. The sockets are its ends, and stay the caller's
 * to close. -EPIPE: the nursery is gone.
 */
int nursery_fork(const struct nursery *nursery, int records, int aid, uint64_t size, pid_t *ret_process);
#endif
