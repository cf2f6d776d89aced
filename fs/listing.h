/* SPDX-License-Identifier: MIT */
/*
 * One answer to a READDIR or READDIRPLUS. A position in a listing is 0 before ".", 1 before "..", 2 before
 * the first name, else the store's cookie of the name before it; so a listing goes on where it stopped even
 * if names came or went meanwhile.
 */
#ifndef FS_LISTING_H
#define FS_LISTING_H

#include "batch.h"
#include "libfuse.h"

struct mount;
struct reader;

/* What is asked for. */
struct listing_place {
	fuse_ino_t directory;
	uint64_t after; /* a position */
	size_t size;    /* bytes of an answer */
	bool plus;      /* with attributes */
};

struct listing {
	struct listing_place place;
	char *bytes; /* place.size of them, the caller's */
	size_t used;
	uint64_t last;      /* position behind the last name */
	bool full;          /* there is more than has room */
	bool in_files;      /* the last name is one of a file that may be pushed */
	struct batch batch; /* those of the answer */
	struct mount *mount;
	struct reader *reader;
};

/* Fills `bytes`, also before it meets an error; the next answer meets that again, at its place. */
int listing_make(struct listing *listing);
#endif
