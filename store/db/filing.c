/* SPDX-License-Identifier: MIT */
#include "filing.h"

#include "../util/arena.h"
#include "../util/utf8.h"
#include "dossier/node.h"
#include "name.h"
#include "view.h"

#include <errno.h>

enum { ROOT = 1, CHAIN_MAX = 512 };

int filing_init(struct filing *f, struct statements *statements)
{
	*f = (struct filing){.statements = statements};
	for (size_t view = 0; view < view_count(); view++) {
		int64_t id;
		int r = stmt_number(statements, STMT_DIRECTORY_BY_VALUE, &id, "ib", (int64_t)ROOT,
		                    slice_of(view_at((int)view)->name));

		if (r < 0)
			return r == -ENOENT ? -EIO : r;
		f->tops[view] = (uint64_t)id;
	}
	return 0;
}

void filing_finish(struct filing *f)
{
	idmap_finish(&f->pending);
	buf_finish(&f->journal);
}

/* ---- counts ---- */

static int note(struct filing *f, uint64_t directory, int64_t count, int64_t changes)
{
	struct filed step = {directory, count, changes};
	struct idmap_item *item = idmap_at(&f->pending, directory);

	buf_append(&f->journal, &step, sizeof step);
	if (!item || f->journal.failed)
		return -ENOMEM;
	item->a += count;
	item->b += changes;
	return 0;
}

void filing_keep(struct filing *f)
{
	buf_clear(&f->journal);
}

void filing_undo(struct filing *f)
{
	for (size_t at = 0; at + sizeof(struct filed) <= f->journal.length; at += sizeof(struct filed)) {
		struct filed step;

		memcpy(&step, f->journal.data + at, sizeof step);
		struct idmap_item *item = idmap_at(&f->pending, step.directory);

		if (item) {
			item->a -= step.count;
			item->b -= step.changes;
		}
	}
	buf_clear(&f->journal);
}

/* A directory that had no files is new in its parent's listing. */
static int flush_count(struct filing *f, uint64_t directory, int64_t count, struct idmap *changed)
{
	sqlite3_stmt *row;
	int r = stmt_row(f->statements, STMT_DIRECTORY_COUNT_ADD, &row, "ii", count, (int64_t)directory);

	if (r != 1)
		return r < 0 ? r : -EIO;
	bool appeared = sqlite3_column_int64(row, 0) == count;
	uint64_t parent = (uint64_t)sqlite3_column_int64(row, 1);

	while (r == 1)
		r = stmt_next(row);
	/* The tops of views are always shown. */
	if (r == 0 && appeared && parent > ROOT && !idmap_at(changed, parent))
		r = -ENOMEM;
	return r;
}

int filing_flush(struct filing *f, int64_t now)
{
	struct idmap changed = {0};
	int r = 0;

	for (size_t i = 0; i < f->pending.size && r == 0; i++) {
		const struct idmap_item *item = &f->pending.items[i];

		if (item->id != 0 && item->a != 0)
			r = flush_count(f, item->id, item->a, &changed);
		if (r == 0 && item->id != 0 && item->b != 0 && !idmap_at(&changed, item->id))
			r = -ENOMEM;
	}
	for (size_t i = 0; i < changed.size && r == 0; i++)
		if (changed.items[i].id != 0)
			r = stmt_run(f->statements, STMT_DIRECTORY_CHANGED, "ii", now, (int64_t)changed.items[i].id);
	idmap_finish(&changed);
	idmap_finish(&f->pending);
	return r;
}

/* ---- names ---- */

/* Finds a name that nothing in `parent` has, in any case: `wanted`, else with ~2, ~3 ... */
static int claim_name(struct statements *s, uint64_t parent, size_t most, struct buf *name, struct buf *fold)
{
	struct buf wanted = {0};
	int r = 1;

	buf_append(&wanted, name->data, name->length);
	for (unsigned number = 2; r == 1; number++) {
		sqlite3_stmt *row;

		buf_clear(fold);
		utf8_fold(fold, (struct slice){name->data, name->length});
		if (name->failed || fold->failed || wanted.failed) {
			r = -ENOMEM;
			break;
		}
		r = stmt_row(s, STMT_NAME_TAKEN, &row, "is", (int64_t)parent, (struct slice){fold->data, fold->length});
		stmt_end(row);
		if (r == 1) {
			buf_clear(name);
			name_numbered(name, (struct slice){wanted.data, wanted.length}, number, most);
		}
	}
	buf_finish(&wanted);
	return r;
}

struct new_directory {
	uint64_t parent;
	int view;
	int64_t depth;
	struct slice value;
	size_t most; /* bytes of the name */
};

