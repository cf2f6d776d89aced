/* SPDX-License-Identifier: MIT */
/* Listings: three ranges of keys one after the other; a cookie is which of them and the key. Also names of
 * documents that somebody has the numbers of. */
#include "tree.h"

#include "view.h"

#include <errno.h>

enum phase { PHASE_DIRECTORIES = 1, PHASE_FILES, PHASE_DOCUMENTS, PHASE_END };

struct listing {
	struct dossier_reader *reader;
	struct directory_row directory;
	dossier_name_sink *sink;
	void *context;
	bool full;
};

static uint64_t cookie_of(enum phase phase, int64_t key)
{
	return (uint64_t)phase << DOSSIER_KIND_SHIFT | (uint64_t)key;
}

static struct dossier_extent extent_of(sqlite3_stmt *row)
{
	struct document_row d;

	return document_read_row(row, &d) ? (struct dossier_extent){d.text, d.first}
					  : (struct dossier_extent){0};
}

/* A row that cannot be shown is passed over: damage costs what it touches, never the listing. */
static void give(struct listing *l, enum phase phase, tree_fill *fill, sqlite3_stmt *row)
{
	int64_t key = sqlite3_column_int64(row, 0);
	struct dossier_name name = {.name = stmt_text(row, 1), .cookie = cookie_of(phase, key)};

	if ((uint64_t)key > DOSSIER_NUMBER_MAX || !fill(l->reader, &l->directory, row, &name.attributes))
		return;
	if (dossier_node_kind(name.attributes.node) == DOSSIER_DOCUMENT)
		name.extent = extent_of(row);
	l->full = !l->sink(l->context, &name);
}

static int list_phase(struct listing *l, enum phase phase, uint64_t after)
{
	static const struct {
		enum stmt statement;
		tree_fill *fill;
	} phases[] = {
		[PHASE_DIRECTORIES] = {STMT_DIRECTORY_LIST, tree_fill_directory},
		[PHASE_FILES] = {STMT_FILE_NAME_LIST, tree_fill_file},
		[PHASE_DOCUMENTS] = {STMT_ENTRY_LIST, tree_fill_entry},
	};
	sqlite3_stmt *row;
	int r = stmt_row(&l->reader->statements, phases[phase].statement, &row, "ii",
			 (int64_t)l->directory.id, (int64_t)after);

	for (; r == 1; r = stmt_next(row)) {
		give(l, phase, phases[phase].fill, row);
		if (l->full) {
			stmt_end(row);
			return 0;
		}
	}
	return r;
}

static int list(struct listing *l, dossier_node directory, uint64_t cookie)
{
	uint64_t phase = cookie >> DOSSIER_KIND_SHIFT, after = cookie & DOSSIER_NUMBER_MAX;
	int r = tree_directory(l->reader, directory, &l->directory);

	if (phase < PHASE_DIRECTORIES) {
		phase = PHASE_DIRECTORIES;
		after = 0;
	}
	for (; r == 0 && !l->full && phase < PHASE_END; phase++, after = 0)
		r = list_phase(l, (enum phase)phase, after);
	return r;
}

int dossier_list(struct dossier_reader *reader, dossier_node directory, uint64_t cookie,
		 dossier_name_sink *sink, void *context)
{
	struct listing l = {.reader = reader, .sink = sink, .context = context};
	int r = reader_begin(reader);

	return r < 0 ? r : reader_end(reader, list(&l, directory, cookie));
}

static int next_directory(struct dossier_reader *reader, dossier_node directory, dossier_node *ret)
{
	struct directory_row own;
	struct dossier_attributes next;
	sqlite3_stmt *row;
	int r = tree_directory(reader, directory, &own);

	if (r < 0)
		return r;
	r = stmt_row(&reader->statements, STMT_DIRECTORY_LIST, &row, "ii", (int64_t)own.parent,
		     (int64_t)own.id);
	for (; r == 1; r = stmt_next(row)) {
		if (!tree_fill_directory(reader, NULL, row, &next))
			continue;
		stmt_end(row);
		*ret = next.node;
		return 0;
	}
	return r < 0 ? r : -ENOENT;
}

int dossier_next_directory(struct dossier_reader *reader, dossier_node directory, dossier_node *ret)
{
	int r = reader_begin(reader);

	return r < 0 ? r : reader_end(reader, next_directory(reader, directory, ret));
}

/* ---- documents by their numbers ---- */

static int give_documents(struct listing *l, const uint32_t *documents, size_t count)
{
	int r = 0;

	for (size_t i = 0; i < count && r >= 0 && !l->full; i++) {
		struct dossier_name name = {.cookie = i + 1};
		sqlite3_stmt *row;

		r = stmt_row(&l->reader->statements, STMT_DOCUMENT, &row, "i", (int64_t)documents[i]);
		if (r != 1)
			continue;
		name.name = stmt_text(row, 1);
		if (tree_fill_entry(l->reader, &l->directory, row, &name.attributes))
			l->full = !l->sink(l->context, &name);
		stmt_end(row);
	}
	return r < 0 ? r : 0;
}

int dossier_documents(struct dossier_reader *reader, const uint32_t documents[], size_t count,
		      dossier_name_sink *sink, void *context)
{
	struct listing l = {.reader = reader, .sink = sink, .context = context};
	int r = reader_begin(reader);

	l.directory.view = VIEW_DOCUMENTS;
	return r < 0 ? r : reader_end(reader, give_documents(&l, documents, count));
}
