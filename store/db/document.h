/* SPDX-License-Identifier: MIT */
/* Rows of documents and sources: what in them decides which bytes are served, and the checksums over it. */
#ifndef DB_DOCUMENT_H
#define DB_DOCUMENT_H

#include "../util/slice.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct statements;

struct document_row {
	uint64_t id, source, text; /* text: a content */
	uint64_t first, last;
};

/* `mtime` in seconds, `ctime` in nanoseconds, `links` as the column has it. */
int64_t document_checksum(const struct document_row *row, int64_t mtime, int64_t ctime, struct slice name,
			  struct slice links);
/* Of DOCUMENT_ROW in stmt-text.c. False: the row fails its checksum. */
bool document_read_row(sqlite3_stmt *row, struct document_row *ret);
int64_t source_checksum(int64_t id, int64_t content, int64_t size, int64_t text, int64_t mtime,
			int64_t ctime);
/* Where the bytes of source `id` are, and how many. 1; 0: there is no such source; -EBADMSG: its row fails
 * its checksum. */
int source_original(struct statements *statements, uint64_t id, uint64_t *ret_content, uint64_t *ret_size);

/* How many names `links` (document.links) says a document has in a view: 0 where it says nothing of it. */
unsigned document_links(struct slice links, int view);

/* Facts of one value whose place is kept in `evidence`. The numbers stand in stores. */
enum fact { FACT_TYPE, FACT_DATE, FACT_TITLE, FACTS };
#endif
