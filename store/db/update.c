/* SPDX-License-Identifier: MIT */
/*
 * Reading a source again. Its documents come in order of their ranges, as those that the store has, and each
 * is compared with the next of these: one of the same range and bytes keeps its number, and if its facts are
 * the same, it stays untouched; else it is filed anew under the name that its facts make now. Documents that
 * do not come again are taken out.
 */
#include "erase.h"
#include "facts_read.h"
#include "path.h"
#include "scrub.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct old_document {
	uint64_t id, text;
	struct span range;
	unsigned char sha256[WRITER_HASH_SIZE];
};

struct again {
	struct arena arena; /* of these: */
	struct old_document *old;
	size_t count, capacity, next;
	char *path; /* below originals/; NULL: it has none yet */
	char *media, *charset;
	int parser;
	int64_t members;
	uint64_t text;                /* that it had */
	struct update_counts counts;  /* of this source */
	struct update_counts *totals; /* where they go at its end: one that is given up changes nothing */
};

void again_destroy(struct again *again)
{
	if (!again)
		return;
	arena_finish(&again->arena);
	free(again->path);
	free(again);
}

/* ---- beginning ---- */

static int read_stored(struct writer *w, uint64_t id, bool has_members)
{
	struct open_source *source = &w->source;
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_SOURCE_STORED, &row, "i", (int64_t)id);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	source->id = id;
	source->content = (uint64_t)sqlite3_column_int64(row, 0);
	source->size = sqlite3_column_int64(row, 1);
	source->again->text = (uint64_t)sqlite3_column_int64(row, 2);
	source->mtime = sqlite3_column_int64(row, 3);
	source->ctime = sqlite3_column_int64(row, 4);
	r = write_zone(w, stmt_text(row, 5));
	/* Its files may be found better, too; those that are known stay what they are. */
	source->again->members = has_members ? MEMBERS_PENDING : sqlite3_column_int64(row, 6);
	stmt_end(row);
	return r;
}

static int read_old(struct writer *w)
{
	struct again *again = w->source.again;
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_SOURCE_DOCUMENTS, &row, "i", (int64_t)w->source.id);

	for (; r == 1; r = stmt_next(row)) {
		struct old_document *old =
			arena_push(&again->arena, &again->old, &again->count, &again->capacity, sizeof *old);
		struct slice sha256 = stmt_blob(row, 4);

		if (!old)
			continue;
		old->id = (uint64_t)sqlite3_column_int64(row, 0);
		old->range.first = (uint64_t)sqlite3_column_int64(row, 1);
		old->range.last = (uint64_t)sqlite3_column_int64(row, 2);
		old->text = (uint64_t)sqlite3_column_int64(row, 3);
		if (sha256.length == sizeof old->sha256)
			memcpy(old->sha256, sha256.at, sizeof old->sha256);
	}
	return r < 0 ? r : again->arena.failed ? -ENOMEM : 0;
}

static int begin_text(struct writer *w, const struct source_row *row)
{
	struct open_source *source = &w->source;

	source->text = source->content;
	return row->text < 0 ? 0 : write_text_begin(w, row);
}

static int keep_row(struct again *again, const struct source_row *row)
{
	again->media = arena_string(&again->arena, slice_of(row->media));
	again->charset = arena_string(&again->arena, slice_of(row->charset));
	again->parser = row->parser;
	return again->arena.failed ? -ENOMEM : 0;
}

static int write_parts(struct writer *w, const struct source_row *row)
{
	int64_t source = (int64_t)w->source.id;
	int r = stmt_run(&w->statements, STMT_ERASE_PAGES, "i", source);

	if (r == 0)
		r = stmt_run(&w->statements, STMT_ERASE_PROPERTIES, "i", source);
	return r < 0 ? r : write_source_parts(w, row);
}

/* A source may have none yet. */
static int find_path(struct writer *w)
{
	int r = path_of_source(&w->statements, w->source.id, &w->source.again->path);

	return r == -ENOENT ? 0 : r;
}

int writer_source_again(struct writer *w, uint64_t id, const struct source_row *row,
			struct update_counts *totals)
{
	struct open_source *source = &w->source;
	/* What is taken out of the index must be there: none of it may wait, also not of this run. */
	int r = words_flush(&w->words, &w->statements);

