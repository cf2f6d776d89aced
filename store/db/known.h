/* SPDX-License-Identifier: MIT */
/*
 * Directories that a writer met a short while ago: most steps of a document's places lead where those of the
 * documents before it led, and need not be asked for. Bounded: two that fall on one slot take turns. To be
 * forgotten where directories are taken out, or undone with the savepoint that they were made in.
 */
#ifndef DB_KNOWN_H
#define DB_KNOWN_H

#include "../util/slice.h"

#include <stdint.h>

/* Zeroed knows nothing. */
struct known {
	struct known_directory *slots;
};

/* Forgets all. */
void known_finish(struct known *known);
/* The directory of `value` in `parent`; 0: not known, which says nothing. */
uint64_t known_find(const struct known *known, uint64_t parent, struct slice value);
void known_keep(struct known *known, uint64_t parent, struct slice value, uint64_t directory);
#endif
