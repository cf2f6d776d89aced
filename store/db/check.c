/* SPDX-License-Identifier: MIT */
/* Examining a store: SQLite's structure, the index, our invariants, and every checksum. */
#include "facts.h"

#include "../data/facts.h"
#include "../util/buf.h"
#include "catalogue.h"
#include "connection.h"
#include "document.h"
#include "reader.h"
#include "view.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdarg.h>
#include <stdio.h>

extern const char schema_sql[];

struct examination {
	struct dossier_reader *reader;
	dossier_fault_sink *sink;
	void *context;
	uint64_t faults;
};

__attribute__((format(printf, 2, 3))) static void fault(struct examination *e, const char *format, ...)
{
	char line[512];
	va_list list;

	va_start(list, format);
	vsnprintf(line, sizeof line, format, list);
	va_end(list);
	e->faults++;
	e->sink(e->context, line);
}

static int64_t number(sqlite3_stmt *row, int column)
{
	return sqlite3_column_int64(row, column);
}

/* Runs a statement whose rows are looked at by `look`. Damage inside it is one more fault, not an end. */
static int each(struct examination *e, enum stmt id, const char *what,
		int (*look)(struct examination *examination, sqlite3_stmt *row))
{
	sqlite3_stmt *row;
	int r = stmt_row(&e->reader->statements, id, &row, "");

	for (; r == 1; r = stmt_next(row)) {
		r = look(e, row);
		if (r < 0) {
			stmt_end(row);
			break;
		}
	}
	if (r == -EIO) {
		fault(e, "%s cannot be read", what);
		r = 0;
	}
	return r;
}

static int look_integrity(struct examination *e, sqlite3_stmt *row)
{
	if (strcmp(stmt_text(row, 0), "ok") != 0)
		fault(e, "structure: %s", stmt_text(row, 0));
	return 0;
}

static int look_foreign_key(struct examination *e, sqlite3_stmt *row)
{
	fault(e, "table %s, row %lld refers to a row of %s that is missing", stmt_text(row, 0),
	      (long long)number(row, 1), stmt_text(row, 2));
	return 0;
}

static int look_directory(struct examination *e, sqlite3_stmt *row)
{
	fault(e, "directory %lld counts %lld files and holds %lld", (long long)number(row, 0),
	      (long long)number(row, 1), (long long)number(row, 2));
	return 0;
}

static int look_place(struct examination *e, sqlite3_stmt *row)
{
	fault(e, "directory %lld is not of the view or depth that its parent is of",
	      (long long)number(row, 0));
	return 0;
}

static int look_holding(struct examination *e, sqlite3_stmt *row)
{
	fault(e, "directory %lld: what is known of it and source %lld is not what its names say",
	      (long long)number(row, 1), (long long)number(row, 0));
	return 0;
}

static int look_parent(struct examination *e, sqlite3_stmt *row)
{
	if (number(row, 1) == 0)
		fault(e, "source %lld: the state of its members is not known to this version",
		      (long long)number(row, 0));
	else
		fault(e, "source %lld is not one level below the source that held it",
		      (long long)number(row, 0));
	return 0;
}

static int look_property(struct examination *e, sqlite3_stmt *row)
{
	bool known = false;

	for (size_t i = 0; i < PROPERTY_KEYS; i++)
		known = known || strcmp(stmt_text(row, 1), property_keys[i]) == 0;
	if (!known)
		fault(e, "source %lld has a property that this version does not know",
		      (long long)number(row, 0));
	return 0;
}

static int look_indexed(struct examination *e, sqlite3_stmt *row)
{
	long long id = (long long)number(row, 0);

	if (number(row, 1))
		fault(e, "document %lld is not in the full-text index", id);
	else
		fault(e, "the full-text index has document %lld, which is none", id);
	return 0;
}

static int look_source(struct examination *e, sqlite3_stmt *row)
{
	long long id = (long long)number(row, 0);

	if (source_checksum(id, number(row, 1), number(row, 2), number(row, 3), number(row, 4),
			    number(row, 5)) != number(row, 6))
		fault(e, "source %lld: its row fails its checksum", id);
	if (number(row, 2) != number(row, 11))
		fault(e, "source %lld says %lld bytes and has %lld", id, (long long)number(row, 2),
		      (long long)number(row, 11));
	if (number(row, 7) != number(row, 8))
		fault(e, "source %lld says %lld unassigned bytes and has %lld", id, (long long)number(row, 7),
		      (long long)number(row, 8));
	if (number(row, 9) != number(row, 10))
		fault(e, "source %lld has a wrong number of names", id);
	return 0;
}

