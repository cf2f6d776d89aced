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

void file_read(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *info)
{
	struct mount *mount = mount_of(req, MESSAGE_READ);
	struct reader *reader;
	size_t got;

	(void)info;
	int r = reader_of(req, mount, size, &reader);
	if (!r)
		r = dossier_read(reader->store, ino, (uint64_t)offset, reader->buffer, size, &got);
	if (r)
		fuse_reply_err(req, -r);
	else
		fuse_reply_buf(req, reader->buffer, got);
}

void file_read_link(fuse_req_t req, fuse_ino_t ino)
{
	struct mount *mount = mount_of(req, MESSAGE_READLINK);
	struct reader *reader;

	int r = reader_of(req, mount, PATH_MAX, &reader);
	if (!r)
		r = dossier_read_link(reader->store, ino, reader->buffer, PATH_MAX);
	if (r)
		fuse_reply_err(req, -r);
	else
		fuse_reply_readlink(req, reader->buffer);
}
