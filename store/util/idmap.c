/* SPDX-License-Identifier: MIT */
#include "idmap.h"

#include <stdlib.h>

enum { IDMAP_FIRST_SIZE = 64 };

void idmap_finish(struct idmap *map)
{
	free(map->items);
	*map = (struct idmap){0};
}

static struct idmap_item *probe(const struct idmap *map, uint64_t id)
{
	size_t at = (size_t)(id * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (map->size - 1);

	while (map->items[at].id != 0 && map->items[at].id != id)
		at = (at + 1) & (map->size - 1);
	return &map->items[at];
}

static int grow(struct idmap *map)
{
	struct idmap larger = {.size = map->size ? map->size * 2 : IDMAP_FIRST_SIZE, .used = map->used};

	larger.items = calloc(larger.size, sizeof *larger.items);
	if (!larger.items)
		return -1;
	for (size_t i = 0; i < map->size; i++)
		if (map->items[i].id != 0)
			*probe(&larger, map->items[i].id) = map->items[i];
	free(map->items);
	*map = larger;
	return 0;
}

struct idmap_item *idmap_at(struct idmap *map, uint64_t id)
{
	if (2 * (map->used + 1) > map->size && grow(map) < 0)
		return NULL;
	struct idmap_item *item = probe(map, id);

	if (item->id == 0) {
		item->id = id;
		map->used++;
	}
	return item;
}
