/* SPDX-License-Identifier: MIT */
/* Reading chunks. */
#include "content.h"

#include "catalogue.h"
#include "checksum.h"

#include <errno.h>
#include <stdlib.h>

void content_reader_finish(struct content_reader *r)
{
	for (size_t i = 0; i < r->dictionary_count; i++)
		ZSTD_freeDDict(r->dictionaries[i].dictionary);
	ZSTD_freeDCtx(r->context);
	free(r->plain);
	*r = (struct content_reader){0};
}

static int ready(struct content_reader *r)
{
	if (!r->context)
		r->context = ZSTD_createDCtx();
	if (!r->plain)
		r->plain = malloc(CHUNK_SIZE);
	return r->context && r->plain ? 0 : -ENOMEM;
}

/* Dictionaries are few and never change: those met are kept, the oldest goes when there are too many. */
static int find_dictionary(struct content_reader *r, struct statements *s, int64_t id, ZSTD_DDict **ret)
{
	sqlite3_stmt *row;

	for (size_t i = 0; i < r->dictionary_count; i++)
		if (r->dictionaries[i].id == id) {
			*ret = r->dictionaries[i].dictionary;
			return 0;
		}
	int found = stmt_row(s, STMT_DICTIONARY, &row, "i", id);

	if (found != 1)
		return found < 0 ? found : -EIO;
	struct slice bytes = stmt_blob(row, 0);
	ZSTD_DDict *dictionary = ZSTD_createDDict(bytes.at, bytes.length);

	stmt_end(row);
	if (!dictionary)
		return -EIO;
	if (r->dictionary_count == DICTIONARIES_MAX) {
		ZSTD_freeDDict(r->dictionaries[0].dictionary);
		r->dictionary_count--;
		memmove(r->dictionaries, r->dictionaries + 1, r->dictionary_count * sizeof *r->dictionaries);
	}
	r->dictionaries[r->dictionary_count].id = id;
	r->dictionaries[r->dictionary_count++].dictionary = dictionary;
	*ret = dictionary;
	return 0;
}

static int decompress(struct content_reader *r, struct statements *s, int64_t dictionary, struct slice bytes,
		      uint64_t length, const char **ret_why)
{
	ZSTD_DDict *with = NULL;
	int error = dictionary ? find_dictionary(r, s, dictionary, &with) : 0;

	if (error < 0) {
		*ret_why = "its dictionary is missing or damaged";
		return error;
	}
	size_t got = with ? ZSTD_decompress_usingDDict(r->context, r->plain, CHUNK_SIZE, bytes.at,
						       bytes.length, with)
			  : ZSTD_decompressDCtx(r->context, r->plain, CHUNK_SIZE, bytes.at, bytes.length);

	if (!ZSTD_isError(got) && got == length)
		return 0;
	*ret_why = "it does not decompress";
	return -EIO;
}

/* The columns of STMT_CHUNK_AT. */
static int decode(struct content_reader *r, struct statements *s, uint64_t content, sqlite3_stmt *row,
		  const char **ret_why)
{
	int64_t fields[] = {(int64_t)content, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
			    sqlite3_column_int64(row, 2)};
	struct slice bytes = stmt_blob(row, 4);
	int error = ready(r);

	if (error < 0) {
		*ret_why = "no memory";
		return error;
	}
	r->content = r->length = 0;
	r->checksum = sqlite3_column_int64(row, 3);
	if (r->checksum != checksum(fields, 4, bytes, (struct slice){"", 0})) {
		*ret_why = "it fails its checksum";
		return -EIO;
	}
	error = decompress(r, s, fields[3], bytes, (uint64_t)fields[2], ret_why);
	if (error < 0)
		return error;
	r->content = content;
	r->first = (uint64_t)fields[1];
	r->length = (uint64_t)fields[2];
	r->decoded++;
	return 0;
}

static bool holds(const struct content_reader *r, uint64_t content, uint64_t offset)
{
	return r->content == content && offset >= r->first && offset - r->first < r->length;
}

/* Contents never change, and a number is never used twice; blocks of the catalogue are written anew. */
static bool is_held(const struct content_reader *r, uint64_t content, sqlite3_stmt *row)
{
	return r->content == content && r->first == (uint64_t)sqlite3_column_int64(row, 0) &&
	       r->checksum == sqlite3_column_int64(row, 3);
}

int content_load(struct content_reader *r, struct statements *s, uint64_t content, uint64_t offset,
		 const char **ret_why)
{
	bool in_catalogue = (content & CATALOGUE_CONTENT) != 0;
	sqlite3_stmt *row;

	if (!in_catalogue && holds(r, content, offset)) {
		r->hits++;
		return 0;
	}
	if (!in_catalogue && (content > CONTENT_NUMBER_MAX || offset >= CONTENT_SIZE_MAX)) {
		*ret_why = "it is missing";
		return -EIO;
	}
	int found = stmt_row(s, in_catalogue ? STMT_CATALOGUE_BLOCK_AT : STMT_CHUNK_AT, &row, "ii",
			     (int64_t)(content & ~CATALOGUE_CONTENT), (int64_t)offset);

	if (found != 1) {
		*ret_why = found < 0 ? "its row cannot be read" : "it is missing";
		return found < 0 ? found : -EIO;
	}
	bool held = is_held(r, content, row);
	int error = held ? 0 : decode(r, s, content, row, ret_why);

	stmt_end(row);
	r->hits += held;
	if (error == 0 && !holds(r, content, offset)) {
		*ret_why = "it is missing";
		return -EIO;
	}
	return error;
}
