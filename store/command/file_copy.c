/* SPDX-License-Identifier: MIT */
#include "file_copy.h"

#include "../util/file.h"
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_SIZE = 1024 * 1024, FILE_MODE = 0444, TARGET_SIZE = 8192 };
enum { OPEN_NEW = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC };

bool file_copier_init(struct file_copier *files, struct tree_copy *copy)
{
	*files = (struct file_copier){.copy = copy, .documents = -1, .buffer = malloc(READ_SIZE)};
	return files->buffer;
}

void file_copier_finish(struct file_copier *files)
{
	if (files->documents >= 0)
		close(files->documents);
	buf_finish(&files->path);
	node_map_finish(&files->map);
	free(files->buffer);
}

void file_copy_fault(struct file_copier *files, const char *name, const char *reason)
{
	struct tree_copy *copy = files->copy;

	copy->faults++;
	progress_hide(&copy->progress);
	command_say(copy->session->path, "%s%s: %s", buf_string(&files->path), name, reason);
}

static int give_up(struct file_copier *files, const char *name, int error)
{
	file_copy_fault(files, name, strerror(error));
	return -error;
}

int file_copy_refused(struct file_copier *files, const char *name, int error)
{
	file_copy_fault(files, name, strerror(error));
	return error == ENOSPC || error == EDQUOT || error == EROFS ? -error : 0;
}

void file_copy_times(struct file_copier *files, int descriptor, const char *name,
		     const struct timespec *mtime)
{
	struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, *mtime};

	if (futimens(descriptor, times) < 0)
		file_copy_fault(files, name, strerror(errno));
}

/* *ret_read_error: what the store returned; the copy goes on after it. */
static int write_bytes(struct file_copier *files, dossier_node node, int descriptor, int *ret_read_error)
{
	uint64_t offset = 0;
	size_t got;
	int r;

	*ret_read_error = 0;
	do {
		r = dossier_read(files->copy->session->reader, node, offset, files->buffer, READ_SIZE, &got);
		if (r < 0) {
			*ret_read_error = r;
			return 0;
		}
		r = file_write(descriptor, (struct slice){files->buffer, got});
		offset += got;
	} while (r == 0 && got == READ_SIZE);
	return r;
}

/* Half a document would pass for a whole one: what could not be read in full is taken away again. */
static int write_file(struct file_copier *files, int directory, const char *name,
		      const struct dossier_attributes *file, bool *ret_written)
{
	int read_error, descriptor = openat(directory, name, OPEN_NEW, FILE_MODE);

	*ret_written = false;
	if (descriptor < 0)
		return file_copy_refused(files, name, errno);
	int r = write_bytes(files, file->node, descriptor, &read_error);

	if (r == 0 && read_error == 0)
		file_copy_times(files, descriptor, name, &file->mtime);
	if (close(descriptor) < 0 && r == 0)
		r = -errno;
	if (r < 0 || read_error < 0)
		unlinkat(directory, name, 0);
	if (r < 0)
		return give_up(files, name, -r);
	if (read_error < 0)
		file_copy_fault(files, name, dossier_store_error(read_error));
	*ret_written = read_error == 0;
	return 0;
}

static bool remember(struct file_copier *files, const char *name, dossier_node node, bool written)
{
	size_t length = files->path.length;

	buf_text(&files->path, name);
	const char *path = buf_string(&files->path);
	bool kept = !files->path.failed && node_map_put(&files->map, node, written ? path : NULL);

	files->path.length = length;
	return kept;
}

static bool is_written_first(const struct file_copier *files, const struct dossier_attributes *file)
{
	return files->documents < 0 && dossier_node_kind(file->node) == DOSSIER_DOCUMENT;
}

/*
 * True if the name is there now. Any failure means a copy instead: there may be too many links, or none on
 * this file system, or an import may have added the document after documents/ was written.
 */
static bool link_known(struct file_copier *files, int directory, const char *name, dossier_node node,
		       const char *known)
{
	if (known)
		return linkat(files->copy->root, known, directory, name, 0) == 0;
	/* A document has one name in all views, so the first one needs no memory. */
	return dossier_node_kind(node) == DOSSIER_DOCUMENT && files->documents >= 0 &&
	       linkat(files->documents, name, directory, name, 0) == 0;
}

int file_copy(struct file_copier *files, int directory, const char *name,
	      const struct dossier_attributes *file)
{
	const char *known = NULL;
	bool met = node_map_get(&files->map, file->node, &known), written;

	if (met && !known)
		return 0; /* said so at its first name */
	if (link_known(files, directory, name, file->node, known))
		return 0;
	int r = write_file(files, directory, name, file, &written);

	if (r < 0)
		return r;
	files->copy->files_done += !met;
	progress_update(&files->copy->progress, files->copy->files_done, files->copy->files_all);
	if (met || (written && (file->links < 2 || is_written_first(files, file))))
		return 0;
	return remember(files, name, file->node, written) ? 0 : give_up(files, name, ENOMEM);
}

int file_copy_link(struct file_copier *files, int directory, const char *name,
		   const struct dossier_attributes *link)
{
	struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, link->mtime};
	char target[TARGET_SIZE];
	int r = dossier_read_link(files->copy->session->reader, link->node, target, sizeof target);

	if (r < 0) {
		file_copy_fault(files, name, dossier_store_error(r));
		return 0;
	}
	if (symlinkat(target, directory, name) < 0)
		return file_copy_refused(files, name, errno);
	/* A link's own time is worth no message: several file systems keep none. */
	(void)utimensat(directory, name, times, AT_SYMLINK_NOFOLLOW);
	return 0;
}
