/* SPDX-License-Identifier: MIT */
/* Removing sources: rows, in the order in which they need each other. */
#include "remove.h"

#include "erase.h"
#include "pack.h"
#include "path.h"
#include "scrub.h"
#include "thread.h"

#include <errno.h>
#include <stdlib.h>

/* ---- lists ---- */

void id_list_finish(struct id_list *list)
{
	free(list->at);
	*list = (struct id_list){0};
}

int id_list_add(struct id_list *list, uint64_t id)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 64;
		uint64_t *at = reallocarray(list->at, capacity, sizeof *at);

		if (!at)
			return -ENOMEM;
		list->at = at;
		list->capacity = capacity;
	}
	list->at[list->count++] = id;
	return 0;
}

/* The first column of this row and all after it; `r`: what was said of it. */
static int add_rows(sqlite3_stmt *row, int r, struct id_list *list)
{
	while (r == 1) {
		r = id_list_add(list, (uint64_t)sqlite3_column_int64(row, 0));
		if (r == 0)
			r = stmt_next(row);
		else
			stmt_end(row);
	}
	return r;
}

int id_list_read(struct writer *w, enum stmt statement, struct id_list *list)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, statement, &row, "");

	return add_rows(row, r, list);
}

int id_list_run(struct writer *w, enum stmt statement, const struct id_list *list)
{
	int r = 0;

	for (size_t i = 0; i < list->count && r == 0; i++)
		r = stmt_run(&w->statements, statement, "i", (int64_t)list->at[i]);
	return r;
}

/* ---- documents ---- */

static int run_all(struct writer *w, const enum stmt *statements, size_t count)
{
	int r = 0;

	for (size_t i = 0; i < count && r == 0; i++)
		r = stmt_run(&w->statements, statements[i], "");
	return r;
}

/* What later messages are recognised by, from the messages that stay. */
static int trace_threads(struct writer *w)
{
	struct id_list documents = {0};
	int r = stmt_run(&w->statements, STMT_GONE_TRACES, "");

	if (r == 0)
		r = id_list_read(w, STMT_THREAD_DOCUMENTS, &documents);
	for (size_t i = 0; i < documents.count && r == 0; i++)
		r = thread_trace(&w->statements, documents.at[i]);
	id_list_finish(&documents);
	return r;
}

/* Parties are called as they were first printed, by what is here still, or as the aliases write them. */
static int rename_parties(struct writer *w, const struct id_list *parties)
{
	static const enum stmt unused[] = {STMT_GONE_PARTIES, STMT_GONE_GROUNDS};
	int r = run_all(w, unused, sizeof unused / sizeof *unused);

	return r < 0 ? r : id_list_run(w, STMT_PARTY_RENAME, parties);
}

static int remove_documents(struct writer *w)
{
	struct id_list documents = {0}, parties = {0};
	int r = id_list_read(w, STMT_GONE_DOCUMENTS, &documents);

	if (r == 0)
		r = id_list_read(w, STMT_GONE_ROLES, &parties);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_GONE_THREADS, "");
	for (size_t i = 0; i < documents.count && r == 0; i++)
		r = erase_document(w, documents.at[i]);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_NOTICE_FORGET, "");
	if (r == 0)
		r = rename_parties(w, &parties);
	if (r == 0)
		r = trace_threads(w);
	id_list_finish(&documents);
	id_list_finish(&parties);
	return r;
}

/* ---- the ledger ---- */

/* Lines of files in a source that goes say its path below originals/, and need not have a source. */
static int forget_members(struct writer *w, uint64_t source)
{
	char *path = NULL;
	struct buf prefix = {0};
	int r = path_of_source(&w->statements, source, &path);

	if (r < 0)
		return r == -ENOENT ? 0 : r;
	buf_format(&prefix, "%s.d/", path);
	r = prefix.failed ? -ENOMEM
			  : stmt_run(&w->statements, STMT_GONE_LEDGER_BELOW, "bb", slice_of(path),
				     (struct slice){prefix.data, prefix.length});
	buf_finish(&prefix);
	free(path);
	return r;
}