/* ---- contents ---- */

/*
 * Hashes [first, last) of a content. 1: it is what it should be; 0: it is not; -EIO: a chunk is damaged, and
 * told as `who`'s.
 */
static int compare(struct examination *e, uint64_t content, uint64_t first, uint64_t last,
		   struct slice sha256, const char *who, int64_t id)
{
	struct content_reader *chunk = &e->reader->content;
	unsigned char digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx hash;

	sha256_init(&hash);
	for (uint64_t at = first; at < last;) {
		const char *why = "";
		int r = content_load(chunk, &e->reader->statements, content, at, &why);

		if (r == -EIO)
			fault(e, "%s %lld: the chunk with byte %llu of its text is unreadable: %s", who,
			      (long long)id, (unsigned long long)at, why);
		if (r < 0)
			return r;
		uint64_t end = last - chunk->first < chunk->length ? last : chunk->first + chunk->length;

		sha256_update(&hash, (size_t)(end - at), (const uint8_t *)chunk->plain + (at - chunk->first));
		at = end;
	}
	sha256_digest(&hash, sizeof digest, digest);
	return slice_equal(sha256, (struct slice){(const char *)digest, sizeof digest});
}

static int look_bytes(struct examination *e, uint64_t content, uint64_t first, uint64_t last,
		      struct slice sha256, const char *who, int64_t id)
{
	int r = compare(e, content, first, last, sha256, who, id);

	if (r == 0)
		fault(e, "%s %lld is not what its hash says", who, (long long)id);
	return r < 0 && r != -EIO ? r : 0;
}

static int look_content(struct examination *e, sqlite3_stmt *row)
{
	int64_t id = number(row, 0), length = number(row, 1);

	if (length < 0) {
		fault(e, "content %lld has a length below 0", (long long)id);
		return 0;
	}
	return look_bytes(e, (uint64_t)id, 0, (uint64_t)length, stmt_blob(row, 2), "content", id);
}

static int look_document(struct examination *e, sqlite3_stmt *row)
{
	int64_t id = number(row, 0);
	struct document_row document;
	int r = reader_document(e->reader, (uint64_t)id, &document);

	if (r == -EIO)
		fault(e, "document %lld: its row fails its checksum", (long long)id);
	if (r < 0)
		return r == -EIO ? 0 : r;
	if ((int64_t)document.last > number(row, 2))
		fault(e, "document %lld ends beyond its source's text", (long long)id);
	else if ((int64_t)document.first < number(row, 3))
		fault(e, "document %lld begins inside the one before it", (long long)id);
	else
		return look_bytes(e, document.text, document.first, document.last, stmt_blob(row, 1),
				  "document", id);
	return 0;
}

static int look_catalogue(struct examination *e, sqlite3_stmt *row)
{
	uint64_t content = catalogue_content((uint64_t)number(row, 0)), size = (uint64_t)number(row, 2);
	struct content_reader *block = &e->reader->content;
	const char *name = stmt_text(row, 1), *why = "";
	int r = 0;

	if (number(row, 2) != number(row, 3))
		fault(e, "%s of the catalogue says %lld bytes and has %lld", name, (long long)number(row, 2),
		      (long long)number(row, 3));
	for (uint64_t at = 0; at < size && r == 0; at = block->first + block->length)
		r = content_load(block, &e->reader->statements, content, at, &why);
	if (r == -EIO)
		fault(e, "%s of the catalogue cannot be read: %s", name, why);
	return r == -EIO ? 0 : r;
}

/* ---- the tree ---- */

/* What the row says of each view, against the entries. */
static int look_links(struct examination *e, sqlite3_stmt *row)
{
	int64_t id = number(row, 0), found[VIEWS_MAX] = {0};
	struct slice links = stmt_blob(row, 1);
	sqlite3_stmt *count;
	bool right = links.length == 2 * view_count();
	int r = stmt_row(&e->reader->statements, STMT_CHECK_LINKS, &count, "i", id);

	for (; r == 1; r = stmt_next(count)) {
		int64_t view = number(count, 0);

		if (view >= 0 && view < VIEWS_MAX)
			found[view] = number(count, 1);
		else
			right = false;
	}
	for (int view = 0; view < VIEWS_MAX; view++)
		right = right && found[view] == document_links(links, view);
	if (r == 0 && !(right && found[VIEW_DOCUMENTS] == 1))
		fault(e, "document %lld has a wrong number of names", (long long)id);
	return r;
}

