/* SPDX-License-Identifier: MIT */
/*
 * reads EXPECTED ACTUAL OPERATIONS: reads each file named on standard input (paths below both folders, ended
 * by NUL) in every way that there is, and prints where ACTUAL has other bytes than EXPECTED. EXPECTED is read
 * once.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DIRECT_ALIGNMENT = 4096, READ_MAX = 300000 };

struct pair {
	const char *path;
	unsigned char *expected;
	size_t size;
	int fd; /* of the actual file */
};

static unsigned char *buffer; /* of READ_MAX bytes, aligned */
static unsigned long faults;

static void verify(const struct pair *pair, const char *way, size_t offset, size_t wanted, const void *got,
		   ssize_t length)
{
	size_t rest = offset < pair->size ? pair->size - offset : 0;
	size_t right = wanted < rest ? wanted : rest;

	if (length == (ssize_t)right && !memcmp(got, pair->expected + (right ? offset : 0), right))
		return;
	printf("%s: %s of %zu at %zu: %zd bytes%s\n", pair->path, way, wanted, offset, length,
	       length < 0 ? strerror(errno) : "");
	faults++;
}

static void in_order(const struct pair *pair)
{
	static const size_t sizes[] = {READ_MAX, 65536, 4096, 511};

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		size_t offset = 0;

		lseek(pair->fd, 0, SEEK_SET);
		for (;;) {
			ssize_t got = read(pair->fd, buffer, sizes[i]);

			verify(pair, "read", offset, sizes[i], buffer, got);
			if (got <= 0)
				break;
			offset += (size_t)got;
		}
	}
}

static void at_random(const struct pair *pair, long operations)
{
	for (long i = 0; i < operations; i++) {
		size_t offset = (size_t)random() % (pair->size + 10);
		size_t wanted = (size_t)random() % (i % 8 ? 9000 : READ_MAX);

		verify(pair, "pread", offset, wanted, buffer, pread(pair->fd, buffer, wanted, (off_t)offset));
	}
}

static void mapped(const struct pair *pair, int sharing)
{
	if (pair->size == 0)
		return;
	void *place = mmap(NULL, pair->size, PROT_READ, sharing, pair->fd, 0);
	if (place == MAP_FAILED) {
		printf("%s: mmap: %s\n", pair->path, strerror(errno));
		faults++;
		return;
	}
	verify(pair, "mmap", 0, pair->size, place, (ssize_t)pair->size);
	munmap(place, pair->size);
}

static void direct(const struct pair *pair, const char *path, long operations)
{
	size_t pages = pair->size / DIRECT_ALIGNMENT + 2;
	int fd = open(path, O_RDONLY | O_DIRECT | O_CLOEXEC);

	if (fd < 0)
		err(2, "%s: O_DIRECT", path);
	for (long i = 0; i < operations; i++) {
		size_t offset = (size_t)random() % pages * DIRECT_ALIGNMENT;
		size_t wanted = ((size_t)random() % (READ_MAX / DIRECT_ALIGNMENT) + 1) * DIRECT_ALIGNMENT;

		verify(pair, "O_DIRECT", offset, wanted, buffer, pread(fd, buffer, wanted, (off_t)offset));
	}
	close(fd);
}

static void sent(const struct pair *pair)
{
	char name[] = "/tmp/reads.XXXXXX";
	int to = mkstemp(name);
	off_t offset = 0;

	if (to < 0)
		err(2, "%s", name);
	unlink(name);
	while (sendfile(to, pair->fd, &offset, READ_MAX) > 0)
		;
	unsigned char *copy = malloc(pair->size + 1);
	if (!copy)
		err(2, "malloc");
	verify(pair, "sendfile", 0, pair->size + 1, copy, pread(to, copy, pair->size + 1, 0));
	free(copy);
	close(to);
}

static unsigned char *load(const char *path, size_t *ret_size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat stat;

	if (fd < 0 || fstat(fd, &stat) != 0)
		err(2, "%s", path);
	unsigned char *bytes = malloc((size_t)stat.st_size + 1);
	if (!bytes || read(fd, bytes, (size_t)stat.st_size) != stat.st_size)
		err(2, "%s", path);
	close(fd);
	*ret_size = (size_t)stat.st_size;
	return bytes;
}

static void compare(const char *expected, const char *actual, const char *name, long operations)
{
	char path[8192];
	struct pair pair = {.path = name};

	snprintf(path, sizeof path, "%s/%s", expected, name);
	pair.expected = load(path, &pair.size);
	snprintf(path, sizeof path, "%s/%s", actual, name);
	pair.fd = open(path, O_RDONLY | O_CLOEXEC);
	if (pair.fd < 0)
		err(2, "%s", path);
	direct(&pair, path, operations);
	at_random(&pair, operations);
	in_order(&pair);
	mapped(&pair, MAP_PRIVATE);
	mapped(&pair, MAP_SHARED);
	sent(&pair);
	close(pair.fd);
	free(pair.expected);
}

int main(int argc, char **argv)
{
	char *name = NULL;
	size_t size = 0;

	if (argc != 4)
		errx(2, "usage: reads EXPECTED ACTUAL OPERATIONS");
	buffer = aligned_alloc(DIRECT_ALIGNMENT, (READ_MAX / DIRECT_ALIGNMENT + 1) * DIRECT_ALIGNMENT);
	if (!buffer)
		err(2, "aligned_alloc");
	srandom(1);
	while (getdelim(&name, &size, '\0', stdin) > 0)
		compare(argv[1], argv[2], name, strtol(argv[3], NULL, 10));
	free(name);
	free(buffer);
	return faults != 0;
}
