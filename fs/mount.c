/* SPDX-License-Identifier: MIT */
/* See mount.h. */
#include "mount.h"
#include "log.h"

#include <inttypes.h>
#include <stdio.h>

static const char counter_names[][COUNTER_NAME + 1] = {
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
	[MESSAGES] = "statements",
	"chunks",
	"chunk_hits",
	"pushed",
	"pushed_bytes",
	"listed_ahead",
};
static_assert(sizeof counter_names / sizeof *counter_names == COUNTERS, "each counter has a name");

struct mount *mount_of(fuse_req_t req, enum message message)
{
	struct mount *mount = fuse_req_userdata(req);

	atomic_fetch_add_explicit(&mount->messages[message], 1, memory_order_relaxed);
	return mount;
}

/* As counter_names has them. */
static void read_counters(const struct mount *mount, uint64_t counts[static COUNTERS])
{
	struct dossier_counters store;
	uint64_t *other = counts + MESSAGES;

	for (size_t i = 0; i < MESSAGES; i++)
		counts[i] = atomic_load(&mount->messages[i]);
	dossier_count(mount->store, &store);
	*other++ = store.statements;
	*other++ = store.chunks;
	*other++ = store.chunk_hits;
	*other++ = atomic_load(&mount->prefetch.pusher.files);
	*other++ = atomic_load(&mount->prefetch.pusher.bytes);
	*other++ = atomic_load(&mount->answers.taken);
}

void mount_counters(const struct mount *mount, char line[static COUNTERS_SIZE])
{
	uint64_t counts[COUNTERS];
	size_t used = 0;

	read_counters(mount, counts);
	for (size_t i = 0; i < COUNTERS; i++)
		used += (size_t)snprintf(line + used, COUNTERS_SIZE - used, "%s%.*s=%" PRIu64, i ? " " : "",
					 (int)COUNTER_NAME, counter_names[i], counts[i]);
}

void mount_log_counters(const struct mount *mount)
{
	char line[COUNTERS_SIZE];

	mount_counters(mount, line);
	log_line("counters %s", line);
}
