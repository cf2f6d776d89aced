/* SPDX-License-Identifier: MIT */
/*
 * File handles, as an NFS server keeps them beyond a mount.
 * handle save PATH: writes PATH's handle to standard output.
 * handle read MOUNTPOINT: opens the handle from standard input in that mount; a file's bytes, or a
 * directory's path, go to standard output.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HANDLE_MAX = MAX_HANDLE_SZ };

struct handle {
	struct file_handle head;
	unsigned char bytes[HANDLE_MAX];
};

static void save(const char *path)
{
	struct handle handle = {.head = {.handle_bytes = HANDLE_MAX}};
	int mount;

	if (name_to_handle_at(AT_FDCWD, path, &handle.head, &mount, 0) != 0)
		err(1, "%s", path);
	if (fwrite(&handle, sizeof handle, 1, stdout) != 1)
		err(1, "standard output");
}

static void print_path(int fd)
{
	char link[64];
	char path[4096];

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t length = readlink(link, path, sizeof path);
	if (length < 0)
		err(1, "%s", link);
	printf("%.*s\n", (int)length, path);
}

static void print_bytes(int fd)
{
	char buffer[65536];
	ssize_t got;

	while ((got = read(fd, buffer, sizeof buffer)) > 0)
		fwrite(buffer, 1, (size_t)got, stdout);
	if (got < 0)
		err(1, "read");
}

static void open_saved(const char *mountpoint)
{
	struct handle handle;
	struct stat stat;

	if (fread(&handle, sizeof handle, 1, stdin) != 1)
		errx(1, "no handle on standard input");
	int mount = open(mountpoint, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int fd = mount < 0 ? -1 : open_by_handle_at(mount, &handle.head, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &stat) != 0)
		err(1, "%s", mountpoint);
	if (S_ISDIR(stat.st_mode))
		print_path(fd);
	else
		print_bytes(fd);
	close(fd);
	close(mount);
}

int main(int argc, char **argv)
{
	if (argc != 3 || (strcmp(argv[1], "save") != 0 && strcmp(argv[1], "read") != 0))
		errx(2, "usage: handle save PATH | handle read MOUNTPOINT");
	if (!strcmp(argv[1], "save"))
		save(argv[2]);
	else
		open_saved(argv[2]);
	return 0;
}
