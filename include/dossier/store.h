/* SPDX-License-Identifier: MIT */
/*
 * The reader's side of a store: the tree that a mount or an export shows. Functions return 0 or -errno;
 * results come last and are untouched on failure. Any function may return -EIO (damage, after one line to the
 * log), -ENOMEM, or -EINTR (the interrupt callback said so).
 *
 * A store is shared by all threads; a reader holds a connection and is one thread's at a time. Each call is
 * one short read of one state of the store. Pointers given to a callback are borrowed until it returns; a
 * callback must not call back into the same reader.
 */
#ifndef DOSSIER_STORE_H
#define DOSSIER_STORE_H

#include "dossier/node.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

struct dossier_store;
struct dossier_reader;

enum { DOSSIER_NAME_MAX = 255 }; /* bytes of any name in the tree, without the final NUL */

/* Which names the tree of a store has; link counts follow it. */
struct dossier_tree {
	uint64_t views; /* bit n: view n of the table of views; documents/ and originals/ are always there */
	bool symbolic_links; /* names in views but documents/ are relative symbolic links */
	bool queries;        /* search/ is there; what stands below it is for the caller to answer */
};

#define DOSSIER_ALL_VIEWS (~(uint64_t)0)

/*
 * Reads a list such as "date:sender" (the names of by-* views without "by-") into bits for
 * dossier_tree.views. -EINVAL: *ret_bad, *ret_bad_length say which part of `list` is no view.
 */
int dossier_tree_parse_views(const char *list, uint64_t *ret_views, const char **ret_bad,
			     size_t *ret_bad_length);

struct dossier_attributes {
	dossier_node node;
	mode_t type;    /* S_IFDIR, S_IFREG or S_IFLNK, no permission bits */
	uint64_t links; /* names that this tree lists; a directory, a link: 1 */
	uint64_t size;  /* bytes; a directory: distinct files below it (DESIGN.md 3.5) */
	struct timespec mtime, ctime;
};

/* Where a document's bytes stand in the store. They never change, so this holds for as long as it is there.
 */
struct dossier_extent {
	uint64_t content, first; /* content 0: not known */
};

struct dossier_name { /* one name in a directory */
	const char *name;
	struct dossier_attributes attributes;
	uint64_t cookie; /* resumes after this name; > 2, < 2^63; stable for as long as the name is */
	struct dossier_extent extent; /* not known but of a document whose row is sound, in dossier_list() */
};

typedef bool dossier_interrupted(void *context);
typedef void dossier_log(void *context, const char *line);
/* Gets names until it returns false; the name it refused is the first of the next call. */
typedef bool dossier_name_sink(void *context, const struct dossier_name *name);

/*
 * Opens a store and checks that it is one; after any fork. `log` may be NULL; it is called from any thread
 * that reads. -ENOENT, -EACCES, -EISDIR: as open(2); -EMEDIUMTYPE: a file that is no store; -EPROTO: a newer
 * schema, -ESTALE: an older one (an import migrates or says to re-import). Free with dossier_store_close(),
 * after its readers.
 */
int dossier_store_open(const char *path, const struct dossier_tree *tree, dossier_log *log, void *context,
		       struct dossier_store **ret_store);
void dossier_store_close(struct dossier_store *store);
/* A sentence without full stop for what dossier_store_open() or a reader returned. Static. */
const char *dossier_store_error(int error);
/* Canonical absolute path of the store's file; borrowed. */
const char *dossier_store_path(const struct dossier_store *store);

/* Used by one thread at a time. */
int dossier_reader_create(struct dossier_store *store, struct dossier_reader **ret_reader);
void dossier_reader_destroy(struct dossier_reader *reader);
/* `interrupted` is polled while a call runs; NULL ends that. */
void dossier_reader_set_interrupt(struct dossier_reader *reader, dossier_interrupted *interrupted,
				  void *context);
/*
 * Until dossier_reader_release() all calls see one state of the store, and each costs less. For as long as
 * one request takes: a writer waits for it. -EIO, and then there is nothing to release.
 */
int dossier_reader_hold(struct dossier_reader *reader);
void dossier_reader_release(struct dossier_reader *reader);

/* ---- the tree ---- */

/*
 * -ENOENT: no such name; may be remembered. -ENODATA: no such name now, but an import may give it to a new
 * document: do not remember. -ENOTDIR; -ENAMETOOLONG; -ESTALE: no such parent.
 */
