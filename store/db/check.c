/* SPDX-License-Identifier: MIT */
/* Examining a store: SQLite's structure, the index, our invariants, and every checksum. */
#include "facts.h"

#include "../util/buf.h"
#include "connection.h"
#include "reader.h"
#include "view.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdarg.h>
#include <stdio.h>

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
	fault(e, "table %s, row %lld refers to a row of %s that is missing", stmt_text(row, 0), (long long)number(row, 1),
	      stmt_text(row, 2));
	return 0;
}

static int look_directory(struct examination *e, sqlite3_stmt *row)
{
	fault(e, "directory %lld counts %lld files and holds %lld", (long long)number(row, 0), (long long)number(row, 1),
	      (long long)number(row, 2));
	return 0;
}

static int look_original(struct examination *e, sqlite3_stmt *row)
{
	fault(e, "source %lld has a wrong number of names", (long long)number(row, 0));
	return 0;
}

static int look_source(struct examination *e, sqlite3_stmt *row)
{
	if (number(row, 1) != number(row, 2))
		fault(e, "source %lld says %lld unassigned bytes and has %lld", (long long)number(row, 0),
		      (long long)number(row, 1), (long long)number(row, 2));
	return 0;
}

/* ---- contents ---- */

/* Hashes [first, last) of a content; a damaged chunk is told by `who`. True if the hash is as it should be. */
static bool sound(struct examination *e, uint64_t content, uint64_t first, uint64_t last, struct slice sha256,
                  const char *who, int64_t id)
{
	struct content_reader *chunk = &e->reader->content;
	unsigned char digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx hash;

	sha256_init(&hash);
	for (uint64_t at = first; at < last;) {
		const char *why = "";

		if (content_load(chunk, &e->reader->statements, content, at, &why) < 0) {
			fault(e, "%s %lld: the chunk with byte %llu of its text is unreadable: %s", who, (long long)id,
			      (unsigned long long)at, why);
			return false;
		}
		uint64_t end = chunk->first + chunk->length < last ? chunk->first + chunk->length : last;

		sha256_update(&hash, (size_t)(end - at), (const uint8_t *)chunk->plain + (at - chunk->first));
		at = end;
	}
	sha256_digest(&hash, sizeof digest, digest);
	return slice_equal(sha256, (struct slice){(const char *)digest, sizeof digest});
}

static int look_content(struct examination *e, sqlite3_stmt *row)
{
	int64_t id = number(row, 0);
	uint64_t before = e->faults;

	if (!sound(e, (uint64_t)id, 0, (uint64_t)number(row, 1), stmt_blob(row, 2), "content", id) && e->faults == before)
		fault(e, "content %lld is not what its hash says", (long long)id);
	return 0;
}

static int look_document(struct examination *e, sqlite3_stmt *row)
{
	int64_t id = number(row, 0);
	uint64_t first = (uint64_t)number(row, 2), last = (uint64_t)number(row, 3), before = e->faults;
	struct document_row document;

	if (reader_document(e->reader, (uint64_t)id, &document) < 0)
		fault(e, "document %lld: its row fails its checksum", (long long)id);
	else if (last > (uint64_t)number(row, 5))
		fault(e, "document %lld ends beyond its source's text", (long long)id);
	else if (first < (uint64_t)number(row, 6))
		fault(e, "document %lld begins inside the one before it", (long long)id);
	else if (!sound(e, (uint64_t)number(row, 1), first, last, stmt_blob(row, 4), "document", id) && e->faults == before)
		fault(e, "document %lld is not what its hash says", (long long)id);
	return 0;
}

/* ---- the tree ---- */

static int look_links(struct examination *e, sqlite3_stmt *row)
{
	int64_t id = number(row, 0);
	struct slice links = stmt_blob(row, 5);
	sqlite3_stmt *found;
	uint64_t sum = 0, total = 0;
	int r = stmt_row(&e->reader->statements, STMT_CHECK_LINKS, &found, "i", id);

	for (; r == 1; r = stmt_next(found)) {
		size_t view = (size_t)number(found, 0);
		uint64_t count = (uint64_t)number(found, 1);

		total += count;
		if (2 * view + 1 < links.length &&
		    count == ((unsigned char)links.at[2 * view] | (unsigned)(unsigned char)links.at[2 * view + 1] << 8))
			sum += count;
	}
	for (size_t at = 0; at + 1 < links.length; at += 2)
		total -= (unsigned char)links.at[at] | (unsigned)(unsigned char)links.at[at + 1] << 8;
	if (r == 0 && (total != 0 || sum == 0))
		fault(e, "document %lld has a wrong number of names", (long long)id);
	return r;
}

/* The index can only be examined by a connection that may write; where none can be had, it is left out. */
static int check_index(struct examination *e)
{
	struct statements s;

	if (e->reader->store->immutable || connection_open(e->reader->store->path, ACCESS_WRITE, &s) < 0)
		return 0;
	int r = stmt_run(&s, STMT_WORDS_CHECK, "");

	if (r == -EIO)
		fault(e, "the full-text index is damaged");
	connection_finish(&s);
	return r == -ENOMEM ? r : 0;
}

static int examine(struct examination *e)
{
	int r = each(e, STMT_CHECK_INTEGRITY, "the structure", look_integrity);

	if (r == 0)
		r = each(e, STMT_CHECK_FOREIGN_KEYS, "the references", look_foreign_key);
	if (r == 0)
		r = each(e, STMT_CHECK_CONTENTS, "the table of contents", look_content);
	if (r == 0)
		r = each(e, STMT_CHECK_SOURCES, "the table of sources", look_source);
	if (r == 0)
		r = each(e, STMT_CHECK_DOCUMENTS, "the table of documents", look_document);
	if (r == 0)
		r = each(e, STMT_CHECK_DIRECTORIES, "the directories", look_directory);
	if (r == 0)
		r = each(e, STMT_CHECK_ORIGINALS, "the names of originals", look_original);
	return r < 0 ? r : each(e, STMT_DOCUMENTS, "the names of documents", look_links);
}

int dossier_check(struct dossier_reader *reader, dossier_fault_sink *sink, void *context, uint64_t *ret_faults)
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
