/* SPDX-License-Identifier: MIT */
/* Looking a name up: a document by the number in its name, else a directory, a file, an alias. */
#include "tree.h"

#include "../util/buf.h"
#include "../util/utf8.h"
#include "view.h"

#include <errno.h>

/* The number in "....17.txt"; 0 where there is none. No number begins with 0. */
static uint64_t number_in_name(const char *name)
{
	static const char ending[] = ".txt";
	size_t length = strlen(name), end = length - (sizeof ending - 1), at = end;
	uint64_t number = 0;

	if (length < sizeof ending || strcmp(name + end, ending) != 0)
		return 0;
	while (at > 0 && byte_is_digit(name[at - 1]))
		at--;
	if (at == end || at == 0 || name[at - 1] != '.' || name[at] == '0')
		return 0;
	for (; at < end && number <= DOSSIER_DOCUMENT_MAX; at++)
		number = number * 10 + (uint64_t)(name[at] - '0');
	return number <= DOSSIER_DOCUMENT_MAX ? number : 0;
}

static int look_up_document(struct dossier_reader *reader, const struct directory_row *in, const char *name,
			    struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int64_t last = 0;
	uint64_t id = number_in_name(name);

	if (id == 0)
		return -ENOENT;
	int r = stmt_row(&reader->statements, STMT_ENTRY_BY_DOCUMENT, &row, "ii", (int64_t)in->id,
			 (int64_t)id);

	if (r < 0)
		return r;
	if (r == 1) {
		bool found = slice_equal(stmt_blob(row, 1), slice_of(name)) &&
			     tree_fill_entry(reader, in, row, ret);

		stmt_end(row);
		return found ? 0 : -ENOENT;
	}
	r = stmt_number(&reader->statements, STMT_DOCUMENT_LAST, &last, "");
	if (r < 0 && r != -ENOENT)
		return r;
	return id > (uint64_t)last ? -ENODATA : -ENOENT;
}

static int look_up_row(struct dossier_reader *reader, const struct directory_row *in, const char *name,
		       enum stmt statement, tree_fill *fill, struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, statement, &row, "it", (int64_t)in->id, name);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	bool found = fill(reader, in, row, ret);

	stmt_end(row);
	return found ? 0 : -ENOENT;
}

static int look_up_directory(struct dossier_reader *reader, const struct directory_row *in, const char *name,
			     struct dossier_attributes *ret)
{
	struct buf fold = {0};
	sqlite3_stmt *row;

	utf8_fold(&fold, slice_of(name));
	int r = fold.failed ? -ENOMEM
			    : stmt_row(&reader->statements, STMT_DIRECTORY_BY_NAME, &row, "ist",
				       (int64_t)in->id, (struct slice){fold.data, fold.length}, name);
	bool found = r == 1 && tree_fill_directory(reader, in, row, ret);

	if (r == 1)
		stmt_end(row);
	buf_finish(&fold);
	return r < 0 ? r : found ? 0 : -ENOENT;
}

static int look_up_alias(struct dossier_reader *reader, const struct directory_row *in, const char *name,
			 struct dossier_attributes *ret)
{
	int64_t alias;
	int r = stmt_number(&reader->statements, STMT_ALIAS_BY_NAME, &alias, "it", (int64_t)in->id, name);

	if (r == 0)
		r = tree_fill_alias(reader, (uint64_t)alias, ret);
	return r == -ESTALE ? -ENOENT : r;
}

static int look_up(struct dossier_reader *reader, dossier_node node, const char *name,
		   struct dossier_attributes *ret)
{
	struct directory_row in;
	int r = tree_directory(reader, node, &in), miss;

	if (r < 0)
		return r;
	miss = look_up_document(reader, &in, name, ret);
	if (miss != -ENOENT && miss != -ENODATA)
		return miss;
	r = look_up_directory(reader, &in, name, ret);
	if (r == -ENOENT)
		r = look_up_row(reader, &in, name, STMT_FILE_NAME_BY_NAME, tree_fill_file, ret);
	if (r == -ENOENT)
		r = look_up_alias(reader, &in, name, ret);
	return r == -ENOENT ? miss : r;
}

int dossier_look_up(struct dossier_reader *reader, dossier_node parent, const char *name,
		    struct dossier_attributes *ret)
{
	if (strlen(name) > DOSSIER_NAME_MAX)
		return -ENAMETOOLONG;
	if (name[0] == '\0' || (name[0] == '.' && !static_is_dot_name(name)))
		return -ENOENT;
	int r = reader_begin(reader);

	return r < 0 ? r : reader_end(reader, look_up(reader, parent, name, ret));
}
