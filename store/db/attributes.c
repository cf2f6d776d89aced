/* SPDX-License-Identifier: MIT */
/* Attributes: each kind of row is filled in one place, whoever asks. */
#include "tree.h"

#include "view.h"

#include <errno.h>
#include <sys/stat.h>

enum { NANOSECONDS = 1000000000 };

/* A store may say anything: a number that no import gives is no row of ours. */
static bool is_number(int64_t number, uint64_t most)
{
	return number > 0 && (uint64_t)number <= most;
}

static uint64_t count_of(int64_t number)
{
	return number > 0 ? (uint64_t)number : 0;
}

static struct timespec timespec_of(int64_t nanoseconds)
{
	int64_t seconds = nanoseconds / NANOSECONDS, rest = nanoseconds % NANOSECONDS;

	return rest < 0 ? (struct timespec){seconds - 1, rest + NANOSECONDS}
			: (struct timespec){seconds, rest};
}

static bool is_mounted(const struct dossier_reader *reader, int view)
{
	return view_is_mounted(view, &reader->store->tree);
}

/* ---- directories ---- */

bool tree_fill_directory(const struct dossier_reader *reader, const struct directory_row *in,
			 sqlite3_stmt *row, struct dossier_attributes *ret)
{
	int64_t id = sqlite3_column_int64(row, 0);

	(void)in;
	if (!is_number(id, DOSSIER_DIRECTORY_MAX) || !is_mounted(reader, sqlite3_column_int(row, 2)))
		return false;
	*ret = (struct dossier_attributes){.node = dossier_node_pack(DOSSIER_DIRECTORY, (uint64_t)id),
					   .type = S_IFDIR,
					   .links = 1,
					   .size = count_of(sqlite3_column_int64(row, 3))};
	ret->mtime = ret->ctime = timespec_of(sqlite3_column_int64(row, 4));
	return true;
}

int tree_directory(struct dossier_reader *reader, dossier_node node, struct directory_row *ret)
{
	sqlite3_stmt *row;
	struct directory_row found;

	if (!dossier_node_valid(node))
		return -ESTALE;
	if (dossier_node_kind(node) != DOSSIER_DIRECTORY)
		return -ENOTDIR;
	int r = stmt_row(&reader->statements, STMT_DIRECTORY, &row, "i", (int64_t)dossier_node_number(node));

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	bool shown = tree_fill_directory(reader, NULL, row, &found.attributes);

	found.id = dossier_node_number(node);
	found.parent = count_of(sqlite3_column_int64(row, 5));
	found.depth = count_of(sqlite3_column_int64(row, 6));
	found.view = sqlite3_column_int(row, 2);
	stmt_end(row);
	if (!shown || found.parent > DOSSIER_DIRECTORY_MAX)
		return -ESTALE;
	*ret = found;
	return 0;
}

/* ---- documents, and links to them ---- */

/* Names of a document in the views that are mounted; see place in document.links. */
static uint64_t count_links(const struct dossier_tree *tree, struct slice links)
{
	uint64_t count = 0;

	for (int view = 0; (size_t)view < view_count(); view++)
		if (view_is_mounted(view, tree) && (view == VIEW_DOCUMENTS || !tree->symbolic_links))
			count += document_links(links, view);
	return count;
}

static bool fill_document(const struct dossier_reader *reader, sqlite3_stmt *row,
			  struct dossier_attributes *ret)
{
	int64_t id = sqlite3_column_int64(row, 0);

	if (!is_number(id, DOSSIER_DOCUMENT_MAX))
		return false;
	*ret = (struct dossier_attributes){.node = dossier_node_pack(DOSSIER_DOCUMENT, (uint64_t)id),
					   .type = S_IFREG,
					   .links = count_links(&reader->store->tree, stmt_blob(row, 5)),
					   .size = count_of(sqlite3_column_int64(row, 2)),
					   .mtime = {sqlite3_column_int64(row, 3), 0},
					   .ctime = timespec_of(sqlite3_column_int64(row, 4))};
	return true;
}

static void make_link(const struct directory_row *in, sqlite3_stmt *row, struct dossier_attributes *a)
{
	a->node = dossier_node_pack_link(in->id, dossier_node_number(a->node));
	a->type = S_IFLNK;
	a->links = 1;
	a->size = 3 * in->depth + strlen(view_at(VIEW_DOCUMENTS)->name) + 1 + stmt_blob(row, 1).length;
}

/* A document as the name in this directory shows it: itself, or a link to it. */
bool tree_fill_entry(const struct dossier_reader *reader, const struct directory_row *in, sqlite3_stmt *row,
		     struct dossier_attributes *ret)
{
	if (!fill_document(reader, row, ret))
		return false;
	if (reader->store->tree.symbolic_links && in->view != VIEW_DOCUMENTS)
		make_link(in, row, ret);
	return true;
}

int tree_link(struct dossier_reader *reader, dossier_node link, struct directory_row *ret,
	      sqlite3_stmt **ret_row)
{
	uint64_t directory = dossier_node_link_directory(link);

	if (directory == 0)
		return -ESTALE;
	int r = tree_directory(reader, dossier_node_pack(DOSSIER_DIRECTORY, directory), ret);

	if (r == 0)
		r = stmt_row(&reader->statements, STMT_ENTRY_BY_DOCUMENT, ret_row, "ii", (int64_t)directory,
			     (int64_t)dossier_node_link_document(link));
	return r == 1 ? 0 : r < 0 ? r : -ESTALE;
}

