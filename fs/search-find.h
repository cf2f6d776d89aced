/* SPDX-License-Identifier: MIT */
/* What a query directory shows: asked of the store, kept as a snapshot, and believed for a while. */
#ifndef FS_SEARCH_FIND_H
#define FS_SEARCH_FIND_H

#include "search.h"

/* What a directory shows from now on, to be put back. -EBADMSG: its name is no query. */
int search_newest(struct search *search, struct dossier_reader *reader, struct query *query,
		  struct query_snapshot **ret);
/* Seconds for which it can be believed yet; 0 or more. */
double search_time_left(struct search *search, const struct query_snapshot *snapshot);
/* The clock of the store's present state. */
int search_clock(struct dossier_reader *reader, int64_t *ret);
#endif
