/* SPDX-License-Identifier: MIT */
/* See mount.h. */
#include "mount.h"
#include "log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const message_names[] = {
	[MESSAGE_LOOKUP] = "lookup",
	[MESSAGE_FORGET] = "forget",
	[MESSAGE_GETATTR] = "getattr",
	[MESSAGE_READLINK] = "readlink",
	[MESSAGE_OPEN] = "open",
	[MESSAGE_READ] = "read",
	[MESSAGE_OPENDIR] = "opendir",
	[MESSAGE_READDIR] = "readdir",
	[MESSAGE_READDIRPLUS] = "readdirplus",
	[MESSAGE_STATFS] = "statfs",
	[MESSAGE_GETXATTR] = "getxattr",
	[MESSAGE_LISTXATTR] = "listxattr",
};
static_assert(sizeof message_names / sizeof *message_names == MESSAGES, "each message has a name");

struct mount *mount_of(fuse_req_t req, enum message message)
{
	struct mount *mount = fuse_req_userdata(req);

	atomic_fetch_add_explicit(&mount->messages[message], 1, memory_order_relaxed);
	return mount;
}

static void add_count(char *line, size_t size, const char *name, uint64_t count)
{
	size_t used = strlen(line);

	snprintf(line + used, size - used, "%s%s=%" PRIu64, used ? " " : "", name, count);
}

void mount_counters(const struct mount *mount, char *line, size_t size)
{
	struct dossier_counters store;

	line[0] = '\0';
	for (size_t i = 0; i < MESSAGES; i++)
		add_count(line, size, message_names[i], atomic_load(&mount->messages[i]));
	dossier_count(mount->store, &store);
	add_count(line, size, "statements", store.statements);
	add_count(line, size, "chunks", store.chunks);
	add_count(line, size, "chunk_hits", store.chunk_hits);
	add_count(line, size, "pushed", atomic_load(&mount->prefetch.files));
	add_count(line, size, "pushed_bytes", atomic_load(&mount->prefetch.bytes));
}

void mount_log_counters(const struct mount *mount)
{
	char line[512];

	mount_counters(mount, line, sizeof line);
	log_line("counters %s", line);
}
