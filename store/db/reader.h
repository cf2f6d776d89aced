/* SPDX-License-Identifier: MIT */
/* Inside of a store and of a reader, for the files of this room that read. */
#ifndef DB_READER_H
#define DB_READER_H

#include "content.h"
#include "document.h"
#include "dossier/store.h"
#include "stmt.h"

#include <stdatomic.h>

enum { LINES_TOLD = 64 };

struct dossier_store {
	char *path;
	struct dossier_tree tree;
	dossier_log *log;
	void *context;
	bool immutable;
	struct statements first; /* the connection that it was examined by, for its first reader */
	_Atomic bool has_first;
	_Atomic uint64_t statements, chunks, chunk_hits;
	_Atomic int64_t told[LINES_TOLD]; /* hashes of lines of the log, each in its place */
};

struct dossier_reader {
	struct dossier_store *store;
	struct statements statements;
	struct content_reader content;
	dossier_interrupted *interrupted;
	void *interrupted_context;
	bool held;  /* calls are within a transaction that somebody else ends */
	bool told;  /* this call has written its line to the log */
	bool quiet; /* what a call finds is told otherwise */
};

/*
 * A call's one state of the store: every public function is between these two. reader_end() passes `r` on,
 * but that a store that cannot be read is -EIO, whatever kept it from being read, and a line of the log.
 */
int reader_begin(struct dossier_reader *reader);
int reader_end(struct dossier_reader *reader, int r);
/*
 * One line to the log, for damage; a line that was told lately is not told again: the kernel asks for damaged
 * bytes several times a read.
 */
void reader_log(struct dossier_reader *reader, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* -ESTALE: no such document; -EIO: the row fails its checksum. Within reader_begin() and reader_end(). */
int reader_document(struct dossier_reader *reader, uint64_t id, struct document_row *ret_row);
/* Bytes of a content; *ret_read < size only at `length`, its end. */
int reader_content(struct dossier_reader *reader, uint64_t content, uint64_t offset, uint64_t length,
		   void *buffer, size_t size, size_t *ret_read);
#endif
