/* SPDX-License-Identifier: MIT */
/* See daemon.h. */
#include "daemon.h"
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ_END, WRITE_END };

pid_t daemon_fork(int *ret_ready)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return -errno;
	pid_t child = fork();
	if (child < 0) {
		int r = -errno;

		(void)close(ends[READ_END]);
		(void)close(ends[WRITE_END]);
		return r;
	}
	*ret_ready = ends[child ? READ_END : WRITE_END];
	(void)close(ends[child ? WRITE_END : READ_END]);
	if (child == 0)
		(void)setsid();
	return child;
}

/* Whoever waits for the end of our output must not wait for the end of the mount. */
static int close_standard_files(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int r = null < 0 ? -errno : 0;

	for (int fd = STDIN_FILENO; r == 0 && fd <= STDERR_FILENO; fd++) {
		if (dup2(null, fd) < 0)
			r = -errno;
	}
	if (null > STDERR_FILENO)
		(void)close(null);
	return r;
}

int daemon_ready(int ready)
{
	if (chdir("/") != 0)
		return -errno;
	log_to_syslog();
	int r = close_standard_files();
	if (r)
		return r;
	if (write(ready, "", 1) != 1 && errno != EPIPE) /* a parent that was killed wants no news */
		r = -errno;
	(void)close(ready);
	return r;
}

static bool child_is_ready(int ready)
{
	ssize_t got;
	char byte;

	do {
		got = read(ready, &byte, sizeof byte);
	} while (got < 0 && errno == EINTR);
	return got == sizeof byte;
}

static int exit_status(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return EXIT_FAILURE;
	}
	/* It has told why itself, but for a signal. To end well before it was ready is an error too. */
	if (WIFSIGNALED(status))
		log_line("ended by signal %d (%s) before it was mounted", WTERMSIG(status),
			 strsignal(WTERMSIG(status)));
	return WIFEXITED(status) && WEXITSTATUS(status) ? WEXITSTATUS(status) : EXIT_FAILURE;
}

int daemon_wait(pid_t child, int ready, const char *mountpoint)
{
	struct stat stat;

	bool mounted = child_is_ready(ready);
	(void)close(ready);
	if (!mounted)
		return exit_status(child);
	if (lstat(mountpoint, &stat) == 0) /* through the kernel, answered by the child */
		return EXIT_SUCCESS;
	log_line("%s: mounted, but does not answer: %s", mountpoint, strerror(errno));
	return EXIT_FAILURE;
}
