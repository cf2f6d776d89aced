/* SPDX-License-Identifier: MIT */
/*
 * What lies below the paths of an import, in a stable order: depth first, names in order of their bytes.
 * Links met in folders are not followed; what is no regular file is named and never opened. One thread.
 */
#ifndef IMPORT_WALK_H
#define IMPORT_WALK_H

#include <stddef.h>
#include <sys/stat.h>

enum walk_kind {
	WALK_FILE,    /* a regular file; walk_open() opens it */
	WALK_SKIPPED, /* not a regular file, or the store itself: `reason` says which */
	WALK_FAILED   /* could not be looked at, for `reason` */
};

struct walk_item { /* borrowed until the visitor returns */
	enum walk_kind kind;
	const char *path;              /* as met: the argument, then the way below it */
	const char *absolute;          /* as the kernel has it; the same as `path` where that is not known */
	const char *const *components; /* for originals/: from the argument's last component down */
	size_t component_count;
	const char *reason; /* WALK_SKIPPED, WALK_FAILED; else NULL */
	struct stat stat;   /* WALK_FILE */
	int directory;      /* WALK_FILE: where `name` is to be opened */
	const char *name;
};

/* Anything but 0 ends the walk. */
typedef int walk_visit(void *context, const struct walk_item *item);

/* `store` is skipped with what SQLite keeps beside it; NULL: none. 0, -ENOMEM, or what the visitor returned.
 */
int walk_paths(char *const paths[], size_t count, const char *store, walk_visit *visit, void *context);

/* Opens a WALK_FILE for reading. -ESTALE: another file stands there by now; else -errno of open(2). */
int walk_open(const struct walk_item *item, int *ret_file);
#endif
