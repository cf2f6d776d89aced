/* SPDX-License-Identifier: MIT */
/*
 * Contents: byte strings kept in chunks of at most CHUNK_SIZE plain bytes, each compressed on its own with a
 * checksum of its own, so that a read touches only the chunks it covers and damage costs only what it
 * touches.
 */
#ifndef DB_CONTENT_H
#define DB_CONTENT_H

#include "stmt.h"

#include <stdbool.h>
#include <stdint.h>
#include <zstd.h>

/* What the key of a chunk has room for: 134 million contents, each of 64 GiB. */
#define CONTENT_SIZE_BITS 36
#define CONTENT_SIZE_MAX (UINT64_C(1) << CONTENT_SIZE_BITS)
#define CONTENT_NUMBER_MAX ((UINT64_C(1) << (63 - CONTENT_SIZE_BITS)) - 1)

enum {
	CHUNK_SIZE = 128 * 1024,
	CONTENT_SMALL = 16 * 1024, /* a dictionary does not help larger chunks */
	CONTENT_FRAME_MAX = ZSTD_COMPRESSBOUND(CHUNK_SIZE),
	DICTIONARIES_MAX = 8
};

/* Zeroed is empty. Holds the chunk that was decoded last: sequential reads decode each once. */
struct content_reader {
	ZSTD_DCtx *context;
	char *plain;                     /* CHUNK_SIZE bytes */
	uint64_t content, first, length; /* what `plain` holds; content 0: nothing */
	int64_t checksum;                /* of the row that it was decoded from */
	struct {
		int64_t id;
		ZSTD_DDict *dictionary;
	} dictionaries[DICTIONARIES_MAX];
	size_t dictionary_count;
	uint64_t decoded, hits; /* counters */
};

void content_reader_finish(struct content_reader *reader);
/*
 * Makes `reader` hold the chunk with byte `offset` of `content`, or the block of catalogue_content(). -EIO:
 * no such chunk, or damaged; *ret_why is then a static sentence.
 */
int content_load(struct content_reader *reader, struct statements *statements, uint64_t content,
		 uint64_t offset, const char **ret_why);

/* ---- writing ---- */

struct content_writer; /* compresses and inserts chunks; one a writer */

int content_writer_create(struct statements *statements, struct content_writer **ret_writer);
void content_writer_destroy(struct content_writer *writer);
/* What content_compress() works with; NULL: no memory. ZSTD_freeCCtx() frees it. */
ZSTD_CCtx *content_context(int level);
/* The frame of a chunk, in the CONTENT_FRAME_MAX bytes of `out`. `dictionary` may be NULL. 0 or -ENOMEM. */
int content_compress(ZSTD_CCtx *context, const ZSTD_CDict *dictionary, struct slice plain, char *out,
		     struct slice *ret_frame);
/* One chunk of at most CHUNK_SIZE bytes at `first` of `content`. -EFBIG: no chunk can stand there; or -errno.
 */
int content_write(struct content_writer *writer, uint64_t content, uint64_t first, struct slice plain);
/* After a savepoint was undone: forgets what was made since. 0 or -errno. */
int content_writer_reset(struct content_writer *writer);
#endif
