/* SPDX-License-Identifier: MIT */
/* Nodes below search/, all of kind DOSSIER_QUERY: what one is, and its number among those of its sort. */
#ifndef FS_SEARCH_NODE_H
#define FS_SEARCH_NODE_H

#include "dossier/node.h"

/*
 * What a number of kind DOSSIER_QUERY is of. Links are the same in all directories of one depth: their text
 * is.
 */
enum search_sort { SEARCH_DIRECTORY, SEARCH_ERROR, SEARCH_LINK, SEARCH_SORTS };
enum { SEARCH_SORT_BITS = 2 };

static inline dossier_node search_pack(enum search_sort sort, uint64_t number)
{
	return dossier_node_pack(DOSSIER_QUERY, number << SEARCH_SORT_BITS | sort);
}

static inline enum search_sort search_sort_of(dossier_node node)
{
	return (enum search_sort)(node & ((1 << SEARCH_SORT_BITS) - 1));
}

static inline uint64_t search_number_of(dossier_node node)
{
	return dossier_node_number(node) >> SEARCH_SORT_BITS;
}
#endif
