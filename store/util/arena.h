/* SPDX-License-Identifier: MIT */
/*
 * Memory that is freed all at once. Every allocation is zeroed and aligned for any type; NULL means out of
 * memory and is sticky in `failed`, so that a builder of many small things may look once. A zeroed struct is
 * an empty arena.
 */
#ifndef UTIL_ARENA_H
#define UTIL_ARENA_H

#include "slice.h"

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks;
	bool failed;
};

void arena_finish(struct arena *a);
void *arena_alloc(struct arena *a, size_t size);
/* size * count with overflow checked. */
void *arena_array(struct arena *a, size_t count, size_t size);
/* A copy with a final NUL. */
char *arena_string(struct arena *a, struct slice s);

/*
 * Makes room for one more element in an array that lives in the arena, doubling it when full:
 *   struct thing *t = arena_push(a, &things, &count, &capacity, sizeof *things);
 * Returns the new, zeroed element, or NULL.
 */
void *arena_push(struct arena *a, void *array, size_t *count, size_t *capacity, size_t size);
#endif
