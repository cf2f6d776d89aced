/* SPDX-License-Identifier: MIT */
/* A reader's life, and the frame around each of its calls: one short transaction, one answer, one line if it
 * is bad. */
#include "reader.h"

#include "checksum.h"
#include "connection.h"
#include "query-plan.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { PROGRESS_STEPS = 4000 };

static int connect(struct dossier_store *store, struct statements *ret)
{
	if (!atomic_exchange(&store->has_first, false))
		return connection_open(store->path, store->immutable ? ACCESS_IMMUTABLE : ACCESS_READ, ret);
	*ret = store->first;
	return 0;
}

int dossier_reader_create(struct dossier_store *store, struct dossier_reader **ret)
{
	struct dossier_reader *reader = calloc(1, sizeof *reader);

	if (!reader)
		return -ENOMEM;
	reader->store = store;
	int r = connect(store, &reader->statements);

	if (r == 0) {
		r = db_errno(query_plan_prepare(reader->statements.db));
		if (r < 0)
			connection_finish(&reader->statements);
	}
	if (r < 0) {
		free(reader);
		return r;
	}
	reader->statements.counter = &store->statements;
	*ret = reader;
	return 0;
}

void dossier_reader_destroy(struct dossier_reader *reader)
{
	if (!reader)
		return;
	content_reader_finish(&reader->content);
	connection_finish(&reader->statements);
	free(reader);
}

/* ---- interrupts ---- */

static int poll_interrupted(void *context)
{
	struct dossier_reader *reader = context;

	return reader->interrupted(reader->interrupted_context);
}

static void poll_while_running(struct dossier_reader *reader, bool poll)
{
	sqlite3_progress_handler(reader->statements.db, poll ? PROGRESS_STEPS : 0,
				 poll ? poll_interrupted : NULL, reader);
}

void dossier_reader_set_interrupt(struct dossier_reader *reader, dossier_interrupted *interrupted,
				  void *context)
{
	reader->interrupted = interrupted;
	reader->interrupted_context = context;
	poll_while_running(reader, interrupted);
}

/* ---- the frame ---- */

static bool is_news(struct dossier_store *store, struct slice line)
{
	int64_t hash = checksum(NULL, 0, line, (struct slice){"", 0});

	return atomic_exchange(&store->told[(uint64_t)hash % LINES_TOLD], hash) != hash;
}

void reader_log(struct dossier_reader *reader, const char *format, ...)
{
	char line[512];
	va_list list;

	reader->told = true;
	if (!reader->store->log || reader->quiet)
		return;
	va_start(list, format);
	vsnprintf(line, sizeof line, format, list);
	va_end(list);
	if (is_news(reader->store, slice_of(line)))
		reader->store->log(reader->store->context, line);
}

/* What SQLite may have against a file is, to whoever reads a name or a byte, one thing: it cannot be read. */
static int judge(struct dossier_reader *reader, int r)
{
	switch (r) {
	case -EIO:
	case -EACCES:
	case -EBUSY:
	case -EEXIST:
	case -EMEDIUMTYPE:
	case -ENOSPC:
	case -EROFS:
		if (!reader->told)
			reader_log(reader, "the store cannot be read: %s",
				   sqlite3_errmsg(reader->statements.db));
		return -EIO;
	default:
		return r;
	}
}

/* A read transaction has nothing to lose: an interrupt may hit its end, and must not leave it open. */
static void end_transaction(struct dossier_reader *reader)
{
	if (stmt_run(&reader->statements, STMT_COMMIT, "") == 0)
		return;
	poll_while_running(reader, false);
	stmt_run(&reader->statements, STMT_ROLLBACK, "");
	poll_while_running(reader, reader->interrupted);
}

int reader_begin(struct dossier_reader *reader)
{
	reader->told = false;
	return reader->held ? 0 : judge(reader, stmt_run(&reader->statements, STMT_BEGIN, ""));
}

int reader_end(struct dossier_reader *reader, int r)
{
	struct dossier_store *store = reader->store;
	struct content_reader *content = &reader->content;

	atomic_fetch_add_explicit(&store->chunks, content->decoded, memory_order_relaxed);
	atomic_fetch_add_explicit(&store->chunk_hits, content->hits, memory_order_relaxed);
	content->decoded = content->hits = 0;
	r = judge(reader, r);
	if (!reader->held)
		end_transaction(reader);
	return r;
}

int dossier_reader_hold(struct dossier_reader *reader)
{
	int r = reader_begin(reader);

	reader->held = r == 0;
	return r;
}

void dossier_reader_release(struct dossier_reader *reader)
{
	reader->held = false;
	end_transaction(reader);
}

/* ---- figures ---- */

static int read_totals(struct dossier_reader *reader, struct dossier_totals *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_TOTALS, &row, "");

	if (r != 1)
		return r < 0 ? r : -EIO;
	ret->files = (uint64_t)sqlite3_column_int64(row, 0);
	ret->bytes = (uint64_t)sqlite3_column_int64(row, 1);
	ret->version = (uint64_t)sqlite3_column_int64(row, 2);
	stmt_end(row);
	return 0;
}

int dossier_totals(struct dossier_reader *reader, struct dossier_totals *ret)
{
	int r = reader_begin(reader);

	return r < 0 ? r : reader_end(reader, read_totals(reader, ret));
}
