/* SPDX-License-Identifier: MIT */
/*
 * Reading sources again: each becomes a job with its original from the store, which goes the way of an
 * imported file until it is written. What a source holds is a source of its own and comes by itself; a newer
 * reader may also find more in what holds files, so these are unpacked again.
 */
#include "dossier/import.h"

#include "../parse/parse.h"
#include "run.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What was told of a file when it was unpacked, and is not kept: mail holds attachments. */
static bool holds_attachments(const char *media)
{
	static const char *const formats[] = {"mail", "mbox", "outlook message"};
	const struct format *format = media[0] ? format_for(media) : NULL;

	for (size_t i = 0; format && i < sizeof formats / sizeof *formats; i++)
		if (strcmp(format->name, formats[i]) == 0)
			return true;
	return false;
}

static int open_job(struct run *run, const struct outdated *source, const char *path, struct job **ret)
{
	int file = -1, opened = writer_source_original(run->writer, source->id, &file);

	if (opened == -ENOENT)
		opened = -EIO;
	if (opened != 0 && opened != -EIO)
		return opened;
	struct job *job = job_create_again(source, path, holds_attachments(source->holder_media), file);

	if (!job)
		return -ENOMEM;
	job->reading = opened == 0;
	int r = opened == 0 ? job_close_member(job)
			    : job_settle(job, DOSSIER_FAILED, "its bytes in the store are damaged");

	if (r != 0)
		job_destroy(job);
	else
		*ret = job;
	return r;
}

static int take_again(struct run *run, const struct outdated *source)
{
	struct job *job = NULL;
	char *path = NULL;
	int r = writer_source_path(run->writer, source->id, &path);

	if (r == 0 || r == -ENOENT)
		r = open_job(run, source, path ? path : "a source without a name", &job);
	free(path);
	return r == 0 ? run_take(run, job, NULL) : r;
}

/* A source that is read again keeps its number, so one way through the numbers meets each once. */
int run_again(struct run *run, int parser)
{
	struct outdated source = {0};
	int r;

	do {
		r = writer_source_outdated(run->writer, source.id, parser, &source);
		if (r == 0)
			r = take_again(run, &source);
	} while (r == 0);
	if (r == -ENOENT)
		r = run_drain(run);
	return r == 0 ? run_unpack(run) : r;
}

static const struct dossier_import_options defaults = {.timezone = NULL};

int dossier_update(const char *store, bool all, const struct dossier_import_options *options,
		   struct dossier_update *ret, pid_t *ret_holder)
{
	struct run run = {.ledger.options = options ? options : &defaults, .zone = "UTC"};
	int r = run_examine(store);

	*ret = (struct dossier_update){.kept = 0};
	*ret_holder = 0;
	if (r == 0)
		r = run_open(&run, store, ret_holder);
	if (r == 0)
		r = run_close(&run, run_again(&run, all ? INT_MAX : PARSE_VERSION));
	ret->ledger = run.ledger.totals;
	ret->kept = run.counts.kept;
	ret->changed = run.counts.changed;
	ret->added = run.counts.added;
	ret->gone = run.counts.gone;
	run_finish(&run);
	return r;
}

/* Needs no reader, and so no worker. */
int dossier_remove(const char *store, char *const sources[], size_t count, const struct dossier_removal *how,
		   pid_t *ret_holder)
{
	struct dossier_ledger none = {.bytes = 0};
	struct writer *writer = NULL;
	int r = run_examine(store);

	*ret_holder = 0;
	if (r == 0)
		r = writer_open(store, &writer, ret_holder);
	if (r < 0)
		return r;
	r = writer_remove(writer, sources, count, how);
	if (r == 0)
		r = writer_ledger_totals(writer, &none);
	if (r == 0)
		return writer_close(writer);
	writer_abandon(writer);
	return r;
}
