/* SPDX-License-Identifier: MIT */
/* One mount: what every request needs. Made before the threads and constant afterwards but for the counts and
 * the table of search/.
 */
#ifndef FS_MOUNT_H
#define FS_MOUNT_H

#include "dossier/store.h"

#include "libfuse.h"
#include "prefetch.h"
#include "search.h"

#include <pthread.h>
#include <stdatomic.h>

/* Of the kernel; what libfuse answers by itself is not counted. */
enum message {
	MESSAGE_LOOKUP,
	MESSAGE_FORGET,
	MESSAGE_GETATTR,
	MESSAGE_READLINK,
	MESSAGE_OPEN,
	MESSAGE_READ,
	MESSAGE_OPENDIR,
	MESSAGE_READDIR,
	MESSAGE_READDIRPLUS,
	MESSAGE_STATFS,
	MESSAGE_GETXATTR,
	MESSAGE_LISTXATTR,
	MESSAGES
};

struct mount {
	struct dossier_store *store;
	struct fuse_session *session;
	struct reader *readers; /* READERS_MAX; see reader.h */
	atomic_uint readers_taken;
	uid_t user; /* who mounts owns every file */
	gid_t group;
	atomic_uint_fast64_t messages[MESSAGES];
	struct search search;
	struct prefetch prefetch;
};

/* The mount that a request is for, which it also counts. */
struct mount *mount_of(fuse_req_t req, enum message message);
/* What the kernel asked and what the store did for it: "name=count ...", cut to `size` bytes with the NUL. */
void mount_counters(const struct mount *mount, char *line, size_t size);
/* The same to the log. */
void mount_log_counters(const struct mount *mount);
#endif
