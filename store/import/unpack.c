/* SPDX-License-Identifier: MIT */
/*
 * Files within files: archives, mailboxes, messages with attachments. After the walk each source that holds
 * some is opened from the store and unpacked by a worker of its own, member by member; each becomes a job
 * like any file. Which are left to unpack stands in the store, so that a run that was killed goes on here.
 * Members stay in memory.
 */
#include "run.h"

#include "../util/file.h"
#include "../util/idmap.h"
#include "sandbox.h"
#include "wire.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	UNPACK_DEPTH_MAX = 8,         /* archives within archives */
	UNPACK_MEMBERS_MAX = 1000000, /* of one file */
	UNPACK_RATIO = 200, /* bytes of all members for each byte of the file from disk that held them ... */
	UNPACK_ALWAYS = 64 << 20,    /* ... but so many may always be */
	UNPACK_MEMBER_MAX = 1 << 30, /* bytes of one member */
	UNPACK_FILE_MAX = 1 << 30    /* bytes of a file to be unpacked, which is in memory meanwhile */
};

struct unpacking { /* of one source */
	struct run *run;
	const struct pending *source;
	const char *path; /* below originals/ */
	uint64_t budget;  /* bytes that its members may have */
	uint64_t members;
	struct job *member; /* the one that is being sent */
	bool ended;
	bool failed;   /* not all of it was read */
	bool unopened; /* nothing of it was: the budget had been spent */
};

/* ---- members ---- */

static int begin_member(struct unpacking *u, const struct member *member)
{
	if (u->member)
		return -EBADMSG;
	if (u->members++ >= UNPACK_MEMBERS_MAX)
		return -E2BIG;
	u->member = job_create_member(u->source->id, u->path, member);
	return u->member ? 0 : -ENOMEM;
}

static int take_bytes(struct unpacking *u, struct slice bytes)
{
	if (!u->member)
		return -EBADMSG;
	if (bytes.length > u->budget) {
		u->budget = 0;
		return -E2BIG;
	}
	u->budget -= bytes.length;
	u->member->outcome.size += bytes.length;
	if (u->member->outcome.size > UNPACK_MEMBER_MAX)
		return -E2BIG;
	return file_write(u->member->file, bytes);
}

static int end_member(struct unpacking *u, const char *reason)
{
	struct job *job = u->member;
	int r;

	if (!job)
		return -EBADMSG;
	u->member = NULL;
	job->reading = reason[0] == '\0';
	r = job->reading ? job_close_member(job) : job_settle(job, DOSSIER_FAILED, reason);
	if (r == 0)
		return run_take(u->run, job, NULL);
	job_destroy(job);
	return r;
}

/* ---- one source ---- */

/* A file whose members could not all be read is named in the ledger, beside what it gave. */
static int fail(struct unpacking *u, const char *reason)
{
	struct outcome outcome = {.outcome = DOSSIER_FAILED, .reason = reason};

	u->failed = true;
	return ledger_add(&u->run->ledger, u->path, &outcome);
}

static int take_record(struct unpacking *u, const struct record *record)
{
	switch (record->type) {
	case RECORD_MEMBER:
		return begin_member(u, &record->member);
	case RECORD_BYTES:
		return take_bytes(u, record->text);
	case RECORD_MEMBER_END:
		return end_member(u, record->word);
	case RECORD_FAILED:
		u->ended = true;
		return fail(u, record->failure.reason);
	case RECORD_END:
		u->ended = true;
		return u->member ? -EBADMSG : 0;
	default:
		return -EBADMSG;
	}
}

static int take_frame(struct unpacking *u, struct slice frame)
{
	struct arena arena = {0};
	struct record record;
	int r = wire_decode(frame, &arena, &record);

	if (r == 0)
		r = take_record(u, &record);
	arena_finish(&arena);
	return r;
}

static int take_frames(struct unpacking *u, size_t worker)
{
	struct slice frame;
	int r = 0;

	while (r == 0 && !u->ended) {
		r = pool_frame(u->run->unpackers, worker, &frame);
		if (r <= 0)
			return r == 0 ? -EPIPE : r;
		r = take_frame(u, frame);
		pool_took(u->run->unpackers, worker, frame);
	}
	return r;
}

static void say_limit(char reason[static RUN_REASON])
{
	snprintf(reason, RUN_REASON,
		 "it holds more than %d files, a file of more than %d MiB, or more than %d bytes for each of "
		 "its own; what "
		 "came before is imported",
		 UNPACK_MEMBERS_MAX, UNPACK_MEMBER_MAX >> 20, UNPACK_RATIO);
}

