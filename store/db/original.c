/* SPDX-License-Identifier: MIT */
/* Names of sources below originals/: a path as it was on disk, and each source counted once in every
 * directory. */
#include "filing.h"

#include "claim.h"

#include <errno.h>
#include <stdlib.h>

struct way { /* the directories from originals/ down to a name */
	uint64_t *at;
	size_t count, old; /* the first `old` were there before */
};

static int make_directory(struct filing *f, const struct way *way, struct slice component, int64_t now,
			  uint64_t *ret_id)
{
	struct new_directory d = {way->at[way->count - 1], VIEW_ORIGINALS, (int64_t)way->count + 1, component,
				  &name_of_original_directory};
	struct buf name = {0};

	name_original(&name, component);
	int r = name.failed ? -ENOMEM
			    : claim_directory(f->statements, &d, (struct slice){name.data, name.length}, now,
					      ret_id);

	buf_finish(&name);
	return r;
}

static int step_down(struct filing *f, struct way *way, struct slice component, int64_t now)
{
	uint64_t next = 0;
	int64_t id;
	int r = stmt_number(f->statements, STMT_DIRECTORY_BY_VALUE, &id, "ib",
			    (int64_t)way->at[way->count - 1], component);

	if (r == 0) {
		next = (uint64_t)id;
		way->old++;
	} else if (r == -ENOENT) {
		r = make_directory(f, way, component, now, &next);
	}
	if (r == 0)
		way->at[way->count++] = next;
	return r;
}

static int walk(struct filing *f, const char *const components[], size_t count, int64_t now, struct way *way)
{
	int r = 0;

	way->at = calloc(count + 1, sizeof *way->at);
	if (!way->at)
		return -ENOMEM;
	way->at[0] = f->tops[VIEW_ORIGINALS];
	way->count = way->old = 1;
	for (size_t i = 0; i < count && r == 0; i++)
		r = step_down(f, way, slice_of(components[i]), now);
	return r;
}

/* How many directories of the way, from the top, are above `directory` or are it. A parent is always less
 * deep. */
static int count_shared(struct filing *f, const struct way *way, int64_t directory, size_t *ret)
{
	for (int64_t above = INT64_MAX;;) {
		sqlite3_stmt *row;
		int r = stmt_row(f->statements, STMT_DIRECTORY_NAME, &row, "i", directory);

		if (r != 1)
			return r < 0 ? r : -EIO;
		int64_t parent = sqlite3_column_int64(row, 0), depth = sqlite3_column_int64(row, 2);

		stmt_end(row);
		if (depth < 1 || depth >= above)
			return -EIO;
		if ((uint64_t)depth <= way->old && way->at[depth - 1] == (uint64_t)directory) {
			*ret = (size_t)depth;
			return 0;
		}
		above = depth;
		directory = parent;
	}
}

/*
 * How many directories of the way, from the top, hold the source already. The newest of its names come first:
 * of thousands of copies, the last one mostly says all.
 */
static int count_holding(struct filing *f, uint64_t source, const struct way *way, size_t *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(f->statements, STMT_FILE_NAME_DIRECTORIES, &row, "i", (int64_t)source);

	*ret = 0;
	for (; r == 1; r = stmt_next(row)) {
		size_t shared = 0;
		int e = count_shared(f, way, sqlite3_column_int64(row, 0), &shared);

		*ret = shared > *ret ? shared : *ret;
		if (e < 0 || *ret == way->old) {
			stmt_end(row);
			return e;
		}
	}
	return r;
}

static int add_name(struct filing *f, uint64_t source, struct slice component, const struct way *way)
{
	struct buf name = {0};
	uint64_t leaf = way->at[way->count - 1];
	size_t holding = 0;
	int r = count_holding(f, source, way, &holding);

	name_original(&name, component);
	if (name.failed)
		r = -ENOMEM;
	if (r == 0)
		r = claim_original(f->statements, leaf, source, component,
				   (struct slice){name.data, name.length});
	if (r == 0)
		r = filing_note(f, leaf, 0, 1);
	for (size_t i = holding; r == 0 && i < way->count; i++)
		r = filing_note(f, way->at[i], 1, 0);
	buf_finish(&name);
	return r;
}

int filing_original(struct filing *f, uint64_t source, const char *const components[], size_t count,
		    int64_t now, bool *ret_new)
{
	struct way way = {0};
	struct slice last = slice_of(components[count - 1]);
	int64_t name;
	int r = walk(f, components, count - 1, now, &way);

	if (r == 0)
		r = stmt_number(f->statements, STMT_FILE_NAME_HAS, &name, "iib", (int64_t)source,
				(int64_t)way.at[way.count - 1], last);
	*ret_new = r == -ENOENT;
	if (*ret_new)
		r = add_name(f, source, last, &way);
	free(way.at);
	return r;
}
