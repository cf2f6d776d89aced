/* SPDX-License-Identifier: MIT */
/*
 * See mountpoint.h. The directory may be the trigger of an automount: whoever opens or enters it before we
 * mount waits for us for ever, so it is looked at through O_PATH, which triggers nothing.
 */
#include "mountpoint.h"
#include "log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <mntent.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEAD_MOUNTS_MAX = 64 }; /* that may lie upon each other */

static int refuse(const char *path, int r, const char *why)
{
	log_line("%s: %s", path, why);
	return r;
}

static bool detach_by_helper(const char *path)
{
	const char *const arguments[] = {"fusermount3", "-u", "-z", "-q", "--", path, NULL};
	pid_t child;
	int status;

	if (posix_spawnp(&child, *arguments, NULL, NULL, (char *const *)arguments, environ) != 0)
		return false;
	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return false;
	}
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* statfs(2) asks the filesystem itself each time: cached attributes outlive a dead one. */
static int probe(const char *path, struct statfs *ret)
{
	int fd = open(path, O_PATH | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	int r = fstatfs(fd, ret) ? -errno : 0;
	(void)close(fd);
	return r;
}

static int detach_dead(const char *path, struct statfs *ret)
{
	int r = probe(path, ret);

	for (int i = 0; i < DEAD_MOUNTS_MAX && (r == -ENOTCONN || r == -ECONNABORTED); i++) {
		if (umount2(path, MNT_DETACH) != 0 && !detach_by_helper(path))
			return refuse(path, r, "a dead mount is in the way and cannot be detached");
		log_line("%s: detached a dead mount", path);
		r = probe(path, ret);
	}
	return r ? refuse(path, r, strerror(-r)) : 0;
}

/* Of mounts upon each other the last listed is the one that is seen. */
static bool is_mounted(const char *path)
{
	FILE *mounts = setmntent("/proc/self/mounts", "re");
	const struct mntent *entry;
	bool found = false;

	while (mounts && (entry = getmntent(mounts))) {
		if (!strcmp(entry->mnt_dir, path))
			found = !strcmp(entry->mnt_type, "fuse.dossierfs");
	}
	if (mounts)
		(void)endmntent(mounts);
	return found;
}

static int check_empty(const char *path)
{
	DIR *directory = opendir(path);
	const struct dirent *entry;
	bool empty = true;

	if (!directory)
		return refuse(path, -errno, strerror(errno));
	while (empty && (entry = readdir(directory)))
		empty = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..");
	(void)closedir(directory);
	return empty ? 0 : refuse(path, -ENOTEMPTY, "mount point is not empty");
}

static int check(const char *path)
{
	struct statfs filesystem;
	struct stat stat;

	int r = detach_dead(path, &filesystem);
	if (r)
		return r;
	if (filesystem.f_type == AUTOFS_SUPER_MAGIC)
		return 0;
	if (is_mounted(path))
		return refuse(path, -EBUSY, "a dossierfs is mounted here already");
	if (lstat(path, &stat) != 0)
		return refuse(path, -errno, strerror(errno));
	if (!S_ISDIR(stat.st_mode))
		return refuse(path, -ENOTDIR, "mount point is not a directory");
	return check_empty(path);
}

int mountpoint_prepare(const char *path, char **ret_absolute)
{
	char *absolute = realpath(path, NULL);

	if (!absolute)
		return refuse(path, -errno, errno == ENOENT ? "mount point does not exist" : strerror(errno));
	int r = check(absolute);
	if (r)
		free(absolute);
	else
		*ret_absolute = absolute;
	return r;
}