	if (r == 0)
		r = stmt_run(&w->statements, STMT_SAVEPOINT, "");
	*source = (struct open_source){.file = row->file,
				       .text_file = row->text < 0 ? row->file : row->text,
				       .text_size = row->text < 0 ? row->file_size : row->text_size,
				       .again = calloc(1, sizeof *source->again)};
	if (r == 0 && !source->again)
		r = -ENOMEM;
	if (r == 0)
		r = read_stored(w, id, row->has_members);
	if (r == 0)
		r = read_old(w);
	if (r == 0)
		r = keep_row(source->again, row);
	if (r == 0)
		r = begin_text(w, row);
	if (r == 0)
		r = find_path(w);
	if (r == 0)
		r = write_parts(w, row);
	if (r == 0)
		source->again->totals = totals;
	return r;
}

/* ---- documents ---- */

static int name_of(struct writer *w, uint64_t document, char **ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_DOCUMENT, &row, "i", (int64_t)document);

	if (r != 1)
		return r < 0 ? r : -EIO;
	*ret = strdup(stmt_text(row, 1));
	stmt_end(row);
	return *ret ? 0 : -ENOMEM;
}

/* Names that lead elsewhere than before, and listings that are others. */
static int tell_leaf(struct writer *w, uint64_t document, const struct idmap_item *leaf, const char *before,
		     const char *now)
{
	bool renamed = strcmp(before, now) != 0, came = leaf->a == 0, went = leaf->b == 0;
	dossier_node link = dossier_node_pack_link(leaf->id, document);
	int r = notice(w, link, 0, NULL);

	if (!renamed && !came && !went)
		return r;
	if (r == 0 && !came)
		r = notice(w, link, leaf->id, before);
	if (r == 0 && !went)
		r = notice(w, link, leaf->id, now);
	return r < 0 ? r : filing_note(&w->filing, leaf->id, 0, 1);
}

static int tell_leaves(struct writer *w, uint64_t document, const struct idmap *leaves, const char *before)
{
	char *now = NULL;
	int r = name_of(w, document, &now);

	for (size_t i = 0; i < leaves->size && r == 0; i++)
		if (leaves->items[i].id != 0)
			r = tell_leaf(w, document, &leaves->items[i], before, now);
	free(now);
	return r < 0 ? r : notice(w, dossier_node_pack(DOSSIER_DOCUMENT, document), 0, NULL);
}

static int file_by_source(struct writer *w, uint64_t document)
{
	const char *path = w->source.again->path;

	return path ? filing_source_document(&w->filing, w->source.id, path, document, writer_tick(w)) : 0;
}

/* The words of the text are the same bytes: the index changes with the title only. */
static int write_again(struct writer *w, const struct document_row *row, const struct document_facts *facts,
		       const struct document_facts *old, const unsigned char *sha256)
{
	bool retitled = strcmp(old->title.value, facts->title.value) != 0;
	int r = retitled ? words_erase(&w->statements, (int64_t)row->id, slice_of(old->title.value),
				       (struct slice){w->body.data, w->body.length})
			 : 0;

	if (r == 0)
		r = erase_facts(w, row->id);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_ERASE_DOCUMENT, "i", (int64_t)row->id);
	if (r == 0)
		r = write_document(w, row, facts, sha256);
	if (r == 0)
		r = file_by_source(w, row->id);
	return r == 0 && retitled ? write_words(w, row->id, facts->title.value) : r;
}

static int file_again(struct writer *w, const struct document_row *row, const struct document_facts *facts,
		      const struct document_facts *old, const unsigned char *sha256)
{
	struct idmap leaves = {0};
	char *before = NULL;
	int r = name_of(w, row->id, &before);

	if (r == 0)
		r = unfile_document(w, row->id, &leaves);
	w->filing.leaves = &leaves;
	if (r == 0)
		r = write_again(w, row, facts, old, sha256);
	w->filing.leaves = NULL;
	if (r == 0)
		r = tell_leaves(w, row->id, &leaves, before);
	idmap_finish(&leaves);
	free(before);
	return r;
}

/* Its text is another content with the same bytes in this place. */
static int set_text(struct writer *w, const struct document_row *document)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_DOCUMENT, &row, "i", (int64_t)document->id);

	if (r != 1)
		return r < 0 ? r : -EIO;
	int64_t sum = document_checksum(document, sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4),
					slice_of(stmt_text(row, 1)), stmt_blob(row, 5));

	stmt_end(row);
	return stmt_run(&w->statements, STMT_DOCUMENT_SET_TEXT, "iii", (int64_t)document->text, sum,
			(int64_t)document->id);
}

/* `filed`: what is read now, as it would be filed. */
static int compare_facts(const struct document_facts *old, const struct document_facts *facts,
			 const struct document_facts *filed, bool *ret_equal)
{
	struct buf left = {0}, right = {0};

	facts_print(&left, old, old);
	facts_print(&right, facts, filed);
	bool failed = left.failed || right.failed;

	*ret_equal = !failed && slice_equal((struct slice){left.data, left.length},
					    (struct slice){right.data, right.length});
	buf_finish(&left);
	buf_finish(&right);
	return failed ? -ENOMEM : 0;
}

