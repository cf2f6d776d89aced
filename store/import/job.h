/* SPDX-License-Identifier: MIT */
/* One file of a run, from the walk that met it until the ledger says how it ended. */
#ifndef IMPORT_JOB_H
#define IMPORT_JOB_H

#include "../extract/extract.h"
#include "../util/arena.h"
#include "digest.h"
#include "ledger.h"
#include "walk.h"

#include "../db/write.h"

enum job_kind {
	JOB_FILE,    /* a regular file, which the store is to remember */
	JOB_OTHER,   /* something else on disk; settled from the start */
	JOB_MEMBER,  /* a file that another holds, in memory */
	JOB_AGAIN,   /* a source of the store that is read again, in memory */
	JOB_UNPACKED /* no file: all members of `parent` came before it */
};

struct job {
	struct arena arena; /* of the strings */
	enum job_kind kind;
	uint64_t parent; /* JOB_MEMBER, JOB_UNPACKED: the source that holds it */
	uint64_t again;  /* JOB_AGAIN: the source */
	bool is_attachment;
	const char *path, *absolute;
	const char **components; /* JOB_MEMBER: below its parent */
	size_t component_count;
	struct stat stat; /* as met; zeroed for what is no file */
	int file;         /* -1: not open */
	struct digest digest;
	bool remembered; /* the store knows how it ended, from an earlier run */
	bool reading;    /* given to `worker`; `outcome` follows */
	size_t worker;
	struct outcome outcome;
	bool lasting; /* it failed, and the same bytes would fail again */
};

/* These: NULL out of memory. */
struct job *job_create(const struct walk_item *item);
/*
 * A member of `parent`, whose bytes are to be written to its file. `path` is the parent's, for
 * the ledger.
 */
struct job *job_create_member(uint64_t parent, const char *path, const struct member *member);
/* A source that is read again; `file` is its original and becomes the job's; -1: it could not be got. */
struct job *job_create_again(const struct outdated *source, const char *path, bool is_attachment, int file);
struct job *job_create_unpacked(uint64_t parent, bool partly);
void job_destroy(struct job *job);
/* Ends a job without a source; the reason is copied. -ENOMEM. */
int job_settle(struct job *job, enum dossier_outcome outcome, const char *reason);
/* Opens the file and has the kernel fetch what it begins with, without waiting for that: 0, also when it was
 * settled as failed; -ENOMEM. */
int job_open(struct job *job, const struct walk_item *item);
/* Hashes it: as job_open(). */
int job_hash(struct job *job);
/* Hashes the bytes of a member, which are whole: as job_open(). */
int job_close_member(struct job *job);
/* The file is not as it was met. */
bool job_changed(const struct job *job);
struct file_row job_row(const struct job *job);

extern const char job_changed_reason[];
#endif
