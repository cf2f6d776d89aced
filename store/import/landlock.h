/* SPDX-License-Identifier: MIT */
/*
 * Which files a process may touch, by Landlock, for good and for all that it starts. -EOPNOTSUPP: the kernel
 * has no Landlock.
 */
#ifndef IMPORT_LANDLOCK_H
#define IMPORT_LANDLOCK_H

enum landlock_right { LANDLOCK_READ /* and run */, LANDLOCK_WRITE /* all that can be done */ };

struct landlock_path { /* with what is below it; one that is missing is passed over */
	const char *path;
	enum landlock_right right;
};

/* Denies everything but what lies below `paths`, which end with a NULL path; NULL: there are none. */
int landlock_enter(const struct landlock_path *paths);
#endif
