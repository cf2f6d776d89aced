/* SPDX-License-Identifier: MIT */
/* The bytes of one source: its original, and its text cut into chunks where documents begin. */
#include "writer.h"

#include <assert.h>
#include <errno.h>
#include <unistd.h>

enum { REST_BYTES = 64 };

/* All of it: a file that is shorter than it was, or cannot be read, has changed. */
static int read_piece(int fd, uint64_t offset, char *bytes, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t got = pread(fd, bytes + done, size - done, (off_t)(offset + done));

		if (got <= 0 && !(got < 0 && errno == EINTR))
			return -ESTALE;
		done += got > 0 ? (size_t)got : 0;
	}
	return 0;
}

/* Up to CHUNK_SIZE bytes at an offset of the source's original or text. */
static int get_piece(struct writer *w, int fd, uint64_t offset, size_t size, struct slice *ret)
{
	const struct buf *bytes = fd == w->source.file ? &w->file : &w->text;

	if (w->source.whole) {
		*ret = slice_sub((struct slice){bytes->data, bytes->length}, (size_t)offset,
				 (size_t)offset + size);
		return 0;
	}
	*ret = (struct slice){w->piece, size};
	return read_piece(fd, offset, w->piece, size);
}

static_assert(WRITER_SOURCE_SIZE_MAX == CONTENT_SIZE_MAX, "a source has one content");
static_assert(CONTENT_SIZE_BITS == 36, "as schema.sql, stmt-text.c and migrate.c have it");

static int load(int fd, uint64_t size, struct buf *bytes)
{
	buf_clear(bytes);
	if (size > SIZE_MAX / 2 || !buf_reserve(bytes, (size_t)size))
		return -ENOMEM;
	bytes->length = (size_t)size;
	return read_piece(fd, 0, bytes->data, (size_t)size);
}

int write_contents_load(struct writer *w, const struct source_row *row)
{
	int r = load(row->file, row->file_size, &w->file);

	return r == 0 && row->text >= 0 ? load(row->text, row->text_size, &w->text) : r;
}

static size_t piece_size(uint64_t at, uint64_t end)
{
	return end - at < CHUNK_SIZE ? (size_t)(end - at) : CHUNK_SIZE;
}

static int find_content(struct writer *w, const unsigned char *sha256, uint64_t *ret)
{
	int64_t id;
	int r = stmt_number(&w->statements, STMT_CONTENT_BY_HASH, &id, "b",
			    (struct slice){(const char *)sha256, WRITER_HASH_SIZE});

	if (r == 0)
		*ret = (uint64_t)id;
	return r;
}

static int add_content(struct writer *w, uint64_t size, const unsigned char *sha256, uint64_t *ret)
{
	int r = stmt_run(&w->statements, STMT_CONTENT_INSERT, "ib", (int64_t)size,
			 (struct slice){(const char *)sha256, WRITER_HASH_SIZE});

	*ret = (uint64_t)sqlite3_last_insert_rowid(w->statements.db);
	return r;
}

static int hash_file(struct writer *w, int fd, uint64_t size, unsigned char *ret_sha256)
{
	struct sha256_ctx hash;
	int r = 0;

	sha256_init(&hash);
	for (uint64_t at = 0; at < size && r == 0; at += piece_size(at, size)) {
		struct slice piece;

		r = get_piece(w, fd, at, piece_size(at, size), &piece);
		if (r == 0)
			sha256_update(&hash, piece.length, (const uint8_t *)piece.at);
	}
	sha256_digest(&hash, SHA256_DIGEST_SIZE, ret_sha256);
	return r;
}

/* Bytes that another source has as its text, or as its original, are kept once. *ret_new: they are to be
 * written. */
static int have_content(struct writer *w, uint64_t size, const unsigned char *sha256, uint64_t *ret,
			bool *ret_new)
{
	int r = find_content(w, sha256, ret);

	*ret_new = r == -ENOENT;
	return *ret_new ? add_content(w, size, sha256, ret) : r;
}

/* An original that is not its own text: cut only by size. */
static int write_original(struct writer *w, const struct source_row *row)
{
	int r = 0;

	for (uint64_t at = 0; at < row->file_size && r == 0; at += piece_size(at, row->file_size)) {
		struct slice piece;

		r = get_piece(w, row->file, at, piece_size(at, row->file_size), &piece);
		if (r == 0)
			r = content_write(w->content, w->source.content, at, piece);
		w->uncommitted += piece_size(at, row->file_size);
	}
	return r;
}

int write_text_begin(struct writer *w, const struct source_row *row)
{
	struct open_source *source = &w->source;
	unsigned char sha256[WRITER_HASH_SIZE];
	int r = hash_file(w, row->text, row->text_size, sha256);

	return r < 0 ? r : have_content(w, row->text_size, sha256, &source->text, &source->keep_text);
}

/* The original, and the text where it is another: then both are contents, else the text is written as it is
 * cut. */
int write_contents_begin(struct writer *w, const struct source_row *row)
{
	struct open_source *source = &w->source;
	bool is_new = false;
	int r = have_content(w, row->file_size, row->sha256, &source->content, &is_new);

	source->text = source->content;
	source->keep_text = is_new;
	if (r < 0 || row->text < 0)
		return r;
	if (is_new)
		r = write_original(w, row);
	return r < 0 ? r : write_text_begin(w, row);
}

/*
 * A short rest, such as the newline at the end of a file, goes into the chunk before it. What is kept is
 * behind what was taken by one chunk at most, and only where the bytes stay in memory.
 */
static int keep_piece(struct writer *w, struct slice piece, bool is_rest)
{
	struct open_source *source = &w->source;
	uint64_t waiting = source->at - source->kept;
	bool joins = is_rest && waiting > 0 && piece.length <= REST_BYTES &&
		     waiting + piece.length <= CONTENT_SMALL;

	if (!source->keep_text)
		return 0;
	int r = joins ? 0 : write_text_flush(w);

	if (r < 0 || source->whole)
		return r;
	r = content_write(w->content, source->text, source->at, piece);
	source->kept = source->at + piece.length;
	return r;
}

int write_text_flush(struct writer *w)
{
	struct open_source *source = &w->source;
	struct slice waiting;
	int r;

	if (!source->whole || !source->keep_text || source->kept == source->at)
		return 0;
	r = get_piece(w, source->text_file, source->kept, (size_t)(source->at - source->kept), &waiting);
	if (r == 0)
		r = content_write(w->content, source->text, source->kept, waiting);
	source->kept = source->at;
	return r;
}

/* Takes text from where it was left up to `end`; hashes and collects it where the caller wants that. */
int write_text(struct writer *w, uint64_t end, struct sha256_ctx *hash, struct buf *body)
{
	struct open_source *source = &w->source;

	while (source->at < end) {
		size_t size = piece_size(source->at, end);
		struct slice piece;
		int r = get_piece(w, source->text_file, source->at, size, &piece);

		if (r == 0)
			r = keep_piece(w, piece, !hash && !body);
		if (r < 0)
			return r;
		if (hash)
			sha256_update(hash, piece.length, (const uint8_t *)piece.at);
		if (body)
			buf_slice(body, slice_sub(piece, 0, INDEXED_BYTES - body->length));
		source->at += size;
		w->uncommitted += size;
	}
	return body && body->failed ? -ENOMEM : 0;
}
