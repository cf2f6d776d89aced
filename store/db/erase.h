/* SPDX-License-Identifier: MIT */
/*
 * Taking documents out, and filing them anew. Numbers are never used again: a mount that still knows one is
 * told by a notice, asks for it, and hears that it is stale; then its kernel looks every name of it up again,
 * in all views. So a notice of what is gone needs no name, and leaves none in the store. Only a name that a
 * document had and has no longer is told as one.
 */
#ifndef DB_ERASE_H
#define DB_ERASE_H

#include "../util/idmap.h"
#include "dossier/node.h"
#include "writer.h"

/* For mounts: this node is gone or changed, and `name` in `directory` (0: none) leads elsewhere. */
int notice(struct writer *writer, dossier_node node, uint64_t directory, const char *name);

/*
 * Takes a document out of every directory. `leaves` NULL: for good, and the directories' listings have
 * changed. Else its leaves are put there (counter a), to be compared with those that it gets.
 */
int unfile_document(struct writer *writer, uint64_t document, struct idmap *leaves);
/* All rows that hold its facts; its own row stays. */
int erase_facts(struct writer *writer, uint64_t document);
/* All of a document: filing, facts, words and row. */
int erase_document(struct writer *writer, uint64_t document);
/* A content that no source has any more. */
int erase_content(struct writer *writer, uint64_t content);
/* Takes a document's words out of the index: exactly what was put there, so its title must still be the same.
 */
int erase_words(struct writer *writer, uint64_t document);
/* The index from the documents' texts, where erase_words() could not. -EIO: a document's row is damaged. */
int rebuild_words(struct writer *writer);
#endif
