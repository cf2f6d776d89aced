/* SPDX-License-Identifier: MIT */
/*
 * The run: files come from the walk in order, go to workers as these have room, and are written in the order
 * of the walk again, so that the same files get the same numbers whatever the workers do. All of it on the
 * caller's thread.
 */
#include "dossier/import.h"

#include "../extract/extract.h"
#include "../parse/parse.h"
#include "intake.h"
#include "job.h"
#include "ledger.h"
#include "pool.h"
#include "sandbox.h"
#include "walk.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

enum {
	RUN_SETTLED_MAX =
		64, /* jobs that need no worker and wait for one that does, beside those that are read */
	RUN_COMMIT_SECONDS =
		2, /* a run that is killed loses no more work, and a mount waits no longer for it */
	ZONE_SIZE = 128,
	REASON_SIZE = 2 * WIRE_WORD_MAX
};

struct run {
	struct ledger ledger;
	struct writer *writer;
	struct pool *pool;
	const char *zone;
	struct job **jobs; /* a ring, oldest first */
	size_t first, count, capacity;
	time_t committed; /* when all that was written was last committed; monotonic */
};

static struct job *job_at(const struct run *run, size_t index)
{
	return run->jobs[(run->first + index) % run->capacity];
}

/* ---- reading the oldest job ---- */

/* A fresh worker takes over what waited behind the oldest job. */
static int restart_worker(struct run *run, size_t worker, struct pool_end *ret_end)
{
	int r = pool_replace(run->pool, worker, ret_end);

	for (size_t i = 1; i < run->count && r == 0; i++) {
		struct job *job = job_at(run, i);

		if (job->reading && job->worker == worker)
			pool_give_to(run->pool, worker, job->file, job->digest.size);
	}
	return r;
}

static void say_end(int status, char reason[static REASON_SIZE])
{
	const char *name = WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : NULL;

	if (WIFSIGNALED(status))
		snprintf(reason, REASON_SIZE, "the reader of this file was ended by signal %d (%s%s)",
			 WTERMSIG(status), name ? "SIG" : "", name ? name : "unknown");
	else
		snprintf(reason, REASON_SIZE, "the reader of this file ended with status %d",
			 WEXITSTATUS(status));
}

