/* SPDX-License-Identifier: MIT */
/* See search.h. */
#include "search.h"
#include "search-find.h"
#include "search-link.h"
#include "search-node.h"
#include "search-parse.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { NANOSECONDS = 1000000000 };

static const char error_name[] = "ERROR.txt";
/* For ever, and a second: what is no query stays none, but its time is the store's. */
static const double forever = UINT32_MAX, second = 1;

dossier_node search_above(const struct search *search, const struct query *query)
{
	return query->parent ? search_pack(SEARCH_DIRECTORY, query->parent->number) : search->directory;
}

/* ---- attributes ---- */

static struct timespec timespec_of(int64_t clock)
{
	return (struct timespec){clock / NANOSECONDS, clock % NANOSECONDS};
}

static void fill(dossier_node node, mode_t type, uint64_t size, int64_t clock, struct search_found *ret)
{
	*ret = (struct search_found){
		.attributes = {.node = node, .type = type, .links = 1, .size = size},
		.name_timeout = second,
		.timeout = second,
	};
	ret->attributes.mtime = ret->attributes.ctime = timespec_of(clock);
}

/* A directory whose name is no query; `problem`: that, else the file in it. */
static int fill_problem(const struct query *query, const char *problem, struct dossier_reader *reader,
			struct search_found *ret)
{
	int64_t clock;

	int r = search_clock(reader, &clock);
	if (r)
		return r;
	if (problem)
		fill(search_pack(SEARCH_ERROR, query->number), S_IFREG, strlen(problem), clock, ret);
	else
		fill(search_pack(SEARCH_DIRECTORY, query->number), S_IFDIR, 0, clock, ret);
	return 0;
}

static int fill_directory(struct search *search, struct dossier_reader *reader, struct query *query,
			  struct search_found *ret)
{
	struct query_snapshot *snapshot;

	int r = search_newest(search, reader, query, &snapshot);
	if (r)
		return r == -EBADMSG ? fill_problem(query, NULL, reader, ret) : r;
	fill(search_pack(SEARCH_DIRECTORY, query->number), S_IFDIR, snapshot->count, snapshot->clock, ret);
	ret->name_timeout = ret->timeout = search_time_left(search, snapshot);
	query_snapshot_put(&search->table, snapshot);
	return 0;
}

static int fill_error(const struct query *query, struct dossier_reader *reader, struct search_found *ret)
{
	char problem[SEARCH_PROBLEM_SIZE];
	struct dossier_query *none;

	int r = search_parse(query, &none, problem);
	if (r == -EBADMSG)
		return fill_problem(query, problem, reader, ret);
	if (!r)
		dossier_query_destroy(none);
	return r ? r : -ESTALE;
}

/* ---- documents in a directory ---- */

/* 1: no document is called so. */
static int look_up_document(struct search *search, struct dossier_reader *reader, struct query *query,
			    const char *name, struct search_found *ret)
{
	struct query_snapshot *snapshot;
	size_t place;

	int r = dossier_look_up(reader, search->documents, name, &ret->attributes);
	if (r)
		return r == -ENOENT ? 1 : r;
	r = search_newest(search, reader, query, &snapshot);
	if (r)
		return r;
	if (!query_snapshot_find(snapshot, dossier_node_number(ret->attributes.node), &place))
		r = -ENOENT;
	else if (search->symbolic_links)
		search_make_link(query->depth, name, &ret->attributes);
	ret->name_timeout = search_time_left(search, snapshot);
	ret->timeout = forever;
	query_snapshot_put(&search->table, snapshot);
	return r;
}

/* ---- look-up ---- */

/* The directory of a node, to be put back; NULL: search/. */
static int get(struct search *search, dossier_node node, struct query **ret)
{
	*ret = NULL;
	if (node == search->directory)
		return 0;
	if (search_sort_of(node) != SEARCH_DIRECTORY)
		return -ENOTDIR;
	*ret = query_get(&search->table, search_number_of(node));
	return *ret ? 0 : -ESTALE;
}

static int give_directory(struct search *search, struct dossier_reader *reader, struct query *query,
			  struct search_found *ret)
{
	int r = fill_directory(search, reader, query, ret);

	if (!r)
		query_know(&search->table, query);
	return r;
}

