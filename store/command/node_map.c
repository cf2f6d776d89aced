/* SPDX-License-Identifier: MIT */
#include "node_map.h"

#include <stdlib.h>

enum { FIRST_CAPACITY = 64 }; /* a power of two, as every capacity */

void node_map_finish(struct node_map *map)
{
	free(map->slots);
	arena_finish(&map->paths);
	*map = (struct node_map){0};
}

/* The slot that holds `node`, or the free one where it belongs. There is always a free one. */
static struct node_slot *find_slot(struct node_slot *slots, size_t capacity, dossier_node node)
{
	/* Numbers are dense, so the high bits of a product spread them (Fibonacci hashing). */
	size_t at = (size_t)((node * 0x9e3779b97f4a7c15u) >> 20) & (capacity - 1);

	while (slots[at].node && slots[at].node != node)
		at = (at + 1) & (capacity - 1);
	return &slots[at];
}

static bool grow(struct node_map *map)
{
	size_t capacity = map->capacity ? 2 * map->capacity : FIRST_CAPACITY;
	struct node_slot *slots = calloc(capacity, sizeof *slots);

	if (!slots)
		return false;
	for (size_t i = 0; i < map->capacity; i++)
		if (map->slots[i].node)
			*find_slot(slots, capacity, map->slots[i].node) = map->slots[i];
	free(map->slots);
	map->slots = slots;
	map->capacity = capacity;
	return true;
}

bool node_map_put(struct node_map *map, dossier_node node, const char *path)
{
	const char *copy = path ? arena_string(&map->paths, slice_of(path)) : NULL;

	if ((path && !copy) || (2 * map->count >= map->capacity && !grow(map)))
		return false;
	struct node_slot *slot = find_slot(map->slots, map->capacity, node);

	map->count += slot->node == 0;
	*slot = (struct node_slot){node, copy};
	return true;
}

bool node_map_get(const struct node_map *map, dossier_node node, const char **ret_path)
{
	if (map->count == 0)
		return false;
	const struct node_slot *slot = find_slot(map->slots, map->capacity, node);

	if (!slot->node)
		return false;
	*ret_path = slot->path;
	return true;
}
