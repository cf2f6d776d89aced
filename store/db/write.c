/* SPDX-License-Identifier: MIT */
/* The writer's life: opening, founding a store, transactions, the run's ledger, closing. */
#include "writer.h"

#include "connection.h"
#include "erase.h"
#include "migrate.h"
#include "party_alias.h"
#include "readme.h"
#include "scrub.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern const char schema_sql[];

enum {
	LOCK_POLL_MS = 50,
	FREE_SHARE = 200,               /* free pages are given back beyond one in so many */
	BATCH_BYTES = 16 * 1024 * 1024, /* a transaction holds about so much text */
	LARGE_RUN_BYTES = 4 * BATCH_BYTES,
	GATHER_BYTES = 256 * 1024, /* of it that waits: workers go on for as long as their queues are full */
	PAGE_SIZE = 16384          /* messages compress to 1.5-3 KB: at 4096 each takes a page (measured) */
};
static const int64_t NOTICE_AGE =
	(int64_t)30 * 24 * 3600 * 1000000000;   /* a mount that slept longer is gone */
static const int64_t CLOCK_MAX = INT64_MAX / 2; /* in the year 2116 */
/* Far beyond the bytes that SQLite locks at 1 GiB. */
static const off_t LOCK_BYTE = (off_t)1 << 62;

int64_t writer_tick(struct writer *w)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	int64_t nanoseconds = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;

	w->clock = nanoseconds > w->clock ? nanoseconds : w->clock + 1;
	return w->clock;
}

/* ---- one writer at a time ---- */

/*
 * The lock belongs to the open file, not to the process: SQLite, which unlocks whole files when it lets go of
 * its own locks, would take a lock of the process's with it.
 */
static int take_lock(int fd)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_BYTE, .l_len = 1};

	for (int waited = 0; fcntl(fd, F_OFD_SETLK, &lock) < 0; waited += LOCK_POLL_MS) {
		if (errno != EACCES && errno != EAGAIN && errno != EINTR)
			return -errno;
		if (waited >= WRITER_WAIT_SECONDS * 1000)
			return -EBUSY;
		usleep(LOCK_POLL_MS * 1000);
	}
	return 0;
}

/* Such a lock names nobody, but the run that holds it wrote its process down; 0 where that cannot be read. */
static pid_t find_holder(const char *path)
{
	struct statements s;
	int64_t process = 0;

	if (connection_open(path, ACCESS_READ, &s) < 0)
		return 0;
	if (stmt_number(&s, STMT_RUN_PROCESS, &process, "") < 0)
		process = 0;
	connection_finish(&s);
	return (pid_t)process;
}

int writer_lock(const char *path, int *ret_fd, pid_t *ret_holder)
{
	int r = connection_examine(path);

	*ret_holder = 0;
	if (r < 0 && r != -ENOENT)
		return r;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);

	if (fd < 0)
		return -errno;
	r = take_lock(fd);
	if (r == -EBUSY)
		*ret_holder = find_holder(path);
	if (r < 0) {
		close(fd);
		return r;
	}
	*ret_fd = fd;
	return 0;
}

/* ---- founding ---- */

/* In one transaction of the rollback journal: a store that was killed here is an empty file, and founded
 * again. The first write fixes how free pages are kept, so the transaction begins without one. */
static int found(struct writer *w)
{
	char page_size[64], numbers[160];
	int r;

	snprintf(page_size, sizeof page_size, "PRAGMA page_size = %d", (int)PAGE_SIZE);
	/* So that free pages can be given back; see give_back(). */
	snprintf(numbers, sizeof numbers,
		 "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = %d; PRAGMA user_version = %d;",
		 (int)STORE_APPLICATION_ID, (int)STORE_SCHEMA);
	r = db_errno(sqlite3_exec(w->statements.db, page_size, NULL, NULL, NULL));
	if (r == 0)
		r = stmt_run(&w->statements, STMT_BEGIN, "");
	if (r == 0)
		r = db_errno(sqlite3_exec(w->statements.db, numbers, NULL, NULL, NULL));
	if (r == 0)
		r = db_errno(sqlite3_exec(w->statements.db, schema_sql, NULL, NULL, NULL));
	if (r == 0)
		r = filing_found(&w->statements, writer_tick(w));
	if (r == 0)
		r = stmt_run(&w->statements, STMT_SETTING_PUT, "ti", "clock", w->clock);
	return r < 0 ? r : stmt_run(&w->statements, STMT_COMMIT, "");
}

