/* SPDX-License-Identifier: MIT */
/*
 * Documents on their way into the full-text index. FTS5 gathers what it is given in memory, and puts it into
 * the file at every savepoint: a source each, a segment of the index for every message, all of them merged
 * again and again. So documents wait here and go in together, outside savepoints, before the commit.
 */
#ifndef DB_WORDS_H
#define DB_WORDS_H

#include "../util/buf.h"
#include "stmt.h"

#include <stdbool.h>

struct words_item {
	int64_t document;
	size_t title, body; /* bytes of each; they follow each other */
};

/* Zeroed is empty. */
struct words {
	struct buf bytes;
	struct words_item *items;
	size_t count, capacity;
	size_t kept, kept_bytes; /* of sources that are whole */
	uint64_t flushed;        /* bytes that went in */
};

void words_finish(struct words *words);
/* A run's settings of the index. 0 or -errno, as the rest. */
int words_begin_run(struct statements *statements);
int words_add(struct words *words, struct statements *statements, int64_t document, struct slice title,
	      struct slice body);
/* Takes out what words_add() was given, which is in. */
int words_erase(struct statements *statements, int64_t document, struct slice title, struct slice body);
/* The source is whole. Outside a savepoint what waits may go in. */
int words_keep(struct words *words, struct statements *statements);
/* Drops what came since words_keep(); what went in is undone by the caller's savepoint. */
void words_undo(struct words *words);
/* Everything goes in. */
int words_flush(struct words *words, struct statements *statements);

/*
 * Makes one piece of each index, which is searched faster than many: in steps, each a transaction where none
 * is open. -EINTR: `stop`, which may be NULL, said so; the index is whole.
 */
int words_merge(struct statements *statements, bool (*stop)(void *context), void *context);
#endif
