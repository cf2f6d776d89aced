/* SPDX-License-Identifier: MIT */
#include "walk.h"

#include "../util/arena.h"
#include "../util/buf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Folders up to this depth stay open on the way down; deeper ones are found again through their child's "..".
 */
enum { WALK_OPEN_MAX = 64 };

struct level {  /* a folder on the way down */
	int fd; /* -1: closed, deeper than WALK_OPEN_MAX */
	dev_t device;
	ino_t inode;
	struct arena arena; /* of `names` */
	const char **names;
	size_t count, capacity, next;
	size_t path_length, absolute_length; /* of the folder's own path */
};

struct walk {
	walk_visit *visit;
	void *context;
	const char *store;
	struct stat store_stat;
	struct buf path, absolute;
	const char **components;
	size_t component_count, component_capacity;
	struct level *levels;
	size_t depth, level_capacity;
};

/* ---- telling ---- */

static int tell(struct walk *w, struct walk_item *item)
{
	item->path = buf_string(&w->path);
	item->absolute = w->absolute.length > 0 ? buf_string(&w->absolute) : item->path;
	item->components = w->components;
	item->component_count = w->component_count;
	if (w->path.failed || w->absolute.failed)
		return -ENOMEM;
	return w->visit(w->context, item);
}

static int tell_skipped(struct walk *w, const char *reason)
{
	return tell(w,
		    &(struct walk_item){.kind = WALK_SKIPPED, .reason = reason, .directory = -1, .name = ""});
}

static int tell_failed(struct walk *w, int error)
{
	if (error == ENOMEM)
		return -ENOMEM;
	return tell(w, &(struct walk_item){
			       .kind = WALK_FAILED, .reason = strerror(error), .directory = -1, .name = ""});
}

static const char *kind_of(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFLNK:
		return "a symbolic link inside a folder is not followed";
	case S_IFIFO:
		return "a named pipe is not read";
	case S_IFSOCK:
		return "a socket is not read";
	case S_IFCHR:
	case S_IFBLK:
		return "a device is not read";
	default:
		return "not a regular file";
	}
}

/* To open and close the store's file would also drop the locks that SQLite holds on it. */
static bool is_store(struct walk *w, const struct stat *st)
{
	static const char *const beside[] = {"-wal", "-shm", "-journal"};
	struct slice absolute = {w->absolute.data, w->absolute.length};

	if (!w->store)
		return false;
	if (st->st_dev == w->store_stat.st_dev && st->st_ino == w->store_stat.st_ino)
		return true;
	if (!slice_starts(absolute, slice_of(w->store)))
		return false;
	struct slice rest = slice_sub(absolute, strlen(w->store), absolute.length);

	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		if (slice_equal(rest, slice_of(beside[i])))
			return true;
	return false;
}

/* ---- folders ---- */

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int add_name(struct level *l, const char *name)
{
	const char **slot;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return 0;
	slot = arena_push(&l->arena, &l->names, &l->count, &l->capacity, sizeof *l->names);
	if (slot)
		*slot = arena_string(&l->arena, slice_of(name));
	return l->arena.failed ? ENOMEM : 0;
}

/* Reads all names of a folder. Returns an errno; what was read before it is kept. */
static int read_names(struct level *l)
{
	int copy = fcntl(l->fd, F_DUPFD_CLOEXEC, 0);
	DIR *dir = copy < 0 ? NULL : fdopendir(copy);
	int error = 0;

	if (!dir) {
		error = errno;
		if (copy >= 0)
			close(copy);
		return error;
	}
	while (error == 0) {
		errno = 0;
		struct dirent *entry = readdir(dir);

		if (!entry) {
			error = errno;
			break;
		}
		error = add_name(l, entry->d_name);
	}
	closedir(dir);
	if (l->count > 0)
		qsort(l->names, l->count, sizeof *l->names, by_bytes);
	return error;
}

static void level_finish(struct level *l)
{
	if (l->fd >= 0)
		close(l->fd);
	arena_finish(&l->arena);
}

static struct level *add_level(struct walk *w)
{
	if (w->depth == w->level_capacity) {
		size_t capacity = w->level_capacity ? w->level_capacity * 2 : 16;
		struct level *levels = reallocarray(w->levels, capacity, sizeof *levels);

		if (!levels)
			return NULL;
		w->levels = levels;
		w->level_capacity = capacity;
	}
	return &w->levels[w->depth];
}

static int enter_folder(struct walk *w, int directory, const char *name)
{
	struct level *l = add_level(w);
	struct stat st;
	int error;

	if (!l)
		return -ENOMEM;
	*l = (struct level){.path_length = w->path.length, .absolute_length = w->absolute.length};
	l->fd = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	error = l->fd < 0 || fstat(l->fd, &st) != 0 ? errno : read_names(l);
	if (error != 0) {
		int r = tell_failed(w, error);

		if (r != 0 || l->count == 0) {
			level_finish(l);
			return r;
		}
	}
	l->device = st.st_dev;
	l->inode = st.st_ino;
	if (w->depth > WALK_OPEN_MAX) {
		close(w->levels[w->depth - 1].fd);
		w->levels[w->depth - 1].fd = -1;
	}
	w->depth++;
	return 0;
}

