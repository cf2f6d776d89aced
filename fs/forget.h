/* SPDX-License-Identifier: MIT */
/*
 * The kernel keeps each query directory that anybody has looked up until its memory is short, and a table of
 * them is bounded: so a thread asks the kernel to let go of those that have not been used for longest. A
 * thread of its own, since the kernel makes it wait for look-ups in the same directory.
 */
#ifndef FS_FORGET_H
#define FS_FORGET_H

#include "mount.h"

struct forgetter {
	struct mount *mount;
	pthread_t thread;
	bool runs;
};

/* Called with signals blocked, as its thread shall have them. Without it all goes on for long: no error. */
void forgetter_start(struct forgetter *forgetter, struct mount *mount);
/* Ends queries that run; to be called while requests are still served, since it may wait for one. */
void forgetter_stop(struct forgetter *forgetter);
#endif