static int look_up_query(struct search *search, struct dossier_reader *reader, struct query *parent,
			 const char *name, struct search_found *ret)
{
	struct query *query;

	int r = query_enter(&search->table, parent, name, &query);
	if (r)
		return r;
	r = give_directory(search, reader, query, ret);
	query_put(&search->table, query);
	return r;
}

static int look_up_static(struct search *search, struct dossier_reader *reader, const char *name,
			  struct search_found *ret)
{
	int r = dossier_look_up(reader, search->directory, name, &ret->attributes);

	ret->name_timeout = ret->timeout = forever;
	return r == -ENOENT || r == -ENODATA ? 1 : r;
}

/* 1: no document and no file is called so. */
static int look_up_in(struct search *search, struct dossier_reader *reader, struct query *query,
		      const char *name, struct search_found *ret)
{
	struct dossier_query *wanted = NULL;

	int r = search_parse(query, &wanted, NULL);
	bool is_error_name = strcmp(name, error_name) == 0;

	dossier_query_destroy(wanted);
	if (r == -EBADMSG)
		return is_error_name ? fill_error(query, reader, ret) : -ENOENT;
	if (!r && is_error_name) /* it tells that there was no error, and is no query */
		return -ENOENT;
	return r ? r : look_up_document(search, reader, query, name, ret);
}

static int look_up_dots(struct search *search, struct dossier_reader *reader, struct query *query, bool up,
			struct search_found *ret)
{
	struct query *wanted = up && query ? query->parent : query;

	if (wanted)
		return give_directory(search, reader, wanted, ret);
	ret->name_timeout = ret->timeout = forever;
	return dossier_stat(reader, query ? search->directory : DOSSIER_ROOT, &ret->attributes);
}

static int look_up(struct search *search, struct dossier_reader *reader, struct query *query,
		   const char *name, struct search_found *ret)
{
	ret->name_timeout = forever;
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return look_up_dots(search, reader, query, name[1] == '.', ret);
	if (name[0] == '.')
		return -ENOENT;
	ret->name_timeout = second;
	int r = query ? look_up_in(search, reader, query, name, ret)
		      : look_up_static(search, reader, name, ret);
	return r > 0 ? look_up_query(search, reader, query, name, ret) : r;
}

bool search_is_parent(const struct search *search, dossier_node parent)
{
	return dossier_node_kind(parent) == DOSSIER_QUERY ||
	       (search->directory != 0 && parent == search->directory);
}

int search_look_up(struct search *search, struct dossier_reader *reader, dossier_node parent,
		   const char *name, struct search_found *ret)
{
	struct query *query;

	int r = get(search, parent, &query);
	if (r)
		return r;
	r = look_up(search, reader, query, name, ret);
	query_put(&search->table, query);
	return r;
}

void search_forget(struct search *search, dossier_node node, uint64_t times)
{
	if (dossier_node_kind(node) == DOSSIER_QUERY && search_sort_of(node) == SEARCH_DIRECTORY)
		query_forget(&search->table, search_number_of(node), times);
}

/* ---- other questions about a node ---- */

static int stat_query(struct search *search, struct dossier_reader *reader, dossier_node node,
		      struct search_found *ret)
{
	struct query *query = query_get(&search->table, search_number_of(node));

	if (!query)
		return -ESTALE;
	int r = search_sort_of(node) == SEARCH_ERROR ? fill_error(query, reader, ret)
						     : fill_directory(search, reader, query, ret);
	query_put(&search->table, query);
	return r;
}

int search_stat(struct search *search, struct dossier_reader *reader, dossier_node node,
		struct search_found *ret)
{
	if (search_sort_of(node) != SEARCH_LINK)
		return stat_query(search, reader, node, ret);
	*ret = (struct search_found){.name_timeout = second, .timeout = forever};
	return search_stat_link(reader, search_number_of(node), &ret->attributes);
}

int search_parent(struct search *search, dossier_node directory, dossier_node *ret)
{
	struct query *query;

	int r = get(search, directory, &query);
	if (r)
		return r;
	*ret = search_above(search, query);
	query_put(&search->table, query);
	return 0;
}

