/* SPDX-License-Identifier: MIT */
/*
 * Compressing the contents of a store anew. An import makes its dictionary from the first texts that it
 * meets; this one is made from samples of all, may take longer over it, and over each chunk.
 */
#include "pack.h"

#include "../util/buf.h"
#include "checksum.h"
#include "content.h"

#include <errno.h>
#include <stdlib.h>
#include <zdict.h>

enum {
	LEVEL = 9,          /* of zstd: above it costs much more than it saves (measured) */
	SAMPLES_MAX = 4096, /* evenly from all contents */
	SAMPLE_SIZE = 4096, /* how chunks begin is what they share; bounds memory and time of training */
	DICTIONARY_SIZE = 112 * 1024, /* at most: as zstd's own tool has it */
	DICTIONARY_SHARE =
		32 /* of the samples' bytes, at least: a small store would pay more than it gains */
};

static const uint64_t BATCH_BYTES = 16 << 20; /* of plain text in a transaction */

struct packer {
	struct statements *statements;
	enum pack_scope scope;
	const struct dossier_pack_options *options;
	struct dossier_pack_report *report;
	struct content_reader reader;
	ZSTD_CCtx *context;
	ZSTD_CDict *dictionary;
	int64_t dictionary_id; /* 0: there is none */
	int64_t last;          /* row of the last chunk */
	char *out;             /* CONTENT_FRAME_MAX bytes */
};

struct chunk {
	int64_t row, dictionary;
	uint64_t content, first;
	size_t stored; /* bytes, compressed */
};

/* The next after `row`: 1; 0: there is none. */
static int find_chunk(struct packer *p, int64_t row, struct chunk *ret)
{
	sqlite3_stmt *found;
	int r = stmt_row(p->statements, STMT_PACK_CHUNK_AFTER, &found, "i", row);

	if (r != 1)
		return r;
	*ret = (struct chunk){
		.row = sqlite3_column_int64(found, 0),
		.content = (uint64_t)sqlite3_column_int64(found, 1),
		.first = (uint64_t)sqlite3_column_int64(found, 2),
		.dictionary = sqlite3_column_int64(found, 3),
		.stored = (size_t)sqlite3_column_int64(found, 4),
	};
	stmt_end(found);
	return 1;
}

/* 1: *ret is what it holds, until the next is read; 0: it is damaged. */
static int read_chunk(struct packer *p, const struct chunk *chunk, struct slice *ret)
{
	const char *why;
	int r = content_load(&p->reader, p->statements, chunk->content, chunk->first, &why);

	if (r == -EIO || (r == 0 && p->reader.first != chunk->first))
		return 0;
	if (r < 0)
		return r;
	*ret = (struct slice){p->reader.plain, (size_t)p->reader.length};
	return 1;
}

/* ---- the dictionary ---- */

struct samples {
	struct buf bytes;
	size_t *sizes, count;
};

static int take_sample(struct packer *p, const struct chunk *chunk, struct samples *samples)
{
	struct slice plain;
	int r = read_chunk(p, chunk, &plain);

	if (r != 1 || plain.length > CONTENT_SMALL)
		return r < 0 ? r : 0;
	plain = slice_sub(plain, 0, plain.length < SAMPLE_SIZE ? plain.length : SAMPLE_SIZE);
	buf_slice(&samples->bytes, plain);
	samples->sizes[samples->count++] = plain.length;
	return samples->bytes.failed ? -ENOMEM : 0;
}

/* The row before which sample `i` stands: in even steps through the contents, and through the bytes of each.
 */
static int place_of(struct packer *p, uint64_t i, int64_t *ret_row)
{
	uint64_t contents = (uint64_t)p->last >> CONTENT_SIZE_BITS, at = i * contents;
	uint64_t content = at / SAMPLES_MAX + 1;
	int64_t length = 0;
	int r = stmt_number(p->statements, STMT_CONTENT_LENGTH, &length, "i", (int64_t)content);
	uint64_t part = (uint64_t)length / SAMPLES_MAX * (at % SAMPLES_MAX);

	*ret_row = (int64_t)(content << CONTENT_SIZE_BITS | part) - 1;
	return r == -ENOENT ? 0 : r;
}

static int take_samples(struct packer *p, struct samples *samples)
{
	struct chunk chunk = {.row = 0};
	int64_t row = 0;
	int r = 0;

	for (uint64_t i = 0; i < SAMPLES_MAX && r >= 0; i++) {
		r = place_of(p, i, &row);
		if (r < 0 || row < chunk.row) /* it was taken over a gap */
			continue;
		r = find_chunk(p, row, &chunk);
		if (r == 1)
			r = take_sample(p, &chunk, samples);
	}
	return r < 0 ? r : 0;
}

/* The newest dictionary if it is the same: then most chunks may stay. */
static int keep_dictionary(struct packer *p, struct slice bytes)
{
	sqlite3_stmt *row;
	int64_t newest = 0;
	int r = stmt_number(p->statements, STMT_DICTIONARY_NEWEST, &newest, "");

	if (r == 0)
		r = stmt_row(p->statements, STMT_DICTIONARY, &row, "i", newest);
	if (r == 1) {
		p->dictionary_id = slice_equal(stmt_blob(row, 0), bytes) ? newest : 0;
		stmt_end(row);
	}
	if (r < 0 || p->dictionary_id != 0)
		return r < 0 ? r : 0;
	r = stmt_run(p->statements, STMT_DICTIONARY_INSERT, "b", bytes);
	p->dictionary_id = sqlite3_last_insert_rowid(p->statements->db);
	return r;
}

