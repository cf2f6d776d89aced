/* SPDX-License-Identifier: MIT */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

enum { ARENA_FIRST_SIZE = 1024, ARENA_BLOCK_SIZE = 32 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

void arena_finish(struct arena *a)
{
	while (a->blocks) {
		struct arena_block *next = a->blocks->next;

		free(a->blocks);
		a->blocks = next;
	}
	a->failed = false;
}

static bool add_block(struct arena *a, size_t size)
{
	size_t next = !a->blocks                               ? ARENA_FIRST_SIZE
		      : a->blocks->size < ARENA_BLOCK_SIZE / 2 ? a->blocks->size * 2
							       : ARENA_BLOCK_SIZE;
	size_t room = size > next ? size : next;
	struct arena_block *block = room > SIZE_MAX - sizeof *block ? NULL : calloc(1, sizeof *block + room);

	if (!block) {
		a->failed = true;
		return false;
	}
	block->size = room;
	block->next = a->blocks;
	a->blocks = block;
	return true;
}

void *arena_alloc(struct arena *a, size_t size)
{
	if (a->failed || size > SIZE_MAX - alignof(max_align_t)) {
		a->failed = true;
		return NULL;
	}
	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if ((!a->blocks || a->blocks->size - a->blocks->used < size) && !add_block(a, size))
		return NULL;
	void *at = a->blocks->bytes + a->blocks->used;

	a->blocks->used += size;
	return at;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	if (size > 0 && count > SIZE_MAX / size) {
		a->failed = true;
		return NULL;
	}
	return arena_alloc(a, count * size);
}

char *arena_string(struct arena *a, struct slice s)
{
	char *copy = s.length == SIZE_MAX ? NULL : arena_alloc(a, s.length + 1);

	if (copy && s.length > 0)
		memcpy(copy, s.at, s.length);
	return copy;
}

void *arena_push(struct arena *a, void *array, size_t *count, size_t *capacity, size_t size)
{
	void *old;

	memcpy(&old, array, sizeof old); /* `array` is the address of a pointer of any type */
	if (*count == *capacity) {
		size_t want = *capacity ? *capacity * 2 : 8;
		void *grown = arena_array(a, want, size);

		if (!grown)
			return NULL;
		if (*count > 0)
			memcpy(grown, old, *count * size);
		memcpy(array, &grown, sizeof grown);
		old = grown;
		*capacity = want;
	}
	return (char *)old + (*count)++ * size;
}
