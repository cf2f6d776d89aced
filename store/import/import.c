/* SPDX-License-Identifier: MIT */
/* The run: what the walk meets, then what that holds. */
#include "dossier/import.h"

#include "run.h"
#include "sandbox.h"
#include "walk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

enum {
	RUN_SETTLED_MAX =
		64, /* jobs that need no worker and wait for one that does, beside those that are read */
	ZONE_SIZE = 128
};

static int count_bytes(void *context, const struct walk_item *item)
{
	struct run *run = context;

	if (item->kind == WALK_FILE)
		run->ledger.bytes_all += (uint64_t)item->stat.st_size;
	return ledger_stop(&run->ledger) ? -EINTR : 0;
}

static int take_on(void *context, const struct walk_item *item)
{
	struct run *run = context;
	struct job *job = job_create(item);

	return job ? run_take(run, job, item) : -ENOMEM;
}

static int run_all(struct run *run, const char *store, char *const paths[], size_t count)
{
	int r = 0;

	if (run->ledger.options->progress)
		r = walk_paths(paths, count, store, count_bytes, run);
	if (r == 0)
		r = walk_paths(paths, count, store, take_on, run);
	if (r == 0)
		r = run_drain(run);
	return r == 0 ? run_unpack(run) : r;
}

static bool stops(void *context)
{
	struct run *run = context;

	return ledger_stop(&run->ledger);
}

/* A run that was stopped is ended in order; one that failed leaves what was committed. */
int run_close(struct run *run, int result)
{
	int r = result == -EINTR ? 0 : result;

	if (result == 0)
		r = writer_merge(run->writer, stops, run);
	if (r == 0)
		r = writer_ledger_totals(run->writer, &run->ledger.totals);
	if (r != 0) {
		writer_abandon(run->writer);
		return r;
	}
	r = writer_close(run->writer);
	return r != 0 ? r : result;
}

void run_finish(struct run *run)
{
	pool_destroy(run->pool);
	pool_destroy(run->unpackers);
	while (run->count > 0)
		job_destroy(run->jobs[(run->first + --run->count) % run->capacity]);
	free(run->jobs);
}

/* Workers are forked before there is a store that they could hold open. */
static int run_init(struct run *run, const struct dossier_import_options *options)
{
	struct pool_options readers = {options->workers, WORKER_READ, options->ocr, sandbox_wall_seconds},
			    unpackers = {1, WORKER_UNPACK, false, sandbox_wall_seconds};
	int r = pool_create(&readers, &run->pool);

	if (r == 0)
		r = pool_create(&unpackers, &run->unpackers);
	if (r != 0)
		return r;
	run->capacity = pool_room(run->pool) + RUN_SETTLED_MAX;
	run->jobs = calloc(run->capacity, sizeof *run->jobs);
	return run->jobs ? 0 : -ENOMEM;
}

int run_open(struct run *run, const char *store, pid_t *ret_holder)
{
	int r = run_init(run, run->ledger.options);

	if (r == 0)
		r = writer_open(store, &run->writer, ret_holder);
	run->ledger.writer = run->writer;
	return r;
}

int run_examine(const char *store)
{
	struct stat st;

	if (stat(store, &st) != 0)
		return -errno;
	if (S_ISDIR(st.st_mode))
		return -EISDIR;
	return S_ISREG(st.st_mode) && st.st_size > 0 ? 0 : -EMEDIUMTYPE;
}

static bool zone_exists(const char *zone)
{
	UChar wide[ZONE_SIZE], canonical[ZONE_SIZE];
	UErrorCode error = U_ZERO_ERROR;
	UBool is_system = false;

	if (strlen(zone) >= ZONE_SIZE)
		return false;
	u_charsToUChars(zone, wide, (int32_t)strlen(zone) + 1);
	ucal_getCanonicalTimeZoneID(wide, -1, canonical, ZONE_SIZE, &is_system, &error);
	return U_SUCCESS(error) && is_system;
}

static int take_aliases(struct run *run)
{
	const struct dossier_import_options *options = run->ledger.options;

	return options->aliases ? writer_aliases(run->writer, options->aliases, options->alias_count,
						 &run->ledger.totals.outdated)
				: 0;
}

int dossier_import(const char *store, char *const paths[], size_t count,
		   const struct dossier_import_options *options, struct dossier_ledger *ret_ledger,
		   pid_t *ret_holder)
{
	static const struct dossier_import_options none = {.timezone = NULL};
	struct run run = {.ledger.options = options ? options : &none};
	int r;

	*ret_ledger = run.ledger.totals;
	run.zone = run.ledger.options->timezone ? run.ledger.options->timezone : "UTC";
	if (!zone_exists(run.zone))
		return -EINVAL;
	r = run_open(&run, store, ret_holder);
	if (r == 0)
		r = take_aliases(&run);
	if (run.writer)
		r = run_close(&run, r < 0 ? r : run_all(&run, store, paths, count));
	*ret_ledger = run.ledger.totals;
	run_finish(&run);
	return r;
}
