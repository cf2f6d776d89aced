/* SPDX-License-Identifier: MIT */
/*
 * Names of sources below originals/: a path as it was on disk, or as it was in another source; each source is
 * counted once in every directory.
 */
#include "filing.h"

#include "claim.h"
#include "path.h"
#include "write.h"

#include <errno.h>
#include <stdlib.h>

/* ---- down ---- */

typedef void make_name(struct buf *out, struct slice wanted);

static int make_step(struct filing *f, const struct new_directory *d, make_name *make, struct slice wanted,
		     int64_t now, uint64_t *ret)
{
	struct buf name = {0};

	make(&name, wanted);
	int r = name.failed
			? -ENOMEM
			: claim_directory(f->statements, d, (struct slice){name.data, name.length}, now, ret);

	buf_finish(&name);
	return r;
}

/* A name is made of `wanted` only for a directory that is new. */
static int step_into(struct filing *f, struct way *way, struct slice value, make_name *make,
		     struct slice wanted, int64_t now)
{
	struct new_directory d = {way->at[way->count - 1], VIEW_ORIGINALS, (int64_t)way->count + 1, value,
				  &name_of_original_directory};
	uint64_t next = 0;
	int r = filing_step(f, d.parent, value, &next);

	if (r == -ENOENT)
		r = make_step(f, &d, make, wanted, now, &next);
	if (r == 0)
		way->at[way->count++] = next;
	return r;
}

static int walk(struct filing *f, struct way *way, const char *const components[], size_t count, int64_t now)
{
	int r = 0;

	for (size_t i = 0; i < count && r == 0; i++)
		r = step_into(f, way, slice_of(components[i]), name_original, slice_of(components[i]), now);
	return r;
}

/* ---- the name ---- */

/* 1: the source is new below this directory. */
static int hold(struct filing *f, uint64_t source, uint64_t directory)
{
	int r = stmt_run(f->statements, STMT_HOLDING_ADD, "ii", (int64_t)source, (int64_t)directory);

	return r < 0 ? r : (int)sqlite3_changes64(f->statements->db);
}

/* A directory that holds the source counts it, and so does every one above it. */
static int count_source(struct filing *f, uint64_t source, const struct way *way)
{
	int r = 1;

	for (size_t i = way->count; i > 0 && r == 1; i--) {
		r = hold(f, source, way->at[i - 1]);
		if (r == 1 && filing_note(f, way->at[i - 1], 1, 0) < 0)
			r = -ENOMEM;
	}
	return r < 0 ? r : 0;
}

static int add_name(struct filing *f, uint64_t source, struct slice component, const struct way *way)
{
	struct buf name = {0};
	uint64_t leaf = way->at[way->count - 1];

	name_original(&name, component);
	int r = name.failed ? -ENOMEM
			    : claim_original(f->statements, leaf, source, component,
					     (struct slice){name.data, name.length});

	buf_finish(&name);
	if (r == 0)
		r = filing_note(f, leaf, 0, 1);
	return r < 0 ? r : count_source(f, source, way);
}

/* The name in the last directory of the way, where the source does not have it. */
static int give_name(struct filing *f, uint64_t source, struct slice component, const struct way *way,
		     bool *ret_new)
{
	int64_t name;
	int r = stmt_number(f->statements, STMT_FILE_NAME_HAS, &name, "iib", (int64_t)source,
			    (int64_t)way->at[way->count - 1], component);

	*ret_new = r == -ENOENT;
	return *ret_new ? add_name(f, source, component, way) : r;
}

int filing_original(struct filing *f, uint64_t source, const char *const components[], size_t count,
		    int64_t now, bool *ret_new)
{
	struct way way = {calloc(count, sizeof *way.at), 1};
	int r = way.at ? 0 : -ENOMEM;

	if (r == 0) {
		way.at[0] = f->tops[VIEW_ORIGINALS];
		r = walk(f, &way, components, count - 1, now);
	}
	if (r == 0)
		r = give_name(f, source, slice_of(components[count - 1]), &way, ret_new);
	free(way.at);
	return r;
}

/* ---- members ---- */

struct name_row {
	uint64_t directory;
	struct buf name, value;
};

static void name_row_finish(struct name_row *row)
{
	buf_finish(&row->name);
	buf_finish(&row->value);
}

static int first_name(struct filing *f, uint64_t source, struct name_row *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(f->statements, STMT_FILE_NAME_OF_SOURCE, &row, "i", (int64_t)source);

	if (r != 1)
		return r < 0 ? r : -EINVAL;
	ret->directory = (uint64_t)sqlite3_column_int64(row, 0);
	buf_text(&ret->name, stmt_text(row, 1));
	buf_slice(&ret->value, stmt_blob(row, 2));
	stmt_end(row);
	return ret->name.failed || ret->value.failed ? -ENOMEM : 0;
}

/* Those that name something; the last one stays in any case. Returns how many. */
static size_t keep_components(const char *const components[], size_t count,
			      const char *kept[static WRITER_MEMBER_DEPTH])
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (*components[i] != '\0' && strcmp(components[i], ".") != 0) {
			n -= n == WRITER_MEMBER_DEPTH;
			kept[n++] = components[i];
		}
	return n;
}

static int step_into_members(struct filing *f, struct way *way, const struct name_row *parent, int64_t now)
{
	struct slice name = {parent->name.data, parent->name.length};
	struct buf value = {0};

	/* By its name, which is its own there, and not by its value: two of one value are two archives. */
	buf_slice(&value, name);
	buf_text(&value, ".d");
	int r = value.failed ? -ENOMEM
			     : step_into(f, way, (struct slice){value.data, value.length}, name_members, name,
					 now);

	buf_finish(&value);
	return r;
}

int filing_member(struct filing *f, uint64_t source, uint64_t parent, const char *const components[],
		  size_t count, int64_t now, bool *ret_new)
{
	const char *kept[WRITER_MEMBER_DEPTH];
	size_t n = keep_components(components, count, kept);
	struct name_row row = {0};
	struct way way = {0};
	int r = first_name(f, parent, &row);
	struct slice last =
		n > 0 ? slice_of(kept[n - 1]) : name_stem((struct slice){row.value.data, row.value.length});

	if (r == 0)
		r = way_to(f->statements, row.directory, n + 1, &way);
	if (r == 0 && way.at[0] != f->tops[VIEW_ORIGINALS])
		r = -EIO;
	if (r == 0)
		r = step_into_members(f, &way, &row, now);
	if (r == 0 && n > 0)
		r = walk(f, &way, kept, n - 1, now);
	if (r == 0)
		r = give_name(f, source, last, &way, ret_new);
	free(way.at);
	name_row_finish(&row);
	return r;
}
