/* SPDX-License-Identifier: MIT */
/*
 * Into the background, but only once the mount answers: the child mounts and serves, the parent waits and
 * tells how it went. The store is opened in the child, since no connection may cross a fork.
 */
#ifndef FS_DAEMON_H
#define FS_DAEMON_H

#include <sys/types.h>

/* Forks. In the child returns 0; in the parent its pid. *ret_ready is each one's end. -errno on failure. */
pid_t daemon_fork(int *ret_ready);
/* In the child, once mounted: leaves the terminal, the working directory and the parent. */
int daemon_ready(int ready);
/* In the parent: waits until the child serves `mountpoint` or has ended. Returns the exit status to give. */
int daemon_wait(pid_t child, int ready, const char *mountpoint);
#endif