static int forget_runs(struct writer *w)
{
	static const enum stmt tables[] = {STMT_GONE_PATHS_LEDGER, STMT_GONE_PATHS_FILE, STMT_GONE_LEDGER,
					   STMT_GONE_FILES};
	struct id_list holders = {0};
	int r = id_list_read(w, STMT_GONE_HOLDERS, &holders);

	for (size_t i = 0; i < holders.count && r == 0; i++)
		r = forget_members(w, holders.at[i]);
	if (r == 0)
		r = run_all(w, tables, sizeof tables / sizeof *tables);
	id_list_finish(&holders);
	return r;
}

/* ---- sources ---- */

static int remove_sources(struct writer *w)
{
	static const enum stmt tables[] = {STMT_GONE_PAGES, STMT_GONE_PROPERTIES, STMT_GONE_SOURCES};
	struct id_list sources = {0}, contents = {0};
	int r = id_list_read(w, STMT_GONE_LIST, &sources);

	for (size_t i = 0; i < sources.count && r == 0; i++)
		r = notice(w, dossier_node_pack(DOSSIER_ORIGINAL, sources.at[i]), 0, NULL);
	if (r == 0)
		r = id_list_read(w, STMT_GONE_CONTENTS, &contents);
	if (r == 0)
		r = run_all(w, tables, sizeof tables / sizeof *tables);
	for (size_t i = 0; i < contents.count && r == 0; i++)
		r = erase_content(w, contents.at[i]);
	id_list_finish(&sources);
	id_list_finish(&contents);
	return r;
}

/* The leaves that documents were taken from: their listings have changed. */
static int find_leaves(struct writer *w, struct id_list *leaves)
{
	int r = 0;

	for (size_t i = 0; i < w->filing.of_source.size && r == 0; i++)
		if (w->filing.of_source.items[i].id != 0 && w->filing.of_source.items[i].b != 0)
			r = id_list_add(leaves, w->filing.of_source.items[i].id);
	return r;
}

/* A directory whose name said where its only source stood first. */
static int move_by_source(struct writer *w, const struct id_list *moved, struct id_list *leaves)
{
	sqlite3_stmt *row;
	int r = 0;

	for (size_t i = 0; i < moved->count && r == 0; i++) {
		r = stmt_row(&w->statements, STMT_SOURCE_LEAVES, &row, "i", (int64_t)moved->at[i]);
		r = add_rows(row, r, leaves);
	}
	return r;
}

static int remove_rows(struct writer *w)
{
	struct id_list leaves = {0}, moved = {0};
	int r = forget_runs(w);

	if (r == 0)
		r = remove_documents(w);
	if (r == 0)
		r = find_leaves(w, &leaves);
	if (r == 0)
		r = remove_names(w, &moved);
	if (r == 0)
		r = remove_sources(w);
	if (r == 0)
		r = move_by_source(w, &moved, &leaves);
	if (r == 0)
		r = filing_keep(&w->filing);
	if (r == 0)
		r = filing_flush(&w->filing, writer_tick(w));
	if (r == 0)
		r = remove_directories(w);
	if (r == 0)
		r = remove_said(w, &leaves);
	id_list_finish(&leaves);
	id_list_finish(&moved);
	return r;
}

int writer_remove(struct writer *w, char *const sources[], size_t named, const struct dossier_removal *how)
{
	const struct removal_order order = {sources, named, how};
	uint64_t needed;
	int64_t count = 0;
	int r = remove_choose(w, &order);

	if (r == 0)
		r = stmt_number(&w->statements, STMT_GONE_COUNT, &count, "");
	if (r < 0 || count == 0)
		return r;
	r = how->dry_run ? 0 : pack_room(&w->statements, &needed); /* for scrub_file() */
	if (r == 0)
		r = remove_tell(w, &order);
	if (r < 0 || how->dry_run)
		return r;
	r = stmt_run(&w->statements, STMT_SECURE_DELETE, "");
	if (r == 0)
		r = remove_rows(w);
	if (r == 0)
		r = scrub_owe(w, DEBT_STALE);
	return r < 0 ? r : scrub_owe(w, DEBT_SCRUB);
}
