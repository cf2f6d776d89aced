/* SPDX-License-Identifier: MIT */
/*
 * A thread's reader of the store and its buffer: the thread takes one at its first request and keeps it. All
 * of them are made before the first request: later another file might stand where the store was, and half of
 * the threads would serve that.
 */
#ifndef FS_READER_H
#define FS_READER_H

#include "mount.h"

/* Threads, each with a connection; more than the messages that the kernel has under way are of no use. */
enum { READERS_MAX = 10, READERS_ALL = READERS_MAX + 1 };

struct reader {
	struct dossier_reader *store;
	char *buffer; /* for one answer */
	size_t size;
};

/* Make and destroy a mount's readers, both while nothing is served. -ENOMEM, or as dossier_reader_create().
 */
int readers_init(struct mount *mount);
void readers_finish(struct mount *mount);

/*
 * The calling thread's reader with a buffer of at least `size` bytes; what it does for this request ends
 * early when the asker gives up or the mount ends. -ENOMEM.
 */
int reader_of(fuse_req_t req, struct mount *mount, size_t size, struct reader **ret);
/* The request is answered, and what the reader does now is for no one: it asks about it no more. */
void reader_finish_request(struct reader *reader);
/* That of the one thread that serves no request; see pusher.h. */
struct reader *readers_helper(struct mount *mount);
/* Makes a buffer that large; what it held is gone. -ENOMEM: it stays as it is. */
int buffer_reserve(char **buffer, size_t *size, size_t wanted);
/* The same with the reader's. */
int reader_reserve(struct reader *reader, size_t size);
#endif