static void say_why(const struct job *job, int error, int status, char reason[static REASON_SIZE])
{
	uint64_t size = job->digest.size;

	if (error == -EPIPE && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		snprintf(reason, REASON_SIZE, "reading it took more than %u s of processor time",
			 sandbox_limits_for(size).cpu_seconds);
	else if (error == -EPIPE)
		say_end(status, reason);
	else if (error == -ETIME)
		snprintf(reason, REASON_SIZE, "reading it took longer than %u s", sandbox_wall_seconds(size));
	else if (error == -E2BIG)
		snprintf(reason, REASON_SIZE, "it gives more than %llu MiB of text and facts",
			 (unsigned long long)(sandbox_output_max(size) / SANDBOX_MIB));
	else
		snprintf(reason, REASON_SIZE, "the reader sent a malformed record");
}

/* Pages of a mapped file that cannot be read end a worker by SIGBUS; that may pass. */
static bool is_lasting(int error, int status)
{
	return error != -EPIPE || !WIFSIGNALED(status) || WTERMSIG(status) != SIGBUS;
}

static int give_up(struct run *run, const struct intake *intake, int error)
{
	struct job *job = intake->job;
	char reason[REASON_SIZE];
	struct pool_end end;
	int r = restart_worker(run, job->worker, &end);

	if (r != 0)
		return r;
	if (!end.boxed && WIFEXITED(end.status))
		return -EOPNOTSUPP;
	if (error == -ESTALE || job_changed(job))
		return job_settle(job, DOSSIER_FAILED, job_changed_reason);
	say_why(job, error, end.status, reason);
	if (intake->media)
		snprintf(reason + strlen(reason), REASON_SIZE - strlen(reason), " (%s)", intake->media);
	job->lasting = is_lasting(error, end.status);
	return job_settle(job, DOSSIER_FAILED, reason);
}

/* The worker of a format that wants a fresh one is at its end. */
static int release_worker(struct run *run, const struct intake *intake)
{
	const struct format *format = intake->media ? format_for(intake->media) : NULL;
	size_t worker = intake->job->worker;

	return format && format->fresh_worker ? restart_worker(run, worker, NULL)
					      : pool_done(run->pool, worker);
}

/* 1: all records were taken; -EPIPE: the worker is gone; else as pool_frame() and intake_take(). */
static int take_records(struct run *run, struct intake *intake)
{
	size_t worker = intake->job->worker;
	struct slice frame;
	int r;

	do {
		r = pool_frame(run->pool, worker, &frame);
		if (r <= 0)
			return r == 0 ? -EPIPE : r;
		r = intake_take(intake, frame);
		pool_took(run->pool, worker, frame);
	} while (r == 0);
	return r;
}

static int read_job(struct run *run, struct job *job)
{
	struct intake intake;
	int r, finished;

	intake_init(&intake, run->writer, run->zone, job);
	r = take_records(run, &intake);
	if (r == 1)
		r = release_worker(run, &intake);
	else if (r == -EPIPE || r == -EBADMSG || r == -ESTALE || r == -ETIME || r == -E2BIG)
		r = give_up(run, &intake, r);
	finished = intake_finish(&intake);
	return r == 0 ? finished : r;
}

/* ---- writing the oldest job ---- */

/* The writer commits by size; a slow run also by time. */
static int commit(struct run *run)
{
	struct timespec now = {.tv_sec = run->committed};
	bool due;

	clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail; if it did, size would still commit */
	due = now.tv_sec - run->committed >= RUN_COMMIT_SECONDS;
	if (due)
		run->committed = now.tv_sec;
	return writer_commit(run->writer, due);
}

static int keep(struct run *run, const struct job *job)
{
	const struct outcome *outcome = &job->outcome;
	struct file_row row = job_row(job);
	bool worth = job->is_file && !job->remembered && (outcome->outcome != DOSSIER_FAILED || job->lasting);
	int r = 0;

	if (outcome->source != 0)
		r = writer_source_name(run->writer, outcome->source, job->components, job->component_count);
	if (r == 0 && worth)
		r = writer_file_done(run->writer, &row, PARSE_VERSION, outcome->source, outcome->outcome,
				     outcome->reason);
	if (r == 0)
		r = ledger_add(&run->ledger, job->path, outcome);
	return r == 0 ? commit(run) : r;
}

static int finish_first(struct run *run)
{
	struct job *job = job_at(run, 0);
	int r = job->reading ? read_job(run, job) : 0;

	if (r == 0)
		r = keep(run, job);
	run->first = (run->first + 1) % run->capacity;
	run->count--;
	job_destroy(job);
	return r == 0 && ledger_stop(&run->ledger) ? -EINTR : r;
}

/* ---- taking jobs on ---- */

/* What made a reader fail would do so again. */
static int recall_failure(struct job *job, const char *reason)
{
	char again[REASON_SIZE];

	snprintf(again, sizeof again, "%.*s, as in an earlier run; --retry reads it again",
		 (int)(REASON_SIZE - 64), reason);
	return job_settle(job, DOSSIER_FAILED, again);
}

/*
 * What an earlier run left: a file that was read or skipped, or whose reader failed, is not read again while
 * it is the same. Other failures are not recorded, since they may pass.
 */
static int recall(struct run *run, struct job *job)
{
	struct file_row row = job_row(job);
	uint64_t source = 0;
	char *reason = NULL;
	int r = writer_file_known(run->writer, &row, PARSE_VERSION, &source, &reason);

	if (r == DOSSIER_FAILED && run->ledger.options->retry)
		r = -ENOENT;
	job->remembered = r == DOSSIER_KNOWN || r == DOSSIER_SKIPPED || r == DOSSIER_FAILED;
	if (r == DOSSIER_FAILED)
		r = recall_failure(job, reason ? reason : "it could not be read");
	else if (job->remembered)
		r = job_settle(job, (enum dossier_outcome)r, reason);
	if (job->remembered)
		job->outcome.source = source;
	free(reason);
	return r == -ENOENT ? 0 : r;
}

static int recognise(struct run *run, struct job *job)
{
	uint64_t source = 0;
	int r = writer_source_find(run->writer, job->digest.sha256, &source);

	if (r == -ENOENT)
		return 0;
	if (r == 0)
		r = job_settle(job, DOSSIER_KNOWN, NULL);
	job->outcome.source = source;
	return r;
}

static int give(struct run *run, struct job *job)
{
	int r;

	while ((r = pool_give(run->pool, job->file, job->digest.size, &job->worker)) == 0) {
		r = run->count > 0 ? finish_first(run) : -EAGAIN;
		if (r != 0)
			return r;
	}
	return r == 1 ? 0 : r;
}

/* As far as this side gets a file: settled, or given to a worker. */
static int start(struct run *run, struct job *job, const struct walk_item *item)
{
	int r = 0;

	if (!job->is_file)
		return 0;
	job->reading = true; /* until something settles it */
	r = recall(run, job);
	if (r == 0 && job->reading)
		r = job_open(job, item);
	if (r == 0 && job->reading)
		r = recognise(run, job);
	if (r == 0 && job->reading)
		r = give(run, job);
	return r;
}

static int take_on(void *context, const struct walk_item *item)
{
	struct run *run = context;
	struct job *job;
	int r = ledger_stop(&run->ledger) ? -EINTR : 0;

	if (r == 0 && run->count == run->capacity)
		r = finish_first(run);
	if (r != 0)
		return r;
	job = job_create(item);
	r = job ? start(run, job, item) : -ENOMEM;
	if (r != 0) {
		job_destroy(job);
		return r;
	}
	run->jobs[(run->first + run->count++) % run->capacity] = job;
	while (r == 0 && run->count > 0 && !job_at(run, 0)->reading)
		r = finish_first(run);
	return r;
}

/* ---- the run ---- */

static int count_bytes(void *context, const struct walk_item *item)
{
	struct run *run = context;

	if (item->kind == WALK_FILE)
		run->ledger.bytes_all += (uint64_t)item->stat.st_size;
	return ledger_stop(&run->ledger) ? -EINTR : 0;
}

static int run_all(struct run *run, const char *store, char *const paths[], size_t count)
{
	int r = 0;

	if (run->ledger.options->progress)
		r = walk_paths(paths, count, store, count_bytes, run);
	if (r == 0)
		r = walk_paths(paths, count, store, take_on, run);
	while (r == 0 && run->count > 0)
		r = finish_first(run);
	return r;
}

/* A run that was stopped is ended in order; one that failed leaves what was committed. */
static int close_writer(struct run *run, int result)
{
	int r = result == -EINTR ? 0 : result;

	if (r == 0)
		r = writer_ledger_totals(run->writer, &run->ledger.totals);
	if (r != 0) {
		writer_abandon(run->writer);
		return r;
	}
	r = writer_close(run->writer);
	return r != 0 ? r : result;
}

static void run_finish(struct run *run)
{
	pool_destroy(run->pool);
	while (run->count > 0)
		job_destroy(run->jobs[(run->first + --run->count) % run->capacity]);
	free(run->jobs);
}

/* Workers are forked before there is a store that they could hold open. */
static int run_init(struct run *run, unsigned workers)
{
	int r = pool_create(workers, sandbox_wall_seconds, &run->pool);

	if (r != 0)
		return r;
	run->capacity = pool_room(run->pool) + RUN_SETTLED_MAX;
	run->jobs = calloc(run->capacity, sizeof *run->jobs);
	return run->jobs ? 0 : -ENOMEM;
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
	r = run_init(&run, run.ledger.options->workers);
	if (r == 0)
		r = writer_open(store, &run.writer, ret_holder);
	if (r == 0) {
		run.ledger.writer = run.writer;
		r = close_writer(&run, run_all(&run, store, paths, count));
	}
	*ret_ledger = run.ledger.totals;
	run_finish(&run);
	return r;
}