/* `name` is cleaned; it may be changed by claim_name(). */
static int make_directory(struct statements *s, const struct new_directory *d, struct buf *name, int64_t now,
                          uint64_t *ret_id)
{
	struct buf fold = {0};
	sqlite3_stmt *row;
	int r = claim_name(s, d->parent, d->most, name, &fold);

	if (r == 0)
		r = stmt_row(s, STMT_DIRECTORY_INSERT, &row, "iiissbi", (int64_t)d->parent, (int64_t)d->view, d->depth,
		             (struct slice){name->data, name->length}, (struct slice){fold.data, fold.length}, d->value, now);
	if (r == 1) {
		*ret_id = (uint64_t)sqlite3_column_int64(row, 0);
		while (r == 1)
			r = stmt_next(row);
	}
	if (r == 0 && *ret_id > DOSSIER_DIRECTORY_MAX)
		r = -EFBIG;
	buf_finish(&fold);
	return r;
}

/* ---- documents ---- */

static int make_step(struct filing *f, int view, uint64_t parent, int64_t depth, const struct place_step *step,
                     int64_t now, uint64_t *ret_id)
{
	struct new_directory d = {parent, view, depth, {step->value, step->value_length}, NAME_MAX_BYTES};
	struct buf name = {0};

	name_facet(&name, slice_of(step->name));
	int r = make_directory(f->statements, &d, &name, now, ret_id);

	for (size_t i = 0; r == 0 && i < VIEW_ALIASES_MAX && step->aliases[i]; i++)
		r = stmt_run(f->statements, STMT_ALIAS_INSERT, "iti", (int64_t)parent, step->aliases[i], (int64_t)*ret_id);
	buf_finish(&name);
	return r;
}

struct chain { /* the directories that hold one document in one view, each once */
	uint64_t at[CHAIN_MAX];
	size_t count;
};

static bool chain_add(struct chain *chain, uint64_t directory)
{
	for (size_t i = 0; i < chain->count; i++)
		if (chain->at[i] == directory)
			return false;
	if (chain->count < CHAIN_MAX)
		chain->at[chain->count++] = directory;
	return true;
}

/* Finds or makes the directories of one place and enters the document into the last. */
static int file_in_place(struct filing *f, int view, uint64_t document, const struct place *place, int64_t now,
                         struct chain *chain)
{
	uint64_t directory = f->tops[view];
	int r = 0;

	chain_add(chain, directory);
	for (size_t i = 0; i < place->depth && r == 0; i++) {
		const struct place_step *step = &place->steps[i];
		int64_t id;

		r = stmt_number(f->statements, STMT_DIRECTORY_BY_VALUE, &id, "ib", (int64_t)directory,
		                (struct slice){step->value, step->value_length});
		if (r == 0)
			directory = (uint64_t)id;
		else if (r == -ENOENT)
			r = make_step(f, view, directory, (int64_t)i + 2, step, now, &directory);
		if (r == 0)
			chain_add(chain, directory);
	}
	if (r == 0)
		r = stmt_run(f->statements, STMT_ENTRY_INSERT, "ii", (int64_t)directory, (int64_t)document);
	return r < 0 ? r : note(f, directory, 0, 1);
}

static int file_in_view(struct filing *f, int view, uint64_t document, const struct places *places, int64_t now)
{
	struct chain chain = {.count = 0};
	int r = 0;

	for (size_t i = 0; i < places->count && r == 0; i++)
		r = file_in_place(f, view, document, &places->at[i], now, &chain);
	for (size_t i = 0; i < chain.count && r == 0; i++)
		r = note(f, chain.at[i], 1, 0);
	return r;
}

int filing_document(struct filing *f, uint64_t document, const struct document_facts *facts, int64_t now,
                    struct buf *links)
{
	int r = note(f, ROOT, 1, 0);

	for (int view = 0; (size_t)view < view_count() && r == 0; view++) {
		struct arena arena = {0};
		struct places places = {.arena = &arena};

		if (view_at(view)->place)
			view_at(view)->place(facts, &places);
		r = arena.failed ? -ENOMEM : file_in_view(f, view, document, &places, now);
		buf_u16(links, (uint16_t)places.count);
		arena_finish(&arena);
	}
	return r == 0 && links->failed ? -ENOMEM : r;
}

/* ---- originals ---- */

static int make_original_directory(struct filing *f, uint64_t parent, int64_t depth, struct slice component,
                                   int64_t now, uint64_t *ret_id)
{
	struct new_directory d = {parent, VIEW_ORIGINALS, depth, component, ORIGINAL_MAX_BYTES};
	struct buf name = {0};

	name_original(&name, component);
	int r = make_directory(f->statements, &d, &name, now, ret_id);

	buf_finish(&name);
	return r;
}

static int walk_original(struct filing *f, const char *const components[], size_t count, int64_t now,
                         uint64_t *ret_directory, struct chain *chain)
{
	uint64_t directory = f->tops[VIEW_ORIGINALS];
	int r = 0;

	chain_add(chain, directory);
	for (size_t i = 0; i < count && r == 0; i++) {
		int64_t id;

		r = stmt_number(f->statements, STMT_DIRECTORY_BY_VALUE, &id, "ib", (int64_t)directory,
		                slice_of(components[i]));
		if (r == 0)
			directory = (uint64_t)id;
		else if (r == -ENOENT)
			r = make_original_directory(f, directory, (int64_t)i + 2, slice_of(components[i]), now, &directory);
		if (r == 0 && !chain_add(chain, directory))
			r = -EIO;
	}
	*ret_directory = directory;
	return r;
}