/* ---- the schema ---- */

static int read_schema(struct statements *s, struct buf *out)
{
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_CHECK_SCHEMA, &row, "");

	for (; r == 1; r = stmt_next(row))
		buf_format(out, "%s;\n", stmt_text(row, 0));
	return r < 0 ? r : out->failed ? -ENOMEM : 0;
}

/* Ours is made anew in memory: it is the text of schema.sql as SQLite keeps it. */
static int check_schema(struct examination *e)
{
	struct statements fresh = {0};
	struct buf ours = {0}, theirs = {0};
	int r = db_errno(
		sqlite3_open_v2(":memory:", &fresh.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));

	if (r == 0)
		r = db_errno(sqlite3_exec(fresh.db, schema_sql, NULL, NULL, NULL));
	if (r == 0)
		r = read_schema(&fresh, &ours);
	if (r == 0)
		r = read_schema(&e->reader->statements, &theirs);
	if (r == -EIO || (r == 0 && strcmp(buf_string(&ours), buf_string(&theirs)) != 0)) {
		fault(e, "the schema is not the one of this version");
		r = 0;
	}
	connection_finish(&fresh);
	buf_finish(&ours);
	buf_finish(&theirs);
	return r;
}

static int run_index_checks(const char *path)
{
	struct statements s;
	int r = connection_open(path, ACCESS_WRITE, &s);

	if (r < 0)
		return r;
	r = stmt_run(&s, STMT_WORDS_CHECK, "");
	if (r == 0)
		r = stmt_run(&s, STMT_TITLES_CHECK, "");
	connection_finish(&s);
	return r;
}

/* Only a connection that may write can examine the index: where the store may not be written, it is left out.
 */
static int check_index(struct examination *e)
{
	int r = e->reader->store->immutable ? 0 : run_index_checks(e->reader->store->path);

	if (r == -EIO)
		fault(e, "the full-text index is damaged");
	return r == -EIO || r == -EROFS || r == -EACCES ? 0 : r;
}

static int examine(struct examination *e)
{
	static const struct {
		enum stmt statement;
		const char *what;
		int (*look)(struct examination *examination, sqlite3_stmt *row);
	} steps[] = {
		{STMT_CHECK_INTEGRITY, "the structure", look_integrity},
		{STMT_CHECK_FOREIGN_KEYS, "the references", look_foreign_key},
		{STMT_CHECK_CATALOGUE, "the catalogue", look_catalogue},
		{STMT_CHECK_CONTENTS, "the table of contents", look_content},
		{STMT_CHECK_SOURCES, "the table of sources", look_source},
		{STMT_CHECK_PARENTS, "the table of sources", look_parent},
		{STMT_CHECK_PROPERTIES, "the table of properties", look_property},
		{STMT_CHECK_DOCUMENTS, "the table of documents", look_document},
		{STMT_CHECK_INDEXED, "the full-text index", look_indexed},
		{STMT_CHECK_PLACES, "the tree of directories", look_place},
		{STMT_CHECK_DIRECTORIES, "the counts of directories", look_directory},
		{STMT_CHECK_HOLDING, "the sources of directories", look_holding},
		{STMT_CHECK_NAMES, "the names of documents", look_links},
	};
	int r = check_schema(e);

	for (size_t i = 0; i < sizeof steps / sizeof *steps && r == 0; i++)
		r = each(e, steps[i].statement, steps[i].what, steps[i].look);
	return r;
}

int dossier_check(struct dossier_reader *reader, dossier_fault_sink *sink, void *context,
		  uint64_t *ret_faults)
{
	struct examination e = {.reader = reader, .sink = sink, .context = context};
	int r = check_index(&e);

	reader->quiet = true; /* the log would tell the same damage again */
	if (r == 0)
		r = reader_begin(reader);
	if (r == 0)
		r = reader_end(reader, examine(&e));
	reader->quiet = false;
	if (r == 0)
		*ret_faults = e.faults;
	return r;
}
