/* SPDX-License-Identifier: MIT */
/* Inside of a writer, for the files of this room that write. */
#ifndef DB_WRITER_H
#define DB_WRITER_H

#include "../util/arena.h"
#include "../util/buf.h"
#include "catalogue.h"
#include "content.h"
#include "filing.h"
#include "mtime.h"
#include "stmt.h"
#include "write.h"

#include <nettle/sha2.h>

struct open_source { /* the one between writer_source_begin() and _end() */
	uint64_t id, content, text;
	int text_file;
	uint64_t text_size, at; /* at: bytes of text written */
	bool keep_text;         /* these bytes of text are not in the store yet */
	int64_t size, mtime, ctime;
	uint64_t unassigned, unindexed;
	struct mtime_zone *zone;
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
	uint64_t next_document; /* 0: ask the store */
	bool has_aliases;       /* of parties */
	struct open_source source;
	struct buf body;      /* of the document being written, for the index */
	char *piece;          /* CHUNK_SIZE bytes */
	uint64_t uncommitted; /* bytes */
};

enum { INDEXED_BYTES = 16 * 1024 * 1024 /* of a document, in the full-text index */ };

/* A time later than any that was given before (nanoseconds). */
int64_t writer_tick(struct writer *writer);

/* The original, and the text where it is another; a text that is the original is written as it is cut. */
int write_contents_begin(struct writer *writer, const struct source_row *row);
/* Writes text from where it was left up to `end`; hashes it and collects INDEXED_BYTES of it where these are
 * wanted. */
int write_text(struct writer *writer, uint64_t end, struct sha256_ctx *hash, struct buf *body);
/* `filed`: the same with its parties as they are filed. */
int write_facts(struct writer *writer, int64_t document, const struct document_facts *facts,
		const struct document_facts *filed);
#endif
