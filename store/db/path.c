/* SPDX-License-Identifier: MIT */
#include "path.h"

#include <errno.h>
#include <stdlib.h>

static int directory_above(struct statements *s, uint64_t directory, uint64_t *ret_parent, int64_t *ret_depth)
{
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_DIRECTORY_NAME, &row, "i", (int64_t)directory);

	if (r != 1)
		return r < 0 ? r : -EIO;
	*ret_parent = (uint64_t)sqlite3_column_int64(row, 0);
	*ret_depth = sqlite3_column_int64(row, 2);
	stmt_end(row);
	return 0;
}

/* As many steps as the depth says, so that a circle ends. */
int way_to(struct statements *s, uint64_t directory, size_t more, struct way *ret)
{
	uint64_t parent;
	int64_t depth;
	int r = directory_above(s, directory, &parent, &depth);

	*ret = (struct way){NULL, 0};
	if (r < 0)
		return r;
	if (depth < 1 || depth > PATH_DEPTH_MAX)
		return -EIO;
	ret->at = calloc((size_t)depth + more, sizeof *ret->at);
	if (!ret->at)
		return -ENOMEM;
	ret->count = (size_t)depth;
	ret->at[ret->count - 1] = directory;
	for (size_t i = ret->count - 1; i > 0 && r == 0; i--) {
		ret->at[i - 1] = parent;
		r = directory_above(s, ret->at[i - 1], &parent, &depth);
	}
	return r == 0 && depth != 1 ? -EIO : r;
}

/* Where STMT_DIRECTORY_NAME and STMT_FILE_NAME_OF_SOURCE have a component of the path. */
struct component {
	int of_directory, of_file;
};

/* The name of a view is not part of a path below it. */
static int append_way(struct statements *s, const struct way *way, int column, struct buf *path)
{
	for (size_t i = 1; i < way->count; i++) {
		sqlite3_stmt *row;
		int r = stmt_row(s, STMT_DIRECTORY_NAME, &row, "i", (int64_t)way->at[i]);

		if (r != 1)
			return r < 0 ? r : -EIO;
		buf_format(path, "%s/", stmt_text(row, column));
		stmt_end(row);
	}
	return 0;
}

static int find_above(struct statements *s, uint64_t directory, int column, struct path_above *above)
{
	struct way way = {NULL, 0};

	if (above->directory == directory)
		return 0;
	above->directory = 0;
	buf_clear(&above->path);
	int r = way_to(s, directory, 0, &way);

	if (r == 0)
		r = append_way(s, &way, column, &above->path);
	if (r == 0)
		above->directory = directory;
	free(way.at);
	return r;
}

void path_above_finish(struct path_above *above)
{
	buf_finish(&above->path);
	above->directory = 0;
}

static int compose(struct statements *s, struct path_above *above, uint64_t source,
		   struct component component, char **ret)
{
	sqlite3_stmt *row;
	struct buf path = {0};
	int r = stmt_row(s, STMT_FILE_NAME_OF_SOURCE, &row, "i", (int64_t)source);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	r = find_above(s, (uint64_t)sqlite3_column_int64(row, 0), component.of_directory, above);
	buf_slice(&path, (struct slice){above->path.data, above->path.length});
	buf_text(&path, stmt_text(row, component.of_file));
	stmt_end(row);
	path.failed = path.failed || above->path.failed;
	char *text = r == 0 ? buf_steal(&path) : NULL;

	buf_finish(&path);
	if (text)
		*ret = text;
	return r == 0 && !text ? -ENOMEM : r;
}

int path_recall(struct statements *s, struct path_above *above, uint64_t source, char **ret)
{
	return compose(s, above, source, (struct component){.of_directory = 1, .of_file = 1}, ret);
}

int path_of_source(struct statements *s, uint64_t source, char **ret)
{
	struct path_above above = {.directory = 0};
	int r = path_recall(s, &above, source, ret);

	path_above_finish(&above);
	return r;
}

int path_met_of_source(struct statements *s, uint64_t source, char **ret)
{
	struct path_above above = {.directory = 0};
	int r = compose(s, &above, source, (struct component){.of_directory = 3, .of_file = 2}, ret);

	path_above_finish(&above);
	return r;
}
