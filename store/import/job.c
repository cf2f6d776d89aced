/* SPDX-License-Identifier: MIT */
#include "job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NANOSECONDS = 1000000000 };

const char job_changed_reason[] = "changed while it was being read";

static void copy_item(struct job *job, const struct walk_item *item)
{
	job->path = arena_string(&job->arena, slice_of(item->path));
	job->absolute = arena_string(&job->arena, slice_of(item->absolute));
	job->components = arena_array(&job->arena, item->component_count, sizeof *job->components);
	job->component_count = item->component_count;
	for (size_t i = 0; i < item->component_count && job->components; i++)
		job->components[i] = arena_string(&job->arena, slice_of(item->components[i]));
	job->is_file = item->kind == WALK_FILE;
	if (job->is_file)
		job->stat = item->stat;
	else
		job_settle(job, item->kind == WALK_SKIPPED ? DOSSIER_SKIPPED : DOSSIER_FAILED, item->reason);
	job->outcome.size = job->is_file ? (uint64_t)item->stat.st_size : 0;
}

struct job *job_create(const struct walk_item *item)
{
	struct job *job = calloc(1, sizeof *job);

	if (!job)
		return NULL;
	job->file = -1;
	copy_item(job, item);
	if (!job->arena.failed)
		return job;
	job_destroy(job);
	return NULL;
}

void job_destroy(struct job *job)
{
	if (!job)
		return;
	if (job->file >= 0)
		close(job->file);
	arena_finish(&job->arena);
	free(job);
}

int job_settle(struct job *job, enum dossier_outcome outcome, const char *reason)
{
	job->reading = false;
	job->outcome.outcome = outcome;
	job->outcome.reason = reason ? arena_string(&job->arena, slice_of(reason)) : NULL;
	job->outcome.source = 0;
	return job->arena.failed ? -ENOMEM : 0;
}

int job_open(struct job *job, const struct walk_item *item)
{
	int r = walk_open(item, &job->file);

	if (r == 0)
		r = digest_file(job->file, &job->digest);
	if (r == -ENOMEM)
		return r;
	if (r == -ESTALE || (r == 0 && job_changed(job)))
		return job_settle(job, DOSSIER_FAILED, job_changed_reason);
	return r == 0 ? 0 : job_settle(job, DOSSIER_FAILED, strerror(-r));
}

bool job_changed(const struct job *job)
{
	struct stat now;

	return fstat(job->file, &now) != 0 || now.st_size != job->stat.st_size ||
	       (uint64_t)now.st_size != job->digest.size || now.st_mtim.tv_sec != job->stat.st_mtim.tv_sec ||
	       now.st_mtim.tv_nsec != job->stat.st_mtim.tv_nsec;
}

/* Saturates: some filesystems hold times that 64 bits of nanoseconds do not. */
static int64_t nanoseconds(struct timespec t)
{
	int64_t total;

	if (__builtin_mul_overflow((int64_t)t.tv_sec, (int64_t)NANOSECONDS, &total) ||
	    __builtin_add_overflow(total, (int64_t)t.tv_nsec, &total))
		return t.tv_sec < 0 ? INT64_MIN : INT64_MAX;
	return total;
}

struct file_row job_row(const struct job *job)
{
	return (struct file_row){.path = job->absolute,
				 .size = (uint64_t)job->stat.st_size,
				 .inode = (uint64_t)job->stat.st_ino,
				 .mtime = nanoseconds(job->stat.st_mtim)};
}
