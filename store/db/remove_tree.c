/* SPDX-License-Identifier: MIT */
/* Directories after a removal: none stays that only what went had made, nor its name. */
#include "remove.h"

#include "claim.h"
#include "erase.h"
#include "facts_read.h"
#include "path.h"
#include "thread.h"
#include "view.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- those that are empty ---- */

static int tell_all(struct writer *w, enum stmt statement, enum dossier_kind kind)
{
	struct id_list ids = {0};
	int r = id_list_read(w, statement, &ids);

	for (size_t i = 0; i < ids.count && r == 0; i++)
		r = notice(w, dossier_node_pack(kind, ids.at[i]), 0, NULL);
	id_list_finish(&ids);
	return r;
}

int remove_directories(struct writer *w)
{
	int r = tell_all(w, STMT_EMPTY_ALIASES, DOSSIER_ALIAS);

	known_finish(&w->filing.known);
	if (r == 0)
		r = tell_all(w, STMT_EMPTY_DIRECTORIES, DOSSIER_DIRECTORY);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_EMPTY_ALIASES_ERASE, "");
	return r < 0 ? r : stmt_run(&w->statements, STMT_EMPTY_DIRECTORIES_ERASE, "");
}

/* ---- what a directory is called after ---- */

struct leaf {
	uint64_t id, parent;
	int view;
	int64_t depth;
	struct buf name, value;
};

static void leaf_finish(struct leaf *leaf)
{
	buf_finish(&leaf->name);
	buf_finish(&leaf->value);
}

static struct slice bytes_of(const struct buf *b)
{
	return (struct slice){b->data, b->length};
}

/* -ENOENT: it went, or the program names it. */
static int read_leaf(struct writer *w, uint64_t id, struct leaf *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_DIRECTORY_LEAF, &row, "i", (int64_t)id);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	ret->id = id;
	ret->parent = (uint64_t)sqlite3_column_int64(row, 0);
	ret->view = sqlite3_column_int(row, 1);
	ret->depth = sqlite3_column_int64(row, 2);
	buf_text(&ret->name, stmt_text(row, 3));
	buf_slice(&ret->value, stmt_blob(row, 4));
	stmt_end(row);
	if (ret->view < 0 || (size_t)ret->view >= view_count())
		return -ENOENT;
	return ret->name.failed || ret->value.failed ? -ENOMEM : 0;
}

/* As filing placed it: by its own facts or by its source's path. */
static int place(struct writer *w, const struct leaf *leaf, uint64_t document, struct places *places)
{
	const struct view *view = view_at(leaf->view);
	struct document_facts facts, filed;
	uint64_t source, thread;
	char value[24] = "", *path = NULL;
	int r = thread_of(&w->statements, document, &source, &thread);

	if (r == 0)
		r = facts_read(&w->statements, document, places->arena, &facts);
	if (r == 0)
		r = write_filed(w, &facts, places->arena, &filed);
	if (r < 0)
		return r;
	if (thread != 0)
		snprintf(value, sizeof value, "%llu", (unsigned long long)thread);
	if (view->place)
		view->place(
			&(struct placed){&filed, slice_of(value), thread_called(slice_of(facts.title.value))},
			places);
	if (view->place_source)
		r = path_of_source(&w->statements, source, &path);
	if (r == 0 && path)
		view->place_source(source, slice_of(path), places);
	free(path);
	return r == 0 && places->arena->failed ? -ENOMEM : r;
}

/* What a document's facts call this directory. */
static int call(struct writer *w, const struct leaf *leaf, uint64_t document, struct buf *name)
{
	struct arena arena = {0};
	struct places places = {.arena = &arena};
	int r = place(w, leaf, document, &places);

	buf_clear(name);
	for (size_t i = 0; i < places.count && r == 0; i++) {
		const struct place_step *step = &places.at[i].steps[places.at[i].depth - 1];

		if (places.at[i].depth > 0 &&
		    slice_equal((struct slice){step->value, step->value_length}, bytes_of(&leaf->value)))
			name_facet(name, slice_of(step->name));
		if (name->length > 0)
			break;
	}
	arena_finish(&arena);
	return name->failed ? -ENOMEM : r;
}

