/* SPDX-License-Identifier: MIT */
/*
 * errno_sweep sweep DIRECTORY FILE: tries to change a read-only filesystem in every way, and prints a line
 * with the error of each attempt, so that two filesystems can be compared. FILE is a regular file in
 * DIRECTORY, by name. errno_sweep name PATH: prints the error of lstat(2).
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

/* The working directory is DIRECTORY; these are names in it. */
static const char *file;
static const char missing[] = "no-such-name";
static char above[NAME_MAX + 2]; /* one byte more than a name may have */

static const char *name_of(int error)
{
	return error == 0 ? "done" : strerrorname_np(error);
}

static void tell(const char *attempt, long result)
{
	printf("%s: %s\n", attempt, result < 0 ? name_of(errno) : "done");
}

#define TRY(expression) tell(#expression, (long)(expression))

static int try_open(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0644);

	if (fd >= 0)
		close(fd);
	return fd < 0 ? -1 : 0;
}

static void sweep_open(void)
{
	TRY(try_open(file, O_WRONLY));
	TRY(try_open(file, O_RDWR));
	TRY(try_open(file, O_RDONLY | O_TRUNC));
	TRY(try_open(file, O_WRONLY | O_APPEND));
	TRY(try_open(file, O_RDONLY | O_CREAT));
	TRY(try_open(file, O_RDWR | O_CREAT));
	TRY(try_open(file, O_WRONLY | O_CREAT | O_EXCL));
	TRY(try_open(file, O_RDONLY | O_DIRECTORY));
	TRY(try_open(missing, O_RDONLY));
	TRY(try_open(missing, O_WRONLY));
	TRY(try_open(missing, O_WRONLY | O_CREAT));
	TRY(try_open(above, O_WRONLY | O_CREAT));
	TRY(try_open(".", O_WRONLY));
	TRY(try_open(".", O_RDWR | O_TMPFILE));
	TRY(try_open("no-such-name/deeper", O_WRONLY | O_CREAT));
}

static void sweep_names(void)
{
	TRY(mkdir(missing, 0755));
	TRY(mkdir(file, 0755));
	TRY(mkdir(above, 0755));
	TRY(mkdir("no-such-name/deeper", 0755));
	TRY(mkdir("..", 0755));
	TRY(rmdir(missing));
	TRY(rmdir(file));
	TRY(rmdir("."));
	TRY(rmdir(".."));
	TRY(unlink(file));
	TRY(unlink(missing));
	TRY(unlink("."));
	TRY(rename(file, missing));
	TRY(rename(missing, file));
	TRY(rename(file, file));
	TRY(rename(file, "no-such-name/deeper"));
	TRY(rename(file, ".."));
	TRY(renameat2(AT_FDCWD, file, AT_FDCWD, missing, RENAME_EXCHANGE));
	TRY(renameat2(AT_FDCWD, file, AT_FDCWD, file, RENAME_NOREPLACE));
	TRY(link(file, missing));
	TRY(link(file, file));
	TRY(link(missing, missing));
	TRY(link(".", missing));
	TRY(symlink("target", missing));
	TRY(symlink("target", file));
	TRY(symlink("target", above));
	TRY(mknod(missing, S_IFIFO | 0644, 0));
	TRY(mknod(file, S_IFREG | 0644, 0));
	TRY(mknod(missing, S_IFREG | 0644, 0));
}

static void sweep_attributes(void)
{
	const struct timespec times[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};

	TRY(chmod(file, 0600));
	TRY(chmod(".", 0700));
	TRY(chmod(missing, 0600));
	TRY(chown(file, 1, 1));
	TRY(lchown(file, 1, 1));
	TRY(chown(missing, 1, 1));
	TRY(truncate(file, 0));
	TRY(truncate(".", 0));
	TRY(truncate(missing, 0));
	TRY(truncate(file, -1));
	TRY(utimensat(AT_FDCWD, file, times, 0));
	TRY(utimensat(AT_FDCWD, file, NULL, 0));
	TRY(utimensat(AT_FDCWD, file, times, AT_SYMLINK_NOFOLLOW));
	TRY(setxattr(file, "user.test", "1", 1, 0));
	TRY(lsetxattr(file, "user.test", "1", 1, 0));
	TRY(removexattr(file, "user.test"));
	TRY(setxattr(missing, "user.test", "1", 1, 0));
	TRY(access(file, W_OK));
	TRY(access(".", W_OK));
	TRY(access(file, R_OK));
	TRY(access(file, X_OK));
	TRY(access(missing, W_OK));
}

static void sweep_socket(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof address.sun_path, "%s", missing);
	TRY(bind(fd, (const struct sockaddr *)&address, sizeof address));
	close(fd);
}

static int map(int fd, int protection)
{
	void *place = mmap(NULL, 1, protection, MAP_SHARED, fd, 0);

	if (place != MAP_FAILED)
		munmap(place, 1);
	return place == MAP_FAILED ? -1 : 0;
}

static void sweep_descriptor(void)
{
	const struct timespec times[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		err(2, "%s", file);
	TRY(write(fd, "x", 1));
	TRY(pwrite(fd, "x", 1, 0));
	TRY(ftruncate(fd, 0));
	TRY(fchmod(fd, 0600));
	TRY(fchown(fd, 1, 1));
	TRY(futimens(fd, times));
	TRY(fsetxattr(fd, "user.test", "1", 1, 0));
	TRY(fremovexattr(fd, "user.test"));
	TRY(map(fd, PROT_WRITE));
	TRY(map(fd, PROT_READ));
	TRY(posix_fallocate(fd, 0, 1) ? -1 : 0);
	TRY(flock(fd, LOCK_SH));
	TRY(lseek(fd, -1, SEEK_SET));
	TRY(fchdir(fd));
	close(fd);
	TRY(execl(file, file, NULL));
}

static int sweep(const char *directory, const char *name)
{
	file = name;
	memset(above, 'x', sizeof above - 1);
	if (chdir(directory) != 0)
		err(2, "%s", directory);
	sweep_open();
	sweep_names();
	sweep_attributes();
	sweep_socket();
	sweep_descriptor();
	return 0;
}

static int print_name(const char *path)
{
	struct stat stat;

	puts(name_of(lstat(path, &stat) ? errno : 0));
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 4 && !strcmp(argv[1], "sweep"))
		return sweep(argv[2], argv[3]);
	if (argc == 3 && !strcmp(argv[1], "name"))
		return print_name(argv[2]);
	errx(2, "usage: errno_sweep sweep DIRECTORY FILE | errno_sweep name PATH");
}
