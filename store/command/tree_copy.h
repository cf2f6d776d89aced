/* SPDX-License-Identifier: MIT */
/*
 * Copies the tree of a store into a directory, through the same calls that a mount makes: a front end without
 * FUSE. A document is written once, below documents/; its other names are hard links, or copies where the
 * file system has no more. Files are made 0444 and directories 0755, less the umask; times are those of the
 * tree. Everything is made relative to descriptors of directories made here, nothing that is there is opened
 * or replaced. One thread.
 */
#ifndef COMMAND_TREE_COPY_H
#define COMMAND_TREE_COPY_H

#include "open.h"
#include "progress.h"

struct tree_copy {
	const struct session *session;
	const char *target; /* for messages */
	int root;           /* descriptor of the target */
	uint64_t faults;    /* what could not be copied; each was named */
	uint64_t files_done, files_all;
	struct progress progress;
};

/* 0; -errno: the copy was given up, after a message, since the target takes no more or the store gives no
 * more. */
int tree_copy_run(struct tree_copy *copy);
#endif
