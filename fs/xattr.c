/* SPDX-License-Identifier: MIT */
/*
 * Extended attributes: what the store knows of a node, by name. On the root one more tells how the mount is
 * doing; it is answered but not listed, since a backup would find another value at each visit.
 */
#include "ops.h"
#include "reader.h"

#include "dossier/facts.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char ours[] = "user.", statistics[] = "user.dossier.statistics";

/* `slack`: how much the value may grow until it is asked for. */
enum { STATISTICS_SIZE = COUNTERS_SIZE + sizeof " version=" + COUNTER_DIGITS, STATISTICS_SLACK = 64 };

static void reply(fuse_req_t req, int r, const char *value, size_t length, size_t size)
{
	if (r)
		fuse_reply_err(req, -r);
	else if (size == 0)
		fuse_reply_xattr(req, length);
	else
		fuse_reply_buf(req, value, length);
}

static int do_statistics(const struct mount *mount, struct reader *reader, size_t size, size_t *ret_length)
{
	struct dossier_totals totals;
	char line[STATISTICS_SIZE];

	int r = dossier_totals(reader->store, &totals);
	if (r)
		return r;
	mount_counters(mount, line);
	size_t length = strlen(line);
	length += (size_t)snprintf(line + length, sizeof line - length, " version=%" PRIu64, totals.version);
	if (size > 0 && length > size)
		return -ERANGE;
	if (size > 0)
		memcpy(reader->buffer, line, length);
	*ret_length = size > 0 ? length : length + STATISTICS_SLACK;
	return 0;
}

static int do_get(const struct mount *mount, struct reader *reader, fuse_ino_t ino, const char *name,
		  size_t size, size_t *ret_length)
{
	if (ino == FUSE_ROOT_ID && strcmp(name, statistics) == 0)
		return do_statistics(mount, reader, size, ret_length);
	return dossier_attribute_get(reader->store, ino, name, reader->buffer, size, ret_length);
}

/*
 * Other namespaces (labels of SELinux, access lists) no file here has. EOPNOTSUPP makes ls(1) and others stop
 * asking; ENODATA would cost two messages a file (DESIGN.md 7).
 */
void xattr_get(fuse_req_t req, fuse_ino_t ino, const char *name, size_t size)
{
	struct mount *mount = mount_of(req, MESSAGE_GETXATTR);
	struct reader *reader = NULL;
	size_t length = 0;

	int r = strncmp(name, ours, strlen(ours)) == 0 ? 0 : -EOPNOTSUPP;
	if (!r)
		r = reader_of(req, mount, size, &reader);
	if (!r)
		r = do_get(mount, reader, ino, name, size, &length);
	reply(req, r, r ? NULL : reader->buffer, length, size);
}

void xattr_list(fuse_req_t req, fuse_ino_t ino, size_t size)
{
	struct mount *mount = mount_of(req, MESSAGE_LISTXATTR);
	struct reader *reader = NULL;
	size_t length = 0;

	int r = reader_of(req, mount, size, &reader);
	if (!r)
		r = dossier_attribute_list(reader->store, ino, reader->buffer, size, &length);
	reply(req, r, r ? NULL : reader->buffer, length, size);
}

/* The kernel refuses these by itself, since the mount is read-only; libfuse would answer ENOSYS. */
void xattr_set(fuse_req_t req, fuse_ino_t ino, const char *name, const char *value, size_t size, int flags)
{
	(void)ino, (void)name, (void)value, (void)size, (void)flags;
	fuse_reply_err(req, EROFS);
}

void xattr_remove(fuse_req_t req, fuse_ino_t ino, const char *name)
{
	(void)ino, (void)name;
	fuse_reply_err(req, EROFS);
}