/* -EMEDIUMTYPE also from SQLite, when it first looks at a file that is none of its own. */
static int open_store(struct writer *w, const char *path)
{
	bool empty = false;
	int r = connection_open(path, ACCESS_WRITE, &w->statements);

	if (r == 0)
		r = connection_verify(&w->statements, &empty);
	if (r == -ESTALE)
		r = migrate(w);
	if (r == 0 && empty)
		r = found(w);
	return r < 0 ? r : stmt_run(&w->statements, STMT_WAL_ON, "");
}

/* A store without its clock, or with one that could not go on, is damaged. */
static int read_clock(struct writer *w)
{
	int r = stmt_number(&w->statements, STMT_SETTING_GET, &w->clock, "t", "clock");

	return r == -ENOENT || (r == 0 && w->clock > CLOCK_MAX) ? -EIO : r;
}

static int begin_run(struct writer *w)
{
	int r = stmt_run(&w->statements, STMT_BEGIN_IMMEDIATE, "");

	if (r == 0)
		r = read_clock(w);
	if (r == 0)
		r = filing_init(&w->filing, &w->statements);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_NOTICE_PRUNE, "i", writer_tick(w) - NOTICE_AGE);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_RUN_INSERT, "ii", writer_tick(w), (int64_t)getpid());
	w->run = sqlite3_last_insert_rowid(w->statements.db);
	if (r == 0)
		r = catalogue_open(&w->statements, w->filing.tops[VIEW_CATALOGUE], w->run, &w->catalogue);
	if (r == 0)
		r = words_begin_run(&w->statements);
	/* At once: others read there who holds the store. */
	if (r == 0)
		r = writer_commit(w, true);
	if (r == 0)
		r = content_writer_create(&w->statements, &w->content);
	if (r == 0 && (r = party_alias_any(&w->statements)) > 0) {
		w->has_aliases = true;
		r = 0;
	}
	w->piece = malloc(CHUNK_SIZE);
	return r < 0 ? r : w->piece ? 0 : -ENOMEM;
}

int writer_open(const char *path, struct writer **ret, pid_t *ret_holder)
{
	struct writer *w = calloc(1, sizeof *w);
	int r;

	*ret_holder = 0;
	if (!w)
		return -ENOMEM;
	w->lock = -1;
	r = writer_lock(path, &w->lock, ret_holder);
	if (r == 0)
		r = open_store(w, path);
	if (r == 0)
		r = begin_run(w);
	if (r < 0) {
		writer_abandon(w);
		return r;
	}
	*ret = w;
	return 0;
}

/* The lock goes last: closing its descriptor drops every lock that this process has on the file, SQLite's
 * too. */
void writer_abandon(struct writer *w)
{
	if (!w)
		return;
	mtime_zone_destroy(w->zone);
	free(w->zone_name);
	words_finish(&w->words);
	again_destroy(w->source.again);
	content_reader_finish(&w->reader);
	content_writer_destroy(w->content);
	catalogue_close(w->catalogue);
	filing_finish(&w->filing);
	path_above_finish(&w->above);
	buf_finish(&w->file);
	buf_finish(&w->text);
	buf_finish(&w->body);
	free(w->piece);
	connection_finish(&w->statements);
	if (w->lock >= 0)
		close(w->lock);
	free(w);
}

int writer_aliases(struct writer *w, const struct dossier_alias *aliases, size_t count,
		   uint64_t *ret_outdated)
{
	int r = party_alias_replace(&w->statements, aliases, count, ret_outdated);

	w->has_aliases = count > 0;
	return r < 0 ? r : writer_commit(w, true);
}

/* ---- transactions ---- */

/* What can be done before the commit is done a little at a time. */
static int gather(struct writer *w)
{
	if (w->uncommitted - w->gathered < GATHER_BYTES)
		return 0;
	w->gathered = w->uncommitted;
	int r = words_flush(&w->words, &w->statements);

	return r < 0 ? r : catalogue_gather(w->catalogue);
}

int writer_commit(struct writer *w, bool now)
{
	if (!now && w->uncommitted < BATCH_BYTES)
		return gather(w);
	int r = words_flush(&w->words, &w->statements);

	if (r == 0 && w->reindex)
		r = rebuild_words(w);
	if (r == 0)
		r = filing_flush(&w->filing, writer_tick(w));
	if (r == 0)
		r = catalogue_append(w->catalogue, writer_tick(w));
	if (r == 0)
		r = stmt_run(&w->statements, STMT_SETTING_PUT, "ti", "clock", w->clock);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_COMMIT, "");
	if (r == 0)
		r = stmt_run(&w->statements, STMT_BEGIN_IMMEDIATE, "");
	w->uncommitted = w->gathered = 0;
	return r;
}