/* Opens a folder again that was closed on the way down: as long as nobody moved its child, that is "..". */
static int find_again(struct level *l, int child)
{
	struct stat st;

	l->fd = child < 0 ? -1 : openat(child, "..", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (l->fd < 0)
		return child < 0 ? ESTALE : errno;
	if (fstat(l->fd, &st) == 0 && st.st_dev == l->device && st.st_ino == l->inode)
		return 0;
	close(l->fd);
	l->fd = -1;
	return ESTALE;
}

static void cut_paths(struct walk *w, const struct level *l)
{
	w->path.length = l->path_length;
	w->absolute.length = l->absolute_length;
}

static int leave_folder(struct walk *w)
{
	struct level *child = &w->levels[--w->depth], *l;
	int r = 0;

	if (w->depth > 0) {
		l = &w->levels[w->depth - 1];
		cut_paths(w, l);
		w->component_count--;
		int error = l->fd < 0 && l->next < l->count ? find_again(l, child->fd) : 0;

		if (error != 0) {
			l->next = l->count;
			r = tell_failed(w, error);
		} else if (l->fd < 0 && child->fd >= 0) {
			find_again(l, child->fd); /* only to go on upwards from it */
		}
	}
	level_finish(child);
	return r;
}

/* ---- what is met ---- */

static int meet(struct walk *w, int directory, const char *name)
{
	struct walk_item item = {.kind = WALK_FILE, .directory = directory, .name = name};

	if (fstatat(directory, name, &item.stat, AT_SYMLINK_NOFOLLOW) != 0)
		return tell_failed(w, errno);
	if (S_ISDIR(item.stat.st_mode))
		return enter_folder(w, directory, name);
	if (!S_ISREG(item.stat.st_mode))
		return tell_skipped(w, kind_of(item.stat.st_mode));
	return is_store(w, &item.stat) ? tell_skipped(w, "the store itself") : tell(w, &item);
}

static int add_component(struct walk *w, const char *name)
{
	if (w->component_count == w->component_capacity) {
		size_t capacity = w->component_capacity ? w->component_capacity * 2 : 16;
		const char **components = reallocarray(w->components, capacity, sizeof *components);

		if (!components)
			return -ENOMEM;
		w->components = components;
		w->component_capacity = capacity;
	}
	w->components[w->component_count++] = name;
	return 0;
}

static void add_to_path(struct buf *path, const char *name)
{
	if (path->length == 0 || path->data[path->length - 1] != '/')
		buf_byte(path, '/');
	buf_text(path, name);
}

static int step(struct walk *w)
{
	struct level *l = &w->levels[w->depth - 1];
	size_t depth = w->depth;

	if (l->next == l->count)
		return leave_folder(w);
	const char *name = l->names[l->next++];
	int r = add_component(w, name);

	if (r != 0)
		return r;
	add_to_path(&w->path, name);
	add_to_path(&w->absolute, name);
	r = w->path.failed || w->absolute.failed ? -ENOMEM : meet(w, l->fd, name);
	if (r == 0 && w->depth == depth) {
		cut_paths(w, &w->levels[depth - 1]);
		w->component_count--;
	}
	return r;
}

/* ---- arguments ---- */

/* Last component of an argument; of its real path where the argument has none of its own, as "." has not. */
static struct slice last_component(struct slice argument, const char *real)
{
	const char *slash = memrchr(argument.at, '/', argument.length);
	struct slice last =
		slash ? slice_sub(argument, (size_t)(slash + 1 - argument.at), argument.length) : argument;

	if (last.length > 0 && !slice_equal(last, SLICE(".")) && !slice_equal(last, SLICE("..")))
		return last;
	return slice_of(strrchr(real, '/') + 1);
}

static int begin(struct walk *w, struct slice argument, const char *real, char **ret_component)
{
	struct slice last = last_component(argument, real);

	buf_text(&w->absolute, real);
	if (last.length == 0) /* the root directory has no name */
		return 0;
	*ret_component = strndup(last.at, last.length);
	return *ret_component ? add_component(w, *ret_component) : -ENOMEM;
}

static int walk_argument(struct walk *w, const char *path)
{
	struct slice argument = slice_of(path);
	char *real = realpath(path, NULL), *component = NULL;
	int r, error = errno;

	while (argument.length > 1 && argument.at[argument.length - 1] == '/')
		argument.length--;
	buf_clear(&w->path);
	buf_clear(&w->absolute);
	buf_slice(&w->path, argument);
	w->component_count = 0;
	if (!real)
		return tell_failed(w, error);
	r = begin(w, argument, real, &component);
	if (r == 0)
		r = meet(w, AT_FDCWD, real);
	while (r == 0 && w->depth > 0)
		r = step(w);
	free(component);
	free(real);
	return r;
}

int walk_paths(char *const paths[], size_t count, const char *store, walk_visit *visit, void *context)
{
	char *real = store ? realpath(store, NULL) : NULL;
	struct walk w = {.visit = visit, .context = context, .store = real};
	int r = 0;

	if (real && stat(real, &w.store_stat) != 0)
		w.store = NULL;
	for (size_t i = 0; i < count && r == 0; i++)
		r = walk_argument(&w, paths[i]);
	while (w.depth > 0)
		level_finish(&w.levels[--w.depth]);
	free(w.levels);
	free(w.components);
	buf_finish(&w.path);
	buf_finish(&w.absolute);
	free(real);
	return r;
}

int walk_open(const struct walk_item *item, int *ret_file)
{
	int file = openat(item->directory, item->name,
			  O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
	struct stat st;
	int r;

	if (file < 0)
		return errno == ELOOP ? -ESTALE : -errno;
	r = fstat(file, &st) == 0 ? 0 : -errno;
	if (r == 0 &&
	    (!S_ISREG(st.st_mode) || st.st_dev != item->stat.st_dev || st.st_ino != item->stat.st_ino))
		r = -ESTALE;
	if (r != 0) {
		close(file);
		return r;
	}
	*ret_file = file;
	return 0;
}
