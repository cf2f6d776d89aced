/* SPDX-License-Identifier: MIT */
/*
 * A thread's reader of the store and its buffer: made at the thread's first request, destroyed when the
 * thread ends. libfuse joins its threads before the session loop returns, so all of them are gone before the
 * store is closed.
 */
#ifndef FS_READER_H
#define FS_READER_H

#include "mount.h"

struct reader {
	struct dossier_reader *store;
	char *buffer; /* for one answer */
	size_t size;
};

/* Prepare and finish a mount for readers; the first fails with -EAGAIN or -ENOMEM. */
int readers_init(struct mount *mount);
void readers_finish(struct mount *mount);

/*
 * The calling thread's reader with a buffer of at least `size` bytes; what it does for this request ends
 * early when the asker gives up or the mount ends. The errors are those of dossier_reader_create().
 */
int reader_of(fuse_req_t req, const struct mount *mount, size_t size, struct reader **ret);
#endif
