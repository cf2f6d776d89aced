/* SPDX-License-Identifier: MIT */
/* What directories count and when they changed, and where documents are filed. */
#include "filing.h"

#include "../util/arena.h"
#include "claim.h"
#include "thread.h"

#include <errno.h>

int filing_init(struct filing *f, struct statements *statements)
{
	*f = (struct filing){.statements = statements};
	for (size_t view = 0; view < view_count(); view++) {
		int64_t id;
		int r = stmt_number(statements, STMT_DIRECTORY_BY_VALUE, &id, "ib", (int64_t)DOSSIER_ROOT,
				    slice_of(view_at((int)view)->name));

		if (r < 0)
			return r == -ENOENT ? -ESTALE : r; /* a view that is younger than the store */
		f->tops[view] = (uint64_t)id;
	}
	return 0;
}

void filing_finish(struct filing *f)
{
	idmap_finish(&f->pending);
	idmap_finish(&f->of_source);
	known_finish(&f->known);
}

/* ---- counts ---- */

int filing_note(struct filing *f, uint64_t directory, int64_t count, int64_t changes)
{
	struct idmap_item *item = idmap_at(&f->of_source, directory);

	if (!item)
		return -ENOMEM;
	item->a += count;
	item->b += changes;
	return 0;
}

int filing_keep(struct filing *f)
{
	int r = 0;

	for (size_t i = 0; i < f->of_source.size && r == 0; i++) {
		const struct idmap_item *from = &f->of_source.items[i];
		struct idmap_item *to = from->id != 0 ? idmap_at(&f->pending, from->id) : NULL;

		if (to) {
			to->a += from->a;
			to->b += from->b;
		} else if (from->id != 0) {
			r = -ENOMEM;
		}
	}
	idmap_finish(&f->of_source);
	return r;
}

void filing_undo(struct filing *f)
{
	known_finish(&f->known);
	idmap_finish(&f->of_source);
}

/* A directory that had no files, or has none any more, changes its parent's listing. */
static int flush_count(struct filing *f, const struct idmap_item *item, int64_t now, struct idmap *changed)
{
	sqlite3_stmt *row;
	int64_t count = item->a;
	int r = stmt_run(f->statements, STMT_DIRECTORY_COUNT_ADD, "iiii", count, (int64_t)item->id, now,
			 (int64_t)(item->b != 0));

	/* Asked for on its own: RETURNING builds a table for every row. */
	if (r == 0)
		r = stmt_row(f->statements, STMT_DIRECTORY_COUNT, &row, "i", (int64_t)item->id);
	if (r != 1)
		return r < 0 ? r : -EIO;
	bool turned = sqlite3_column_int64(row, 0) == count || sqlite3_column_int64(row, 0) == 0;
	uint64_t parent = (uint64_t)sqlite3_column_int64(row, 1);

	stmt_end(row);
	/* The tops of views are always shown. */
	return turned && parent > DOSSIER_ROOT && !idmap_at(changed, parent) ? -ENOMEM : 0;
}

/* Its change was written with its count. */
static bool was_counted(struct filing *f, uint64_t directory)
{
	const struct idmap_item *item = idmap_at(&f->pending, directory);

	return item && item->a != 0 && item->b != 0;
}

int filing_flush(struct filing *f, int64_t now)
{
	struct idmap changed = {0};
	int r = 0;

	for (size_t i = 0; i < f->pending.size && r == 0; i++) {
		const struct idmap_item *item = &f->pending.items[i];

		if (item->id != 0 && item->a != 0)
			r = flush_count(f, item, now, &changed);
		else if (item->id != 0 && item->b != 0 && !idmap_at(&changed, item->id))
			r = -ENOMEM;
	}
	for (size_t i = 0; i < changed.size && r == 0; i++)
		if (changed.items[i].id != 0 && !was_counted(f, changed.items[i].id))
			r = stmt_run(f->statements, STMT_DIRECTORY_CHANGED, "ii", now,
				     (int64_t)changed.items[i].id);
	idmap_finish(&changed);
	idmap_finish(&f->pending);
	return r;
}

