/* SPDX-License-Identifier: MIT */
/*
 * Guesses which files will be read next. grep -r, tar, cp -r and the like list a directory and then read its
 * files in that order; so whoever reads the first of them will read those after it. A walk is one directory
 * with the file whose read would show that somebody is there. It moves only when that very file is read: who
 * only lists (find, ls -R), reads here and there, or finds all in the kernel's cache moves none.
 *
 * A walk that moves also earns its reader trust: the next few directories that the same thread lists are
 * pushed as their listings end, and the one after those is a probe again, since what was pushed shows nothing
 * more.
 *
 * Pure and without threads: prefetch.c holds a lock around it.
 */
#ifndef FS_AHEAD_H
#define FS_AHEAD_H

#include "dossier/node.h"

#include <stdbool.h>
#include <sys/types.h>

enum {
	WALKS_BITS = 16, /* 2 MiB, where all listings of a million documents are in the kernel's cache */
	WALKS_MAX = 1 << WALKS_BITS, /* each in the place of its file, where the last one stays */
	WALK_AHEAD = 8,              /* files pushed at the first move; at each one more it doubles */
	WALK_AHEAD_MAX = 64,
	WALK_TRUST = 16,  /* directories */
	WALK_READERS = 16 /* each in the place of its number, as above */
};

struct walk {
	dossier_node directory;
	dossier_node next; /* the file that is awaited */
	uint64_t before; /* the cookie that a listing which begins with it resumes after; 0: the beginning */
	unsigned ahead;  /* how many to push then */
};

/* Zeroed is empty. */
struct walks {
	struct walk places[WALKS_MAX];
	struct {
		pid_t reader;
		unsigned left;
	} trust[WALK_READERS];
};

/* Awaits a read of `walk->next`. */
void walks_await(struct walks *walks, const struct walk *walk);
/* `file` is read from its start. True: this was awaited; the walk is taken out, for the caller to await the
 * next file of it, with a wider step. */
bool walks_reach(struct walks *walks, dossier_node file, pid_t reader, struct walk *ret);
/* Has this reader trust that is left? */
bool walks_trust(const struct walks *walks, pid_t reader);
/* A listing has ended. True: who asked for it will probably read its files. */
bool walks_spend_trust(struct walks *walks, pid_t reader);
#endif
