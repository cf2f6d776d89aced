/* SPDX-License-Identifier: MIT */
#include "tree_copy.h"

#include "command.h"
#include "file_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A listing is read in pieces, since a sink may not ask the reader again. Deeper trees than this are a fault
 * of the store; each level holds a descriptor.
 */
enum { BATCH_SIZE = 64, DEPTH_MAX = 500, DIRECTORY_MODE = 0755 };
static const char documents[] = "documents", originals[] = "originals";

struct entry {
	char name[DOSSIER_NAME_MAX + 1];
	struct dossier_attributes attributes;
};

struct batch {
	struct entry entries[BATCH_SIZE];
	size_t count;
	uint64_t cookie; /* of the last entry */
	bool bad_name;
};

/* Names that would leave the directory come from no import; a store may have been tampered with. */
static bool is_safe(const char *name)
{
	size_t length = strlen(name);

	return length > 0 && length <= DOSSIER_NAME_MAX && strcmp(name, ".") != 0 &&
	       strcmp(name, "..") != 0 && !strchr(name, '/');
}

static bool keep_name(void *context, const struct dossier_name *name)
{
	struct batch *batch = context;

	if (batch->count == BATCH_SIZE)
		return false;
	batch->cookie = name->cookie;
	if (!is_safe(name->name)) {
		batch->bad_name = true;
		return true;
	}
	struct entry *entry = &batch->entries[batch->count++];

	strcpy(entry->name, name->name);
	entry->attributes = name->attributes;
	return true;
}

static int copy_directory(struct file_copier *files, int parent, const char *name,
			  const struct dossier_attributes *attributes, int depth);

static int copy_entry(struct file_copier *files, int directory, const struct entry *entry, int depth)
{
	switch (entry->attributes.type) {
	case S_IFDIR:
		return copy_directory(files, directory, entry->name, &entry->attributes, depth + 1);
	case S_IFREG:
		return file_copy(files, directory, entry->name, &entry->attributes);
	case S_IFLNK:
		return file_copy_link(files, directory, entry->name, &entry->attributes);
	default:
		file_copy_fault(files, entry->name, "neither a file, a directory nor a link");
		return 0;
	}
}

/* These two come first, by name; see tree_copy_run(). */
static bool is_copied_already(int depth, const char *name)
{
	return depth == 0 && (strcmp(name, documents) == 0 || strcmp(name, originals) == 0);
}

static int copy_batches(struct file_copier *files, struct batch *batch, int directory, dossier_node node,
			int depth)
{
	int r;

	batch->cookie = 0;
	do {
		batch->count = 0;
		batch->bad_name = false;
		r = dossier_list(files->copy->session->reader, node, batch->cookie, keep_name, batch);
		if (r < 0) {
			file_copy_fault(files, ".", dossier_store_error(r));
			return r == -EIO || r == -ESTALE ? 0 : r;
		}
		if (batch->bad_name)
			file_copy_fault(files, ".", "a name that is none was left out");
		for (size_t i = 0; r == 0 && i < batch->count; i++)
			if (!is_copied_already(depth, batch->entries[i].name))
				r = copy_entry(files, directory, &batch->entries[i], depth);
	} while (r == 0 && batch->count > 0);
	return r;
}

static int copy_listing(struct file_copier *files, int directory, dossier_node node, int depth)
{
	struct batch *batch = malloc(sizeof *batch);

	if (!batch) {
		file_copy_fault(files, ".", strerror(ENOMEM));
		return -ENOMEM;
	}
	int r = copy_batches(files, batch, directory, node, depth);

	free(batch);
	return r;
}

/* -errno of the first call that failed. */
static int make_directory(int parent, const char *name)
{
	if (mkdirat(parent, name, DIRECTORY_MODE) < 0)
		return -errno;
	int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	return descriptor < 0 ? -errno : descriptor;
}

static int fill_directory(struct file_copier *files, int descriptor, const char *name,
			  const struct dossier_attributes *attributes, int depth)
{
	size_t length = files->path.length;

	buf_format(&files->path, "%s/", name);
	int r = copy_listing(files, descriptor, attributes->node, depth);

	files->path.length = length;
	/* Last: whatever was made inside has changed the time. */
	file_copy_times(files, descriptor, name, &attributes->mtime);
	return r;
}

static int copy_directory(struct file_copier *files, int parent, const char *name,
			  const struct dossier_attributes *attributes, int depth)
{
	if (depth > DEPTH_MAX) {
		file_copy_fault(files, name, "too deep a tree");
		return 0;
	}
	int descriptor = make_directory(parent, name);

	if (descriptor < 0)
		return file_copy_refused(files, name, -descriptor);
	int r = fill_directory(files, descriptor, name, attributes, depth);

	close(descriptor);
	return r;
}

/*
 * A directory of the root that has to stand before the others; a tree without it is no fault. *ret_descriptor
 * is of the one that was made and filled, else untouched.
 */
static int copy_top(struct file_copier *files, const char *name, int *ret_descriptor)
{
	struct dossier_attributes attributes;
	int r = dossier_look_up(files->copy->session->reader, DOSSIER_ROOT, name, &attributes);

	if (r == -ENOENT || r == -ENODATA)
		return 0;
	if (r < 0) {
		file_copy_fault(files, name, dossier_store_error(r));
		return r;
	}
	int descriptor = make_directory(files->copy->root, name);

	if (descriptor < 0)
		return file_copy_refused(files, name, -descriptor);
	r = fill_directory(files, descriptor, name, &attributes, 1);
	*ret_descriptor = descriptor;
	return r;
}

static int copy_all(struct file_copier *files)
{
	int originals_made = -1;
	int r = copy_top(files, documents, &files->documents);

	if (r == 0)
		r = copy_top(files, originals, &originals_made);
	if (originals_made >= 0)
		close(originals_made);
	return r < 0 ? r : copy_listing(files, files->copy->root, DOSSIER_ROOT, 0);
}

int tree_copy_run(struct tree_copy *copy)
{
	struct dossier_attributes root;
	struct file_copier files;
	int r = -ENOMEM;

	if (!file_copier_init(&files, copy))
		command_say(copy->session->path, "%s", strerror(ENOMEM));
	else
		r = copy_all(&files);
	if (r == 0 && dossier_stat(copy->session->reader, DOSSIER_ROOT, &root) == 0)
		file_copy_times(&files, copy->root, copy->target, &root.mtime);
	progress_hide(&copy->progress);
	file_copier_finish(&files);
	return r;
}
