/* SPDX-License-Identifier: MIT */
/* The names below originals/ that go, and files that stay although the archive they were met in goes. */
#include "remove.h"

#include "erase.h"

#include <errno.h>
#include <stdlib.h>

/* ---- files that would be left without a name ---- */

struct orphan { /* its parent stays under another name: there its own is as it was */
	uint64_t source, parent;
	char *components[WRITER_MEMBER_DEPTH]; /* from the last one up */
	size_t count;
};

static void orphan_finish(struct orphan *o)
{
	while (o->count > 0)
		free(o->components[--o->count]);
}

/* One step up from `directory`; 1: it is the folder of what its parent holds. */
static int step_up(struct writer *w, struct orphan *o, int64_t *directory)
{
	int64_t holder, above;
	sqlite3_stmt *row;
	int r = stmt_number(&w->statements, STMT_DIRECTORY_HOLDER, &holder, "i", *directory);

	if (r == 0 && (uint64_t)holder == o->parent)
		return 1;
	if (r < 0 && r != -ENOENT)
		return r;
	r = stmt_row(&w->statements, STMT_DIRECTORY_NAME, &row, "i", *directory);
	if (r != 1)
		return r < 0 ? r : -EIO;
	above = sqlite3_column_int64(row, 0);
	char *value = sqlite3_column_int64(row, 2) > 1 ? strdup(stmt_text(row, 3)) : NULL;

	stmt_end(row);
	if (!value)
		return above > 1 ? -ENOMEM : 1; /* the top: it was not held where it stood */
	if (o->count == WRITER_MEMBER_DEPTH)
		free(o->components[--o->count]);
	o->components[o->count++] = value;
	*directory = above;
	return 0;
}

static int read_orphan(struct writer *w, struct orphan *o)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_FILE_NAME_OF_SOURCE, &row, "i", (int64_t)o->source);

	if (r != 1)
		return r < 0 ? r : -EIO;
	int64_t directory = sqlite3_column_int64(row, 0);

	o->components[0] = strdup(stmt_text(row, 2));
	o->count = o->components[0] != NULL;
	stmt_end(row);
	r = o->count == 1 ? 0 : -ENOMEM;
	while (r == 0)
		r = step_up(w, o, &directory);
	return r < 0 ? r : 0;
}

struct orphans {
	struct orphan *at;
	size_t count;
};

static void orphans_finish(struct orphans *all)
{
	for (size_t i = 0; i < all->count; i++)
		orphan_finish(&all->at[i]);
	free(all->at);
}

/* In order of id: what holds them comes first. */
static int read_orphans(struct writer *w, struct orphans *all)
{
	struct id_list ids = {0};
	int r = id_list_read(w, STMT_GONE_ORPHANS, &ids);

	all->at = calloc(ids.count + 1, sizeof *all->at);
	if (r == 0 && !all->at)
		r = -ENOMEM;
	for (; all->count < ids.count && r == 0; all->count++) {
		struct orphan *o = &all->at[all->count];
		int64_t parent = 0;

		o->source = ids.at[all->count];
		r = stmt_number(&w->statements, STMT_SOURCE_PARENT, &parent, "i", (int64_t)o->source);
		o->parent = (uint64_t)parent;
		if (r == 0)
			r = read_orphan(w, o);
	}
	id_list_finish(&ids);
	return r;
}

static int name_orphan(struct writer *w, const struct orphan *o)
{
	const char *components[WRITER_MEMBER_DEPTH];
	bool is_new;

	for (size_t i = 0; i < o->count; i++)
		components[i] = o->components[o->count - 1 - i];
	return filing_member(&w->filing, o->source, o->parent, components, o->count, writer_tick(w), &is_new);
}

static int name_orphans(struct writer *w, const struct orphans *all)
{
	int r = 0;

	for (size_t i = 0; i < all->count && r == 0; i++)
		r = name_orphan(w, &all->at[i]);
	return r;
}

/* ---- parents ---- */