/* It is this name, or was made of it with a number, for which a long one was cut. */
static bool is_made_of(struct slice name, struct slice base)
{
	size_t end = name.length;

	while (end > 0 && byte_is_digit(name.at[end - 1]))
		end--;
	bool numbered = end > 0 && end < name.length && name.at[end - 1] == '~';
	struct slice stem = numbered ? slice_sub(name, 0, end - 1) : name;

	return slice_equal(name, base) || (numbered && slice_starts(base, stem) &&
					   (stem.length == base.length || name.length + 8 > NAME_MAX_BYTES));
}

/* *ret_said: one of its documents calls it what it is called; else `name` is what the first one does. */
static int find_name(struct writer *w, const struct leaf *leaf, struct buf *name, bool *ret_said)
{
	struct buf other = {0};
	int64_t document = 0;
	int r = 0;

	for (*ret_said = false; r == 0 && !*ret_said;) {
		r = stmt_number(&w->statements, STMT_ENTRY_NEXT, &document, "ii", (int64_t)leaf->id,
				document);
		if (r == 0)
			r = call(w, leaf, (uint64_t)document, &other);
		*ret_said = r == 0 && is_made_of(bytes_of(&leaf->name), bytes_of(&other));
		if (r == 0 && name->length == 0)
			buf_slice(name, bytes_of(&other));
	}
	buf_finish(&other);
	return r == -ENOENT ? 0 : name->failed ? -ENOMEM : r;
}

/*
 * Another directory takes its place: were only the name another, a mount would have to be told the old one.
 */
static int replace(struct writer *w, const struct leaf *leaf, struct slice name)
{
	struct new_directory d = {leaf->parent, leaf->view, leaf->depth, bytes_of(&leaf->value),
				  &name_of_facet};
	static const enum stmt moves[] = {STMT_ENTRY_MOVE, STMT_ALIAS_MOVE, STMT_DIRECTORY_COPY_COUNT};
	uint64_t id = 0;
	int r = stmt_run(&w->statements, STMT_DIRECTORY_SET_ASIDE, "i", (int64_t)leaf->id);

	known_finish(&w->filing.known);
	if (r == 0)
		r = claim_directory(&w->statements, &d, name, writer_tick(w), &id);
	for (size_t i = 0; i < sizeof moves / sizeof *moves && r == 0; i++)
		r = stmt_run(&w->statements, moves[i], "ii", (int64_t)id, (int64_t)leaf->id);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_DIRECTORY_ERASE, "i", (int64_t)leaf->id);
	if (r == 0)
		r = filing_note(&w->filing, leaf->parent, 0, 1);
	return r < 0 ? r : notice(w, dossier_node_pack(DOSSIER_DIRECTORY, leaf->id), 0, NULL);
}

static int rename_leaf(struct writer *w, uint64_t id)
{
	struct leaf leaf = {.id = 0};
	struct buf name = {0};
	bool said = true;
	int r = read_leaf(w, id, &leaf);

	if (r == 0)
		r = find_name(w, &leaf, &name, &said);
	if (r == 0 && !said && name.length > 0)
		r = replace(w, &leaf, bytes_of(&name));
	buf_finish(&name);
	leaf_finish(&leaf);
	return r == -ENOENT ? 0 : r;
}

int remove_said(struct writer *w, const struct id_list *leaves)
{
	int r = 0;

	for (size_t i = 0; i < leaves->count && r == 0; i++)
		r = rename_leaf(w, leaves->at[i]);
	if (r == 0)
		r = filing_keep(&w->filing);
	return r < 0 ? r : filing_flush(&w->filing, writer_tick(w));
}
