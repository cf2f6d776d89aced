/* SPDX-License-Identifier: MIT */
/* Opening stores. */
#include "dossier/facts.h"

#include "../util/buf.h"
#include "connection.h"
#include "reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { WAL_HEADER_BYTE = 18, WAL_VERSION = 2 };

const char *dossier_store_error(int error)
{
	switch (error) {
	case -ENOENT:
		return "there is no such store";
	case -EACCES:
	case -EPERM:
		return "the store may not be opened (permission denied)";
	case -EISDIR:
		return "this is a directory, not a store";
	case -EMEDIUMTYPE:
		return "this is no dossier store";
	case -EPROTO:
		return "the store was made by a newer version of dossierfs";
	case -ESTALE:
		return "the store was made by an older version of dossierfs; dossier update brings it up to "
		       "date";
	case -ENOTSUP:
		return "the store was made by a version of dossierfs that is too old; import its files into "
		       "a new one";
	case -EROFS:
		return "the store cannot be written (read-only)";
	case -ENOSPC:
		return "no space is left on the store's disk";
	case -EBUSY:
		return "the store is in use by another process; try again when that has ended";
	case -ENOMEM:
		return "out of memory";
	case -EINTR:
		return "interrupted";
	case -EIO:
		return "the store is damaged or its disk cannot be read";
	default:
		return strerror(error < 0 ? -error : error);
	}
}

static int try_open(struct dossier_store *store, enum access access)
{
	struct statements s;
	bool empty = false;
	int r = connection_open(store->path, access, &s);

	if (r < 0)
		return r;
	r = connection_verify(&s, &empty);
	if (r == 0 && empty)
		r = -EMEDIUMTYPE;
	if (r < 0) {
		connection_finish(&s);
		return r;
	}
	store->first = s;
	store->has_first = true;
	return 0;
}

static bool has_beside(const char *path, const char *ending)
{
	struct buf other = {0};

	buf_format(&other, "%s%s", path, ending);
	bool there = other.failed || access(buf_string(&other), F_OK) == 0;

	buf_finish(&other);
	return there;
}

/*
 * A store whose folder cannot be written does not open while its file says "write-ahead log". Where there is
 * no log and no journal, the file alone is the whole store, and nobody can change it: then, and only then, it
 * is opened as immutable.
 */
static bool is_frozen(const char *path)
{
	char *folder = strdup(path);
	char *slash = folder ? strrchr(folder, '/') : NULL;
	bool frozen = false;

	if (slash) {
		slash[slash == folder] = '\0';
		frozen = access(folder, W_OK) < 0 && !has_beside(path, "-wal") &&
			 !has_beside(path, "-journal");
	}
	free(folder);
	return frozen;
}

/* That the file is no store of ours is no reason to try again. */
static bool is_verdict(int r)
{
	return r == -ENOMEM || r == -EMEDIUMTYPE || r == -EPROTO || r == -ESTALE;
}

int dossier_store_open(const char *path, const struct dossier_tree *tree, dossier_log *log, void *context,
		       struct dossier_store **ret)
{
	int r = connection_examine(path);
	struct dossier_store *store = r == 0 ? calloc(1, sizeof *store) : NULL;

	if (!store)
		return r < 0 ? r : -ENOMEM;
	store->tree = *tree;
	store->log = log;
	store->context = context;
	store->path = realpath(path, NULL);
	r = store->path ? try_open(store, ACCESS_READ) : -errno;
	/* What a writer that was killed had not finished must be undone first, and a reader may not. */
	if (r == -EROFS) {
		dossier_settle(store->path);
		r = try_open(store, ACCESS_READ);
	}
	if (r < 0 && store->path && !is_verdict(r) && is_frozen(store->path)) {
		store->immutable = true;
		r = try_open(store, ACCESS_IMMUTABLE);
		if (r == 0 && log)
			log(context,
			    "the store's folder cannot be written and there is no log: opened as immutable");
	}
	if (r < 0) {
		dossier_store_close(store);
		return r;
	}
	*ret = store;
	return 0;
}

void dossier_store_close(struct dossier_store *store)
{
	if (!store)
		return;
	if (store->has_first)
		connection_finish(&store->first);
	free(store->path);
	free(store);
}

const char *dossier_store_path(const struct dossier_store *store)
{
	return store->path;
}

bool dossier_store_is_frozen(const struct dossier_store *store)
{
	return store->immutable;
}

void dossier_count(const struct dossier_store *store, struct dossier_counters *ret)
{
	ret->statements = atomic_load_explicit(&store->statements, memory_order_relaxed);
	ret->chunks = atomic_load_explicit(&store->chunks, memory_order_relaxed);
	ret->chunk_hits = atomic_load_explicit(&store->chunk_hits, memory_order_relaxed);
}

/* True for a file whose header says that it has a write-ahead log. */
static bool has_log(const char *path)
{
	unsigned char header[WAL_HEADER_BYTE + 1] = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t got = fd < 0 ? -1 : pread(fd, header, sizeof header, 0);

	/* Closed before SQLite opens it: closing any descriptor of a file drops this process's locks on it.
	 */
	if (fd >= 0)
		close(fd);
	return got == (ssize_t)sizeof header && header[WAL_HEADER_BYTE] == WAL_VERSION;
}

void dossier_settle(const char *path)
{
	struct statements s;
	bool empty = false;

	if (!has_log(path) && !has_beside(path, "-journal"))
		return;
	if (access(path, W_OK) < 0 || connection_open(path, ACCESS_WRITE, &s) < 0)
		return;
	sqlite3_busy_timeout(s.db, 0);
	/* A file of SQLite's that is no store, named by mistake, stays as it is. */
	if (connection_verify(&s, &empty) == 0 && !empty)
		stmt_run(&s, STMT_WAL_OFF, "");
	connection_finish(&s);
}