static int unpack_file(struct unpacking *u, int file)
{
	uint64_t size = u->source->size;
	struct pool *pool = u->run->unpackers;
	char reason[RUN_REASON];
	struct pool_end end;
	size_t worker;
	int r = pool_give(pool, file, size, &worker);

	if (r <= 0)
		return r == 0 ? -EAGAIN : r;
	r = take_frames(u, worker);
	job_destroy(u->member);
	u->member = NULL;
	int replaced = pool_replace(pool, worker, &end);

	if (replaced != 0 || r == 0)
		return replaced;
	if (r != -EPIPE && r != -EBADMSG && r != -ETIME && r != -E2BIG)
		return r;
	if (r == -E2BIG)
		say_limit(reason);
	else
		run_say_why(size, r, end.status, u->source->media, reason);
	return fail(u, reason);
}

static int open_and_unpack(struct unpacking *u)
{
	int file, r;

	if (u->source->depth >= UNPACK_DEPTH_MAX)
		return fail(u, "it stands too deep in other files to be unpacked");
	if (u->budget == 0) {
		u->failed = u->unopened = true;
		return 0;
	}
	if (u->source->size > UNPACK_FILE_MAX)
		return fail(u, "it is too large to be unpacked");
	r = writer_source_original(u->run->writer, u->source->id, &file);
	if (r == -EIO)
		return fail(u, "its bytes in the store are damaged");
	if (r != 0)
		return r;
	r = unpack_file(u, file);
	close(file);
	return r;
}

/* What all that is below the file from disk may come to. */
static uint64_t budget_of(uint64_t root_size)
{
	uint64_t most = root_size > INT64_MAX / UNPACK_RATIO ? INT64_MAX : root_size * UNPACK_RATIO;

	return most > UNPACK_ALWAYS ? most : UNPACK_ALWAYS;
}

/* Within what its file from disk may still come to. */
static int unpack_within(struct unpacking *u, struct idmap *spent)
{
	uint64_t root, root_size;
	int r = writer_source_root(u->run->writer, u->source->id, &root, &root_size);
	struct idmap_item *item = r == 0 ? idmap_at(spent, root) : NULL;

	if (!item)
		return r == 0 ? -ENOMEM : r;
	uint64_t most = budget_of(root_size);

	u->budget = most - (uint64_t)item->a;
	r = open_and_unpack(u);
	item->a = (int64_t)(most - u->budget);
	item->b += u->unopened;
	return r;
}

/* One line a file from disk: a bomb may hold thousands. */
static int say_unopened(struct run *run, const struct idmap_item *item)
{
	struct outcome outcome = {.outcome = DOSSIER_FAILED};
	char reason[RUN_REASON], *path;
	int r = writer_source_path(run->writer, item->id, &path);

	if (r != 0)
		return r;
	snprintf(reason, sizeof reason,
		 "it has given as much as one file may, so %lld files in it that hold others were not opened",
		 (long long)item->b);
	outcome.reason = reason;
	r = ledger_add(&run->ledger, path, &outcome);
	free(path);
	return r;
}

static int say_all_unopened(struct run *run, const struct idmap *spent)
{
	int r = 0;

	for (size_t i = 0; i < spent->size && r == 0; i++)
		if (spent->items[i].id != 0 && spent->items[i].b != 0)
			r = say_unopened(run, &spent->items[i]);
	return r;
}

static int unpack_source(struct run *run, struct idmap *spent, const struct pending *source)
{
	struct unpacking u = {.run = run, .source = source};
	char *path;
	int r = writer_source_path(run->writer, source->id, &path);

	if (r != 0)
		return r == -ENOENT ? -EIO : r; /* only what has a name can give its members theirs */
	u.path = path;
	r = unpack_within(&u, spent);
	free(path);
	if (r != 0)
		return r;
	struct job *end = job_create_unpacked(source->id, u.failed);

	return end ? run_take(run, end, NULL) : -ENOMEM;
}

/* The next one; what is still being read may hold some, too. */
static int next_source(struct run *run, uint64_t after, struct pending *ret)
{
	bool retry = run->ledger.options->retry;
	int r = writer_source_pending(run->writer, retry, after, ret);

	if (r != -ENOENT || run->count == 0)
		return r;
	r = run_drain(run);
	return r == 0 ? writer_source_pending(run->writer, retry, after, ret) : r;
}

/* Members get higher numbers than what holds them, so one way through the numbers meets them all. */
int run_unpack(struct run *run)
{
	struct idmap spent = {0}; /* by the file from disk: bytes, and files that were not opened */
	struct pending source = {0};
	int r;

	do {
		r = next_source(run, source.id, &source);
		if (r == 0)
			r = unpack_source(run, &spent, &source);
	} while (r == 0);
	if (r == -ENOENT && run->count == 0)
		r = say_all_unopened(run, &spent);
	idmap_finish(&spent);
	return r;
}
