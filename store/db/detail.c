/* SPDX-License-Identifier: MIT */
/* What is known of a document and its source beside the facts that documents are listed and filed by. */
#include "dossier/facts.h"

#include "../data/facts.h"
#include "facts.h"
#include "reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEY_SIZE = 32 };

struct telling {
	struct dossier_reader *reader;
	dossier_detail_sink *sink;
	void *context;
	bool full;
};

static void tell(struct telling *t, const char *key, const char *value)
{
	t->full = t->full || !t->sink(t->context, key, value);
}

static int tell_thread(struct telling *t, uint64_t document)
{
	sqlite3_stmt *row;
	int r = stmt_row(&t->reader->statements, STMT_MESSAGE_ID_LIST, &row, "i", (int64_t)document);

	for (; r == 1; r = stmt_next(row))
		tell(t, sqlite3_column_int64(row, 0) == 0 ? "message_id" : "reference", stmt_text(row, 1));
	return r;
}

static int tell_parent(struct telling *t, uint64_t source)
{
	int64_t parent;
	char *path = NULL;
	int r = stmt_number(&t->reader->statements, STMT_SOURCE_PARENT, &parent, "i", (int64_t)source);

	if (r == 0)
		r = facts_source_path(t->reader, (uint64_t)parent, &path);
	if (r == 0)
		tell(t, "source_parent", path);
	free(path);
	return r == -ENOENT ? 0 : r;
}

/* A key that this version does not know is passed over. */
static void tell_property(struct telling *t, const char *key, const char *value)
{
	char told[KEY_SIZE];

	for (size_t i = 0; i < PROPERTY_KEYS; i++)
		if (strcmp(key, property_keys[i]) == 0) {
			snprintf(told, sizeof told, "source_%s", key);
			tell(t, told, value);
		}
}

static int tell_properties(struct telling *t, uint64_t source)
{
	sqlite3_stmt *row;
	int r = stmt_row(&t->reader->statements, STMT_PROPERTY_LIST, &row, "i", (int64_t)source);

	for (; r == 1; r = stmt_next(row))
		tell_property(t, stmt_text(row, 0), stmt_text(row, 1));
	return r;
}

static int tell_all(struct telling *t, uint64_t document)
{
	struct document_row row;
	int r = document > INT64_MAX ? -ESTALE : reader_document(t->reader, document, &row);

	if (r == 0)
		r = tell_thread(t, document);
	if (r == 0)
		r = tell_parent(t, row.source);
	if (r == 0)
		r = tell_properties(t, row.source);
	return r == -ESTALE ? -ENOENT : r;
}

int dossier_details(struct dossier_reader *reader, uint64_t document, dossier_detail_sink *sink,
		    void *context)
{
	struct telling t = {.reader = reader, .sink = sink, .context = context};
	int r = reader_begin(reader);

	return r < 0 ? r : reader_end(reader, tell_all(&t, document));
}