int dossier_look_up(struct dossier_reader *reader, dossier_node parent, const char *name,
		    struct dossier_attributes *ret);
/* -ESTALE: no such node. */
int dossier_stat(struct dossier_reader *reader, dossier_node node, struct dossier_attributes *ret);
/* The root is its own parent. -ENOTDIR, -ESTALE. */
int dossier_parent(struct dossier_reader *reader, dossier_node directory, dossier_node *ret_parent);
/* Names after `cookie` (0: all) without . and .. ; aliases are never listed. -ENOTDIR, -ESTALE. */
int dossier_list(struct dossier_reader *reader, dossier_node directory, uint64_t cookie,
		 dossier_name_sink *sink, void *context);
/* The directory that its parent lists after this one. -ENOENT: there is none; -ENOTDIR, -ESTALE. */
int dossier_next_directory(struct dossier_reader *reader, dossier_node directory, dossier_node *ret_next);
/*
 * The names that these documents have below documents/, in this order, each with the cookie that is its place
 * in `documents` counted from 1; numbers that are no document's are passed over.
 */
int dossier_documents(struct dossier_reader *reader, const uint32_t documents[], size_t count,
		      dossier_name_sink *sink, void *context);
/* Bytes of a regular file; *ret_read < size only at its end. -EISDIR, -ESTALE; -EIO: these bytes are damaged.
 */
int dossier_read(struct dossier_reader *reader, dossier_node file, uint64_t offset, void *buffer, size_t size,
		 size_t *ret_read);
/* The first `size` bytes of what stands at `extent`, without a word of what keeps them from being read. */
int dossier_read_extent(struct dossier_reader *reader, const struct dossier_extent *extent, void *buffer,
			size_t size, size_t *ret_read);
/* Target of an alias or a link, with a final NUL. -EINVAL: no link; -ERANGE; -ESTALE. */
int dossier_read_link(struct dossier_reader *reader, dossier_node link, char *buffer, size_t size);

/* ---- changes ---- */

/* What somebody knows of a store: all that it held at one moment. */
struct dossier_state {
	int64_t version; /* the reader's; a state is for one reader */
	int64_t clock;   /* when it last changed, in nanoseconds since 1970, rising; 0: nothing is known */
	int64_t name;    /* the last name of a file */
};

enum dossier_change_kind {
	DOSSIER_NAME,       /* `name` came into the directory `node`, or went from it; may be an alias's */
	DOSSIER_ATTRIBUTES, /* what dossier_stat() tells of `node`, and no more */
	DOSSIER_CONTENT     /* the names in a directory, or the bytes of a file; and its attributes */
};

struct dossier_change {
	enum dossier_change_kind kind;
	dossier_node node;
	const char *name; /* NULL but for DOSSIER_NAME */
};

/* False: it cannot take more, and the call fails. */
typedef bool dossier_change_sink(void *context, const struct dossier_change *change);

/*
 * Gives what has changed since `state` in this tree, in no order, and moves `state` to now; a state of zeros
 * is moved without a word. Costs as much as has changed; next to nothing if nothing has. Documents that came
 * are told by the directories that they stand in. Something may be told that has not changed. -ECANCELED: the
 * sink returned false. After an error `state` is as it was.
 */
int dossier_changes(struct dossier_reader *reader, struct dossier_state *state, dossier_change_sink *sink,
		    void *context);
/* True if the store's path no longer leads to the file that is being read: it was replaced, or removed. */
bool dossier_is_replaced(struct dossier_reader *reader);
/* True if nobody can change the store, which then needs no dossier_changes(). */
bool dossier_store_is_frozen(const struct dossier_store *store);

/* ---- figures ---- */

struct dossier_totals {   /* what statfs(2) tells */
	uint64_t files;   /* distinct documents and originals */
	uint64_t bytes;   /* the store's file */
	uint64_t version; /* rises when the store changes; nanoseconds since 1970 */
};
int dossier_totals(struct dossier_reader *reader, struct dossier_totals *ret);

struct dossier_counters {    /* since open, all readers */
	uint64_t statements; /* SQL statements run */
	uint64_t chunks;     /* chunks of content decoded */
	uint64_t chunk_hits; /* chunks found decoded by the read before */
};
void dossier_count(const struct dossier_store *store, struct dossier_counters *ret);
#endif
