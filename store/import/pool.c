/* SPDX-License-Identifier: MIT */
#include "pool.h"

#include "../extract/media.h"
#include "../util/buf.h"
#include "channel.h"
#include "sandbox.h"
#include "wire.h"
#include "worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	RECEIVE_SIZE = 128 * 1024,
	WAIT_MILLISECONDS =
		500 /* of one poll; more than twice that at once means that this process was stopped */
};

#define NANOSECONDS UINT64_C(1000000000)

struct process {       /* a worker process */
	pid_t process; /* 0: none */
	int socket;
	struct buf inbox;
	size_t taken;               /* bytes of the inbox done with */
	bool boxed;                 /* it has sent its greeting */
	bool deaf;                  /* takes no more files; what it sent before can still be received */
	bool gone;                  /* all that it will ever send is in the inbox */
	bool worn;                  /* is to get no more files, and to be replaced */
	size_t queued;              /* files given and not done with */
	uint64_t sizes[POOL_QUEUE]; /* of these */
	uint64_t waited;            /* nanoseconds for the first of them */
	unsigned given;             /* files given in its life */
};

struct pool {
	struct media *media; /* loaded once, inherited by every worker */
	pool_patience *patience;
	size_t count;
	struct process members[];
};

/* ---- processes ---- */

/* A worker that files of up to `size` can be given to. */
static int member_start(struct process *m, struct media *media, uint64_t size)
{
	struct sandbox_limits limits = sandbox_limits_for(size);
	pid_t importer = getpid();
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return -errno;
	m->process = fork();
	if (m->process == 0)
		worker_run(pair[1], media, &limits, importer);
	int error = m->process < 0 ? errno : 0;

	close(pair[1]);
	if (error != 0) {
		close(pair[0]);
		m->process = 0;
		return -error;
	}
	m->socket = pair[0];
	return 0;
}

/* A worker that is ending already keeps its own status in spite of the signal. */
static struct pool_end member_end(struct process *m)
{
	struct pool_end end = {.boxed = m->boxed};

	if (m->process == 0)
		return end;
	kill(m->process, SIGKILL);
	while (waitpid(m->process, &end.status, 0) < 0 && errno == EINTR)
		;
	close(m->socket);
	buf_finish(&m->inbox);
	*m = (struct process){.socket = -1};
	return end;
}

static size_t worker_count(unsigned wanted)
{
	long cores = wanted > 0 ? (long)wanted : sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1 ? 1 : cores > POOL_WORKERS_MAX ? POOL_WORKERS_MAX : (size_t)cores;
}

int pool_create(unsigned workers, pool_patience *patience, struct pool **ret_pool)
{
	size_t count = worker_count(workers);
	struct pool *pool = calloc(1, sizeof *pool + count * sizeof *pool->members);
	int r;

	if (!pool)
		return -ENOMEM;
	pool->patience = patience;
	pool->media = media_create();
	r = pool->media ? sandbox_available() : -ENOPKG;
	if (r == 0)
		r = worker_prepare();
	while (r == 0 && pool->count < count)
		r = member_start(&pool->members[pool->count++], pool->media, 0);
	if (r != 0) {
		pool_destroy(pool);
		return r;
	}
	*ret_pool = pool;
	return 0;
}

void pool_destroy(struct pool *pool)
{
	if (!pool)
		return;
	for (size_t i = 0; i < pool->count; i++)
		member_end(&pool->members[i]);
	media_destroy(pool->media);
	free(pool);
}

static int replace(struct pool *pool, size_t worker, uint64_t size, struct pool_end *ret_end)
{
	struct process *m = &pool->members[worker];
	struct pool_end end = member_end(m);

	if (ret_end)
		*ret_end = end;
	return member_start(m, pool->media, size);
}

int pool_replace(struct pool *pool, size_t worker, struct pool_end *ret_end)
{
	return replace(pool, worker, 0, ret_end);
}

/* ---- files ---- */

size_t pool_room(const struct pool *pool)
{
	return pool->count * POOL_QUEUE;
}

static bool has_room(const struct process *m)
{
	return !m->deaf && !m->gone && !m->worn && m->queued < POOL_QUEUE;
}

void pool_give_to(struct pool *pool, size_t worker, int file, uint64_t size)
{
	struct process *m = &pool->members[worker];

	m->sizes[m->queued++] = size;
	m->given++;
	m->worn = m->worn || m->given >= POOL_JOBS_MAX || size > SANDBOX_LARGE;
	if (m->deaf || m->gone || channel_send_file(m->socket, file, size) == 0)
		return;
	m->deaf = true;
	kill(m->process,
	     SIGKILL); /* most likely it is dead; if not, this file would be waited for for ever */
}

