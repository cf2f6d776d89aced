/* SPDX-License-Identifier: MIT */
#include "landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Headers are often older than kernels, so what the kernel calls these stands here. */
#define LANDLOCK_VERSION (1U << 0)
#define LANDLOCK_NET_ALL 3U   /* bind, connect by TCP: from version 4 */
#define LANDLOCK_SCOPE_ALL 3U /* abstract sockets, signals: from version 6 */
#define LANDLOCK_PATH_BENEATH 1

enum { EXECUTE = 1 << 0, WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_DIR = 1 << 3, TRUNCATE = 1 << 14 };

struct ruleset { /* struct landlock_ruleset_attr; a kernel takes zeros for what it does not know */
	uint64_t files, net, scope;
};

struct rule { /* struct landlock_path_beneath_attr */
	uint64_t files;
	int32_t below;
} __attribute__((packed));

/* Rights over files that a version of Landlock knows: it refuses a bit that it does not. */
static uint64_t known_files(long version)
{
	unsigned known = version == 1 ? 13 : version == 2 ? 14 : version < 5 ? 15 : 16;

	return (UINT64_C(1) << known) - 1;
}

/* Rules over what is no folder may only name rights over files. */
static uint64_t rights(const struct landlock_path *path, uint64_t known, mode_t mode)
{
	uint64_t wanted = path->right == LANDLOCK_READ ? EXECUTE | READ_FILE | READ_DIR : known;

	return S_ISDIR(mode) ? wanted : wanted & known & (EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE);
}

static int allow(int rules, const struct landlock_path *path, uint64_t known)
{
	struct stat st;
	struct rule rule = {.below = open(path->path, O_PATH | O_CLOEXEC)};
	long r;

	if (rule.below < 0)
		return errno == ENOENT || errno == EACCES ? 0 : -errno;
	r = fstat(rule.below, &st);
	if (r == 0) {
		rule.files = rights(path, known, st.st_mode);
		r = syscall(SYS_landlock_add_rule, rules, LANDLOCK_PATH_BENEATH, &rule, 0);
	}
	r = r == 0 ? 0 : -errno;
	close(rule.below);
	return (int)r;
}

static int restrict_self(int rules, const struct landlock_path *paths, uint64_t known)
{
	int r = 0;

	for (size_t i = 0; paths && paths[i].path && r == 0; i++)
		r = allow(rules, &paths[i], known);
	if (r != 0)
		return r;
	return syscall(SYS_landlock_restrict_self, rules, 0) == 0 ? 0 : -errno;
}

int landlock_enter(const struct landlock_path *paths)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_VERSION);
	struct ruleset all = {.files = known_files(version),
			      .net = version >= 4 ? LANDLOCK_NET_ALL : 0,
			      .scope = version >= 6 ? LANDLOCK_SCOPE_ALL : 0};

	if (version < 1)
		return -EOPNOTSUPP;
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);

	if (rules < 0)
		return -errno;
	int r = restrict_self(rules, paths, all.files);

	close(rules);
	return r;
}
