/* SPDX-License-Identifier: MIT */
/* Sources that hold files: which are still to be unpacked, and their bytes for the reader that unpacks them.
 */
#include "writer.h"

#include "../util/file.h"
#include "document.h"
#include "path.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int writer_source_members(struct writer *w, uint64_t source, enum member_state state)
{
	return stmt_run(&w->statements, STMT_SOURCE_SET_MEMBERS, "ii", (int64_t)state, (int64_t)source);
}

int writer_source_pending(struct writer *w, bool retry, uint64_t after, struct pending *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_SOURCE_PENDING, &row, "ii", (int64_t)retry, (int64_t)after);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	ret->id = (uint64_t)sqlite3_column_int64(row, 0);
	ret->depth = (unsigned)sqlite3_column_int64(row, 1);
	ret->size = (uint64_t)sqlite3_column_int64(row, 2);
	snprintf(ret->media, sizeof ret->media, "%s", stmt_text(row, 3));
	stmt_end(row);
	return 0;
}

int writer_source_root(struct writer *w, uint64_t source, uint64_t *ret_root, uint64_t *ret_size)
{
	sqlite3_stmt *row;
	int r = stmt_row(&w->statements, STMT_SOURCE_ROOT, &row, "i", (int64_t)source);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	*ret_root = (uint64_t)sqlite3_column_int64(row, 0);
	*ret_size = (uint64_t)sqlite3_column_int64(row, 1);
	stmt_end(row);
	return 0;
}

int writer_source_path(struct writer *w, uint64_t source, char **ret)
{
	return path_of_source(&w->statements, source, ret);
}

/* ---- the original ---- */

static int copy_content(struct writer *w, uint64_t content, uint64_t size, int file)
{
	struct content_reader chunk = {0};
	int r = 0;

	for (uint64_t at = 0; at < size && r == 0; at = chunk.first + chunk.length) {
		const char *why = "";

		r = content_load(&chunk, &w->statements, content, at, &why);
		if (r == 0)
			r = file_write_at(file, (struct slice){chunk.plain, (size_t)chunk.length},
					  chunk.first);
	}
	content_reader_finish(&chunk);
	return r;
}

int writer_source_original(struct writer *w, uint64_t source, int *ret_file)
{
	uint64_t content, size;
	int file, r = source_original(&w->statements, source, &content, &size);

	if (r != 1)
		return r == 0 ? -ENOENT : r == -EBADMSG ? -EIO : r;
	file = memfd_create("original", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (file < 0)
		return -errno;
	r = copy_content(w, content, size, file);
	if (r < 0) {
		close(file);
		return r;
	}
	*ret_file = file;
	return 0;
}
