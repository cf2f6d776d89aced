/* SPDX-License-Identifier: MIT */
/* The tables of the catalogue: their columns, and rows as CSV and JSON. */
#ifndef DB_CATALOGUE_TABLE_H
#define DB_CATALOGUE_TABLE_H

#include "../util/buf.h"
#include "content.h"
#include "path.h"
#include "stmt.h"

enum catalogue_format { CATALOGUE_CSV, CATALOGUE_JSONL, CATALOGUE_FORMATS };
enum catalogue_key { KEY_DOCUMENT, KEY_SOURCE, KEY_LEDGER, CATALOGUE_KEYS };

struct catalogue_table {
	const char *name;       /* of its files, without extension */
	enum catalogue_key key; /* what its rows are in order of */
	enum stmt rows;         /* those after a key, in order */
	const struct catalogue_column *columns;
	size_t column_count;
};

enum { CATALOGUE_TABLES = 6 };
extern const struct catalogue_table catalogue_tables[CATALOGUE_TABLES];
extern const char *const catalogue_extensions[CATALOGUE_FORMATS];

enum { CATALOGUE_PATHS = 128 /* that are kept; about as many sources as come between two gatherings */ };

struct catalogue_path {
	int64_t source; /* 0: none */
	char *path;     /* its first; NULL: it has none */
};

struct catalogue_cells { /* what is looked up for cells; zeroed is empty */
	struct statements *statements;
	struct content_reader content;
	struct catalogue_path paths[CATALOGUE_PATHS]; /* each at the remainder of its source's number */
	struct path_above above;
	struct buf cell;
};
void catalogue_cells_finish(struct catalogue_cells *cells);
/* Sources may have lost their first name. */
void catalogue_cells_forget(struct catalogue_cells *cells);

/* The line above the rows of a CSV file. */
void catalogue_header(const struct catalogue_table *table, struct buf *out);
/* Appends one row to both. 0 or -errno. */
int catalogue_row(const struct catalogue_table *table, struct catalogue_cells *cells, sqlite3_stmt *row,
		  struct buf *csv, struct buf *jsonl);
#endif
