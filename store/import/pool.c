/* SPDX-License-Identifier: MIT */
#include "pool.h"

#include "../data/country.h"
#include "../data/ground.h"
#include "../extract/media.h"
#include "../util/buf.h"
#include "channel.h"
#include "wire.h"
#include "worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RECEIVE_SIZE = 128 * 1024 };

struct member {        /* a worker process */
	pid_t process; /* 0: none */
	int socket;
	struct buf inbox;
	size_t taken;   /* bytes of the inbox done with */
	bool deaf;      /* takes no more files; what it sent before can still be received */
	bool gone;      /* all that it will ever send is in the inbox */
	size_t queued;  /* files given and not done with */
	unsigned given; /* files given in its life */
};

struct pool {
	struct media *media; /* loaded once, inherited by every worker */
	size_t count;
	struct member members[];
};

/* ---- processes ---- */

static int member_start(struct member *m, struct media *media)
{
	pid_t importer = getpid();
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return -errno;
	m->process = fork();
	if (m->process == 0)
		worker_run(pair[1], media, importer);
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
static int member_end(struct member *m)
{
	int status = 0;

	if (m->process == 0)
		return 0;
	kill(m->process, SIGKILL);
	while (waitpid(m->process, &status, 0) < 0 && errno == EINTR)
		;
	close(m->socket);
	buf_finish(&m->inbox);
	*m = (struct member){.socket = -1};
	return status;
}

/* Tables that importer and workers both need are read once, before the forks. */
static int read_tables(void)
{
	size_t count;

	return grounds(&count) && countries(&count) && country_forms(&count) ? 0 : -ENOMEM;
}

static size_t worker_count(unsigned wanted)
{
	long cores = wanted > 0 ? (long)wanted : sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1 ? 1 : cores > POOL_WORKERS_MAX ? POOL_WORKERS_MAX : (size_t)cores;
}

int pool_create(unsigned workers, struct pool **ret_pool)
{
	size_t count = worker_count(workers);
	struct pool *pool = calloc(1, sizeof *pool + count * sizeof *pool->members);
	int r;

	if (!pool)
		return -ENOMEM;
	pool->media = media_create();
	r = pool->media ? read_tables() : -ENOPKG;
	while (r == 0 && pool->count < count)
		r = member_start(&pool->members[pool->count++], pool->media);
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

int pool_replace(struct pool *pool, size_t worker, int *ret_status)
{
	struct member *m = &pool->members[worker];
	int status = member_end(m);

	if (ret_status)
		*ret_status = status;
	return member_start(m, pool->media);
}

/* ---- files ---- */

size_t pool_room(const struct pool *pool)
{
	return pool->count * POOL_QUEUE;
}

static bool has_room(const struct member *m)
{
	return !m->deaf && !m->gone && m->queued < POOL_QUEUE && m->given < POOL_JOBS_MAX;
}

void pool_give_to(struct pool *pool, size_t worker, int file)
{
	struct member *m = &pool->members[worker];

	m->queued++;
	m->given++;
	if (m->deaf || m->gone || channel_send_file(m->socket, file) == 0)
		return;
	m->deaf = true;
	kill(m->process,
	     SIGKILL); /* most likely it is dead; if not, this file would be waited for for ever */
}

int pool_give(struct pool *pool, int file, size_t *ret_worker)
{
	size_t best = pool->count;

	for (size_t i = 0; i < pool->count; i++) {
		struct member *m = &pool->members[i];

		if ((m->deaf || m->gone) && m->queued == 0) {
			int r = pool_replace(pool, i, NULL);

			if (r != 0)
				return r;
		}
		if (has_room(m) && (best == pool->count || m->queued < pool->members[best].queued))
			best = i;
	}
	if (best == pool->count)
		return 0;
	pool_give_to(pool, best, file);
	*ret_worker = best;
	return 1;
}

int pool_done(struct pool *pool, size_t worker)
{
	struct member *m = &pool->members[worker];

	m->queued--;
	if (m->queued > 0 || (!m->deaf && !m->gone && m->given < POOL_JOBS_MAX))
		return 0;
	return pool_replace(pool, worker, NULL);
}

/* ---- frames ---- */

static struct slice unread(const struct member *m)
{
	return m->inbox.length > m->taken
		   ? (struct slice){m->inbox.data + m->taken, m->inbox.length - m->taken}
		   : SLICE("");
}

/* Closes the gap of what was taken; cheap, since what is left is the beginning of a frame. */
static void compact(struct member *m)
{
	struct slice rest = unread(m);

	if (m->taken == 0 || rest.length > m->taken)
		return;
	if (rest.length > 0)
		memmove(m->inbox.data, rest.at, rest.length);
	m->inbox.length = rest.length;
	m->taken = 0;
}

static void receive(struct member *m)
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
		const struct member *m = &pool->members[i];
		bool full = i != worker && m->inbox.length >= POOL_INBOX;

		wanted[i] = (struct pollfd){.fd = m->gone || full ? -1 : m->socket, .events = POLLIN};
	}
	if (poll(wanted, pool->count, -1) < 0)
		return errno == EINTR ? 0 : -errno;
	for (size_t i = 0; i < pool->count; i++) {
		if (wanted[i].fd >= 0 && wanted[i].revents != 0)
			receive(&pool->members[i]);
		if (pool->members[i].inbox.failed)
			return -ENOMEM;
	}
	return 0;
}

int pool_frame(struct pool *pool, size_t worker, struct slice *ret_frame)
{
	struct member *m = &pool->members[worker];

	for (;;) {
		int r = wire_frame(unread(m), ret_frame);

		if (r != 0 || m->gone)
			return r;
		r = wait_for(pool, worker);
		if (r != 0)
			return r;
	}
}

void pool_took(struct pool *pool, size_t worker, struct slice frame)
{
	pool->members[worker].taken += WIRE_HEAD + frame.length;
}
