/* SPDX-License-Identifier: MIT */
/* Inside of a writer, for the files of this room that write. */
#ifndef DB_WRITER_H
#define DB_WRITER_H

#include "../util/arena.h"
#include "../util/buf.h"
#include "catalogue.h"
#include "content.h"
#include "document.h"
#include "filing.h"
#include "mtime.h"
#include "path.h"
#include "stmt.h"
#include "words.h"
#include "write.h"

#include <nettle/sha2.h>

struct open_source { /* the one between writer_source_begin() or _again() and _end() */
	uint64_t id, content, text;
	int file, text_file;
	uint64_t text_size, at; /* at: bytes of text taken */
	uint64_t kept;          /* bytes of text in chunks; fewer than `at` only where it is whole */
	bool keep_text;         /* these bytes of text are not in the store yet */
	bool whole;             /* see source_row: there is no savepoint */
	int64_t size, mtime, ctime;
	uint64_t unassigned, unindexed;
	struct again *again; /* it is read again: update.c; else NULL */
};

struct writer {
	int lock; /* descriptor of the store's file; holds it against other writers */
	struct statements statements;
	struct content_writer *content;
	struct filing filing;
	struct catalogue *catalogue;
	int64_t clock; /* the last time given to anything */
	int64_t run;
	int64_t ledger_lines;
	struct path_above above; /* of the source that was named last */
	uint64_t next_document;  /* 0: ask the store */
	bool has_aliases;        /* of parties */
	struct open_source source;
	struct buf file, text; /* bytes of the source where it is whole; `text` is empty if it is the file */
	struct buf body;       /* of the document being written, for the index */
	struct words words;
	struct content_reader reader; /* of documents that are in the store */
	bool reindex;                 /* words of a text that cannot be read are to be taken out */
	struct mtime_zone *zone;      /* of `zone_name`: most sources of a run have one */
	char *zone_name;
	char *piece;          /* CHUNK_SIZE bytes */
	uint64_t uncommitted; /* bytes */
	uint64_t gathered;    /* of these, when words and rows of the catalogue were last written */
};

enum { INDEXED_BYTES = 16 * 1024 * 1024 /* of a document, in the full-text index */ };

/*
 * Holds a store against other writers, also of this process, for as long as the descriptor is open; a missing
 * file is made. -EBUSY after WRITER_WAIT_SECONDS: *ret_holder is the process that holds it, 0 if not known.
 * Close every connection to the store first: to close the descriptor drops SQLite's own locks.
 */
int writer_lock(const char *path, int *ret_fd, pid_t *ret_holder);

/* A time later than any that was given before (nanoseconds). */
int64_t writer_tick(struct writer *writer);

/* Takes a whole source's bytes into memory, so that no change of its file is met later. -ESTALE. */
int write_contents_load(struct writer *writer, const struct source_row *row);
/* The original, and the text where it is another; a text that is the original is written as it is cut. */
int write_contents_begin(struct writer *writer, const struct source_row *row);
/* Writes text from where it was left up to `end`; hashes it and collects INDEXED_BYTES of it where these are
 * wanted. */
int write_text(struct writer *writer, uint64_t end, struct sha256_ctx *hash, struct buf *body);
/* `filed`: the same with its parties as they are filed. */
int write_facts(struct writer *writer, int64_t document, const struct document_facts *facts,
		const struct document_facts *filed);
/* Pages and properties of the open source. */
int write_source_parts(struct writer *writer, const struct source_row *row);
/* Makes `zone` this one. -EINVAL: there is none of this name. */
int write_zone(struct writer *writer, const char *name);
/* The number of the next document. */
int write_number(struct writer *writer, uint64_t *ret_document);
/* Gives the facts with each party as it is filed: see party_alias.h. */
int write_filed(struct writer *writer, const struct document_facts *facts, struct arena *arena,
		struct document_facts *ret_filed);
/* Files a document and writes its row and its facts; no words. */
int write_document(struct writer *writer, const struct document_row *row, const struct document_facts *facts,
		   const unsigned char *sha256);
/* The text that waits for a short rest. */
int write_text_flush(struct writer *writer);
/* The words of `body`; they wait, see words.h. */
int write_words(struct writer *writer, uint64_t document, const char *title);
/* The text of an original that is in the store: `source->text` and `->keep_text`. */
int write_text_begin(struct writer *writer, const struct source_row *row);

/* update.c: what takes the place of each step where a source is read again. */
int again_document(struct writer *writer, struct document_row *row, const struct document_facts *facts,
		   const unsigned char *sha256);
int again_end(struct writer *writer);
void again_destroy(struct again *again);
#endif