/* ---- documents ---- */

/* What was just made is not kept: a thread or a source of its own would push out what others share. */
int filing_step(struct filing *f, uint64_t parent, struct slice value, uint64_t *ret)
{
	int64_t id = (int64_t)known_find(&f->known, parent, value);

	if (id == 0) {
		int r = stmt_number(f->statements, STMT_DIRECTORY_BY_VALUE, &id, "ib", (int64_t)parent,
				    value);

		if (r < 0)
			return r;
		known_keep(&f->known, parent, value, (uint64_t)id);
	}
	*ret = (uint64_t)id;
	return 0;
}

static int make_step(struct filing *f, int view, uint64_t parent, int64_t depth,
		     const struct place_step *step, int64_t now, uint64_t *ret_id)
{
	struct new_directory d = {parent, view, depth, {step->value, step->value_length}, &name_of_facet};
	struct buf name = {0};

	name_facet(&name, slice_of(step->name));
	int r = name.failed ? -ENOMEM
			    : claim_directory(f->statements, &d, (struct slice){name.data, name.length}, now,
					      ret_id);

	for (size_t i = 0; r == 0 && i < VIEW_ALIASES_MAX && step->aliases[i]; i++)
		r = stmt_run(f->statements, STMT_ALIAS_INSERT, "iti", (int64_t)parent, step->aliases[i],
			     (int64_t)*ret_id);
	buf_finish(&name);
	return r;
}

/* Finds or makes the directories of one place; `above` is all of them, *ret_leaf the last. */
static int walk_place(struct filing *f, int view, const struct place *place, int64_t now, struct idmap *above,
		      uint64_t *ret_leaf)
{
	uint64_t directory = f->tops[view];
	int r = idmap_at(above, directory) ? 0 : -ENOMEM;

	for (size_t i = 0; i < place->depth && r == 0; i++) {
		const struct place_step *step = &place->steps[i];

		r = filing_step(f, directory, (struct slice){step->value, step->value_length}, &directory);
		if (r == -ENOENT)
			r = make_step(f, view, directory, (int64_t)i + 2, step, now, &directory);
		if (r == 0 && !idmap_at(above, directory))
			r = -ENOMEM;
	}
	*ret_leaf = directory;
	return r;
}

static int note_above(struct filing *f, const struct idmap *above, int64_t count)
{
	int r = 0;

	for (size_t i = 0; i < above->size && r == 0; i++)
		if (above->items[i].id != 0)
			r = filing_note(f, above->items[i].id, count, 0);
	return r;
}

static int note_entry(struct filing *f, uint64_t leaf)
{
	struct idmap_item *item = f->leaves ? idmap_at(f->leaves, leaf) : NULL;

	if (!f->leaves)
		return filing_note(f, leaf, 0, 1);
	if (!item)
		return -ENOMEM;
	item->b++;
	return 0;
}

static int file_in_place(struct filing *f, int view, uint64_t document, const struct place *place,
			 int64_t now, struct idmap *above)
{
	uint64_t leaf = 0;
	int r = walk_place(f, view, place, now, above, &leaf);

	if (r == 0)
		r = stmt_run(f->statements, STMT_ENTRY_INSERT, "ii", (int64_t)leaf, (int64_t)document);
	return r < 0 ? r : note_entry(f, leaf);
}

static int file_in_view(struct filing *f, int view, uint64_t document, const struct places *places,
			int64_t now)
{
	struct idmap above = {0};
	int r = places->count > UINT16_MAX ? -EFBIG : 0; /* document.links counts in 16 bits */

	for (size_t i = 0; i < places->count && r == 0; i++)
		r = file_in_place(f, view, document, &places->at[i], now, &above);
	if (r == 0)
		r = note_above(f, &above, 1);
	idmap_finish(&above);
	return r;
}

