/* SPDX-License-Identifier: MIT */
/* What symbolic links hold: an alias the name beside it, a link of a view the way to the document. */
#include "tree.h"

#include "view.h"

#include <errno.h>
#include <stdio.h>

static int read_alias(struct dossier_reader *reader, uint64_t alias, char *buffer, size_t size)
{
	sqlite3_stmt *row;
	int r = tree_alias(reader, alias, &row);

	if (r < 0)
		return r;
	int n = snprintf(buffer, size, "%s", stmt_text(row, 0));

	stmt_end(row);
	return n < 0 || (size_t)n >= size ? -ERANGE : 0;
}

/* "../" for each directory between a leaf and the root, then documents/ and the name, which is the same in
 * all views. */
static int write_target(uint64_t depth, const char *name, char *buffer, size_t size)
{
	size_t at = 0;

	for (uint64_t i = 0; i < depth && at + 3 < size; i++, at += 3)
		memcpy(buffer + at, "../", 3);
	int n = snprintf(buffer + at, size - at, "%s/%s", view_at(VIEW_DOCUMENTS)->name, name);

	return n < 0 || (size_t)n >= size - at ? -ERANGE : 0;
}

static int read_link(struct dossier_reader *reader, dossier_node link, char *buffer, size_t size)
{
	struct directory_row directory;
	sqlite3_stmt *row;
	int r = tree_link(reader, link, &directory, &row);

	if (r < 0)
		return r;
	r = write_target(directory.depth, stmt_text(row, 1), buffer, size);
	stmt_end(row);
	return r;
}

int dossier_read_link(struct dossier_reader *reader, dossier_node link, char *buffer, size_t size)
{
	int r = dossier_node_valid(link) ? reader_begin(reader) : -ESTALE;

	if (r < 0)
		return r;
	if (dossier_node_kind(link) == DOSSIER_ALIAS)
		r = read_alias(reader, dossier_node_number(link), buffer, size);
	else
		r = dossier_node_kind(link) == DOSSIER_LINK ? read_link(reader, link, buffer, size) : -EINVAL;
	return reader_end(reader, r);
}