int search_read(struct search *search, dossier_node file, uint64_t offset, void *buffer, size_t size,
		size_t *ret_read)
{
	char problem[SEARCH_PROBLEM_SIZE] = "";
	struct dossier_query *none = NULL;
	struct query *query = query_get(&search->table, search_number_of(file));

	if (!query)
		return -ESTALE;
	int r = search_sort_of(file) == SEARCH_ERROR ? search_parse(query, &none, problem) : -EISDIR;
	dossier_query_destroy(none);
	query_put(&search->table, query);
	if (r != -EBADMSG)
		return r ? r : -ESTALE;
	size_t length = strlen(problem), first = offset < length ? (size_t)offset : length;

	*ret_read = size < length - first ? size : length - first;
	memcpy(buffer, problem + first, *ret_read);
	return 0;
}

/* ---- listings ---- */

/*
 * A cookie is the number of the document before it: the kernel, too, looks for it in the listing that it
 * keeps, which may be of another state of the store.
 */
enum { COOKIE_FIRST = 2 };

struct names {
	const struct search *search;
	const struct query *query;
	const struct query_snapshot *snapshot;
	double name_timeout;
	search_sink *sink;
	void *context;
};

/* A dossier_name_sink. */
static bool give_name(void *context, const struct dossier_name *name)
{
	const struct names *names = context;
	struct dossier_name own = *name;

	own.cookie = COOKIE_FIRST + dossier_node_number(name->attributes.node);
	if (names->search->symbolic_links)
		search_make_link(names->query->depth, name->name, &own.attributes);
	return names->sink(names->context, &own, names->name_timeout);
}

static int list_error(struct dossier_reader *reader, const struct query *query, search_sink *sink,
		      void *context)
{
	struct search_found found;

	int r = fill_error(query, reader, &found);
	if (!r)
		sink(context,
		     &(struct dossier_name){
			     .name = error_name, .attributes = found.attributes, .cookie = COOKIE_FIRST + 1},
		     found.name_timeout);
	return r;
}

/* What a listing goes on with need not be the newest. */
static int begin_or_resume(struct search *search, struct dossier_reader *reader, struct query *query,
			   uint64_t cookie, struct query_snapshot **ret)
{
	if (cookie > 0)
		*ret = query_snapshot_get(&search->table, query);
	return cookie > 0 && *ret ? 0 : search_newest(search, reader, query, ret);
}

static int list_after(struct names *names, struct dossier_reader *reader, uint64_t cookie)
{
	const struct query_snapshot *snapshot = names->snapshot;
	size_t given = 0;

	/* The directory was ranked afresh: an error is better than a listing that lacks names. */
	if (cookie > 0 && !query_snapshot_behind(snapshot, cookie - COOKIE_FIRST, &given))
		return -ESTALE;
	if (given == snapshot->count)
		return 0;
	return dossier_documents(reader, snapshot->ranked + given, snapshot->count - given, give_name, names);
}

static int list(struct search *search, struct dossier_reader *reader, struct query *query, uint64_t cookie,
		search_sink *sink, void *context)
{
	struct query_snapshot *snapshot;

	int r = begin_or_resume(search, reader, query, cookie, &snapshot);
	if (r == -EBADMSG)
		return cookie ? 0 : list_error(reader, query, sink, context);
	if (r)
		return r;
	struct names names = {search, query, snapshot, search_time_left(search, snapshot), sink, context};
	r = list_after(&names, reader, cookie);
	query_snapshot_put(&search->table, snapshot);
	return r;
}

int search_list(struct search *search, struct dossier_reader *reader, dossier_node directory, uint64_t cookie,
		search_sink *sink, void *context)
{
	struct query *query;

	int r = get(search, directory, &query);
	if (r)
		return r;
	r = list(search, reader, query, cookie, sink, context);
	query_put(&search->table, query);
	return r;
}

/* ---- its life ---- */

int search_init(struct search *search, struct dossier_reader *reader, bool symbolic_links)
{
	struct dossier_attributes documents, directory = {0};

	int r = dossier_look_up(reader, DOSSIER_ROOT, SEARCH_DOCUMENTS, &documents);
	if (!r)
		r = dossier_look_up(reader, DOSSIER_ROOT, "search", &directory);
	if (r && r != -ENOENT && r != -ENODATA)
		return r;
	search->documents = documents.node;
	search->directory = r ? 0 : directory.node;
	search->symbolic_links = symbolic_links;
	return query_table_init(&search->table, QUERIES_MAX);
}

void search_finish(struct search *search)
{
	if (search->documents)
		query_table_finish(&search->table);
	search->documents = 0;
}
