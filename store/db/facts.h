/* SPDX-License-Identifier: MIT */
/* One document's facts, for the files of this room that choose documents. */
#ifndef DB_FACTS_H
#define DB_FACTS_H

#include "dossier/facts.h"

/* Gives one document to the sink; *ret_more is what it answered. -ENOENT. Within reader_begin() and
 * reader_end(). */
int facts_give(struct dossier_reader *reader, uint64_t document, unsigned with, const char *snippet,
	       dossier_facts_sink *sink, void *context, bool *ret_more);
/*
 * The first path of a source, the caller's to free; "" where it has none, or a damaged one: that costs
 * itself, and no listing of documents. Within reader_begin() and reader_end().
 */
int facts_source_path(struct dossier_reader *reader, uint64_t source, char **ret_path);
#endif