/* ---- files and aliases ---- */

bool tree_fill_file(const struct dossier_reader *reader, const struct directory_row *in, sqlite3_stmt *row,
		    struct dossier_attributes *ret)
{
	bool is_text = sqlite3_column_type(row, 2) == SQLITE_NULL;
	int64_t id = sqlite3_column_int64(row, is_text ? 0 : 2);

	(void)reader, (void)in;
	if (!is_number(id, DOSSIER_NUMBER_MAX) || (!is_text && sqlite3_column_type(row, 5) == SQLITE_NULL))
		return false;
	*ret = (struct dossier_attributes){
		.node = dossier_node_pack(is_text ? DOSSIER_TEXT : DOSSIER_ORIGINAL, (uint64_t)id),
		.type = S_IFREG,
		.links = is_text ? 1 : count_of(sqlite3_column_int64(row, 6)),
		.size = count_of(sqlite3_column_int64(row, is_text ? 3 : 5)),
		.mtime = {sqlite3_column_int64(row, 7), 0},
		.ctime = timespec_of(sqlite3_column_int64(row, is_text ? 4 : 8))};
	if (is_text)
		ret->mtime = ret->ctime;
	return true;
}

int tree_alias(struct dossier_reader *reader, uint64_t alias, sqlite3_stmt **ret_row)
{
	int r = stmt_row(&reader->statements, STMT_ALIAS, ret_row, "i", (int64_t)alias);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	if (is_mounted(reader, sqlite3_column_int(*ret_row, 2)))
		return 0;
	stmt_end(*ret_row);
	return -ESTALE;
}

int tree_fill_alias(struct dossier_reader *reader, uint64_t alias, struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int r = is_number((int64_t)alias, DOSSIER_NUMBER_MAX) ? tree_alias(reader, alias, &row) : -ESTALE;

	if (r < 0)
		return r;
	*ret = (struct dossier_attributes){.node = dossier_node_pack(DOSSIER_ALIAS, alias),
					   .type = S_IFLNK,
					   .links = 1,
					   .size = stmt_blob(row, 0).length};
	ret->mtime = ret->ctime = timespec_of(sqlite3_column_int64(row, 1));
	stmt_end(row);
	return 0;
}

/* ---- stat ---- */

static int stat_directory(struct dossier_reader *reader, dossier_node node, struct dossier_attributes *ret)
{
	struct directory_row row;
	int r = tree_directory(reader, node, &row);

	if (r == 0)
		*ret = row.attributes;
	return r;
}

static int stat_document(struct dossier_reader *reader, uint64_t id, struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_DOCUMENT, &row, "i", (int64_t)id);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	r = fill_document(reader, row, ret) ? 0 : -ESTALE;
	stmt_end(row);
	return r;
}

static int stat_link(struct dossier_reader *reader, dossier_node node, struct dossier_attributes *ret)
{
	struct directory_row directory;
	sqlite3_stmt *row;
	int r = tree_link(reader, node, &directory, &row);

	if (r < 0)
		return r;
	if (fill_document(reader, row, ret))
		make_link(&directory, row, ret);
	else
		r = -ESTALE;
	stmt_end(row);
	return r;
}

/* A file by its number, with the columns that its name has in a listing. */
static int stat_file(struct dossier_reader *reader, enum stmt statement, uint64_t id,
		     struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, statement, &row, "i", (int64_t)id);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	r = tree_fill_file(reader, NULL, row, ret) ? 0 : -ESTALE;
	stmt_end(row);
	return r;
}

static int stat_node(struct dossier_reader *reader, dossier_node node, struct dossier_attributes *ret)
{
	uint64_t number = dossier_node_number(node);

	switch (dossier_node_kind(node)) {
	case DOSSIER_DIRECTORY:
		return stat_directory(reader, node, ret);
	case DOSSIER_DOCUMENT:
		return stat_document(reader, number, ret);
	case DOSSIER_ORIGINAL:
		return stat_file(reader, STMT_STAT_ORIGINAL, number, ret);
	case DOSSIER_TEXT:
		return stat_file(reader, STMT_STAT_TEXT, number, ret);
	case DOSSIER_ALIAS:
		return tree_fill_alias(reader, number, ret);
	case DOSSIER_LINK:
		return stat_link(reader, node, ret);
	default:
		return -ESTALE;
	}
}

int dossier_stat(struct dossier_reader *reader, dossier_node node, struct dossier_attributes *ret)
{
	int r = dossier_node_valid(node) ? reader_begin(reader) : -ESTALE;

	return r < 0 ? r : reader_end(reader, stat_node(reader, node, ret));
}

int dossier_parent(struct dossier_reader *reader, dossier_node directory, dossier_node *ret)
{
	struct directory_row row;
	int r = reader_begin(reader);

	if (r == 0)
		r = reader_end(reader, tree_directory(reader, directory, &row));
	if (r == 0)
		*ret = dossier_node_pack(DOSSIER_DIRECTORY, row.parent ? row.parent : row.id);
	return r;
}
