/* SPDX-License-Identifier: MIT */
/* search/README.txt: the language of queries on a page. */
#ifndef DB_README_SEARCH_H
#define DB_README_SEARCH_H

#include "../util/buf.h"
#include "stmt.h"

/* Appends the text. Its examples find something in this store, and stay when more is imported. 0 or -errno.
 */
int readme_search(struct statements *statements, struct buf *out);
#endif
