/* SPDX-License-Identifier: MIT */
/* The tree: look-up, attributes, listings, links. No view has code or SQL of its own here. */
#include "reader.h"

#include "checksum.h"
#include "view.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { NANOSECONDS = 1000000000 };

struct directory_row {
	uint64_t id, parent, depth;
	int view;
	uint64_t count, changed;
};

static struct timespec timespec_of(int64_t nanoseconds)
{
	return (struct timespec){nanoseconds / NANOSECONDS, nanoseconds % NANOSECONDS};
}

/* ---- attributes: each kind of node is filled in one place ---- */

static void fill_directory(uint64_t id, int64_t count, int64_t changed, struct dossier_attributes *ret)
{
	*ret = (struct dossier_attributes){.node = dossier_node_pack(DOSSIER_DIRECTORY, id),
	                                   .type = S_IFDIR,
	                                   .links = 1,
	                                   .size = (uint64_t)count,
	                                   .mtime = timespec_of(changed),
	                                   .ctime = timespec_of(changed)};
}

/* Names of a document in the views that are mounted; see place in document.links. */
static uint64_t count_links(const struct dossier_tree *tree, struct slice links)
{
	uint64_t count = 0;

	for (size_t view = 0; 2 * view + 1 < links.length; view++)
		if (view_is_mounted((int)view, tree->views) && (view == VIEW_DOCUMENTS || !tree->symbolic_links))
			count += (unsigned char)links.at[2 * view] | (unsigned)(unsigned char)links.at[2 * view + 1] << 8;
	return count;
}

/* From the columns of DOCUMENT_ATTRIBUTES in stmt.c. */
static void fill_document(const struct dossier_reader *reader, sqlite3_stmt *row, struct dossier_attributes *ret)
{
	*ret = (struct dossier_attributes){
		.node = dossier_node_pack(DOSSIER_DOCUMENT, (uint64_t)sqlite3_column_int64(row, 0)),
		.type = S_IFREG,
		.links = count_links(&reader->store->tree, stmt_blob(row, 5)),
		.size = (uint64_t)sqlite3_column_int64(row, 2),
		.mtime = {sqlite3_column_int64(row, 3), 0},
		.ctime = timespec_of(sqlite3_column_int64(row, 4))};
}

/* "../" for each directory between a leaf and the root, then documents/ and the name, which is the same in all views. */
static int link_target(uint64_t depth, const char *name, char *buffer, size_t size)
{
	size_t at = 0;

	for (uint64_t i = 0; i < depth && at + 3 < size; i++, at += 3)
		memcpy(buffer + at, "../", 4);
	int n = snprintf(buffer + at, size - at, "%s/%s", view_at(VIEW_DOCUMENTS)->name, name);

	return n < 0 || (size_t)n >= size - at ? -ERANGE : (int)at + n;
}

static void fill_link(const struct directory_row *directory, sqlite3_stmt *row, struct dossier_attributes *a)
{
	uint64_t document = dossier_node_number(a->node);

	a->node = dossier_node_pack_link(directory->id, document);
	a->type = S_IFLNK;
	a->links = 1;
	a->size = 3 * directory->depth + strlen(view_at(VIEW_DOCUMENTS)->name) + 1 + (size_t)sqlite3_column_bytes(row, 1);
}

/* A document as the name in this directory shows it: itself, or a link to it. */
static void fill_entry(const struct dossier_reader *reader, const struct directory_row *directory, sqlite3_stmt *row,
                       struct dossier_attributes *ret)
{
	fill_document(reader, row, ret);
	if (reader->store->tree.symbolic_links && directory->view != VIEW_DOCUMENTS)
		fill_link(directory, row, ret);
}

static void fill_text(uint64_t id, int64_t length, int64_t changed, struct dossier_attributes *ret)
{
	*ret = (struct dossier_attributes){.node = dossier_node_pack(DOSSIER_TEXT, id),
	                                   .type = S_IFREG,
	                                   .links = 1,
	                                   .size = (uint64_t)length,
	                                   .mtime = timespec_of(changed),
	                                   .ctime = timespec_of(changed)};
}

