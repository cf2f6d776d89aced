/* SPDX-License-Identifier: MIT */
/* The directory to mount on, examined before anything is mounted. */
#ifndef FS_MOUNTPOINT_H
#define FS_MOUNTPOINT_H

/*
 * Makes sure that `path` can be mounted on; a dead mount left there is detached. Says why not and returns
 * -errno. *ret_absolute is the canonical path, to be freed.
 */
int mountpoint_prepare(const char *path, char **ret_absolute);
#endif