/* Appends the number of names that the document gets; those below its source come with the source's name. */
static int file_document(struct filing *f, int view, uint64_t document, const struct placed *placed,
			 int64_t now, struct buf *links)
{
	struct arena arena = {0};
	struct places places = {.arena = &arena};

	if (view_at(view)->place)
		view_at(view)->place(placed, &places);
	int r = arena.failed ? -ENOMEM : file_in_view(f, view, document, &places, now);

	buf_u16(links, view_at(view)->place_source ? 1 : (uint16_t)places.count);
	arena_finish(&arena);
	return r;
}

int filing_document(struct filing *f, const struct document_row *row, const struct document_facts *facts,
		    int64_t now, struct buf *links, uint64_t *ret_thread)
{
	struct thread thread = {0};
	int r = thread_find(f->statements, row, facts, &thread);
	struct placed placed = {facts, slice_of(thread.value), thread.subject};

	if (r == 0)
		r = filing_note(f, DOSSIER_ROOT, 1, 0);
	for (int view = 0; (size_t)view < view_count() && r == 0; view++)
		r = file_document(f, view, row->id, &placed, now, links);
	*ret_thread = thread.first;
	return r == 0 && links->failed ? -ENOMEM : r;
}

/* ---- documents of a source ---- */

/* One by one: an insertion of many rows is written to a journal of its own, page by page, lest one fails. */
static int enter_documents(struct filing *f, uint64_t leaf, uint64_t source, int64_t *ret_count)
{
	sqlite3_stmt *row;
	int r = stmt_row(f->statements, STMT_DOCUMENTS_OF_SOURCE, &row, "i", (int64_t)source);

	for (*ret_count = 0; r == 1; ++*ret_count) {
		r = stmt_run(f->statements, STMT_ENTRY_INSERT, "ii", (int64_t)leaf,
			     sqlite3_column_int64(row, 0));
		if (r < 0)
			stmt_end(row);
		else
			r = stmt_next(row);
	}
	return r;
}

static int file_source(struct filing *f, int view, uint64_t source, const struct place *place, int64_t now)
{
	struct idmap above = {0};
	uint64_t leaf = 0;
	int64_t count = 0;
	int r = walk_place(f, view, place, now, &above, &leaf);

	if (r == 0)
		r = enter_documents(f, leaf, source, &count);
	if (r == 0 && count > 0)
		r = note_above(f, &above, count);
	if (r == 0 && count > 0)
		r = filing_note(f, leaf, 0, 1);
	idmap_finish(&above);
	return r;
}

/* Where all documents of a source stand in a view. */
static int find_source_places(int view, uint64_t source, const char *path, struct places *places)
{
	if (view_at(view)->place_source)
		view_at(view)->place_source(source, slice_of(path), places);
	return places->arena->failed ? -ENOMEM : 0;
}

int filing_source(struct filing *f, uint64_t source, const char *path, int64_t now)
{
	int r = 0;

	for (int view = 0; (size_t)view < view_count() && r == 0; view++) {
		struct arena arena = {0};
		struct places places = {.arena = &arena};

		r = find_source_places(view, source, path, &places);
		for (size_t i = 0; i < places.count && r == 0; i++)
			r = file_source(f, view, source, &places.at[i], now);
		arena_finish(&arena);
	}
	return r;
}

int filing_source_document(struct filing *f, uint64_t source, const char *path, uint64_t document,
			   int64_t now)
{
	int r = 0;

	for (int view = 0; (size_t)view < view_count() && r == 0; view++) {
		struct arena arena = {0};
		struct places places = {.arena = &arena};

		r = find_source_places(view, source, path, &places);
		if (r == 0)
			r = file_in_view(f, view, document, &places, now);
		arena_finish(&arena);
	}
	return r;
}