/* Training fails on samples that are too few or too alike: then there is no dictionary. */
static int train(struct packer *p, const struct samples *samples, char *bytes)
{
	size_t most = samples->bytes.length / DICTIONARY_SHARE;
	size_t size = ZDICT_trainFromBuffer(bytes, most < DICTIONARY_SIZE ? most : DICTIONARY_SIZE,
					    samples->bytes.data, samples->sizes, (unsigned)samples->count);

	if (ZDICT_isError(size))
		return 0;
	p->dictionary = ZSTD_createCDict(bytes, size, LEVEL);
	return p->dictionary ? keep_dictionary(p, (struct slice){bytes, size}) : -ENOMEM;
}

static int make_dictionary(struct packer *p)
{
	struct samples samples = {.sizes = calloc(SAMPLES_MAX, sizeof *samples.sizes)};
	char *bytes = malloc(DICTIONARY_SIZE);
	int r = samples.sizes && bytes ? take_samples(p, &samples) : -ENOMEM;

	if (r == 0 && samples.count > 0)
		r = train(p, &samples, bytes);
	buf_finish(&samples.bytes);
	free(samples.sizes);
	free(bytes);
	return r;
}

/* ---- the chunks ---- */

static int put_chunk(struct packer *p, const struct chunk *chunk, int64_t dictionary, struct slice bytes)
{
	int64_t fields[] = {(int64_t)chunk->content, (int64_t)chunk->first, (int64_t)p->reader.length,
			    dictionary};

	p->report->chunks_packed++;
	return stmt_run(p->statements, STMT_PACK_CHUNK_SET, "iibi", dictionary,
			checksum(fields, 4, bytes, (struct slice){"", 0}), bytes, chunk->row);
}

static bool has_old_dictionary(const struct packer *p, const struct chunk *chunk)
{
	return chunk->dictionary != 0 && chunk->dictionary != p->dictionary_id;
}

/* Where it comes out smaller; where it must lose its dictionary, in any case. */
static int compress_chunk(struct packer *p, const struct chunk *chunk, struct slice plain)
{
	bool with = p->dictionary && plain.length <= CONTENT_SMALL;
	struct slice frame;
	int r = content_compress(p->context, with ? p->dictionary : NULL, plain, p->out, &frame);

	if (r < 0 || (frame.length >= chunk->stored && !has_old_dictionary(p, chunk)))
		return r;
	return put_chunk(p, chunk, with ? p->dictionary_id : 0, frame);
}

static int pack_chunk(struct packer *p, const struct chunk *chunk, uint64_t *bytes)
{
	struct slice plain;

	p->report->chunks++;
	if (p->scope == PACK_TRACES && !has_old_dictionary(p, chunk))
		return 0;
	int readable = read_chunk(p, chunk, &plain);

	p->report->chunks_damaged += readable == 0;
	if (readable <= 0)
		return readable;
	*bytes += plain.length;
	return compress_chunk(p, chunk, plain);
}

/* In one transaction, from the chunk after *at on; 0 where there is none, else 1. */
static int pack_some(struct packer *p, int64_t *at)
{
	uint64_t bytes = 0;
	struct chunk chunk;

	while (bytes < BATCH_BYTES) {
		int r = find_chunk(p, *at, &chunk);

		if (r == 1 && (r = pack_chunk(p, &chunk, &bytes)) == 0)
			*at = chunk.row;
		else
			return r;
	}
	return 1;
}

static int pack_batch(struct packer *p, int64_t *at)
{
	int r = stmt_run(p->statements, STMT_BEGIN_IMMEDIATE, "");
	int more = r < 0 ? r : pack_some(p, at);

	if (more >= 0)
		r = stmt_run(p->statements, STMT_COMMIT, "");
	if (more < 0 || r < 0)
		stmt_run(p->statements, STMT_ROLLBACK, "");
	if (p->options->progress)
		p->options->progress(p->options->context, (uint64_t)*at, (uint64_t)p->last);
	return r < 0 ? r : more;
}

static int pack_all(struct packer *p)
{
	int64_t at = 0;
	int r = 1;

	while (r == 1) {
		if (p->options->stop && p->options->stop(p->options->context))
			return -EINTR;
		r = pack_batch(p, &at);
	}
	return r < 0 ? r
		     : stmt_run(p->statements, STMT_PACK_DICTIONARIES, "ii", p->dictionary_id,
				(int64_t)(p->scope == PACK_TRACES));
}

/* ---- */

static int packer_init(struct packer *p)
{
	p->context = content_context(LEVEL);
	p->out = malloc(CONTENT_FRAME_MAX);
	if (!p->context || !p->out)
		return -ENOMEM;
	return stmt_number(p->statements, STMT_PACK_CHUNK_LAST, &p->last, "");
}

static void packer_finish(struct packer *p)
{
	content_reader_finish(&p->reader);
	ZSTD_freeCDict(p->dictionary);
	ZSTD_freeCCtx(p->context);
	free(p->out);
}

int pack_contents(struct statements *statements, enum pack_scope scope,
		  const struct dossier_pack_options *options, struct dossier_pack_report *report)
{
	struct packer p = {.statements = statements, .scope = scope, .options = options, .report = report};
	int r = packer_init(&p);

	if (r == 0)
		r = make_dictionary(&p);
	if (r == 0)
		r = pack_all(&p);
	packer_finish(&p);
	return r;
}
