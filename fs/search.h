/* SPDX-License-Identifier: MIT */
/*
 * search/ and what stands below it: any name there is a query, a directory of the documents that match, best
 * first. search/ itself and its README.txt are the store's. Functions are as those of dossier/store.h with
 * the same name, for nodes of kind DOSSIER_QUERY; a reader is the calling thread's.
 *
 * What a directory shows is a snapshot of one state of the store, believed for half a second; then a look-up,
 * a stat or the beginning of a listing ask whether the store has another. What came is put where the new
 * ranking has it, but what was there keeps its order as long as the directory is in use, and what goes leaves
 * its place: so a listing under way neither skips nor repeats, though the kernel may go on with one that it
 * keeps of another state. Not asked for in a minute, or dropped for want of room, a directory is ranked
 * afresh: a listing under way may then skip or repeat, and ends with -ESTALE if the document that it had come
 * to is gone. A document that goes and comes back is a new one.
 */
#ifndef FS_SEARCH_H
#define FS_SEARCH_H

#include "query.h"

#include "dossier/store.h"

struct search {
	struct query_table table;
	dossier_node directory; /* search/; 0: this store has none */
	dossier_node documents; /* documents/ */
	bool symbolic_links;    /* names of documents are links to those below documents/ */
};

/* What there is, and for how many seconds the kernel may believe it: its name (or that there is none), the
 * rest. */
struct search_found {
	struct dossier_attributes attributes;
	double name_timeout, timeout;
};

/* Before the first request; -errno. */
int search_init(struct search *search, struct dossier_reader *reader, bool symbolic_links);
void search_finish(struct search *search); /* also of zeros */

/* Is a look-up in this directory answered here? */
bool search_is_parent(const struct search *search, dossier_node parent);
/*
 * Also "." and "..". A directory that is found counts as known to the kernel until search_forget(). -ENOENT:
 * *ret has name_timeout. -ENFILE: the kernel knows too many of them.
 */
int search_look_up(struct search *search, struct dossier_reader *reader, dossier_node parent,
		   const char *name, struct search_found *ret);
void search_forget(struct search *search, dossier_node node, uint64_t times);

int search_stat(struct search *search, struct dossier_reader *reader, dossier_node node,
		struct search_found *ret);
/* The directory that a query stands in. */
dossier_node search_above(const struct search *search, const struct query *query);
int search_parent(struct search *search, dossier_node directory, dossier_node *ret);
/* A dossier_name_sink, with name_timeout of all names. */
typedef bool search_sink(void *context, const struct dossier_name *name, double name_timeout);
int search_list(struct search *search, struct dossier_reader *reader, dossier_node directory, uint64_t cookie,
		search_sink *sink, void *context);
int search_read(struct search *search, dossier_node file, uint64_t offset, void *buffer, size_t size,
		size_t *ret_read);
int search_read_link(struct dossier_reader *reader, dossier_node link, char *buffer, size_t size);
#endif
