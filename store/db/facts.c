/* SPDX-License-Identifier: MIT */
/* What is known of documents, row by row. */
#include "dossier/facts.h"

#include "../data/facts.h"
#include "../util/buf.h"
#include "facts.h"
#include "path.h"
#include "reader.h"

#include <errno.h>
#include <stdlib.h>

enum { ROWS_A_CALL = 256 };

/* ---- one document ---- */

struct row { /* a document's facts, owned while the sink looks at them */
	struct dossier_facts facts;
	struct buf strings; /* name, type ... one after the other, each with its NUL */
	struct buf codes, countries;
	char *source;
};

static void row_finish(struct row *row)
{
	buf_finish(&row->strings);
	buf_finish(&row->codes);
	buf_finish(&row->countries);
	free(row->source);
}

static int read_codes(struct dossier_reader *reader, int64_t id, struct buf *codes)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_CODES, &row, "ii", id, (int64_t)MARK_CITED);

	for (; r == 1; r = stmt_next(row)) {
		struct slice code = slice_of(stmt_text(row, 1));

		buf_format(codes, "%s%s:", codes->length ? "," : "", stmt_text(row, 0));
		for (size_t i = 0; i < code.length; i++)
			buf_byte(codes, code.at[i] == ' ' ? '_' : code.at[i]);
		buf_format(codes, "=%lld", (long long)sqlite3_column_int64(row, 2));
	}
	return r;
}

static int read_countries(struct dossier_reader *reader, int64_t id, struct buf *countries)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_COUNTRIES, &row, "i", id);

	for (; r == 1; r = stmt_next(row))
		buf_format(countries, "%s%s", countries->length ? "," : "", stmt_text(row, 0));
	return r;
}

int facts_source_path(struct dossier_reader *reader, uint64_t source, char **ret)
{
	int r = path_of_source(&reader->statements, source, ret);

	if (r == -EIO)
		reader_log(reader, "source %llu: its path cannot be read", (unsigned long long)source);
	if (r != -EIO && r != -ENOENT)
		return r;
	*ret = strdup("");
	return *ret ? 0 : -ENOMEM;
}

static int read_lists(struct dossier_reader *reader, int64_t id, uint64_t source, struct row *row)
{
	int r = read_codes(reader, id, &row->codes);

	if (r == 0)
		r = read_countries(reader, id, &row->countries);
	return r == 0 ? facts_source_path(reader, source, &row->source) : r;
}

/* Offsets into `strings` become pointers when it has stopped growing. */
static size_t keep(struct row *row, const char *string)
{
	size_t at = row->strings.length;

	buf_append(&row->strings, string, strlen(string) + 1);
	return at;
}

static int fill(struct dossier_reader *reader, sqlite3_stmt *stmt, unsigned with, struct row *row)
{
	struct dossier_facts *f = &row->facts;
	int64_t id = sqlite3_column_int64(stmt, 0);
	uint64_t source = (uint64_t)sqlite3_column_int64(stmt, 10);
	int type = sqlite3_column_int(stmt, 2);
	size_t name = keep(row, stmt_text(stmt, 1)), date = keep(row, stmt_text(stmt, 3));
	size_t title = keep(row, stmt_text(stmt, 4)), sender = keep(row, stmt_text(stmt, 11));
	struct slice hash = stmt_blob(stmt, 9);

	f->id = (uint64_t)id;
	f->first_byte = (uint64_t)sqlite3_column_int64(stmt, 5);
	f->last_byte = (uint64_t)sqlite3_column_int64(stmt, 6);
	f->first_page = (uint64_t)sqlite3_column_int64(stmt, 7);
	f->last_page = (uint64_t)sqlite3_column_int64(stmt, 8);
	if (hash.length == sizeof f->sha256)
		memcpy(f->sha256, hash.at, sizeof f->sha256);
	int r = with & DOSSIER_WITH_LISTS ? read_lists(reader, id, source, row) : 0;

	if (r < 0)
		return r;
	f->type = document_type_name(type >= 0 && type < DOCUMENT_TYPES ? (enum document_type)type
									: TYPE_DOCUMENT);
	f->codes = buf_string(&row->codes);
	f->countries = buf_string(&row->countries);
	f->source = row->source ? row->source : "";
	if (row->strings.failed || row->codes.failed || row->countries.failed)
		return -ENOMEM;
	f->name = row->strings.data + name;
	f->date = row->strings.data + date;
	f->title = row->strings.data + title;
	f->sender = row->strings.data + sender;
	return 0;
}

int facts_give(struct dossier_reader *reader, uint64_t document, unsigned with, const char *snippet,
	       dossier_facts_sink *sink, void *context, bool *ret_more)
{
	struct row row = {0};
	sqlite3_stmt *stmt;
	int r = stmt_row(&reader->statements, STMT_FACTS, &stmt, "i", (int64_t)document);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	r = fill(reader, stmt, with, &row);
	stmt_end(stmt);
	if (r == 0)
		*ret_more = sink(context, &row.facts, snippet);
	row_finish(&row);
	return r;
}

int dossier_facts_get(struct dossier_reader *reader, uint64_t document, dossier_facts_sink *sink,
		      void *context)
{
	bool more;
	int r = reader_begin(reader);

	if (r == 0)
		r = reader_end(reader, document > INT64_MAX ? -ENOENT
							    : facts_give(reader, document, DOSSIER_WITH_LISTS,
									 NULL, sink, context, &more));
	return r;
}

/* A block of rows a transaction: a long listing must not hold the log of an importer. */
static int list_block(struct dossier_reader *reader, uint64_t *after, unsigned with, dossier_facts_sink *sink,
		      void *context, bool *ret_more)
{
	sqlite3_stmt *stmt;
	size_t count = 0;
	int r = stmt_row(&reader->statements, STMT_FACTS_LIST, &stmt, "ii", (int64_t)*after,
			 (int64_t)ROWS_A_CALL);

	*ret_more = true;
	for (; r == 1; r = stmt_next(stmt), count++) {
		struct row row = {0};

		r = fill(reader, stmt, with, &row);
		if (r == 0)
			*ret_more = sink(context, &row.facts, NULL);
		*after = row.facts.id;
		row_finish(&row);
		if (r < 0 || !*ret_more) {
			stmt_end(stmt);
			return r;
		}
	}
	*ret_more = count == ROWS_A_CALL;
	return r;
}

int dossier_facts_list(struct dossier_reader *reader, unsigned with, dossier_facts_sink *sink, void *context)
{
	uint64_t after = 0;
	bool more = true;
	int r = 0;

	while (r == 0 && more) {
		r = reader_begin(reader);
		if (r == 0)
			r = reader_end(reader, list_block(reader, &after, with, sink, context, &more));
	}
	return r;
}
