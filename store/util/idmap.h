/* SPDX-License-Identifier: MIT */
/* A small map from a number that is not 0 to two counters; for sums that are kept until they are written at
 * once. */
#ifndef UTIL_IDMAP_H
#define UTIL_IDMAP_H

#include <stddef.h>
#include <stdint.h>

struct idmap_item {
	uint64_t id; /* 0: a free place */
	int64_t a, b;
};

/* Zeroed is empty. Items that are in use are found by walking `items` up to `size`. */
struct idmap {
	struct idmap_item *items;
	size_t size, used; /* size: a power of two, or 0 */
};

void idmap_finish(struct idmap *map);
/* The item of `id`, made with zero counters if it was missing; NULL out of memory. Valid until the next call.
 */
struct idmap_item *idmap_at(struct idmap *map, uint64_t id);
#endif
