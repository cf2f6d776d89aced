/* SPDX-License-Identifier: MIT */
/* Adding to the files of the catalogue, block by block. */
#include "catalogue.h"

#include "catalogue_table.h"
#include "checksum.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

enum { LEVEL = 3, FILE_NAME_SIZE = 32 };

struct file {
	uint64_t id;   /* row of file_name */
	uint64_t base; /* where `tail` begins; all before it is in blocks that are full */
	struct buf tail;
	bool touched; /* the tail is more than its block in the store */
};

struct catalogue {
	struct statements *statements;
	struct file files[CATALOGUE_TABLES][CATALOGUE_FORMATS];
	int64_t after[CATALOGUE_KEYS]; /* the last key in the tables */
	int64_t run;
	struct catalogue_cells cells;
	ZSTD_CCtx *context;
	char out[ZSTD_COMPRESSBOUND(CATALOGUE_BLOCK)];
};

static void file_name(size_t table, size_t format, char ret[static FILE_NAME_SIZE])
{
	snprintf(ret, FILE_NAME_SIZE, "%s%s", catalogue_tables[table].name, catalogue_extensions[format]);
}

int catalogue_found(struct statements *s, uint64_t directory, int64_t now)
{
	int r = 0;

	for (size_t i = 0; i < CATALOGUE_TABLES * CATALOGUE_FORMATS && r == 0; i++) {
		char name[FILE_NAME_SIZE];

		file_name(i / CATALOGUE_FORMATS, i % CATALOGUE_FORMATS, name);
		r = stmt_run(s, STMT_CATALOGUE_FOUND, "ittbi", (int64_t)directory, name, name, slice_of(name),
			     now);
	}
	return r;
}

/* ---- blocks ---- */

static int put_block(struct catalogue *c, const struct file *file, size_t length)
{
	size_t size = ZSTD_compressCCtx(c->context, c->out, sizeof c->out, file->tail.data, length, LEVEL);
	struct slice bytes = {c->out, size};

	if (ZSTD_isError(size))
		return -ENOMEM;
	int64_t fields[] = {(int64_t)catalogue_content(file->id), (int64_t)file->base, (int64_t)length, 0};

	return stmt_run(c->statements, STMT_CATALOGUE_BLOCK_PUT, "iiiib", (int64_t)file->id, fields[1],
			fields[2], checksum(fields, 4, bytes, (struct slice){"", 0}), bytes);
}

/* Writes the blocks that are full. */
static int flush_full(struct catalogue *c, struct file *file)
{
	int r = 0;

	file->touched = true;
	while (file->tail.length >= CATALOGUE_BLOCK && r == 0) {
		r = put_block(c, file, CATALOGUE_BLOCK);
		file->base += CATALOGUE_BLOCK;
		file->tail.length -= CATALOGUE_BLOCK;
		memmove(file->tail.data, file->tail.data + CATALOGUE_BLOCK, file->tail.length);
	}
	return r;
}

/* The last block is written again until it is full. */
static int flush_tail(struct catalogue *c, struct file *file, int64_t now)
{
	int r = !file->touched || file->tail.length == 0 ? 0 : put_block(c, file, file->tail.length);

	if (r == 0 && file->touched)
		r = stmt_run(c->statements, STMT_CATALOGUE_SET_SIZE, "iii",
			     (int64_t)(file->base + file->tail.length), now, (int64_t)file->id);
	file->touched = false;
	return r;
}

/* A last block that is damaged is left as it is, and the next begins after it. */
static int load_tail(struct catalogue *c, struct file *file, uint64_t size)
{
	struct content_reader *block = &c->cells.content;
	const char *why;

	file->base = size;
	if (size == 0)
		return 0;
	int r = content_load(block, c->statements, catalogue_content(file->id), size - 1, &why);

	if (r < 0)
		return r == -EIO ? 0 : r;
	if (block->length < CATALOGUE_BLOCK && block->first + block->length == size) {
		file->base = block->first;
		buf_append(&file->tail, block->plain, (size_t)block->length);
	}
	return file->tail.failed ? -ENOMEM : 0;
}

/* ---- the tables ---- */

static int open_file(struct catalogue *c, uint64_t directory, size_t table, size_t format)
{
	struct file *file = &c->files[table][format];
	char name[FILE_NAME_SIZE];
	sqlite3_stmt *row;

	file_name(table, format, name);
	int r = stmt_row(c->statements, STMT_CATALOGUE_FILE, &row, "it", (int64_t)directory, name);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	int64_t size = sqlite3_column_int64(row, 1);

	file->id = (uint64_t)sqlite3_column_int64(row, 0);
	stmt_end(row);
	if (size < 0)
		return -EIO;
	r = load_tail(c, file, (uint64_t)size);
	if (r == 0 && size == 0 && format == CATALOGUE_CSV) {
		catalogue_header(&catalogue_tables[table], &file->tail);
		file->touched = true;
	}
	return r;
}

