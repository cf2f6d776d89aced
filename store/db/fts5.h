/* SPDX-License-Identifier: MIT */
/* FTS5's own interface: its tokenizers, and functions over its cursors. */
#ifndef DB_FTS5_H
#define DB_FTS5_H

#include <sqlite3.h>

/* Borrowed from the connection; NULL: it has no FTS5. */
fts5_api *fts5_of(sqlite3 *db);
#endif
