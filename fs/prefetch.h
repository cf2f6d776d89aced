/* SPDX-License-Identifier: MIT */
/*
 * Pushes what will be read next into the kernel's cache, which saves a message a file (DESIGN.md 7: messages
 * are what costs). ahead.h says which files; how many and how large they may be is bounded here.
 *
 * It is done within a request, before its answer: who asked then finds everything. The kernel lets a push
 * wait for a read of the same file that is under way, so one thread that serves requests is always left over,
 * and nothing is pushed while a session ends. Only bytes that never change are pushed.
 */
#ifndef FS_PREFETCH_H
#define FS_PREFETCH_H

#include "dossier/store.h"

#include "libfuse.h"
#include "ahead.h"
#include "batch.h"
#include "pusher.h"

#include <pthread.h>

enum { PREFETCH_SHOWN = 4 }; /* listings, each in the place of its directory's number */

struct prefetch {
	pthread_mutex_t lock; /* of all but the pusher */
	pthread_cond_t idle;
	unsigned pushing; /* threads */
	bool stopped;
	struct walks walks;
	struct batch shown[PREFETCH_SHOWN]; /* rest.directory 0: none */
	struct pusher pusher;
};

/* Before the first request, and after the last. */
void prefetch_init(struct prefetch *prefetch);
void prefetch_finish(struct prefetch *prefetch);

/*
 * A listing of `directory` has come to its first file, after the name with this cookie (0: at once). It may
 * be one that is made ahead and never asked for: a file that the kernel has not been told of is not pushed.
 */
void prefetch_await(struct mount *mount, dossier_node directory, uint64_t before, dossier_node first);
/* What a listing from the beginning of a directory has shown; spares another one when it has come to its end.
 */
void prefetch_show(struct mount *mount, const struct batch *batch, pid_t asker);
/*
 * A listing of `directory` has come to its end. True: who asked is trusted (ahead.h), and of its files those
 * were pushed that could be, which may be none. `asker` is a thread of who uses the mount.
 */
bool prefetch_listed(struct mount *mount, struct reader *reader, dossier_node directory, pid_t asker);
/* `file` is about to be read from its start. */
void prefetch_read(struct mount *mount, struct reader *reader, dossier_node file, pid_t asker);

/*
 * Waits for pushes under way and forgets what was shown, which may be of an older state of the store than the
 * caller has seen. A listing that is under way may still show what it found in that; it is of bytes that
 * never change, and what is gone is not pushed. Not from a thread that serves requests.
 */
void prefetch_settle(struct prefetch *prefetch);
/* The same, and pushes no more: to be called before a session is told to end. */
void prefetch_stop(struct prefetch *prefetch);
#endif
