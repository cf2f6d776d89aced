/* SPDX-License-Identifier: MIT */
/*
 * catalogue/: what is known of all documents as tables, each as RFC 4180 CSV with a header line and as JSON,
 * one object a line. Rows come in order of their numbers and never change, so a table is only ever added to:
 * the bytes of new rows are made in the transaction that adds what they tell of, and kept in compressed
 * blocks of at most CATALOGUE_BLOCK plain bytes. Size and any read are exact and cost what they cover,
 * however large the store. Only what is settled when a source is whole may be a column; what later imports
 * change, such as another name of a source, is told elsewhere.
 *
 * A file of catalogue/ is a row of file_name with a size; to read it, content_load() takes
 * catalogue_content() of that row as a content.
 */
#ifndef DB_CATALOGUE_H
#define DB_CATALOGUE_H

#include "stmt.h"

#include <stdint.h>

/* As a chunk. Stores of earlier versions have blocks of half of it, too. */
enum { CATALOGUE_BLOCK = 128 * 1024 };
#define CATALOGUE_CONTENT ((uint64_t)1 << 63)

/* The bytes of file_name row `file`, beside all contents. */
static inline uint64_t catalogue_content(uint64_t file)
{
	return CATALOGUE_CONTENT | file;
}

/* Makes the files, empty, in their directory. */
int catalogue_found(struct statements *statements, uint64_t directory, int64_t now);

struct catalogue; /* adds to the tables; one a writer */

/* Everything that the store holds now is in the tables already. -ESTALE: the store has other tables. */
int catalogue_open(struct statements *statements, uint64_t directory, int64_t run,
		   struct catalogue **ret_catalogue);
void catalogue_close(struct catalogue *catalogue);
/* Adds the rows of what came since; between sources, at any time within the transaction. */
int catalogue_gather(struct catalogue *catalogue);
/* The same, and what was added; before each commit. `now`: when the files changed. */
int catalogue_append(struct catalogue *catalogue, int64_t now);
/* Writes all tables anew, since rows that are in them have changed. */
int catalogue_rebuild(struct catalogue *catalogue, int64_t now);
#endif
