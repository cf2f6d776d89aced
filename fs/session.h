/* SPDX-License-Identifier: MIT */
/* A session with the kernel: mounts, serves until it is unmounted or told to end, unmounts. */
#ifndef FS_SESSION_H
#define FS_SESSION_H

#include "mount.h"
#include "options.h"

enum { SESSION_FOREGROUND = -1 };

/*
 * `ready` is the daemon's end of daemon_fork(), or SESSION_FOREGROUND. SIGTERM, SIGINT, SIGHUP and umount(8)
 * are good ends: 0. Says why it failed and returns -errno.
 */
int session_run(struct mount *mount, const struct options *options, const char *mountpoint, int ready);
#endif
