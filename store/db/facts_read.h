/* SPDX-License-Identifier: MIT */
/* The facts of a document as they were written, from its rows: to see whether a later reading says otherwise.
 */
#ifndef DB_FACTS_READ_H
#define DB_FACTS_READ_H

#include "../data/facts.h"
#include "../util/arena.h"
#include "../util/buf.h"
#include "stmt.h"

/* Everything is in the arena. A party without a key is PARTY_WITHHELD. -ENOENT: no such document. */
int facts_read(struct statements *statements, uint64_t document, struct arena *arena,
	       struct document_facts *ret_facts);
/*
 * Appends all that a store keeps of them: the same bytes if and only if the same rows would be written.
 * `filed`: the same with its parties as they are filed; facts that were read are filed already.
 */
void facts_print(struct buf *out, const struct document_facts *facts, const struct document_facts *filed);
#endif
