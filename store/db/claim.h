/* SPDX-License-Identifier: MIT */
/* Names in a directory: the first that wants one keeps it for ever, the next gets ~2 (DESIGN.md 3.6). */
#ifndef DB_CLAIM_H
#define DB_CLAIM_H

#include "../util/buf.h"
#include "name.h"
#include "stmt.h"

struct new_directory {
	uint64_t parent;
	int view;
	int64_t depth;
	struct slice value; /* what makes it this one and no other */
	const struct name_kind *kind;
};

/* Makes a directory that wants `name`, a clean one. -EFBIG: the tree has no number left. */
int claim_directory(struct statements *statements, const struct new_directory *directory, struct slice name,
		    int64_t now, uint64_t *ret_id);
/* Gives a source a name in a directory; `value` is what it was called on disk. */
int claim_original(struct statements *statements, uint64_t directory, uint64_t source, struct slice value,
		   struct slice name);
#endif