static int parent_of(struct filing *f, uint64_t directory, uint64_t *ret)
{
	int64_t parent;
	int r = stmt_number(f->statements, STMT_DIRECTORY_NAME, &parent, "i", (int64_t)directory);

	if (r == 0)
		*ret = (uint64_t)parent;
	return r == -ENOENT ? -EIO : r;
}

/* The directories above the names that a source has already, so that it counts in each once. */
static int chain_of_source(struct filing *f, uint64_t source, uint64_t directory, struct slice component,
                           struct chain *chain, bool *ret_has_name)
{
	sqlite3_stmt *row;
	uint64_t leaves[CHAIN_MAX];
	size_t count = 0;
	int r = stmt_row(f->statements, STMT_FILE_NAME_OF_SOURCE, &row, "i", (int64_t)source);

	for (; r == 1; r = stmt_next(row)) {
		uint64_t leaf = (uint64_t)sqlite3_column_int64(row, 0);

		*ret_has_name = *ret_has_name || (leaf == directory && slice_equal(stmt_blob(row, 2), component));
		if (count < CHAIN_MAX)
			leaves[count++] = leaf;
	}
	for (size_t i = 0; i < count && r == 0; i++)
		for (uint64_t at = leaves[i]; at > ROOT && r == 0; r = parent_of(f, at, &at))
			chain_add(chain, at);
	return r;
}

static int insert_name(struct filing *f, uint64_t directory, uint64_t source, struct slice component)
{
	struct buf name = {0}, fold = {0};

	name_original(&name, component);
	int r = claim_name(f->statements, directory, ORIGINAL_MAX_BYTES, &name, &fold);

	if (r == 0)
		r = stmt_run(f->statements, STMT_FILE_NAME_INSERT, "issbinn", (int64_t)directory,
		             (struct slice){name.data, name.length}, (struct slice){fold.data, fold.length}, component,
		             (int64_t)source);
	buf_finish(&name);
	buf_finish(&fold);
	return r;
}

int filing_original(struct filing *f, uint64_t source, const char *const components[], size_t count, int64_t now,
                    bool *ret_new)
{
	struct chain chain = {.count = 0}, had = {.count = 0};
	struct slice last = slice_of(components[count - 1]);
	uint64_t directory;
	bool has_name = false;
	int r = walk_original(f, components, count - 1, now, &directory, &chain);

	if (r == 0)
		r = chain_of_source(f, source, directory, last, &had, &has_name);
	*ret_new = !has_name;
	if (r < 0 || has_name)
		return r;
	r = insert_name(f, directory, source, last);
	if (r == 0)
		r = note(f, directory, 0, 1);
	for (size_t i = 0; i < chain.count && r == 0; i++)
		if (chain_add(&had, chain.at[i]))
			r = note(f, chain.at[i], 1, 0);
	return r;
}

/* ---- what every store has ---- */

static int found_file(struct statements *s, uint64_t directory, const char *name, int64_t now)
{
	return stmt_run(s, STMT_FILE_NAME_INSERT, "ittbnbi", (int64_t)directory, name, name, slice_of(name),
	                (struct slice){"", 0}, now);
}

static int found_view(struct statements *s, int number, int64_t now)
{
	const struct view *view = view_at(number);
	struct new_directory top = {ROOT, number, 1, slice_of(view->name), NAME_MAX_BYTES};
	struct buf name = {0};
	uint64_t id = 0, leaf;

	buf_text(&name, view->name);
	int r = make_directory(s, &top, &name, now, &id);

	for (size_t i = 0; r == 0 && view->statics && view->statics[i]; i++) {
		char value[32] = "";
		struct new_directory d = {id, number, 2, {value, strlen(view->statics[i]) + 1}, NAME_MAX_BYTES};

		memcpy(value + 1, view->statics[i], strlen(view->statics[i]));
		buf_clear(&name);
		buf_text(&name, view->statics[i]);
		r = make_directory(s, &d, &name, now, &leaf);
	}
	buf_finish(&name);
	size_t files = 0;
	const struct static_file *file = static_files(&files);

	for (size_t i = 0; r == 0 && view->option && i < files; i++)
		if (file[i].in_views)
			r = found_file(s, id, file[i].name, now);
	return r;
}

int filing_found(struct statements *s, int64_t now)
{
	struct slice empty = {"", 0};
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_DIRECTORY_INSERT, &row, "niissbi", (int64_t)VIEW_ROOT, (int64_t)0, empty, empty, empty, now);

	while (r == 1)
		r = stmt_next(row);
	for (int view = 0; (size_t)view < view_count() && r == 0; view++)
		r = found_view(s, view, now);
	size_t files = 0;
	const struct static_file *file = static_files(&files);

	for (size_t i = 0; i < files && r == 0; i++)
		if (file[i].in_root)
			r = found_file(s, ROOT, file[i].name, now);
	return r;
}