static int fill_original(struct dossier_reader *reader, uint64_t source, struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_SOURCE, &row, "i", (int64_t)source);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	*ret = (struct dossier_attributes){.node = dossier_node_pack(DOSSIER_ORIGINAL, source),
	                                   .type = S_IFREG,
	                                   .links = (uint64_t)sqlite3_column_int64(row, 3),
	                                   .size = (uint64_t)sqlite3_column_int64(row, 1),
	                                   .mtime = {sqlite3_column_int64(row, 4), 0},
	                                   .ctime = timespec_of(sqlite3_column_int64(row, 5))};
	stmt_end(row);
	return 0;
}

static int fill_alias(struct dossier_reader *reader, uint64_t alias, struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_ALIAS, &row, "i", (int64_t)alias);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	if (!view_is_mounted(sqlite3_column_int(row, 2), reader->store->tree.views)) {
		stmt_end(row);
		return -ESTALE;
	}
	*ret = (struct dossier_attributes){.node = dossier_node_pack(DOSSIER_ALIAS, alias),
	                                   .type = S_IFLNK,
	                                   .links = 1,
	                                   .size = (uint64_t)sqlite3_column_bytes(row, 0)};
	ret->mtime = ret->ctime = timespec_of(sqlite3_column_int64(row, 1));
	stmt_end(row);
	return 0;
}

/* -ESTALE also for a directory of a view that this tree does not mount. */
static int find_directory(struct dossier_reader *reader, dossier_node node, struct directory_row *ret)
{
	sqlite3_stmt *row;

	if (!dossier_node_valid(node))
		return -ESTALE;
	if (dossier_node_kind(node) != DOSSIER_DIRECTORY)
		return -ENOTDIR;
	int r = stmt_row(&reader->statements, STMT_DIRECTORY, &row, "i", (int64_t)dossier_node_number(node));

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	*ret = (struct directory_row){.id = dossier_node_number(node),
	                              .parent = (uint64_t)sqlite3_column_int64(row, 0),
	                              .view = sqlite3_column_int(row, 1),
	                              .depth = (uint64_t)sqlite3_column_int64(row, 2),
	                              .count = (uint64_t)sqlite3_column_int64(row, 3),
	                              .changed = (uint64_t)sqlite3_column_int64(row, 4)};
	stmt_end(row);
	return view_is_mounted(ret->view, reader->store->tree.views) ? 0 : -ESTALE;
}

/* ---- look-up ---- */

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

static int look_up_document(struct dossier_reader *reader, const struct directory_row *directory, const char *name,
                            struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int64_t last = 0;
	uint64_t id = number_in_name(name);

	if (id == 0)
		return -ENOENT;
	int r = stmt_row(&reader->statements, STMT_ENTRY_BY_DOCUMENT, &row, "ii", (int64_t)directory->id, (int64_t)id);

	if (r < 0)
		return r;
	if (r == 1) {
		bool same = strcmp(stmt_text(row, 1), name) == 0;

		if (same)
			fill_entry(reader, directory, row, ret);
		stmt_end(row);
		return same ? 0 : -ENOENT;
	}
	r = stmt_number(&reader->statements, STMT_DOCUMENT_LAST, &last, "");
	if (r < 0 && r != -ENOENT)
		return r;
	return id > (uint64_t)last ? -ENODATA : -ENOENT;
}

static int look_up_directory(struct dossier_reader *reader, const struct directory_row *parent, const char *name,
                             struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_DIRECTORY_BY_NAME, &row, "it", (int64_t)parent->id, name);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	bool mounted = view_is_mounted(sqlite3_column_int(row, 1), reader->store->tree.views);

	fill_directory((uint64_t)sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 3),
	               sqlite3_column_int64(row, 4), ret);
	stmt_end(row);
	return mounted ? 0 : -ENOENT;
}