/* The worker that is to get a file of this size; pool->count: none has room. */
static int choose(struct pool *pool, uint64_t size, size_t *ret_best)
{
	size_t best = pool->count;

	for (size_t i = 0; i < pool->count; i++) {
		struct process *m = &pool->members[i];

		if ((m->deaf || m->gone) && m->queued == 0) {
			int r = pool_replace(pool, i, NULL);

			if (r != 0)
				return r;
		}
		if (has_room(m) && (best == pool->count || m->queued < pool->members[best].queued))
			best = i;
	}
	*ret_best = best;
	if (best == pool->count || size <= SANDBOX_LARGE)
		return 0;
	if (pool->members[best].queued == 0)
		return replace(pool, best, size, NULL);
	*ret_best = pool->count;
	return 0;
}

int pool_give(struct pool *pool, int file, uint64_t size, size_t *ret_worker)
{
	size_t best;
	int r = choose(pool, size, &best);

	if (r != 0 || best == pool->count)
		return r;
	pool_give_to(pool, best, file, size);
	*ret_worker = best;
	return 1;
}

static bool is_tired(const struct process *m)
{
	struct timespec used;
	clockid_t clock;

	return clock_getcpuclockid(m->process, &clock) != 0 || clock_gettime(clock, &used) != 0 ||
	       used.tv_sec >= SANDBOX_CPU_FRESH;
}

int pool_done(struct pool *pool, size_t worker)
{
	struct process *m = &pool->members[worker];

	m->queued--;
	memmove(m->sizes, m->sizes + 1, m->queued * sizeof *m->sizes);
	m->waited = 0;
	m->worn = m->worn || is_tired(m);
	if (m->queued > 0 || (!m->deaf && !m->gone && !m->worn))
		return 0;
	return pool_replace(pool, worker, NULL);
}

/* ---- frames ---- */

static struct slice unread(const struct process *m)
{
	return m->inbox.length > m->taken
		       ? (struct slice){m->inbox.data + m->taken, m->inbox.length - m->taken}
		       : SLICE("");
}

/* Closes the gap of what was taken; cheap, since what is left is the beginning of a frame. */
static void compact(struct process *m)
{
	struct slice rest = unread(m);

	if (m->taken == 0 || rest.length > m->taken)
		return;
	if (rest.length > 0)
		memmove(m->inbox.data, rest.at, rest.length);
	m->inbox.length = rest.length;
	m->taken = 0;
}

static void receive(struct process *m)
{
	ssize_t n;

	compact(m);
	if (!buf_reserve(&m->inbox, RECEIVE_SIZE))
		return;
	n = recv(m->socket, m->inbox.data + m->inbox.length, RECEIVE_SIZE, MSG_DONTWAIT);
	if (n > 0)
		m->inbox.length += (size_t)n;
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		m->gone = true;
}

/* Waits for `worker`; takes in what the others have sent as far as their inboxes go. */
static int wait_for(struct pool *pool, size_t worker)
{
	struct pollfd wanted[POOL_WORKERS_MAX];

	for (size_t i = 0; i < pool->count; i++) {
		const struct process *m = &pool->members[i];
		bool full = i != worker && m->inbox.length >= POOL_INBOX;

		wanted[i] = (struct pollfd){.fd = m->gone || full ? -1 : m->socket, .events = POLLIN};
	}
	if (poll(wanted, pool->count, WAIT_MILLISECONDS) < 0)
		return errno == EINTR ? 0 : -errno;
	for (size_t i = 0; i < pool->count; i++) {
		if (wanted[i].fd >= 0 && wanted[i].revents != 0)
			receive(&pool->members[i]);
		if (pool->members[i].inbox.failed)
			return -ENOMEM;
	}
	return 0;
}

static uint64_t now(void)
{
	struct timespec t = {0};

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * NANOSECONDS + (uint64_t)t.tv_nsec;
}

/* Time is counted while there is nothing to do but wait: what this side takes is not the worker's fault. */
static int wait_patiently(struct pool *pool, size_t worker)
{
	static const uint64_t most = 2 * WAIT_MILLISECONDS * (NANOSECONDS / 1000);
	struct process *m = &pool->members[worker];
	uint64_t began = now(), took;
	int r;

	if (m->waited >= pool->patience(m->sizes[0]) * NANOSECONDS)
		return -ETIME;
	r = wait_for(pool, worker);
	took = now() - began;
	m->waited += took < most ? took : most;
	return r;
}

static void take_greeting(struct process *m)
{
	if (m->boxed || unread(m).length == 0)
		return;
	m->boxed = unread(m).at[0] == WORKER_GREETING;
	m->taken++;
}

int pool_frame(struct pool *pool, size_t worker, struct slice *ret_frame)
{
	struct process *m = &pool->members[worker];

	for (;;) {
		take_greeting(m);
		int r = wire_frame(unread(m), ret_frame);

		if (r != 0 || m->gone)
			return r;
		r = wait_patiently(pool, worker);
		if (r != 0)
			return r;
	}
}

void pool_took(struct pool *pool, size_t worker, struct slice frame)
{
	pool->members[worker].taken += WIRE_HEAD + frame.length;
}
