/* SPDX-License-Identifier: MIT */
/*
 * Waits until a store's file may have changed: told by the kernel at once where the file system does that,
 * and in any case each second, since a network file system tells only what this machine does.
 */
#ifndef FS_WATCH_H
#define FS_WATCH_H

#include <stdbool.h>
#include <stddef.h>

struct watch {
	int ended;  /* an eventfd: readable once it is over */
	int news;   /* of inotify; -1: polling must do */
	char *file; /* the store's name in its directory */
	size_t length;
};

/* -errno, and then only watch_finish() may follow. No file is opened that SQLite has open. */
int watch_init(struct watch *watch, const char *path);
void watch_finish(struct watch *watch);
/* True: the store may have changed since the last call. False: watch_end() was called. */
bool watch_wait(const struct watch *watch);
/* The same without an eye on the store: returns when watch_end() was called, or after so many milliseconds.
 */
bool watch_pause(const struct watch *watch, int milliseconds);
/* Any thread, and also a handler of signals. */
void watch_end(const struct watch *watch);
#endif