static int look_up_file(struct dossier_reader *reader, const struct directory_row *parent, const char *name,
                        struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_FILE_NAME_BY_NAME, &row, "it", (int64_t)parent->id, name);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	uint64_t source = (uint64_t)sqlite3_column_int64(row, 1);

	fill_text((uint64_t)sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3), ret);
	stmt_end(row);
	return source ? fill_original(reader, source, ret) : 0;
}

static int look_up_alias(struct dossier_reader *reader, const struct directory_row *parent, const char *name,
                         struct dossier_attributes *ret)
{
	int64_t alias;
	int r = stmt_number(&reader->statements, STMT_ALIAS_BY_NAME, &alias, "it", (int64_t)parent->id, name);

	return r < 0 ? r : fill_alias(reader, (uint64_t)alias, ret);
}

static int look_up(struct dossier_reader *reader, dossier_node node, const char *name, struct dossier_attributes *ret)
{
	struct directory_row parent;
	int r = find_directory(reader, node, &parent), miss;

	if (r < 0)
		return r;
	miss = look_up_document(reader, &parent, name, ret);
	if (miss != -ENOENT && miss != -ENODATA)
		return miss;
	r = look_up_directory(reader, &parent, name, ret);
	if (r == -ENOENT)
		r = look_up_file(reader, &parent, name, ret);
	if (r == -ENOENT)
		r = look_up_alias(reader, &parent, name, ret);
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

/* ---- stat ---- */

static int stat_directory(struct dossier_reader *reader, dossier_node node, struct dossier_attributes *ret)
{
	struct directory_row row;
	int r = find_directory(reader, node, &row);

	if (r == 0)
		fill_directory(row.id, (int64_t)row.count, (int64_t)row.changed, ret);
	return r;
}

static int stat_document(struct dossier_reader *reader, uint64_t id, struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_DOCUMENT, &row, "i", (int64_t)id);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	fill_document(reader, row, ret);
	stmt_end(row);
	return 0;
}

static int stat_link(struct dossier_reader *reader, dossier_node node, struct dossier_attributes *ret)
{
	struct directory_row directory;
	sqlite3_stmt *row;
	int r = find_directory(reader, dossier_node_pack(DOSSIER_DIRECTORY, dossier_node_link_directory(node)), &directory);

	if (r == 0)
		r = stmt_row(&reader->statements, STMT_ENTRY_BY_DOCUMENT, &row, "ii", (int64_t)directory.id,
		             (int64_t)dossier_node_link_document(node));
	if (r != 1)
		return r < 0 ? r : -ESTALE;
	fill_document(reader, row, ret);
	fill_link(&directory, row, ret);
	stmt_end(row);
	return 0;
}

static int stat_text(struct dossier_reader *reader, uint64_t id, struct dossier_attributes *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_FILE_NAME, &row, "i", (int64_t)id);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	fill_text(id, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), ret);
	stmt_end(row);
	return 0;
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
		return fill_original(reader, number, ret);
	case DOSSIER_TEXT:
		return stat_text(reader, number, ret);
	case DOSSIER_ALIAS:
		return fill_alias(reader, number, ret);
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
	int r = find_directory(reader, directory, &row);

	if (r == 0)
		*ret = dossier_node_pack(DOSSIER_DIRECTORY, row.parent ? row.parent : row.id);
	return r;
}

/* ---- listings: three ranges of keys one after the other; a cookie is which of them and the key ---- */

enum phase { PHASE_DIRECTORIES = 1, PHASE_FILES, PHASE_DOCUMENTS, PHASE_END };

static uint64_t cookie_of(enum phase phase, int64_t key)
{
	return (uint64_t)phase << DOSSIER_KIND_SHIFT | (uint64_t)key;
}

struct listing {
	struct dossier_reader *reader;
	struct directory_row directory;
	dossier_name_sink *sink;
	void *context;
	bool full;
};

static void give(struct listing *l, enum phase phase, sqlite3_stmt *row, const struct dossier_attributes *attributes)
{
	struct dossier_name name = {stmt_text(row, 1), *attributes, cookie_of(phase, sqlite3_column_int64(row, 0))};

	l->full = !l->sink(l->context, &name);
}

