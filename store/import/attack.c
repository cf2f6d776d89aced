/* SPDX-License-Identifier: MIT */
#include "attack.h"

#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define HUGE_SIZE ((size_t)4 << 30)

/* 0: it worked; else errno. */
static int answer(long result)
{
	return result >= 0 ? 0 : errno;
}

/* ---- files ---- */

static int read_a_file(void)
{
	return answer(open("/etc/passwd", O_RDONLY | O_CLOEXEC));
}

static int write_a_file(void)
{
	return answer(open("/tmp", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
}

static int list_a_folder(void)
{
	return answer(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

static int look_at_a_file(void)
{
	return answer(access("/etc/passwd", F_OK));
}

static int write_to_a_descriptor(void)
{
	return answer(write(STDERR_FILENO, "", 1));
}

static int make_a_memory_file(void)
{
	return answer(memfd_create("attempt", MFD_CLOEXEC));
}

/* ---- network ---- */

static int make_a_socket(void)
{
	return answer(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

static int make_a_local_socket(void)
{
	return answer(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

/* On the descriptor that it has. That this is no listener does not matter once the call is allowed. */
static int connect_a_socket(void)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
	int r = connect(WORKER_RECORDS, (struct sockaddr *)&to, sizeof to);

	return r == 0 || errno == EISCONN || errno == EINVAL ? 0 : errno;
}

/* ---- processes ---- */

static int run_a_program(void)
{
	char *const arguments[] = {(char[]){"true"}, NULL};
	char *const environment[] = {NULL};

	execve("/bin/true", arguments, environment);
	return errno;
}

static int fork_a_process(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(EXIT_SUCCESS);
	return answer(child);
}

static int clone_a_process(void)
{
	long child = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);

	if (child == 0)
		_exit(EXIT_SUCCESS);
	return answer(child);
}

static void *do_nothing(void *context)
{
	return context;
}

static int start_a_thread(void)
{
	pthread_t thread;

	return pthread_create(&thread, NULL, do_nothing, NULL);
}

static int trace_a_process(void)
{
	return answer(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static int signal_the_parent(void)
{
	return answer(kill(getppid(), SIGCONT));
}

/* ---- rights ---- */

static int raise_its_limits(void)
{
	struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};

	return answer(setrlimit(RLIMIT_CPU, &all));
}

static int become_another_user(void)
{
	return answer(setuid(0));
}

static int make_a_namespace(void)
{
	return answer(unshare(CLONE_NEWUSER));
}

static int run_what_it_wrote(void)
{
	void *at = mmap(NULL, 1, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return at != MAP_FAILED ? 0 : errno;
}

/* ---- memory and time ---- */

#ifndef SANDBOX_SANITIZED /* such a build has no limit of memory */

static int take_4_gib(void)
{
	char *at = malloc(HUGE_SIZE);

	if (!at)
		return ENOMEM;
	*(volatile char *)at = 1;
	return 0;
}

static int map_4_gib(void)
{
	void *at = mmap(NULL, HUGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
			-1, 0);

	return at != MAP_FAILED ? 0 : errno;
}

#endif

static int spin(void)
{
	for (volatile unsigned n = 1; n > 0; n |= 1)
		;
	return 0;
}

/* clang-format off */
const struct attack attacks[] = {
	{"open a file to read", read_a_file, true},
	{"open a file to write", write_a_file, true},
	{"list a folder", list_a_folder, true},
	{"see whether a file exists", look_at_a_file, false},
	{"write to another descriptor", write_to_a_descriptor, false},
	{"make a file in memory", make_a_memory_file, false},
	{"socket", make_a_socket, true},
	{"local socket", make_a_local_socket, true},
	{"connect", connect_a_socket, true},
	{"execve", run_a_program, false},
	{"fork", fork_a_process, true},
	{"clone", clone_a_process, true},
	{"start a thread", start_a_thread, true},
	{"ptrace", trace_a_process, true},
	{"signal the parent", signal_the_parent, true},
	{"raise its limits", raise_its_limits, true},
	{"become root", become_another_user, true},
	{"make a user namespace", make_a_namespace, true},
	{"run memory that it wrote", run_what_it_wrote, false},
#ifndef SANDBOX_SANITIZED
	{"allocate 4 GiB", take_4_gib, true},
	{"map 4 GiB", map_4_gib, true},
#endif
	{"spin", spin, true},
	{NULL, NULL, false},
};
/* clang-format on */