static int keep_document(struct writer *w, const struct document_row *row, const struct document_facts *facts,
			 const struct old_document *old, const unsigned char *sha256)
{
	struct arena arena = {0};
	struct document_facts before, filed;
	bool equal = false;
	int r = facts_read(&w->statements, row->id, &arena, &before);

	if (r == 0)
		r = write_filed(w, facts, &arena, &filed);
	if (r == 0)
		r = compare_facts(&before, facts, &filed, &equal);
	if (r == 0 && !equal)
		r = file_again(w, row, facts, &before, sha256);
	else if (r == 0 && old->text != row->text)
		r = set_text(w, row);
	if (r == 0)
		++*(equal ? &w->source.again->counts.kept : &w->source.again->counts.changed);
	arena_finish(&arena);
	return r;
}

static int add_document(struct writer *w, struct document_row *row, const struct document_facts *facts,
			const unsigned char *sha256)
{
	int r = write_number(w, &row->id);

	if (r == 0)
		r = write_document(w, row, facts, sha256);
	if (r == 0)
		r = file_by_source(w, row->id);
	if (r == 0)
		r = write_words(w, row->id, facts->title.value);
	w->source.again->counts.added += r == 0;
	return r;
}

/* Reads the old text into the writer's body: that of the document which is being written is put back. */
static int drop_document(struct writer *w, uint64_t id)
{
	struct buf body = w->body;

	w->body = (struct buf){0};
	int r = erase_document(w, id);

	buf_finish(&w->body);
	w->body = body;
	w->source.again->counts.gone += r == 0;
	return r;
}

static bool is_same(const struct old_document *old, const struct document_row *row,
		    const unsigned char *sha256)
{
	return old->range.first == row->first && old->range.last == row->last &&
	       memcmp(old->sha256, sha256, sizeof old->sha256) == 0;
}

int again_document(struct writer *w, struct document_row *row, const struct document_facts *facts,
		   const unsigned char *sha256)
{
	struct again *again = w->source.again;
	int r = 0;

	while (r == 0 && again->next < again->count) {
		const struct old_document *old = &again->old[again->next];

		if (old->range.first > row->first)
			break;
		again->next++;
		if (is_same(old, row, sha256)) {
			row->id = old->id;
			return keep_document(w, row, facts, old, sha256);
		}
		r = drop_document(w, old->id);
	}
	return r < 0 ? r : add_document(w, row, facts, sha256);
}

/* ---- the end ---- */

static void add_counts(const struct again *again)
{
	again->totals->kept += again->counts.kept;
	again->totals->changed += again->counts.changed;
	again->totals->added += again->counts.added;
	again->totals->gone += again->counts.gone;
}

int again_end(struct writer *w)
{
	struct open_source *source = &w->source;
	struct again *again = source->again;
	int r = 0;

	while (r == 0 && again->next < again->count)
		r = drop_document(w, again->old[again->next++].id);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_SOURCE_UPDATE, "ittiiiii", (int64_t)source->text,
			     again->media, again->charset, (int64_t)again->parser, again->members,
			     (int64_t)source->unassigned, (int64_t)0, (int64_t)source->id);
	if (r == 0 && again->text != source->text)
		r = erase_content(w, again->text);
	if (r == 0)
		r = notice(w, dossier_node_pack(DOSSIER_ORIGINAL, source->id), 0, NULL);
	if (r == 0)
		r = scrub_owe(w, DEBT_STALE);
	if (r == 0)
		add_counts(again);
	return r;
}

int writer_source_outdated(struct writer *w, uint64_t after, int parser, struct outdated *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_SOURCE_OUTDATED, &row, "ii", (int64_t)after, (int64_t)parser);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	ret->id = (uint64_t)sqlite3_column_int64(row, 0);
	ret->size = (uint64_t)sqlite3_column_int64(row, 1);
	ret->mtime = sqlite3_column_int64(row, 2);
	snprintf(ret->holder_media, sizeof ret->holder_media, "%s", stmt_text(row, 3));
	ret->parent = (uint64_t)sqlite3_column_int64(row, 4);
	stmt_end(row);
	return 0;
}

int writer_source_parsed(struct writer *w, uint64_t source, int parser)
{
	int r = stmt_run(&w->statements, STMT_SOURCE_SET_PARSER, "ii", (int64_t)parser, (int64_t)source);

	return r < 0 ? r : scrub_owe(w, DEBT_STALE);
}
