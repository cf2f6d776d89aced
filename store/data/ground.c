/* SPDX-License-Identifier: MIT */
/*
 * The table of grounds, read once per process and kept for its life. Any thread may ask; after the first
 * reading nothing changes.
 */
#include "ground.h"

#include "../util/arena.h"
#include "tsv.h"

#include <pthread.h>
#include <stdlib.h>

extern const char grounds_tsv[];

/* Columns of grounds.tsv; status is for people. */
enum { FIELD_REGIME, FIELD_CODE, FIELD_FS, FIELD_LABEL, FIELD_KIND };

static struct {
	pthread_once_t once;
	struct arena arena;
	struct ground *at;            /* in order of the table */
	const struct ground **sorted; /* by regime, then code */
	size_t count;
} table = {.once = PTHREAD_ONCE_INIT};

static int compare_slices(struct slice a, struct slice b)
{
	size_t shorter = a.length < b.length ? a.length : b.length;
	int order = shorter > 0 ? memcmp(a.at, b.at, shorter) : 0;

	return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static int compare_rows(const void *a, const void *b)
{
	const struct ground *left = *(const struct ground *const *)a,
			    *right = *(const struct ground *const *)b;
	int order = strcmp(left->regime, right->regime);

	return order != 0 ? order : strcmp(left->code, right->code);
}

static size_t count_rows(void)
{
	struct slice rest = slice_of(grounds_tsv), fields[TSV_FIELDS_MAX];
	size_t count = 0;

	while (tsv_next(&rest, fields) > 0)
		count++;
	return count;
}

/* Rows of one regime stand together, so a regime's name is stored once for each run of them. */
static void read_row(struct ground *row, const struct ground *before, const struct slice *fields)
{
	bool same = before && slice_equal(slice_of(before->regime), fields[FIELD_REGIME]);

	row->regime = same ? before->regime : arena_string(&table.arena, fields[FIELD_REGIME]);
	row->code = arena_string(&table.arena, fields[FIELD_CODE]);
	row->fs = arena_string(&table.arena, fields[FIELD_FS]);
	row->label = arena_string(&table.arena, fields[FIELD_LABEL]);
	row->kind = arena_string(&table.arena, fields[FIELD_KIND]);
}

static void read_table(void)
{
	struct slice rest = slice_of(grounds_tsv), fields[TSV_FIELDS_MAX];
	size_t count = count_rows(), read = 0;
	struct ground *at = arena_array(&table.arena, count, sizeof *at);
	const struct ground **sorted = arena_array(&table.arena, count, sizeof *sorted);

	while (!table.arena.failed && read < count && tsv_next(&rest, fields) >= FIELD_KIND + 1) {
		read_row(&at[read], read > 0 ? &at[read - 1] : NULL, fields);
		sorted[read] = &at[read];
		read++;
	}
	if (table.arena.failed) {
		arena_finish(&table.arena);
		return;
	}
	qsort(sorted, read, sizeof *sorted, compare_rows);
	table.at = at;
	table.sorted = sorted;
	table.count = read;
}

const struct ground *grounds(size_t *ret_count)
{
	pthread_once(&table.once, read_table);
	*ret_count = table.count;
	return table.at;
}

const struct ground *ground_find(struct slice regime, struct slice code)
{
	size_t low = 0, high;

	grounds(&high);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct ground *row = table.sorted[middle];
		int order = compare_slices(slice_of(row->regime), regime);

		if (order == 0)
			order = compare_slices(slice_of(row->code), code);
		if (order == 0)
			return row;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
