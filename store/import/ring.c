/* SPDX-License-Identifier: MIT */
/* The jobs of a run, from the first to the last: given to workers, read in turn, written, forgotten. */
#include "run.h"

#include "../extract/extract.h"
#include "../parse/parse.h"
#include "intake.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

enum {
	RUN_AHEAD = 32,           /* files that are fetched from disk while others are read */
	RUN_HELD_MAX = 256 << 20, /* bytes of members in memory beyond which no more are taken on */
	RUN_COMMIT_SECONDS =
		2 /* a run that is killed loses no more work, and a mount waits no longer for it */
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

	for (size_t i = 1; i < run->begun && r == 0; i++) {
		struct job *job = job_at(run, i);

		if (job->reading && job->worker == worker)
			pool_give_to(run->pool, worker, job->file, job->digest.size);
	}
	return r;
}

/* Pages of a mapped file that cannot be read end a worker by SIGBUS, a machine short of memory by SIGKILL. */
static bool is_lasting(int error, int status)
{
	bool passes = WIFSIGNALED(status) && (WTERMSIG(status) == SIGBUS || WTERMSIG(status) == SIGKILL);

	return error != -EPIPE || !passes;
}

static int give_up(struct run *run, const struct intake *intake, int error)
{
	struct job *job = intake->job;
	char reason[RUN_REASON];
	struct pool_end end;
	int r = restart_worker(run, job->worker, &end);

	if (r != 0)
		return r;
	if (!end.boxed && WIFEXITED(end.status))
		return -EOPNOTSUPP;
	if (error == -ESTALE || job_changed(job))
		return job_settle(job, DOSSIER_FAILED, job_changed_reason);
	run_say_why(job->digest.size, error, end.status, intake->media, reason);
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

/* What ends the reading of one file and not the run: intake.h, pool.h. */
static bool is_of_file(int error)
{
	return error == -EPIPE || error == -EBADMSG || error == -ESTALE || error == -ETIME ||
	       error == -E2BIG || error == -EINVAL;
}

static int read_job(struct run *run, struct job *job)
{
	struct intake intake;
	int r, finished;

	intake_init(&intake, run->writer, run->zone, job);
	intake.counts = &run->counts;
	r = take_records(run, &intake);
	if (r == 1)
		r = release_worker(run, &intake);
	else if (is_of_file(r))
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

static int name_source(struct run *run, const struct job *job)
{
	uint64_t source = job->outcome.source;

	if (job->kind == JOB_MEMBER)
		return writer_member_name(run->writer, source, job->parent, job->components,
					  job->component_count);
	return writer_source_name(run->writer, source, job->components, job->component_count);
}

static int remember(struct run *run, const struct job *job)
{
	const struct outcome *outcome = &job->outcome;
	struct file_row row = job_row(job);

	return writer_file_done(run->writer, &row, PARSE_VERSION, outcome->source, outcome->outcome,
				outcome->reason);
}

/* All members of a source are written: it need not be unpacked again. */
static int end_members(struct run *run, const struct job *job)
{
	bool partly = run->member_failed || job->outcome.outcome == DOSSIER_FAILED;
	enum member_state state = partly ? MEMBERS_PARTLY : MEMBERS_UNPACKED;

	run->member_failed = false;
	return writer_source_members(run->writer, job->parent, state);
}

static int keep(struct run *run, const struct job *job)
{
	const struct outcome *outcome = &job->outcome;
	bool worth = job->kind == JOB_FILE && !job->remembered &&
		     (outcome->outcome != DOSSIER_FAILED || job->lasting);
	int r = 0;

	if (outcome->source != 0 && job->kind != JOB_AGAIN)
		r = name_source(run, job);
	if (job->kind == JOB_AGAIN && outcome->outcome == DOSSIER_SKIPPED)
		r = writer_source_parsed(run->writer, job->again, PARSE_VERSION);
	if (r == 0 && worth)
		r = remember(run, job);
	if (r == 0)
		r = ledger_add(&run->ledger, job->path, outcome);
	return r == 0 ? commit(run) : r;
}

/* Its bytes are in memory. */
static bool is_held(const struct job *job)
{
	return job->kind == JOB_MEMBER || job->kind == JOB_AGAIN;
}

/* The oldest, which was begun. */
static int finish_first(struct run *run)
{
	struct job *job = job_at(run, 0);
	int r = job->reading ? read_job(run, job) : 0;

	if (r == 0)
		r = job->kind == JOB_UNPACKED ? end_members(run, job) : keep(run, job);
	if (is_held(job))
		run->held -= job->digest.size;
	if (job->kind == JOB_MEMBER)
		run->member_failed |= job->outcome.outcome == DOSSIER_FAILED;
	run->first = (run->first + 1) % run->capacity;
	run->count--;
	run->begun--;
	job_destroy(job);
	return r == 0 && ledger_stop(&run->ledger) ? -EINTR : r;
}

/* ---- taking jobs on ---- */

/* What made a reader fail would do so again. */
static int recall_failure(struct job *job, const char *reason)
{
	char again[RUN_REASON];

	snprintf(again, sizeof again, "%.*s, as in an earlier run; --retry reads it again",
		 (int)(RUN_REASON - 64), reason);
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
		r = run->begun > 0 ? finish_first(run) : -EAGAIN;
		if (r != 0)
			return r;
	}
	return r == 1 ? 0 : r;
}

/* Looks up what is known of a file by its name, and opens what is to be read. */
static int start(struct run *run, struct job *job, const struct walk_item *item)
{
	job->reading = true; /* until something settles it */
	int r = recall(run, job);

	return r == 0 && job->reading ? job_open(job, item) : r;
}

/* As far as this side gets the oldest job that was not begun: settled, or given to a worker. */
static int begin_next(struct run *run)
{
	struct job *job = job_at(run, run->begun);
	int r = job->kind == JOB_FILE && job->reading ? job_hash(job) : 0;

	if (r == 0 && job->reading && job->kind != JOB_AGAIN)
		r = recognise(run, job);
	if (r == 0 && job->reading)
		r = give(run, job);
	if (r == 0)
		run->begun++;
	return r;
}

/* Begins all but `ahead` jobs, and finishes what need not wait. */
static int go_on(struct run *run, size_t ahead)
{
	int r = 0;

	while (r == 0 && run->count - run->begun > ahead)
		r = begin_next(run);
	while (r == 0 && run->count > 0 && run->held > RUN_HELD_MAX)
		r = run->begun > 0 ? finish_first(run) : begin_next(run);
	while (r == 0 && run->begun > 0 && !job_at(run, 0)->reading)
		r = finish_first(run);
	return r;
}

int run_take(struct run *run, struct job *job, const struct walk_item *item)
{
	int r = ledger_stop(&run->ledger) ? -EINTR : 0;

	if (r == 0 && run->count == run->capacity)
		r = finish_first(run);
	if (r == 0 && job->kind == JOB_FILE)
		r = start(run, job, item);
	if (r != 0) {
		job_destroy(job);
		return r;
	}
	run->jobs[(run->first + run->count++) % run->capacity] = job;
	if (is_held(job))
		run->held += job->digest.size;
	return go_on(run, RUN_AHEAD);
}

int run_drain(struct run *run)
{
	int r = go_on(run, 0);

	while (r == 0 && run->count > 0)
		r = finish_first(run);
	return r;
}
