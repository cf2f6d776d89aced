/* SPDX-License-Identifier: MIT */
#include "job.h"

#include "../util/buf.h"
#include "../util/clock.h"
#include "../util/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FETCHED_BYTES = 1 << 20 /* of a longer file the kernel itself fetches ahead of who reads on */ };

const char job_changed_reason[] = "changed while it was being read";

static void copy_item(struct job *job, const struct walk_item *item)
{
	job->path = arena_string(&job->arena, slice_of(item->path));
	job->absolute = arena_string(&job->arena, slice_of(item->absolute));
	job->components = arena_array(&job->arena, item->component_count, sizeof *job->components);
	job->component_count = item->component_count;
	for (size_t i = 0; i < item->component_count && job->components; i++)
		job->components[i] = arena_string(&job->arena, slice_of(item->components[i]));
	job->kind = item->kind == WALK_FILE ? JOB_FILE : JOB_OTHER;
	if (job->kind == JOB_FILE)
		job->stat = item->stat;
	else
		job_settle(job, item->kind == WALK_SKIPPED ? DOSSIER_SKIPPED : DOSSIER_FAILED, item->reason);
	job->outcome.size = job->kind == JOB_FILE ? (uint64_t)item->stat.st_size : 0;
}

static struct job *create(enum job_kind kind)
{
	struct job *job = calloc(1, sizeof *job);

	if (job) {
		job->kind = kind;
		job->file = -1;
	}
	return job;
}

static struct job *whole(struct job *job)
{
	if (!job->arena.failed)
		return job;
	job_destroy(job);
	return NULL;
}

struct job *job_create(const struct walk_item *item)
{
	struct job *job = create(JOB_OTHER);

	if (!job)
		return NULL;
	copy_item(job, item);
	return whole(job);
}

/* Empty components and "." say nothing. */
static void split_path(struct job *job, struct slice path)
{
	size_t capacity = 0;

	for (size_t at = 0; at <= path.length;) {
		size_t end = slice_find(path, SLICE("/"), at);
		struct slice part = slice_sub(path, at, end);

		at = end + 1;
		if (part.length == 0 || slice_equal(part, SLICE(".")))
			continue;
		const char **next = arena_push(&job->arena, &job->components, &job->component_count,
					       &capacity, sizeof *next);
		if (!next)
			return;
		*next = arena_string(&job->arena, part);
	}
}

static const char *member_path(struct job *job, const char *parent)
{
	struct buf path = {0};
	const char *copy = NULL;

	buf_format(&path, "%s.d", parent);
	for (size_t i = 0; i < job->component_count; i++)
		buf_format(&path, "/%s", job->components[i]);
	if (!path.failed)
		copy = arena_string(&job->arena, (struct slice){path.data, path.length});
	job->arena.failed |= path.failed;
	buf_finish(&path);
	return copy;
}

struct job *job_create_member(uint64_t parent, const char *path, const struct member *member)
{
	struct job *job = create(JOB_MEMBER);

	if (!job)
		return NULL;
	split_path(job, member->path);
	job->parent = parent;
	job->is_attachment = member->is_attachment;
	job->stat.st_mtim.tv_sec = member->has_mtime ? (time_t)member->mtime : 0;
	job->path = job->absolute = member_path(job, path);
	job->file = memfd_create("member", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (job->file < 0)
		job->arena.failed = true;
	return whole(job);
}

struct job *job_create_again(const struct outdated *source, const char *path, bool is_attachment, int file)
{
	struct job *job = create(JOB_AGAIN);

	if (!job) {
		if (file >= 0)
			close(file);
		return NULL;
	}
	job->again = source->id;
	job->file = file;
	job->is_attachment = is_attachment;
	job->stat.st_mtim.tv_sec = (time_t)source->mtime;
	job->path = job->absolute = arena_string(&job->arena, slice_of(path));
	return whole(job);
}

struct job *job_create_unpacked(uint64_t parent, bool partly)
{
	struct job *job = create(JOB_UNPACKED);

	if (!job)
		return NULL;
	job->parent = parent;
	job->outcome.outcome = partly ? DOSSIER_FAILED : DOSSIER_ADDED;
	return job;
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

static bool is_too_large(const struct job *job)
{
	return (uint64_t)job->stat.st_size > WRITER_SOURCE_SIZE_MAX;
}

static int settle_unread(struct job *job, int error)
{
	return job_settle(job, DOSSIER_FAILED, error == -ESTALE ? job_changed_reason : strerror(-error));
}

int job_open(struct job *job, const struct walk_item *item)
{
	if (is_too_large(job))
		return job_settle(job, DOSSIER_FAILED,
				  "larger than 64 GiB, the most that a store holds of a file");
	int r = walk_open(item, &job->file);

	if (r < 0)
		return settle_unread(job, r);
	/* A hint, which may fail. */
	(void)posix_fadvise(job->file, 0, FETCHED_BYTES, POSIX_FADV_WILLNEED);
	return 0;
}

int job_hash(struct job *job)
{
	int r = digest_file(job->file, &job->digest);

	if (r == 0 && job_changed(job))
		r = -ESTALE;
	return r == -ENOMEM || r == 0 ? r : settle_unread(job, r);
}

int job_close_member(struct job *job)
{
	int r = digest_file(job->file, &job->digest);

	job->stat.st_size = (off_t)job->digest.size;
	job->outcome.size = job->digest.size;
	return r == 0 ? file_seal(job->file) : r;
}

bool job_changed(const struct job *job)
{
	struct stat now;

	if (job->kind == JOB_MEMBER || job->kind == JOB_AGAIN)
		return false; /* sealed */
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
