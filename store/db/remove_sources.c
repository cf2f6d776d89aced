/* SPDX-License-Identifier: MIT */
/* Which sources go: those that are named, and what they hold that nothing else does. */
#include "remove.h"

#include "path.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- what is named ---- */

static struct slice step_of(const char **path)
{
	struct slice step = {*path, strcspn(*path, "/")};

	*path += step.length + ((*path)[step.length] == '/');
	return step;
}

static int find_path(struct writer *w, const char *path, uint64_t *ret)
{
	int64_t directory = (int64_t)w->filing.tops[VIEW_ORIGINALS], id;
	int r = 0;

	for (struct slice step = step_of(&path); r == 0; step = step_of(&path)) {
		if (*path == '\0') {
			r = stmt_number(&w->statements, STMT_FILE_NAME_SOURCE, &id, "is", directory, step);
			*ret = r == 0 ? (uint64_t)id : 0;
			return r;
		}
		r = stmt_number(&w->statements, STMT_DIRECTORY_NAMED, &directory, "is", directory, step);
	}
	return r;
}

static int find_number(struct writer *w, const char *number, uint64_t *ret)
{
	char *end;
	unsigned long long id = strtoull(number, &end, 10);
	int64_t depth;

	if (!byte_is_digit(*number) || *end != '\0' || id == 0 || id > INT64_MAX)
		return -ENOENT;
	*ret = id;
	return stmt_number(&w->statements, STMT_SOURCE_DEPTH, &depth, "i", (int64_t)id);
}

/* A path goes before a number: what `dossier list` prints is meant. */
static int find_source(struct writer *w, const char *name, uint64_t *ret)
{
	static const char top[] = "originals/";
	int r = find_path(w, name, ret);

	if (r == -ENOENT && strncmp(name, top, sizeof top - 1) == 0)
		r = find_path(w, name + sizeof top - 1, ret);
	return r == -ENOENT ? find_number(w, name, ret) : r;
}

/* ---- what goes with it ---- */

static int make_tables(struct writer *w)
{
	static const enum stmt steps[] = {STMT_GONE_TABLE,        STMT_GONE_NAME_TABLE,  STMT_GONE_PATH_TABLE,
					  STMT_GONE_THREAD_TABLE, STMT_GONE_CLEAR,       STMT_GONE_NAME_CLEAR,
					  STMT_GONE_PATH_CLEAR,   STMT_GONE_THREAD_CLEAR};
	int r = 0;

	for (size_t i = 0; i < sizeof steps / sizeof *steps && r == 0; i++)
		r = stmt_run(&w->statements, steps[i], "");
	return r;
}

/* Whatever stands below the folder of a source that goes; and of that, what nothing else holds, however deep.
 */
static int close_over(struct writer *w)
{
	int r = stmt_run(&w->statements, STMT_GONE_NAMES_OWN, "");

	if (r == 0)
		r = stmt_run(&w->statements, STMT_GONE_NAMES_HELD, "");
	do {
		if (r == 0)
			r = stmt_run(&w->statements, STMT_GONE_MEMBERS, "");
	} while (r == 0 && sqlite3_changes64(w->statements.db) > 0);
	return r;
}

static int collect(struct writer *w, const struct id_list *wanted)
{
	int r = make_tables(w);

	for (size_t i = 0; i < wanted->count && r == 0; i++)
		if (wanted->at[i] != 0)
			r = stmt_run(&w->statements, STMT_GONE_ADD, "i", (int64_t)wanted->at[i]);
	return r < 0 ? r : close_over(w);
}

/* ---- what cannot go ---- */

static int refuse_held(struct writer *w, const struct removal_order *order, size_t i, uint64_t holder)
{
	char *path = NULL, reason[512];
	int r = path_of_source(&w->statements, holder, &path);

	if (r < 0 && r != -ENOENT)
		return r;
	snprintf(reason, sizeof reason, "it is also in %s, which holds its bytes: remove that, too",
		 path ? path : "another source");
	order->how->refuse(order->how->context, order->sources[i], reason);
	free(path);
	return 0;
}

/* 1: one was refused, and what goes has to be found again. */
static int refuse_one(struct writer *w, const struct removal_order *order, struct id_list *wanted)
{
	for (size_t i = 0; i < wanted->count; i++) {
		int64_t holder;
		int r = wanted->at[i] == 0 ? -ENOENT
					   : stmt_number(&w->statements, STMT_GONE_HOLDER, &holder, "i",
							 (int64_t)wanted->at[i]);

		if (r == 0)
			r = refuse_held(w, order, i, (uint64_t)holder);
		else if (r == -ENOENT)
			continue;
		wanted->at[i] = 0;
		return r < 0 ? r : 1;
	}
	return 0;
}

static int find_wanted(struct writer *w, const struct removal_order *order, struct id_list *wanted)
{
	int r = 0;

	for (size_t i = 0; i < order->count && r == 0; i++) {
		uint64_t source = 0;

		r = find_source(w, order->sources[i], &source);
		if (r == -ENOENT)
			order->how->refuse(order->how->context, order->sources[i], "no such source");
		if (r == 0 || r == -ENOENT)
			r = id_list_add(wanted, r == 0 ? source : 0);
	}
	return r;
}

int remove_choose(struct writer *w, const struct removal_order *order)
{
	struct id_list wanted = {0};
	int r = find_wanted(w, order, &wanted);

	do {
		if (r >= 0)
			r = collect(w, &wanted);
		if (r == 0)
			r = refuse_one(w, order, &wanted);
	} while (r == 1);
	id_list_finish(&wanted);
	return r;
}

/* ---- telling ---- */

static int tell(struct writer *w, const struct removal_order *order, sqlite3_stmt *row)
{
	struct dossier_removed removal = {.id = (uint64_t)sqlite3_column_int64(row, 0),
					  .size = (uint64_t)sqlite3_column_int64(row, 1),
					  .documents = (uint64_t)sqlite3_column_int64(row, 2),
					  .is_member = sqlite3_column_int64(row, 3) != 0};
	char *path = NULL;
	int r = path_of_source(&w->statements, removal.id, &path);

	removal.path = path ? path : "";
	if (r == 0 || r == -ENOENT)
		order->how->tell(order->how->context, &removal);
	free(path);
	return r == -ENOENT ? 0 : r;
}

int remove_tell(struct writer *w, const struct removal_order *order)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_GONE_TELL, &row, "");

	while (r == 1) {
		r = tell(w, order, row);
		if (r == 0)
			r = stmt_next(row);
		else
			stmt_end(row);
	}
	return r;
}
