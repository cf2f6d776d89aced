/* SPDX-License-Identifier: MIT */
/*
 * Packing a store. Each step leaves it valid and the tree as it is, and so does every transaction in a step:
 * a process that is killed leaves a store that is packed in part. The caller holds the store (writer_lock())
 * and gives a connection that may write, outside of any transaction.
 */
#ifndef DB_PACK_H
#define DB_PACK_H

#include "dossier/import.h"
#include "stmt.h"

enum pack_scope {
	PACK_ALL,   /* to hand on */
	PACK_TRACES /* after sources were taken out: what may hold bytes of them. See scrub.h */
};

/* Before anything is done: to find out in an hour would be late. -ENOSPC, with what is needed; 0: not known.
 */
int pack_room(struct statements *statements, uint64_t *ret_needed);

/*
 * All steps, counted into `report`: contents, index, file. -EINTR: options->stop() said so; -ENOSPC. That
 * there is room is for the caller to know.
 *
 * Contents: a dictionary is trained on samples from all over them, and compresses them anew; of PACK_TRACES
 * only those that had another one. Dictionaries that were there before are gone then, and with them what they
 * hold of texts that were removed. A chunk that is damaged stays as it is, and its dictionary stays with it;
 * not so of PACK_TRACES. Index: it is merged into one segment, without what was deleted from it. File: it is
 * written anew from its rows, without free pages, or bytes that rows left where they were.
 */
int pack_store(struct statements *statements, enum pack_scope scope,
	       const struct dossier_pack_options *options, struct dossier_pack_report *report);

/* pack-content.c: the first of the steps. */
int pack_contents(struct statements *statements, enum pack_scope scope,
		  const struct dossier_pack_options *options, struct dossier_pack_report *report);
#endif
