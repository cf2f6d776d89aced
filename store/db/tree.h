/* SPDX-License-Identifier: MIT */
/* The tree, for the files that answer for it: which row a node is, and how each kind of row becomes
 * attributes. */
#ifndef DB_TREE_H
#define DB_TREE_H

#include "reader.h"

struct directory_row {
	uint64_t id, parent, depth; /* parent 0: the root has none */
	int view;
	struct dossier_attributes attributes;
};

/* All of these are called within reader_begin() and reader_end(). */

/* -ENOTDIR; -ESTALE, also for a directory of a view that this tree does not mount. */
int tree_directory(struct dossier_reader *reader, dossier_node node, struct directory_row *ret);

/*
 * Attributes of one name in `in`, from the columns of DIRECTORY_, FILE_ or DOCUMENT_ATTRIBUTES in
 * stmt-text.c, of which column 0 is the key and column 1 the name. False for a row that this tree does not
 * show, or that is damaged.
 */
typedef bool tree_fill(const struct dossier_reader *reader, const struct directory_row *in, sqlite3_stmt *row,
		       struct dossier_attributes *ret);
tree_fill tree_fill_directory, tree_fill_file, tree_fill_entry;

/* The row of an alias, as STMT_ALIAS gives it, for stmt_end(). -ESTALE. */
int tree_alias(struct dossier_reader *reader, uint64_t alias, sqlite3_stmt **ret_row);
int tree_fill_alias(struct dossier_reader *reader, uint64_t alias, struct dossier_attributes *ret);
/* A document's name in a view with links=symbolic: its directory, and its row for stmt_end(). -ESTALE. */
int tree_link(struct dossier_reader *reader, dossier_node link, struct directory_row *ret,
	      sqlite3_stmt **ret_row);
#endif