static int find_last(struct catalogue *c, int64_t last[static CATALOGUE_KEYS])
{
	sqlite3_stmt *row;
	int r = stmt_row(c->statements, STMT_CATALOGUE_LAST, &row, "i", c->run);

	if (r != 1)
		return r < 0 ? r : -EIO;
	for (int i = 0; i < CATALOGUE_KEYS; i++)
		last[i] = sqlite3_column_int64(row, i);
	stmt_end(row);
	return 0;
}

int catalogue_open(struct statements *s, uint64_t directory, int64_t run, struct catalogue **ret)
{
	struct catalogue *c = calloc(1, sizeof *c);

	if (!c)
		return -ENOMEM;
	c->statements = c->cells.statements = s;
	c->run = run;
	c->context = ZSTD_createCCtx();
	int r = c->context ? find_last(c, c->after) : -ENOMEM;

	for (size_t i = 0; i < CATALOGUE_TABLES * CATALOGUE_FORMATS && r == 0; i++)
		r = open_file(c, directory, i / CATALOGUE_FORMATS, i % CATALOGUE_FORMATS);
	if (r < 0) {
		catalogue_close(c);
		return r;
	}
	*ret = c;
	return 0;
}

void catalogue_close(struct catalogue *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < CATALOGUE_TABLES * CATALOGUE_FORMATS; i++)
		buf_finish(&c->files[i / CATALOGUE_FORMATS][i % CATALOGUE_FORMATS].tail);
	catalogue_cells_finish(&c->cells);
	ZSTD_freeCCtx(c->context);
	free(c);
}

static int append_row(struct catalogue *c, size_t table, sqlite3_stmt *row)
{
	struct file *files = c->files[table];
	int r = catalogue_row(&catalogue_tables[table], &c->cells, row, &files[CATALOGUE_CSV].tail,
			      &files[CATALOGUE_JSONL].tail);

	for (size_t i = 0; i < CATALOGUE_FORMATS && r == 0; i++)
		r = flush_full(c, &files[i]);
	return r;
}

static int append_table(struct catalogue *c, size_t table)
{
	const struct catalogue_table *t = &catalogue_tables[table];
	sqlite3_stmt *row;
	int r = t->key == KEY_LEDGER ? stmt_row(c->statements, t->rows, &row, "ii", c->after[t->key], c->run)
				     : stmt_row(c->statements, t->rows, &row, "i", c->after[t->key]);

	while (r == 1) {
		r = append_row(c, table, row);
		if (r < 0)
			stmt_end(row);
		else
			r = stmt_next(row);
	}
	return r;
}

static int flush_tails(struct catalogue *c, int64_t now)
{
	int r = 0;

	for (size_t i = 0; i < CATALOGUE_TABLES * CATALOGUE_FORMATS && r == 0; i++)
		r = flush_tail(c, &c->files[i / CATALOGUE_FORMATS][i % CATALOGUE_FORMATS], now);
	return r;
}

int catalogue_gather(struct catalogue *c)
{
	int64_t last[CATALOGUE_KEYS];
	int r = find_last(c, last);

	for (size_t i = 0; i < CATALOGUE_TABLES && r == 0; i++)
		if (last[catalogue_tables[i].key] > c->after[catalogue_tables[i].key])
			r = append_table(c, i);
	if (r == 0)
		memcpy(c->after, last, sizeof last);
	return r;
}

int catalogue_append(struct catalogue *c, int64_t now)
{
	int r = catalogue_gather(c);

	return r < 0 ? r : flush_tails(c, now);
}

static int empty_file(struct catalogue *c, size_t table, size_t format)
{
	struct file *file = &c->files[table][format];

	file->base = 0;
	file->touched = true;
	buf_clear(&file->tail);
	if (format == CATALOGUE_CSV)
		catalogue_header(&catalogue_tables[table], &file->tail);
	return stmt_run(c->statements, STMT_CATALOGUE_ERASE, "i", (int64_t)file->id);
}

/* The ledger is added run by run. */
static int append_runs(struct catalogue *c, size_t table)
{
	int64_t last = c->run;
	int r = 0;

	for (c->run = 0; r == 0 && c->run < last;) {
		r = stmt_number(c->statements, STMT_CATALOGUE_RUN, &c->run, "i", c->run);
		if (r == 0)
			r = append_table(c, table);
	}
	c->run = last;
	return r;
}

int catalogue_rebuild(struct catalogue *c, int64_t now)
{
	int64_t last[CATALOGUE_KEYS];
	int r = find_last(c, last);

	memset(c->after, 0, sizeof c->after);
	catalogue_cells_forget(&c->cells);
	for (size_t i = 0; i < CATALOGUE_TABLES * CATALOGUE_FORMATS && r == 0; i++)
		r = empty_file(c, i / CATALOGUE_FORMATS, i % CATALOGUE_FORMATS);
	for (size_t i = 0; i < CATALOGUE_TABLES && r == 0; i++)
		r = catalogue_tables[i].key == KEY_LEDGER ? append_runs(c, i) : append_table(c, i);
	if (r == 0)
		r = flush_tails(c, now);
	if (r == 0)
		memcpy(c->after, last, sizeof last);
	return r;
}