/* Another one that holds it; none if that stands in it, as only a strange archive can. */
static int find_parent(struct writer *w, uint64_t source, int64_t *ret_parent, int64_t *ret_depth)
{
	int64_t holder, depth = 0, circle = 0;
	int r = stmt_number(&w->statements, STMT_GONE_HOLDER_ANY, &holder, "i", (int64_t)source);

	*ret_parent = *ret_depth = 0;
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	r = stmt_number(&w->statements, STMT_SOURCE_IS_ABOVE, &circle, "ii", holder, (int64_t)source);
	if (r == 0)
		return 0;
	if (r == -ENOENT)
		r = stmt_number(&w->statements, STMT_SOURCE_DEPTH, &depth, "i", holder);
	*ret_parent = holder;
	*ret_depth = depth + 1;
	return r;
}

static int find_parents(struct writer *w)
{
	struct id_list children = {0};
	int r = id_list_read(w, STMT_GONE_CHILDREN, &children);

	for (size_t i = 0; i < children.count && r == 0; i++) {
		int64_t id = (int64_t)children.at[i], parent = 0, depth = 0;

		r = find_parent(w, children.at[i], &parent, &depth);
		if (r == 0)
			r = stmt_run(&w->statements, STMT_SOURCE_SET_PARENT, "ii", parent, id);
		if (r == 0)
			r = stmt_run(&w->statements, STMT_SOURCE_SET_DEPTHS, "ii", id, depth);
	}
	id_list_finish(&children);
	return r;
}

/* ---- names ---- */

static int note_listings(struct writer *w)
{
	struct id_list directories = {0};
	int r = id_list_read(w, STMT_GONE_NAME_DIRECTORIES, &directories);

	for (size_t i = 0; i < directories.count && r == 0; i++)
		r = filing_note(&w->filing, directories.at[i], 0, 1);
	id_list_finish(&directories);
	return r;
}

/* A directory counts a source no more if no name of it is left below. */
static int drop_holding(struct writer *w)
{
	struct id_list lost = {0};
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_GONE_HOLDING, &row, "");

	while (r == 1) {
		r = id_list_add(&lost, (uint64_t)sqlite3_column_int64(row, 0));
		if (r == 0)
			r = id_list_add(&lost, (uint64_t)sqlite3_column_int64(row, 1));
		if (r == 0)
			r = stmt_next(row);
		else
			stmt_end(row);
	}
	for (size_t i = 0; i < lost.count && r == 0; i += 2) {
		r = filing_note(&w->filing, lost.at[i + 1], -1, 0);
		if (r == 0)
			r = stmt_run(&w->statements, STMT_HOLDING_ERASE, "ii", (int64_t)lost.at[i],
				     (int64_t)lost.at[i + 1]);
	}
	id_list_finish(&lost);
	return r;
}

/* Sources that stay are told of: their number of names is another. */
static int tell_staying(struct writer *w)
{
	struct id_list staying = {0};
	int r = id_list_read(w, STMT_GONE_STAYING, &staying);

	for (size_t i = 0; i < staying.count && r == 0; i++)
		r = notice(w, dossier_node_pack(DOSSIER_ORIGINAL, staying.at[i]), 0, NULL);
	id_list_finish(&staying);
	return r;
}

static int erase_names(struct writer *w)
{
	int r = note_listings(w);

	if (r == 0)
		r = stmt_run(&w->statements, STMT_GONE_NAMES_ERASE, "");
	return r < 0 ? r : drop_holding(w);
}

int remove_names(struct writer *w, struct id_list *moved)
{
	struct orphans orphans = {0};
	int r = id_list_read(w, STMT_GONE_MOVED, moved);

	if (r == 0)
		r = read_orphans(w, &orphans);
	if (r == 0)
		r = erase_names(w);
	if (r == 0)
		r = find_parents(w);
	if (r == 0)
		r = name_orphans(w, &orphans);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_GONE_LINKS, "");
	if (r == 0)
		r = tell_staying(w);
	orphans_finish(&orphans);
	return r;
}
