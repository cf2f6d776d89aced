/* SPDX-License-Identifier: MIT */
/*
 * Removing sources: which go, their names, and all else that speaks of them. The sources that go, and the
 * names that go with them, stand in two tables of this connection, `gone` and `gone_name`.
 */
#ifndef DB_REMOVE_H
#define DB_REMOVE_H

#include "../util/idmap.h"
#include "writer.h"

struct removal_order {
	char *const *sources;
	size_t count;
	const struct dossier_removal *how;
};

struct id_list { /* zeroed is empty */
	uint64_t *at;
	size_t count, capacity;
};

void id_list_finish(struct id_list *list);
int id_list_add(struct id_list *list, uint64_t id);
/* The first column of all rows. */
int id_list_read(struct writer *writer, enum stmt statement, struct id_list *list);
/* Runs a statement with each number. */
int id_list_run(struct writer *writer, enum stmt statement, const struct id_list *list);

/* remove_sources.c: finds those that go, in `gone`; what is refused is told. */
int remove_choose(struct writer *writer, const struct removal_order *order);
int remove_tell(struct writer *writer, const struct removal_order *order);
/*
 * remove_names.c: takes names out, and the sources from what directories count. A file that stays, and had
 * its only name below what goes, gets another; *ret_moved: those whose first name is another now.
 */
int remove_names(struct writer *writer, struct id_list *ret_moved);
/* remove_tree.c: directories that are empty go; one whose name only what went had said gets another. */
int remove_directories(struct writer *writer);
int remove_said(struct writer *writer, const struct id_list *leaves);
#endif