static int give_directory(struct listing *l, sqlite3_stmt *row)
{
	struct dossier_attributes attributes;

	if (!view_is_mounted(sqlite3_column_int(row, 2), l->reader->store->tree.views))
		return 0;
	fill_directory((uint64_t)sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4),
	               &attributes);
	give(l, PHASE_DIRECTORIES, row, &attributes);
	return 0;
}

static int give_file(struct listing *l, sqlite3_stmt *row)
{
	struct dossier_attributes attributes;
	uint64_t source = (uint64_t)sqlite3_column_int64(row, 2);
	int r = 0;

	fill_text((uint64_t)sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4),
	          &attributes);
	if (source)
		r = fill_original(l->reader, source, &attributes);
	if (r == 0)
		give(l, PHASE_FILES, row, &attributes);
	return r == -ESTALE ? -EIO : r;
}

static int give_document(struct listing *l, sqlite3_stmt *row)
{
	struct dossier_attributes attributes;

	fill_entry(l->reader, &l->directory, row, &attributes);
	give(l, PHASE_DOCUMENTS, row, &attributes);
	return 0;
}

static int list_phase(struct listing *l, enum phase phase, uint64_t after)
{
	static const struct {
		enum stmt statement;
		int (*give)(struct listing *listing, sqlite3_stmt *row);
	} phases[] = {
		[PHASE_DIRECTORIES] = {STMT_DIRECTORY_LIST, give_directory},
		[PHASE_FILES] = {STMT_FILE_NAME_LIST, give_file},
		[PHASE_DOCUMENTS] = {STMT_ENTRY_LIST, give_document},
	};
	sqlite3_stmt *row;
	int r = stmt_row(&l->reader->statements, phases[phase].statement, &row, "ii", (int64_t)l->directory.id,
	                 (int64_t)after);

	while (r == 1) {
		int given = phases[phase].give(l, row);

		if (given < 0 || l->full) {
			stmt_end(row);
			return given;
		}
		r = stmt_next(row);
	}
	return r;
}

static int list(struct listing *l, dossier_node directory, uint64_t cookie)
{
	uint64_t phase = cookie >> DOSSIER_KIND_SHIFT, after = cookie & DOSSIER_NUMBER_MAX;
	int r = find_directory(l->reader, directory, &l->directory);

	if (phase < PHASE_DIRECTORIES) {
		phase = PHASE_DIRECTORIES;
		after = 0;
	}
	for (; r == 0 && !l->full && phase < PHASE_END; phase++, after = 0)
		r = list_phase(l, (enum phase)phase, after);
	return r;
}

int dossier_list(struct dossier_reader *reader, dossier_node directory, uint64_t cookie, dossier_name_sink *sink,
                 void *context)
{
	struct listing l = {.reader = reader, .sink = sink, .context = context};
	int r = reader_begin(reader);

	return r < 0 ? r : reader_end(reader, list(&l, directory, cookie));
}

/* ---- links ---- */

static int read_alias(struct dossier_reader *reader, uint64_t alias, char *buffer, size_t size)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_ALIAS, &row, "i", (int64_t)alias);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	int n = snprintf(buffer, size, "%s", stmt_text(row, 0));

	stmt_end(row);
	return n < 0 || (size_t)n >= size ? -ERANGE : 0;
}

static int read_link(struct dossier_reader *reader, dossier_node node, char *buffer, size_t size)
{
	struct directory_row directory;
	sqlite3_stmt *row;
	int r = find_directory(reader, dossier_node_pack(DOSSIER_DIRECTORY, dossier_node_link_directory(node)), &directory);

	if (r == 0)
		r = stmt_row(&reader->statements, STMT_ENTRY_BY_DOCUMENT, &row, "ii", (int64_t)directory.id,
		             (int64_t)dossier_node_link_document(node));
	if (r != 1)
		return r < 0 ? r : -ESTALE;
	int n = link_target(directory.depth, stmt_text(row, 1), buffer, size);

	stmt_end(row);
	return n < 0 ? n : 0;
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