/*
 * What is merged in the index leaves pages free, up to half of the file. Some at a time, since each that is
 * moved goes through the log; few are left for the next run. It costs space only if this fails.
 */
static void give_back(struct writer *w)
{
	int64_t all = 0, unused = 0, before = INT64_MAX;

	while (stmt_number(&w->statements, STMT_PAGES, &all, "") == 0 &&
	       stmt_number(&w->statements, STMT_PAGES_FREE, &unused, "") == 0 && unused > all / FREE_SHARE &&
	       unused < before && stmt_run(&w->statements, STMT_PAGES_GIVE_BACK, "") == 0)
		before = unused;
}

int writer_merge(struct writer *w, bool (*stop)(void *context), void *context)
{
	if (w->words.flushed < LARGE_RUN_BYTES)
		return 0;
	int r = writer_commit(w, true);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_COMMIT, "");
	if (r == 0)
		r = words_merge(&w->statements, stop, context);
	if (r == 0 || r == -EINTR)
		r = stmt_run(&w->statements, STMT_BEGIN_IMMEDIATE, "");
	return r;
}

int writer_close(struct writer *w)
{
	int r = writer_commit(w, true); /* counts first: the examples are of what is shown */

	if (r == 0)
		r = scrub_catalogue(w);
	if (r == 0)
		r = readme_render(&w->statements, writer_tick(w));
	if (r == 0)
		r = stmt_run(&w->statements, STMT_SETTING_PUT, "ti", "clock", w->clock);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_COMMIT, "");
	if (r == 0)
		r = scrub_file(&w->statements);
	if (r == 0) {
		give_back(w);
		connection_rest(&w->statements);
	}
	writer_abandon(w);
	return r;
}

/* ---- the ledger ---- */

int writer_ledger_line(struct writer *w, enum dossier_outcome outcome, const char *path, uint64_t source,
		       const char *reason)
{
	/* That a file is here is in its run's totals: a run over what is known would grow the store. */
	if (outcome == DOSSIER_KNOWN && !reason)
		return 0;
	return stmt_run(&w->statements, STMT_LEDGER_INSERT, "iiibit", w->run, ++w->ledger_lines,
			(int64_t)outcome, slice_of(path), (int64_t)source, reason);
}

int writer_ledger_totals(struct writer *w, const struct dossier_ledger *l)
{
	return stmt_run(&w->statements, STMT_RUN_UPDATE, "iiiiiiiiii", (int64_t)l->sources[DOSSIER_ADDED],
			(int64_t)l->sources[DOSSIER_KNOWN], (int64_t)l->sources[DOSSIER_SKIPPED],
			(int64_t)l->sources[DOSSIER_FAILED], (int64_t)l->bytes, (int64_t)l->pages,
			(int64_t)l->documents, (int64_t)l->unassigned, writer_tick(w), w->run);
}

/* ---- what was met on disk ---- */

int writer_file_known(struct writer *w, const struct file_row *file, int parser, uint64_t *ret_source,
		      char **ret_reason)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_FILE_GET, &row, "biiii", slice_of(file->path),
			 (int64_t)file->size, file->mtime, (int64_t)file->inode, (int64_t)parser);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	uint64_t source = (uint64_t)sqlite3_column_int64(row, 0);
	int outcome = source ? DOSSIER_KNOWN : sqlite3_column_int(row, 1);
	bool known = source || outcome == DOSSIER_SKIPPED || outcome == DOSSIER_FAILED;
	bool has_reason = sqlite3_column_type(row, 2) != SQLITE_NULL;
	char *reason = has_reason ? strdup(stmt_text(row, 2)) : NULL;

	stmt_end(row);
	if (has_reason && !reason)
		return -ENOMEM;
	if (!known) {
		free(reason);
		return -ENOENT;
	}
	*ret_source = source;
	*ret_reason = reason;
	return outcome;
}

int writer_file_done(struct writer *w, const struct file_row *file, int parser, uint64_t source,
		     enum dossier_outcome outcome, const char *reason)
{
	return stmt_run(&w->statements, STMT_FILE_PUT, "biiiiiit", slice_of(file->path), (int64_t)file->size,
			file->mtime, (int64_t)file->inode, (int64_t)source, (int64_t)outcome, (int64_t)parser,
			reason);
}
