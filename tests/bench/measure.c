/* SPDX-License-Identifier: MIT */
/*
 * Runs a command, and prints to standard error, as the last line: seconds it took, seconds of processor time,
 * and the most memory in KiB that it and all its descendants had resident at one moment, looked at five times
 * a second (RSS: what two of them share counts twice).
 *
 * usage: measure COMMAND...
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PROCESSES_MOST = 8192, LOOK_NANOSECONDS = 200000000, NOT_RUN = 127 };

struct process {
	int pid, parent;
	long pages;
	bool ours;
};

static struct process processes[PROCESSES_MOST];

static double seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool read_process(const char *pid, struct process *ret)
{
	char path[64], line[1024];

	snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
	FILE *file = fopen(path, "r");
	if (!file)
		return false;
	bool read = fgets(line, sizeof line, file) != NULL;

	fclose(file);
	const char *rest = read ? strrchr(line, ')') : NULL; /* a name may hold anything */
	if (!rest)
		return false;
	*ret = (struct process){.pid = atoi(pid)};
	return sscanf(rest + 1,
		      " %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %*u %*u "
		      "%ld",
		      &ret->parent, &ret->pages) == 2;
}

static size_t read_processes(void)
{
	DIR *directory = opendir("/proc");
	size_t count = 0;

	if (!directory)
		return 0;
	for (const struct dirent *e; count < PROCESSES_MOST && (e = readdir(directory));)
		if (isdigit((unsigned char)e->d_name[0]))
			count += read_process(e->d_name, &processes[count]);
	closedir(directory);
	return count;
}

static bool is_ours(const struct process *process, size_t count, int root)
{
	if (process->pid == root || process->parent == root)
		return true;
	for (size_t i = 0; i < count; i++)
		if (processes[i].ours && processes[i].pid == process->parent)
			return true;
	return false;
}

/* Children may stand before their parents where numbers have wrapped: goes on until nobody comes in. */
static long resident_kib(int root)
{
	size_t count = read_processes();
	long pages = 0;

	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < count; i++) {
			if (processes[i].ours || !is_ours(&processes[i], count, root))
				continue;
			processes[i].ours = more = true;
			pages += processes[i].pages;
		}
	}
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static int watch(int child, long *ret_kib)
{
	const struct timespec pause = {.tv_nsec = LOOK_NANOSECONDS};
	sigset_t ended;
	int status, pid;

	sigemptyset(&ended);
	sigaddset(&ended, SIGCHLD);

	while ((pid = waitpid(child, &status, WNOHANG)) == 0) {
		long kib = resident_kib(child);

		*ret_kib = kib > *ret_kib ? kib : *ret_kib;
		sigtimedwait(&ended, NULL, &pause);
	}
	return pid == child && WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
	struct rusage used;
	sigset_t ended, before;
	double began = now();
	long kib = 0;

	sigemptyset(&ended);
	sigaddset(&ended, SIGCHLD);
	sigprocmask(SIG_BLOCK, &ended, &before);
	int child = argc > 1 ? fork() : -1;
	if (child < 0)
		return 2;
	if (child == 0) {
		sigprocmask(SIG_SETMASK, &before, NULL);
		execvp(argv[1], argv + 1);
		perror(argv[1]);
		_exit(NOT_RUN);
	}
	int status = watch(child, &kib);

	getrusage(RUSAGE_CHILDREN, &used);
	fprintf(stderr, "%.3f %.3f %ld\n", now() - began,
		seconds_of(used.ru_utime) + seconds_of(used.ru_stime), kib);
	return status;
}
