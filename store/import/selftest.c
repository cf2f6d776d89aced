/* SPDX-License-Identifier: MIT */
/*
 * Tries every attack by a process of its own that is boxed as a worker is, or as a program that helps. It was
 * blocked if the kernel answered with an error or ended the process for it; a process that was never boxed
 * has shown nothing.
 */
#include "dossier/import.h"

#include "attack.h"
#include "channel.h"
#include "sandbox.h"
#include "worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	CPU_SECONDS = 1,   /* of processor time for an attempt; enough for all but one */
	WALL_SECONDS = 30, /* after which a limit that should have ended it has failed */
	HOW_SIZE = 128
};

/* ---- one attempt ---- */

struct attempt {
	pid_t process;
	int socket;
	bool boxed, late;
	int status; /* as of waitpid(2) */
};

/* Puts a child in its box, and greets. Ends it on failure. */
typedef void box(int socket, pid_t parent);

/* Boxed as the programs that help are, whatever they are then. */
static void box_program(int socket, pid_t parent)
{
	static const struct sandbox_limits limits = {SANDBOX_PROGRAM_MEMORY, CPU_SECONDS, 0};
	static const char greeting[] = {WORKER_GREETING};

	if (dup2(socket, WORKER_RECORDS) < 0 || sandbox_enter_program(&limits, NULL, parent) != 0 ||
	    channel_send(WORKER_RECORDS, (struct slice){greeting, sizeof greeting}) != 0)
		_exit(EXIT_FAILURE);
}

static void box_reader(int socket, pid_t parent)
{
	const struct worker_start start = {.records = socket,
					   .aid = socket,
					   .importer = parent,
					   .limits = {SANDBOX_MEMORY, CPU_SECONDS, 0}};

	worker_settle(&start);
}

static int start(const struct attack *attack, box *enter, struct attempt *ret)
{
	pid_t parent = getpid();
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return -errno;
	ret->process = fork();
	if (ret->process == 0) {
		enter(pair[1], parent);
		_exit(attack->run());
	}
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

struct verdict {
	dossier_attempt *tell;
	void *context;
	bool all; /* blocked so far */
};

static int try(const struct attack *attack, box *enter, const char *name, struct verdict *verdict)
{
	struct attempt attempt = {.process = 0};
	char how[HOW_SIZE];
	int r = start(attack, enter, &attempt);

	if (r != 0)
		return r;
	finish(&attempt);
	bool blocked = judge(&attempt, how);

	verdict->tell(verdict->context, name, blocked, how);
	verdict->all &= blocked;
	return 0;
}

int dossier_sandbox_selftest(dossier_attempt *tell, void *context)
{
	struct verdict verdict = {tell, context, true};
	int r = sandbox_available();

	for (const struct attack *one = attacks; one->name && r == 0; one++)
		r = try(one, box_reader, one->name, &verdict);
	for (const struct attack *one = attacks; one->name && r == 0; one++) {
		char name[HOW_SIZE];

		snprintf(name, sizeof name, "a program that helps: %s", one->name);
		if (one->by_a_program)
			r = try(one, box_program, name, &verdict);
	}
	return r != 0 ? r : verdict.all ? 0 : 1;
}
