/* SPDX-License-Identifier: MIT */
#include "erase.h"

#include <errno.h>
#include <stdlib.h>

int notice(struct writer *w, dossier_node node, uint64_t directory, const char *name)
{
	return stmt_run(&w->statements, STMT_NOTICE_INSERT, "iiit", writer_tick(w), (int64_t)node,
			(int64_t)directory, name);
}

/* ---- filing ---- */

static int leave_directories(struct writer *w, uint64_t document, struct idmap *leaves)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_ENTRY_DIRECTORIES, &row, "i", (int64_t)document);

	while (r == 1) {
		uint64_t leaf = (uint64_t)sqlite3_column_int64(row, 0);
		struct idmap_item *item = leaves ? idmap_at(leaves, leaf) : NULL;

		if (item)
			item->a++;
		else
			r = leaves ? -ENOMEM : notice(w, dossier_node_pack_link(leaf, document), 0, NULL);
		if (r >= 0 && !leaves)
			r = filing_note(&w->filing, leaf, 0, 1);
		if (r >= 0)
			r = stmt_next(row);
		else
			stmt_end(row);
	}
	return r;
}

static int leave_counts(struct writer *w, uint64_t document)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_ENTRY_ABOVE, &row, "i", (int64_t)document);

	while (r == 1) {
		r = filing_note(&w->filing, (uint64_t)sqlite3_column_int64(row, 0), -1, 0);
		if (r >= 0)
			r = stmt_next(row);
		else
			stmt_end(row);
	}
	return r;
}

int unfile_document(struct writer *w, uint64_t document, struct idmap *leaves)
{
	int r = leave_directories(w, document, leaves);

	if (r == 0)
		r = leave_counts(w, document);
	return r < 0 ? r : stmt_run(&w->statements, STMT_ERASE_ENTRIES, "i", (int64_t)document);
}

/* ---- words ---- */

struct worded { /* what of a document is in the index */
	uint64_t id, text, first, last;
	char *title;
};

/* The first document with this number or a higher one. -ENOENT. */
static int find_worded(struct writer *w, uint64_t from, struct worded *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_DOCUMENT_WORDS, &row, "i", (int64_t)from);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	ret->id = (uint64_t)sqlite3_column_int64(row, 0);
	ret->title = strdup(stmt_text(row, 1));
	ret->text = (uint64_t)sqlite3_column_int64(row, 2);
	ret->first = (uint64_t)sqlite3_column_int64(row, 3);
	ret->last = (uint64_t)sqlite3_column_int64(row, 4);
	stmt_end(row);
	return ret->title ? 0 : -ENOMEM;
}

static int read_body(struct writer *w, const struct worded *d)
{
	struct content_reader *chunk = &w->reader;
	int r = 0;

	buf_clear(&w->body);
	for (uint64_t at = d->first; at < d->last && w->body.length < INDEXED_BYTES && r == 0;) {
		const char *why;

		r = content_load(chunk, &w->statements, d->text, at, &why);
		if (r < 0)
			return r;
		uint64_t end =
			d->last < chunk->first + chunk->length ? d->last : chunk->first + chunk->length;
		struct slice piece = {chunk->plain + (at - chunk->first), (size_t)(end - at)};

		buf_slice(&w->body, slice_sub(piece, 0, INDEXED_BYTES - w->body.length));
		at = end;
	}
	return w->body.failed ? -ENOMEM : r;
}

/* What cannot be read, or stands in a damaged index, cannot be taken out alone. */
static int take_out(struct writer *w, const struct worded *d)
{
	int r = read_body(w, d);

	if (r == 0)
		r = words_erase(&w->statements, (int64_t)d->id, slice_of(d->title),
				(struct slice){w->body.data, w->body.length});
	w->reindex = w->reindex || r == -EIO;
	return r == -EIO ? 0 : r;
}

int erase_words(struct writer *w, uint64_t document)
{
	struct worded d = {0};
	int r = find_worded(w, document, &d);

	if (r == 0)
		r = d.id == document ? take_out(w, &d) : -ENOENT;
	free(d.title);
	return r;
}

static int put_back(struct writer *w, const struct worded *d)
{
	int r = read_body(w, d);

	if (r < 0 && r != -EIO) /* found by its title still */
		return r;
	return stmt_run(&w->statements, STMT_WORDS_INSERT, "its", (int64_t)d->id, d->title,
			(struct slice){w->body.data, w->body.length});
}

int rebuild_words(struct writer *w)
{
	int r = stmt_run(&w->statements, STMT_WORDS_ERASE_ALL, "");

	for (uint64_t from = 1; r == 0;) {
		struct worded d = {0};

		r = find_worded(w, from, &d);
		if (r == 0)
			r = put_back(w, &d);
		from = d.id + 1;
		free(d.title);
	}
	if (r != -ENOENT)
		return r;
	w->reindex = false;
	return stmt_run(&w->statements, STMT_TITLES_REBUILD, "");
}

/* ---- rows ---- */

int erase_facts(struct writer *w, uint64_t document)
{
	static const enum stmt tables[] = {STMT_ERASE_CITATIONS, STMT_ERASE_MARKS,    STMT_ERASE_ROLES,
					   STMT_ERASE_COUNTRIES, STMT_ERASE_EVIDENCE, STMT_ERASE_MESSAGE_IDS};
	int r = 0;

	for (size_t i = 0; i < sizeof tables / sizeof *tables && r == 0; i++)
		r = stmt_run(&w->statements, tables[i], "i", (int64_t)document);
	return r;
}

int erase_document(struct writer *w, uint64_t document)
{
	int r = erase_words(w, document);

	if (r == 0)
		r = unfile_document(w, document, NULL);
	if (r == 0)
		r = erase_facts(w, document);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_ERASE_DOCUMENT, "i", (int64_t)document);
	return r < 0 ? r : notice(w, dossier_node_pack(DOSSIER_DOCUMENT, document), 0, NULL);
}

int erase_content(struct writer *w, uint64_t content)
{
	int r = stmt_run(&w->statements, STMT_CHUNK_ERASE, "i", (int64_t)content);

	return r < 0 ? r : stmt_run(&w->statements, STMT_CONTENT_ERASE, "i", (int64_t)content);
}
