/* SPDX-License-Identifier: MIT */
/*
 * What has changed since a state that a reader knows. Directories are found by the time of their change,
 * names of files by their number, texts by their time, what went by the notices of it; all by an index.
 */
#include "tree.h"

#include <errno.h>

struct change_run {
	struct dossier_reader *reader;
	dossier_change_sink *sink;
	void *context;
};

static int give(const struct change_run *run, enum dossier_change_kind kind, dossier_node node,
		const char *name)
{
	struct dossier_change change = {kind, node, name};

	return run->sink(run->context, &change) ? 0 : -ECANCELED;
}

/* A number that no import gives is no row of ours. */
static bool is_node(int64_t number, uint64_t most)
{
	return number > 0 && (uint64_t)number <= most;
}

/* ---- directories ---- */

/* An alias has the times of its directory, and comes and goes with it. */
static int give_aliases(const struct change_run *run, int64_t directory, dossier_node parent, bool shown)
{
	sqlite3_stmt *row;
	int r = stmt_row(&run->reader->statements, STMT_CHANGED_ALIASES, &row, "i", directory);

	while (r == 1) {
		int64_t id = sqlite3_column_int64(row, 0);
		bool real = is_node(id, DOSSIER_NUMBER_MAX);

		r = real ? give(run, DOSSIER_ATTRIBUTES, dossier_node_pack(DOSSIER_ALIAS, (uint64_t)id), NULL)
			 : 0;
		if (r == 0 && real && shown)
			r = give(run, DOSSIER_NAME, parent, stmt_text(row, 1));
		if (r == 0)
			r = stmt_next(row);
		else
			stmt_end(row);
	}
	return r;
}

static int give_directory(const struct change_run *run, sqlite3_stmt *row)
{
	struct dossier_attributes a;
	int64_t id = sqlite3_column_int64(row, 0), above = sqlite3_column_int64(row, 5);
	bool changed = sqlite3_column_int(row, 6), shown = sqlite3_column_int(row, 7);

	if (!tree_fill_directory(run->reader, NULL, row, &a))
		return 0;
	int r = give(run, changed ? DOSSIER_CONTENT : DOSSIER_ATTRIBUTES, a.node, NULL);

	if (r < 0 || !changed || !is_node(above, DOSSIER_DIRECTORY_MAX))
		return r;
	dossier_node parent = dossier_node_pack(DOSSIER_DIRECTORY, (uint64_t)above);

	if (shown)
		r = give(run, DOSSIER_NAME, parent, stmt_text(row, 1));
	return r < 0 ? r : give_aliases(run, id, parent, shown);
}

/* ---- files ---- */

/* A name that came may be one more of a source that was there, which then has one more link. */
static int give_name(const struct change_run *run, sqlite3_stmt *row)
{
	int64_t directory = sqlite3_column_int64(row, 2), source = sqlite3_column_int64(row, 3);
	int r = 0;

	if (is_node(directory, DOSSIER_DIRECTORY_MAX))
		r = give(run, DOSSIER_NAME, dossier_node_pack(DOSSIER_DIRECTORY, (uint64_t)directory),
			 stmt_text(row, 1));
	if (r == 0 && is_node(source, DOSSIER_NUMBER_MAX))
		r = give(run, DOSSIER_ATTRIBUTES, dossier_node_pack(DOSSIER_ORIGINAL, (uint64_t)source),
			 NULL);
	return r;
}

static int give_text(const struct change_run *run, sqlite3_stmt *row)
{
	int64_t id = sqlite3_column_int64(row, 0);

	return is_node(id, DOSSIER_NUMBER_MAX)
		       ? give(run, DOSSIER_CONTENT, dossier_node_pack(DOSSIER_TEXT, (uint64_t)id), NULL)
		       : 0;
}

/* ---- what went, or is another ---- */

static int give_notice(const struct change_run *run, sqlite3_stmt *row)
{
	dossier_node node = (dossier_node)sqlite3_column_int64(row, 0);
	int64_t directory = sqlite3_column_int64(row, 1);
	int r = dossier_node_valid(node) ? give(run, DOSSIER_CONTENT, node, NULL) : 0;

	if (r == 0 && is_node(directory, DOSSIER_DIRECTORY_MAX))
		r = give(run, DOSSIER_NAME, dossier_node_pack(DOSSIER_DIRECTORY, (uint64_t)directory),
			 stmt_text(row, 2));
	return r;
}

/* ---- all of it ---- */

static int give_rows(const struct change_run *run, enum stmt statement, int64_t after,
		     int (*give_row)(const struct change_run *, sqlite3_stmt *))
{
	sqlite3_stmt *row;
	int r = stmt_row(&run->reader->statements, statement, &row, "i", after);

	while (r == 1) {
		r = give_row(run, row);
		if (r == 0)
			r = stmt_next(row);
		else
			stmt_end(row);
	}
	return r;
}

static int read_now(struct dossier_reader *reader, struct dossier_state *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_NOW, &row, "");

	if (r != 1)
		return r < 0 ? r : -EIO;
	ret->clock = sqlite3_column_int64(row, 0);
	ret->name = sqlite3_column_int64(row, 1);
	stmt_end(row);
	return 0;
}

static int give_changes(const struct change_run *run, struct dossier_state *state)
{
	struct dossier_state now;
	int r = stmt_number(&run->reader->statements, STMT_DATA_VERSION, &now.version, "");

	if (r < 0 || (state->clock != 0 && state->version == now.version))
		return r;
	r = read_now(run->reader, &now);
	if (r == 0 && state->clock != 0 && state->clock != now.clock) {
		r = give_rows(run, STMT_CHANGED_DIRECTORIES, state->clock, give_directory);
		if (r == 0)
			r = give_rows(run, STMT_CHANGED_NAMES, state->name, give_name);
		if (r == 0)
			r = give_rows(run, STMT_CHANGED_TEXTS, state->clock, give_text);
		if (r == 0)
			r = give_rows(run, STMT_NOTICE_LIST, state->clock, give_notice);
	}
	if (r == 0)
		*state = now;
	return r;
}

int dossier_changes(struct dossier_reader *reader, struct dossier_state *state, dossier_change_sink *sink,
		    void *context)
{
	struct change_run run = {reader, sink, context};
	int r = reader_begin(reader);

	return r < 0 ? r : reader_end(reader, give_changes(&run, state));
}

bool dossier_is_replaced(struct dossier_reader *reader)
{
	int moved = 0;
	int rc = sqlite3_file_control(reader->statements.db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);

	return rc == SQLITE_OK && moved != 0;
}
