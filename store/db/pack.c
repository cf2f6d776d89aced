/* SPDX-License-Identifier: MIT */
#include "pack.h"

#include "connection.h"
#include "scrub.h"
#include "words.h"
#include "writer.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
	STOP_STEPS = 100000, /* of SQLite's machine between two questions */
	COPIES = 2           /* VACUUM writes a copy of the store, and that into the log */
};

static bool is_stopped(const struct dossier_pack_options *options)
{
	return options->stop && options->stop(options->context);
}

/* ---- the file ---- */

static int poll_stop(void *context)
{
	return is_stopped(context);
}

/*
 * VACUUM's copy is a file without a name, in the store's folder: that is the disk that was looked at, and the
 * only one that may hold these texts.
 */
static char *use_folder(struct statements *s)
{
	const char *path = sqlite3_db_filename(s->db, "main"); /* absolute */
	const char *slash = path ? strrchr(path, '/') : NULL;
	char *before = sqlite3_temp_directory;

	if (slash)
		sqlite3_temp_directory =
			sqlite3_mprintf("%.*s", slash == path ? 1 : (int)(slash - path), path);
	return before;
}

static void restore_folder(char *before)
{
	if (sqlite3_temp_directory != before)
		sqlite3_free(sqlite3_temp_directory);
	sqlite3_temp_directory = before;
}

static int pack_file(struct statements *s, const struct dossier_pack_options *options)
{
	char *folder = use_folder(s);

	sqlite3_progress_handler(s->db, STOP_STEPS, poll_stop, (void *)(uintptr_t)options);
	int r = stmt_run(s, STMT_PACK_VACUUM, "");

	sqlite3_progress_handler(s->db, 0, NULL, NULL);
	restore_folder(folder);
	return r;
}

/* ---- all of it ---- */

int pack_room(struct statements *s, uint64_t *ret_needed)
{
	const char *path = sqlite3_db_filename(s->db, "main");
	struct statvfs disk;
	int64_t used = 0;
	int r = stmt_number(s, STMT_PACK_PAGES, &used, "");

	if (r < 0 || !path || statvfs(path, &disk) < 0)
		return r;
	uint64_t needed = COPIES * (uint64_t)used;

	if (disk.f_bavail >= needed / disk.f_frsize)
		return 0;
	*ret_needed = needed;
	return -ENOSPC;
}

int pack_store(struct statements *s, enum pack_scope scope, const struct dossier_pack_options *options,
	       struct dossier_pack_report *report)
{
	/* VACUUM takes this several times: what an import has would be much. */
	int r = stmt_run(s, STMT_PACK_CACHE, "");

	if (r == 0)
		r = pack_contents(s, scope, options, report);
	if (r == 0)
		r = words_merge(s, options->stop, options->context);
	return r < 0 ? r : pack_file(s, options);
}

static uint64_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

static int open_and_pack(const char *path, const struct dossier_pack_options *options,
			 struct dossier_pack_report *report)
{
	struct statements s = {0};
	bool empty = false;
	int r = connection_open(path, ACCESS_WRITE, &s);

	if (r < 0)
		return r;
	r = connection_verify(&s, &empty);
	if (r == 0 && empty)
		r = -EMEDIUMTYPE;
	if (r == 0)
		r = pack_room(&s, &report->bytes_needed);
	if (r == 0)
		r = stmt_run(&s, STMT_WAL_ON, "");
	if (r == 0) {
		report->bytes_before = size_of(path);
		r = scrub_file(&s);
		if (r == 0 || r == -EINPROGRESS)
			r = pack_store(&s, PACK_ALL, options, report);
		connection_rest(&s);
		report->bytes_after = size_of(path);
	}
	connection_finish(&s);
	return r;
}

int dossier_pack(const char *store, const struct dossier_pack_options *options,
		 struct dossier_pack_report *ret_report, pid_t *ret_holder)
{
	static const struct dossier_pack_options none = {.stop = NULL};
	struct dossier_pack_report report = {.chunks = 0};
	int lock = -1, r = connection_examine(store);

	*ret_holder = 0;
	if (r == 0)
		r = writer_lock(store, &lock, ret_holder);
	if (r == 0)
		r = open_and_pack(store, options ? options : &none, &report);
	if (lock >= 0)
		close(lock);
	*ret_report = report;
	return r;
}
