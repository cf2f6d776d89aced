/* SPDX-License-Identifier: MIT */
/* From a node to the path of its first name. Holds what has several names only, so it stays small. One
 * thread. */
#ifndef COMMAND_NODE_MAP_H
#define COMMAND_NODE_MAP_H

#include "../util/arena.h"
#include "dossier/node.h"

struct node_slot {
	dossier_node node; /* 0: free */
	const char *path;
};

/* A zeroed struct is an empty map. */
struct node_map {
	struct node_slot *slots;
	size_t count, capacity;
	struct arena paths;
};

void node_map_finish(struct node_map *map);
/* Copies `path`; NULL stands for "has none". A node that is there gets the new path. False: out of memory. */
bool node_map_put(struct node_map *map, dossier_node node, const char *path);
/* False: not there. */
bool node_map_get(const struct node_map *map, dossier_node node, const char **ret_path);
#endif
