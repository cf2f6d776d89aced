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

/* All steps: contents, index, file; counts into `report`. -EINTR: options->stop() said so; -ENOSPC. That
 * there is room is for the caller to know. */
int pack_store(struct statements *statements, const char *path, const struct dossier_pack_options *options,
	       struct dossier_pack_report *report);

/*
 * Trains a dictionary on samples from all over the contents, and compresses these with it. Dictionaries that
 * were there before are gone then, and with them what they hold of texts that were removed; but one that a
 * damaged chunk was compressed with, which stays as it is, stays too.
 */
int pack_contents(struct statements *statements, const struct dossier_pack_options *options,
		  struct dossier_pack_report *report);
/* Merges the full-text index into one segment: what was deleted from it is gone then. */
int pack_words(struct statements *statements, const struct dossier_pack_options *options);
/* Writes the file anew without free pages. */
int pack_file(struct statements *statements, const char *path, const struct dossier_pack_options *options);
#endif
