/* SPDX-License-Identifier: MIT */
#include "../../store/import/intake.h"
#include "../../store/import/pool.h"
#include "../../store/import/sandbox.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MIB ((uint64_t)SANDBOX_MIB)

/* ---- limits ---- */

Test(sandbox, limits_grow_with_large_files_only)
{
	struct sandbox_limits small = sandbox_limits_for(0), edge = sandbox_limits_for(SANDBOX_LARGE),
			      large = sandbox_limits_for(200 * MIB);

	cr_assert_eq(small.memory, edge.memory);
	cr_assert_eq(small.cpu_seconds, edge.cpu_seconds);
	cr_assert_geq(large.memory, small.memory + 8 * 200 * MIB);
	cr_assert_gt(large.cpu_seconds, small.cpu_seconds);
	cr_assert_gt(sandbox_limits_for(UINT64_MAX).memory, large.memory);
}

Test(sandbox, no_file_waits_less_than_the_least_or_without_end)
{
	cr_assert_eq(sandbox_wall_seconds(0), SANDBOX_WALL_SECONDS);
	cr_assert_eq(sandbox_wall_seconds(200 * MIB), SANDBOX_WALL_SECONDS + 100);
	cr_assert_gt(sandbox_wall_seconds(UINT64_MAX), sandbox_wall_seconds(200 * MIB));
}

Test(sandbox, output_follows_the_file_between_its_bounds)
{
	cr_assert_eq(sandbox_output_max(0), MIB);
	cr_assert_eq(sandbox_output_max(MIB), 100 * MIB);
	cr_assert_eq(sandbox_output_max(20 * MIB), 512 * MIB);
	cr_assert_eq(sandbox_output_max(200 * MIB), 1600 * MIB);
	cr_assert_gt(sandbox_output_max(UINT64_MAX), 1600 * MIB);
}

/* ---- what a worker may send ---- */

static int take(struct intake *in, struct buf *out)
{
	struct slice frame;

	cr_assert_eq(wire_frame((struct slice){out->data, out->length}, &frame), 1);
	int r = intake_take(in, frame);

	buf_clear(out);
	return r;
}

static int take_source(const char *said, struct record_source source)
{
	struct job job = {.digest = {.size = 100}, .file = -1};
	struct intake in;
	struct buf out = {0};
	int r = 0;

	intake_init(&in, NULL, "UTC", &job);
	if (said) {
		wire_put_media(&out, said);
		r = take(&in, &out);
	}
	cr_assert_eq(r, 0);
	wire_put_source(&out, &source);
	r = take(&in, &out);
	buf_finish(&out);
	cr_assert_eq(intake_finish(&in), 0);
	return r;
}

Test(sandbox, a_source_is_refused_that_was_not_said_or_is_another)
{
	struct record_source source = {.media = "text/plain", .charset = "UTF-8", .text_size = 10};

	cr_assert_eq(take_source(NULL, source), -EBADMSG);
	cr_assert_eq(take_source("application/pdf", source), -EBADMSG);
}

Test(sandbox, more_text_or_pages_than_a_file_may_give_are_refused_when_announced)
{
	struct record_source text = {.media = "text/plain", .charset = "UTF-8", .text_size = MIB + 1};
	struct record_source pages = {.media = "text/plain", .charset = "UTF-8", .page_count = MIB};

	cr_assert_eq(take_source("text/plain", text), -E2BIG);
	cr_assert_eq(take_source("text/plain", pages), -E2BIG);
}

Test(sandbox, bytes_without_end_are_refused)
{
	struct job job = {.digest = {.size = 100}, .file = -1};
	struct intake in;
	struct buf out = {0};
	int r = 0;

	intake_init(&in, NULL, "UTC", &job);
	in.output = sandbox_output_max(100);
	wire_put_media(&out, "text/plain");
	r = take(&in, &out);
	buf_finish(&out);
	cr_assert_eq(r, -E2BIG);
	cr_assert_eq(intake_finish(&in), 0);
}

/* ---- the pool ---- */

static unsigned one_second(uint64_t size)
{
	(void)size;
	return 1;
}

static const struct pool_options one_worker = {.workers = 1, .task = WORKER_READ, .patience = one_second};

static int memory_file(const char *text)
{
	int file = memfd_create("text", MFD_CLOEXEC);

	cr_assert_geq(file, 0);
	cr_assert_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
	return file;
}

/* The worker: what forks it was here before. */
static pid_t youngest_child(void)
{
	char path[64];
	int child = 0;

	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	FILE *f = fopen(path, "re");

	cr_assert_not_null(f);
	while (fscanf(f, "%d", &child) == 1)
		;
	fclose(f);
	cr_assert_gt(child, 0);
	return child;
}

/* What the worker says first of a file. */
static int first_record(struct pool *pool, size_t worker)
{
	struct slice frame;
	int r = pool_frame(pool, worker, &frame);

	return r == 1 ? frame.at[0] : r;
}

Test(sandbox, a_worker_that_stands_still_is_given_up_and_its_successor_works)
{
	int file = memory_file("A text.\n");
	struct pool_end end;
	struct pool *pool;
	size_t worker;

	cr_assert_eq(pool_create(&one_worker, &pool), 0);
	cr_assert_eq(pool_give(pool, file, 8, &worker), 1);
	cr_assert_eq(first_record(pool, worker), RECORD_MEDIA);
	cr_assert_eq(pool_replace(pool, worker, NULL), 0);
	kill(youngest_child(), SIGSTOP);
	cr_assert_eq(pool_give(pool, file, 8, &worker), 1);
	cr_assert_eq(first_record(pool, worker), -ETIME);
	cr_assert_eq(pool_replace(pool, worker, &end), 0);
	cr_assert(WIFSIGNALED(end.status) && WTERMSIG(end.status) == SIGKILL);
	cr_assert_eq(pool_give(pool, file, 8, &worker), 1);
	cr_assert_eq(first_record(pool, worker), RECORD_MEDIA);
	pool_destroy(pool);
	close(file);
}

Test(sandbox, a_large_file_gets_a_worker_of_its_own)
{
	int file = memory_file("A text.\n");
	struct pool *pool;
	size_t worker;
	pid_t before;

	cr_assert_eq(pool_create(&one_worker, &pool), 0);
	before = youngest_child();
	cr_assert_eq(pool_give(pool, file, SANDBOX_LARGE + 1, &worker), 1);
	cr_assert_neq(youngest_child(), before);
	cr_assert_eq(pool_give(pool, file, 8, &worker), 0);
	cr_assert_eq(pool_done(pool, worker), 0);
	cr_assert_eq(pool_give(pool, file, 8, &worker), 1);
	cr_assert_eq(pool_give(pool, file, SANDBOX_LARGE + 1, &worker), 0, "it waits until that is done");
	cr_assert_eq(first_record(pool, worker), RECORD_MEDIA);
	pool_destroy(pool);
	close(file);
}
