/* SPDX-License-Identifier: MIT */
/*
 * One mount: what every request needs. Made before the threads and constant afterwards but for the counts,
 * the table of search/ and what is remembered of listings.
 */
#ifndef FS_MOUNT_H
#define FS_MOUNT_H

#include "dossier/store.h"

#include "answers.h"
#include "libfuse.h"
#include "prefetch.h"
#include "search.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

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

enum {
	COUNTERS =
		MESSAGES + 6, /* what is told of a mount: messages, then what the store and prefetching did */
	COUNTER_NAME = 16,
	COUNTER_DIGITS = 20,
	COUNTERS_SIZE = COUNTERS * (COUNTER_NAME + COUNTER_DIGITS + 2) /* "name=count ", all of them */
};

struct mount {
	struct dossier_store *store;
	struct fuse_session *session;
	bool refused;           /* this kernel cannot be served; read when its threads have ended */
	struct reader *readers; /* READERS_ALL; see reader.h */
	atomic_uint readers_taken;
	uid_t user; /* who mounts owns every file */
	gid_t group;
	atomic_uint_fast64_t messages[MESSAGES];
	struct search search;
	struct prefetch prefetch;
	struct answers answers;
	_Atomic dossier_node beside; /* the one after that which was listed last; 0: there is none */
};

/* The mount that a request is for, which it also counts. */
struct mount *mount_of(fuse_req_t req, enum message message);
/* What the kernel asked and what the store did for it: "name=count ...". */
void mount_counters(const struct mount *mount, char line[static COUNTERS_SIZE]);
/* The same to the log. */
void mount_log_counters(const struct mount *mount);
#endif
