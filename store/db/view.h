/* SPDX-License-Identifier: MIT */
/*
 * The table of views: each a top directory with a function that says where in it a document, or all documents
 * of a source, stand. A new view is one more row; it has no SQL of its own. Also what the program names
 * itself: files that stand in every store.
 */
#ifndef DB_VIEW_H
#define DB_VIEW_H

#include "../data/facts.h"
#include "../util/buf.h"
#include "../util/slice.h"
#include "dossier/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	VIEW_ROOT = -1, /* the root's own directory */
	VIEW_DOCUMENTS = 0,
	VIEW_ORIGINALS = 1,
	VIEW_CATALOGUE = 10,
	VIEWS_MAX = 64,
	VIEW_DEPTH_MAX = 3,
	VIEW_ALIASES_MAX = 2
};

/* One directory on the way from a view to a document. */
struct place_step {
	char *value; /* what makes it this one and no other; a leading NUL byte marks a static name */
	size_t value_length;
	char *name; /* as people write it; cleaned for the filesystem by whoever makes the directory */
	char *aliases[VIEW_ALIASES_MAX]; /* NULL where there are fewer */
};

struct place {
	struct place_step steps[VIEW_DEPTH_MAX];
	size_t depth;
};

/* Where a document stands in one view. */
struct places {
	struct place *at;
	size_t count, capacity;
	struct arena *arena; /* holds everything; its sticky error says if something is missing */
};

/* A document as views are told of it. */
struct placed {
	const struct document_facts *facts;
	struct slice thread;  /* what makes its thread this one and no other; empty: it is no message */
	struct slice subject; /* of the thread, as printed */
};

struct view {
	const char *name;   /* of its top directory */
	const char *option; /* in -o views=; NULL: always mounted */
	const char *const
		*statics; /* names of its leaves for documents without a value; NULL at the end, or NULL */
	void (*place)(const struct placed *document,
		      struct places *places); /* NULL: holds no documents by their own facts */
	/* Where all documents of a source stand, in one place; known when it gets its first name. */
	void (*place_source)(uint64_t source, struct slice path, struct places *places);
	bool queries; /* holds what the mount answers; in trees that want it */
};

size_t view_count(void);
/* `number` < view_count(); one that a store says goes through view_is_mounted(). */
const struct view *view_at(int number);
/* True if this tree shows directories of view `number`. */
bool view_is_mounted(int number, const struct dossier_tree *tree);

/* A file that the program puts into the tree. */
struct static_file {
	const char *name;
	bool in_root, in_views; /* in_views: in the top directory of each view with an option */
	bool in_search;
};
const struct static_file *static_files(size_t *ret_count);
/* True for a name that begins with a dot and may exist: the others are refused without a look. */
bool static_is_dot_name(const char *name);
#endif
