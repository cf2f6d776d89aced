/* SPDX-License-Identifier: MIT */
/* What files and links hold. */
#include "ops.h"
#include "reader.h"

#include <errno.h>
#include <limits.h>

/* Answered once: from then on the kernel opens files by itself and keeps their pages. */
void file_open(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *info)
{
	(void)ino, (void)info;
	(void)mount_of(req, MESSAGE_OPEN);
	fuse_reply_err(req, ENOSYS);
}

static int do_read(struct mount *mount, struct reader *reader, fuse_ino_t ino, uint64_t offset, size_t size,
		   size_t *ret_got)
{
	if (dossier_node_kind(ino) == DOSSIER_QUERY)
		return search_read(&mount->search, ino, offset, reader->buffer, size, ret_got);
	return dossier_read(reader->store, ino, offset, reader->buffer, size, ret_got);
}

void file_read(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *info)
{
	struct mount *mount = mount_of(req, MESSAGE_READ);
	struct reader *reader;
	size_t got;

	(void)info;
	int r = reader_of(req, mount, size, &reader);
	if (!r && offset == 0)
		prefetch_read(mount, reader, ino, fuse_req_ctx(req)->pid);
	if (!r)
		r = do_read(mount, reader, ino, (uint64_t)offset, size, &got);
	if (r)
		fuse_reply_err(req, -r);
	else
		fuse_reply_buf(req, reader->buffer, got);
}

static int do_read_link(struct reader *reader, fuse_ino_t ino)
{
	if (dossier_node_kind(ino) == DOSSIER_QUERY)
		return search_read_link(reader->store, ino, reader->buffer, PATH_MAX);
	return dossier_read_link(reader->store, ino, reader->buffer, PATH_MAX);
}

void file_read_link(fuse_req_t req, fuse_ino_t ino)
{
	struct mount *mount = mount_of(req, MESSAGE_READLINK);
	struct reader *reader;

	int r = reader_of(req, mount, PATH_MAX, &reader);
	if (!r)
		r = do_read_link(reader, ino);
	if (r)
		fuse_reply_err(req, -r);
	else
		fuse_reply_readlink(req, reader->buffer);
}
