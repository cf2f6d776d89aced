/* SPDX-License-Identifier: MIT */
/* The names of query directories as queries, and what is said of a name that is none. */
#ifndef FS_SEARCH_PARSE_H
#define FS_SEARCH_PARSE_H

#include "query.h"

#include "dossier/facts.h"

enum {
	SEARCH_DEPTH_MAX = 32, /* names in one another below search/ */
	SEARCH_PROBLEM_SIZE = 2048
};

/*
 * What a directory and all above it want. -EBADMSG: its name is no query, or there are too many of them; then
 * `problem` (NULL: nobody wants it) holds a text for people, with a final NUL. Free with
 * dossier_query_destroy().
 */
int search_parse(const struct query *query, struct dossier_query **ret, char problem[SEARCH_PROBLEM_SIZE]);
#endif
