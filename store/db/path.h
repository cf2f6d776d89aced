/* SPDX-License-Identifier: MIT */
/* The way from a view's directory down to another, and the path of a source below originals/. */
#ifndef DB_PATH_H
#define DB_PATH_H

#include "../util/buf.h"
#include "stmt.h"

#include <stddef.h>

enum { PATH_DEPTH_MAX = 4096 }; /* more is damage */

struct way { /* directories, each the parent of the next; the first is a view's */
	uint64_t *at;
	size_t count;
};

/* Allocated with room for `more` steps; the caller frees `at`, also on failure. -EIO: no view's directory is
 * above. */
int way_to(struct statements *statements, uint64_t directory, size_t more, struct way *ret_way);
/* The path of the directory that was asked for last; it never gets another. Zeroed is none. */
struct path_above {
	uint64_t directory;
	struct buf path;
};

/* By the first of its names; the caller frees it. -ENOENT: it has none; -EIO: damaged. */
int path_of_source(struct statements *statements, uint64_t source, char **ret_path);
/* The same where many sources of few directories are asked for, one after the other. */
int path_recall(struct statements *statements, struct path_above *above, uint64_t source, char **ret_path);
void path_above_finish(struct path_above *above);
/* The same as it was met, before names were made fit for a tree: any bytes but NUL. */
int path_met_of_source(struct statements *statements, uint64_t source, char **ret_path);
#endif
