/* SPDX-License-Identifier: MIT */
/* One file of a run, from the walk that met it until the ledger says how it ended. */
#ifndef IMPORT_JOB_H
#define IMPORT_JOB_H

#include "../util/arena.h"
#include "digest.h"
#include "ledger.h"
#include "walk.h"

struct job {
	struct arena arena; /* of the strings */
	const char *path, *absolute;
	const char **components;
	size_t component_count;
	struct stat stat; /* as met; zeroed for what is no file */
	int file;         /* -1: not open */
	struct digest digest;
	bool is_file;    /* a regular file, which the store is to remember */
	bool remembered; /* the store knows how it ended, from an earlier run */
	bool reading;    /* given to `worker`; `outcome` follows */
	size_t worker;
	struct outcome outcome;
	bool lasting; /* it failed, and the same bytes would fail again */
};

/* NULL out of memory. */
struct job *job_create(const struct walk_item *item);
void job_destroy(struct job *job);
/* Ends a job without a source; the reason is copied. -ENOMEM. */
int job_settle(struct job *job, enum dossier_outcome outcome, const char *reason);
/* Opens and hashes the file: 0, also when it was settled as failed; -ENOMEM. */
int job_open(struct job *job, const struct walk_item *item);
/* The file is not as it was met. */
bool job_changed(const struct job *job);
struct file_row job_row(const struct job *job);

extern const char job_changed_reason[];
#endif
