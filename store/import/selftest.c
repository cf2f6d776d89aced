/* SPDX-License-Identifier: MIT */
/*
 * What a hostile file may have a worker try, each attempt by a process of its own that is boxed as a worker
 * is. It was blocked if the kernel answered with an error or ended the process for it; a process that was
 * never boxed has shown nothing. What an attempt does where it is not blocked is harmless.
 */
#include "dossier/import.h"

#include "sandbox.h"
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	CPU_SECONDS = 1,   /* of processor time for an attempt; enough for all but one */
	WALL_SECONDS = 30, /* after which a limit that should have ended it has failed */
	HOW_SIZE = 128
};

#define HUGE_SIZE ((size_t)4 << 30)

static pid_t victim; /* the process that tests */

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
	int r = connect(WORKER_SOCKET, (struct sockaddr *)&to, sizeof to);

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
	return answer(kill(victim, SIGCONT));
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
static const struct attack {
	const char *name;
	int (*run)(void);
} attacks[] = {
	{"open a file to read", read_a_file},
	{"open a file to write", write_a_file},
	{"list a folder", list_a_folder},
	{"see whether a file exists", look_at_a_file},
	{"write to another descriptor", write_to_a_descriptor},
	{"make a file in memory", make_a_memory_file},
	{"socket", make_a_socket},
	{"local socket", make_a_local_socket},
	{"connect", connect_a_socket},
	{"execve", run_a_program},
	{"fork", fork_a_process},
	{"clone", clone_a_process},
	{"start a thread", start_a_thread},
	{"ptrace", trace_a_process},
	{"signal the parent", signal_the_parent},
	{"raise its limits", raise_its_limits},
	{"become root", become_another_user},
	{"make a user namespace", make_a_namespace},
	{"run memory that it wrote", run_what_it_wrote},
#ifndef SANDBOX_SANITIZED
	{"allocate 4 GiB", take_4_gib},
	{"map 4 GiB", map_4_gib},
#endif
	{"spin", spin},
};
/* clang-format on */

/* ---- one attempt ---- */

struct attempt {
	pid_t process;
	int socket;
	bool boxed, late;
	int status; /* as of waitpid(2) */
};

static _Noreturn void try(const struct attack *attack, int socket)
{
	static const struct sandbox_limits limits = {SANDBOX_MEMORY, CPU_SECONDS};

	worker_settle(socket, &limits, victim);
	_exit(attack->run());
}

static int start(const struct attack *attack, struct attempt *ret)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return -errno;
	ret->process = fork();
	if (ret->process == 0)
		try(attack, pair[1]);
	int error = ret->process < 0 ? errno : 0;

	close(pair[1]);
	ret->socket = pair[0];
	if (error != 0)
		close(pair[0]);
	return -error;
}

/* What there is to read, 0 at its end; -1: nothing for too long. */
static ssize_t await(int socket, char *ret_byte)
{
	struct pollfd wanted = {.fd = socket, .events = POLLIN};
	int r;

	do {
		r = poll(&wanted, 1, WALL_SECONDS * 1000);
	} while (r < 0 && errno == EINTR);
	return r > 0 ? recv(socket, ret_byte, 1, 0) : -1;
}

static void finish(struct attempt *attempt)
{
	char byte = 0;

	attempt->boxed = await(attempt->socket, &byte) == 1 && byte == WORKER_GREETING;
	attempt->late = attempt->boxed && await(attempt->socket, &byte) < 0;
	if (attempt->late || !attempt->boxed)
		kill(attempt->process, SIGKILL);
	while (waitpid(attempt->process, &attempt->status, 0) < 0 && errno == EINTR)
		;
	close(attempt->socket);
}

static bool judge(const struct attempt *attempt, char how[static HOW_SIZE])
{
	int status = attempt->status;
	int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0, error = signal ? 0 : WEXITSTATUS(status);

	if (!attempt->boxed)
		snprintf(how, HOW_SIZE, "the sandbox could not be set up");
	else if (attempt->late)
		snprintf(how, HOW_SIZE, "it went on for %d s", WALL_SECONDS);
	else if (signal == SIGSYS || signal == SIGXCPU)
		snprintf(how, HOW_SIZE, "ended by SIG%s", sigabbrev_np(signal));
	else if (signal != 0)
		snprintf(how, HOW_SIZE, "it crashed with signal %d", signal);
	else if (error == 0)
		snprintf(how, HOW_SIZE, "it worked");
	else
		snprintf(how, HOW_SIZE, "%s", strerror(error));
	return attempt->boxed && !attempt->late && (signal == SIGSYS || signal == SIGXCPU || error != 0);
}

int dossier_sandbox_selftest(dossier_attempt *tell, void *context)
{
	int r = sandbox_available();
	bool all = true;

	victim = getpid();
	for (size_t i = 0; i < sizeof attacks / sizeof *attacks && r == 0; i++) {
		struct attempt attempt = {.process = 0};
		char how[HOW_SIZE];

		r = start(&attacks[i], &attempt);
		if (r != 0)
			break;
		finish(&attempt);
		bool blocked = judge(&attempt, how);

		tell(context, attacks[i].name, blocked, how);
		all = all && blocked;
	}
	return r != 0 ? r : all ? 0 : 1;
}
