/* SPDX-License-Identifier: MIT */
/* See mount.h. */
#include "mount.h"
#include "log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const message_names[] = {
	[MESSAGE_LOOKUP] = "lookup",     [MESSAGE_FORGET] = "forget",   [MESSAGE_GETATTR] = "getattr",
	[MESSAGE_READLINK] = "readlink", [MESSAGE_OPEN] = "open",       [MESSAGE_READ] = "read",
	[MESSAGE_OPENDIR] = "opendir",   [MESSAGE_READDIR] = "readdir", [MESSAGE_READDIRPLUS] = "readdirplus",
	[MESSAGE_STATFS] = "statfs",
};
static_assert(sizeof message_names / sizeof *message_names == MESSAGES, "each message has a name");

struct mount *mount_of(fuse_req_t req, enum message message)
{
	struct mount *mount = fuse_req_userdata(req);

	atomic_fetch_add_explicit(&mount->messages[message], 1, memory_order_relaxed);
	return mount;
}

void mount_log_counters(const struct mount *mount)
{
	struct dossier_counters store;
	char line[512] = "";
	size_t used = 0;

	for (size_t i = 0; i < MESSAGES; i++) {
		uint64_t count = atomic_load(&mount->messages[i]);

		used += (size_t)snprintf(line + used, sizeof line - used, " %s=%" PRIu64, message_names[i],
					 count);
	}
	dossier_count(mount->store, &store);
	log_line("counters%s statements=%" PRIu64 " chunks=%" PRIu64 " chunk_hits=%" PRIu64, line,
		 store.statements, store.chunks, store.chunk_hits);
}
