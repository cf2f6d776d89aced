/* SPDX-License-Identifier: MIT */
/*
 * What a path names: a kind and a number in 64 bits. A node is computed, never looked up: its number is a row
 * number that is used once, so nodes survive remounting, restarting and further imports (DESIGN.md 3.3).
 *
 * Bits 62..58 hold the kind, 57..0 the number; bit 63 stays 0 for tools that keep inode numbers in signed 64
 * bits. Directories are kind 0 and the root is row 1, so the root's node is 1, as the kernel wants it.
 */
#ifndef DOSSIER_NODE_H
#define DOSSIER_NODE_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

typedef uint64_t dossier_node;

enum dossier_kind {
	DOSSIER_DIRECTORY, /* row of directory */
	DOSSIER_DOCUMENT,  /* row of document */
	DOSSIER_ORIGINAL,  /* row of source */
	DOSSIER_TEXT,      /* README.txt, .ignore, catalogue/<table>: row of file_name */
	DOSSIER_ALIAS,     /* look-up-only link: row of alias */
	DOSSIER_LINK,      /* a document's name in a view with links=symbolic: directory << 32 | document */
	DOSSIER_QUERY,     /* search/<query>: no row, numbered by the mount */
	DOSSIER_KINDS
};

enum { DOSSIER_KIND_SHIFT = 58, DOSSIER_DOCUMENT_BITS = 32, DOSSIER_DIRECTORY_BITS = 26 };

#define DOSSIER_ROOT ((dossier_node)1)
#define DOSSIER_NUMBER_MAX (((uint64_t)1 << DOSSIER_KIND_SHIFT) - 1)
/* Rows above these have no LINK node; an import refuses to go beyond them. */
#define DOSSIER_DOCUMENT_MAX (((uint64_t)1 << DOSSIER_DOCUMENT_BITS) - 1)
#define DOSSIER_DIRECTORY_MAX (((uint64_t)1 << DOSSIER_DIRECTORY_BITS) - 1)

static inline dossier_node dossier_node_pack(enum dossier_kind kind, uint64_t number)
{
	assert(kind < DOSSIER_KINDS && number > 0 && number <= DOSSIER_NUMBER_MAX);
	return (dossier_node)kind << DOSSIER_KIND_SHIFT | number;
}

static inline enum dossier_kind dossier_node_kind(dossier_node node)
{
	return (enum dossier_kind)(node >> DOSSIER_KIND_SHIFT);
}

static inline uint64_t dossier_node_number(dossier_node node)
{
	return node & DOSSIER_NUMBER_MAX;
}

/* False for bits that no pack() made; such a node is -ESTALE to whoever asked for it. */
static inline bool dossier_node_valid(dossier_node node)
{
	return dossier_node_number(node) != 0 && node >> DOSSIER_KIND_SHIFT < DOSSIER_KINDS;
}

static inline dossier_node dossier_node_pack_link(uint64_t directory, uint64_t document)
{
	assert(directory <= DOSSIER_DIRECTORY_MAX && document <= DOSSIER_DOCUMENT_MAX);
	return dossier_node_pack(DOSSIER_LINK, directory << DOSSIER_DOCUMENT_BITS | document);
}

static inline uint64_t dossier_node_link_directory(dossier_node link)
{
	return dossier_node_number(link) >> DOSSIER_DOCUMENT_BITS;
}

static inline uint64_t dossier_node_link_document(dossier_node link)
{
	return link & DOSSIER_DOCUMENT_MAX;
}
#endif
