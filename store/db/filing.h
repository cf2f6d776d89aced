/* SPDX-License-Identifier: MIT */
/*
 * Filing: makes directories and entries for documents and names for originals. What directories count and
 * when their listing changed is summed up and written once a transaction.
 */
#ifndef DB_FILING_H
#define DB_FILING_H

#include "../data/facts.h"
#include "../util/buf.h"
#include "../util/idmap.h"
#include "document.h"
#include "known.h"
#include "stmt.h"
#include "view.h"

struct filing {
	struct statements *statements;
	struct idmap pending;   /* by directory: a: files that came, b: changes of its listing */
	struct idmap of_source; /* the same for the source that is being written, which may be given up */
	struct idmap *leaves;   /* where a document is filed again goes there (counter b); NULL: it is new */
	struct known known;     /* directories below these: */
	uint64_t tops[VIEWS_MAX]; /* directory of each view */
};

int filing_init(struct filing *filing, struct statements *statements);
void filing_finish(struct filing *filing);
/* found.c: makes the directories and files that every store has. `now`: nanoseconds. */
int filing_found(struct statements *statements, int64_t now);
/*
 * Files a document in every view that places it by its facts; appends its number of names in all views to
 * `links` (document.links). *ret_thread: see document.thread.
 */
int filing_document(struct filing *filing, const struct document_row *row, const struct document_facts *facts,
		    int64_t now, struct buf *links, uint64_t *ret_thread);
/* One more document of a source that has its names already, in the views that go by sources. */
int filing_source_document(struct filing *filing, uint64_t source, const char *path, uint64_t document,
			   int64_t now);
/* Files the documents of a source, all of them written, in the views that go by sources. `path`: below
 * originals/. */
int filing_source(struct filing *filing, uint64_t source, const char *path, int64_t now);
/* The directory of `value` in `parent`; -ENOENT. */
int filing_step(struct filing *filing, uint64_t parent, struct slice value, uint64_t *ret_directory);
/* original.c: names a source below originals/; *ret_new: it did not have this name. */
int filing_original(struct filing *filing, uint64_t source, const char *const components[], size_t count,
		    int64_t now, bool *ret_new);
/* The same below the first name of `parent`; see writer_member_name(). -EINVAL: the parent has no name. */
int filing_member(struct filing *filing, uint64_t source, uint64_t parent, const char *const components[],
		  size_t count, int64_t now, bool *ret_new);
/* `count` files came into a directory, its listing has changed `changes` times. */
int filing_note(struct filing *filing, uint64_t directory, int64_t count, int64_t changes);
/* The source is whole: its steps can no longer be undone on their own. */
int filing_keep(struct filing *filing);
/* Undoes the steps since filing_keep(); the rows are undone by the caller's savepoint. */
void filing_undo(struct filing *filing);
/* Writes counts and times of change. `now` rises above every time that was given. */
int filing_flush(struct filing *filing, int64_t now);
#endif
