/* SPDX-License-Identifier: MIT */
/* Two messages make a worker, one with each of its sockets; the answer is its process, or an error. */
#include "nursery.h"

#include "channel.h"
#include "signals.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * ThreadSanitizer keeps a thread of its own in every process, which a bare clone would leave half alive in
 * the child: the first setgroups() waits for it for ever. There the importer forks its workers itself.
 */
#ifdef __has_feature
#define IS_THREAD_SANITIZED __has_feature(thread_sanitizer)
#elif defined(__SANITIZE_THREAD__)
#define IS_THREAD_SANITIZED 1
#else
#define IS_THREAD_SANITIZED 0
#endif

/* ---- in the nursery ---- */

/* A child of the parent of this process, which has one thread and no handler that a fork must hear of. */
static pid_t fork_sibling(void)
{
	return (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
}

static int serve_one(int socket, struct worker_start *start)
{
	struct message records, aid;

	if (channel_hear(socket, &records) != 1 || channel_hear(socket, &aid) != 1 || records.file < 0 ||
	    aid.file < 0)
		return -EPIPE;
	start->records = records.file;
	start->aid = aid.file;
	start->limits = sandbox_limits_for(records.number);
	pid_t process = fork_sibling();

	if (process == 0)
		worker_run(start);
	uint32_t error = process < 0 ? (uint32_t)errno : 0;

	close(records.file);
	close(aid.file);
	return channel_say(socket, &(struct message){error, process < 0 ? 0 : (uint64_t)process, -1});
}

static bool settle(int socket, pid_t importer)
{
	signals_leave();
	return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == importer &&
	       (socket == STDERR_FILENO + 1 ||
		close_range(STDERR_FILENO + 1, (unsigned)socket - 1, 0) == 0) &&
	       close_range((unsigned)socket + 1, ~0U, 0) == 0;
}

static _Noreturn void run(int socket, const struct worker_start *pattern)
{
	struct worker_start start = *pattern;

	if (settle(socket, start.importer))
		while (serve_one(socket, &start) == 0)
			;
	_exit(EXIT_SUCCESS);
}

/* ---- in the importer ---- */

int nursery_create(const struct worker_start *pattern, struct nursery *ret)
{
	int sockets[2];

	*ret = (struct nursery){.socket = -1, .pattern = *pattern};
	if (IS_THREAD_SANITIZED)
		return 0;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
		return -errno;
	pid_t process = fork();
	int error = errno;

	if (process == 0)
		run(sockets[1], pattern);
	close(sockets[1]);
	if (process < 0) {
		close(sockets[0]);
		return -error;
	}
	ret->process = process;
	ret->socket = sockets[0];
	return 0;
}

void nursery_finish(struct nursery *n)
{
	if (n->process == 0)
		return;
	kill(n->process, SIGKILL);
	while (waitpid(n->process, NULL, 0) < 0 && errno == EINTR)
		;
	close(n->socket);
	*n = (struct nursery){.process = 0};
}

static int fork_here(const struct nursery *n, int records, int aid, uint64_t size, pid_t *ret)
{
	struct worker_start start = n->pattern;

	start.records = records;
	start.aid = aid;
	start.limits = sandbox_limits_for(size);
	*ret = fork();
	if (*ret == 0)
		worker_run(&start);
	return *ret < 0 ? -errno : 0;
}

int nursery_fork(const struct nursery *n, int records, int aid, uint64_t size, pid_t *ret)
{
	struct message answer;

	if (IS_THREAD_SANITIZED)
		return fork_here(n, records, aid, size, ret);
	int r = channel_say(n->socket, &(struct message){.number = size, .file = records});

	if (r == 0)
		r = channel_say(n->socket, &(struct message){.file = aid});
	if (r == 0)
		r = channel_hear(n->socket, &answer) == 1 ? -(int)answer.word : -EPIPE;
	if (r == 0)
		*ret = (pid_t)answer.number;
	return r;
}
