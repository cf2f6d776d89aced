/* SPDX-License-Identifier: MIT */
#include "pool.h"

#include "channel.h"
#include "nursery.h"
#include "pool-worker.h"
#include "sandbox.h"
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- processes ---- */

/*
 * Two pairs of sockets: ours first, then the worker's. A wish comes whole or not at all, and nothing that a
 * worker leaves unsaid or unread can make the importer wait.
 */
static int make_sockets(int records[2], int aid[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, records) != 0)
		return -errno;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, aid) != 0) {
		int error = errno;

		close(records[0]);
		close(records[1]);
		return -error;
	}
	fcntl(aid[0], F_SETFL, O_NONBLOCK); /* of this end alone */
	return 0;
}

/* A worker that files of up to `size` can be given to. */
static int worker_start(struct pool *pool, struct worker *w, uint64_t size)
{
	int records[2], aid[2], r = make_sockets(records, aid);

	if (r != 0)
		return r;
	r = nursery_fork(&pool->nursery, records[1], aid[1], size, &w->process);
	close(records[1]);
	close(aid[1]);
	w->socket = records[0];
	w->aid = aid[0];
	if (r != 0) {
		close(records[0]);
		close(aid[0]);
		w->process = 0;
	}
	return r;
}

/* A worker that is ending already keeps its own status in spite of the signal. */
static struct pool_end worker_end(struct worker *w)
{
	struct pool_end end = {.boxed = w->boxed};

	if (w->process == 0)
		return end;
	kill(w->process, SIGKILL);
	while (waitpid(w->process, &end.status, 0) < 0 && errno == EINTR)
		;
	if (w->help.process > 0)
		worker_drop_help(w);
	close(w->socket);
	close(w->aid);
	buf_finish(&w->inbox);
	*w = (struct worker){.socket = -1, .aid = -1};
	return end;
}

static size_t worker_count(unsigned wanted)
{
	long cores = wanted > 0 ? (long)wanted : sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1 ? 1 : cores > POOL_WORKERS_MAX ? POOL_WORKERS_MAX : (size_t)cores;
}

int pool_create(const struct pool_options *options, struct pool **ret_pool)
{
	size_t count = worker_count(options->workers);
	struct pool *pool = calloc(1, sizeof *pool + count * sizeof *pool->workers);
	int r;

	if (!pool)
		return -ENOMEM;
	pool->options = *options;
	pool->queue = count * POOL_QUEUE > POOL_FILES ? POOL_FILES / count : POOL_QUEUE;
	pool->media = media_create();
	r = pool->media ? sandbox_available() : -ENOPKG;
	if (r == 0)
		r = worker_prepare();
	if (r == 0)
		r = nursery_create(&(struct worker_start){.ocr = pool->options.ocr,
							  .importer = getpid(),
							  .media = pool->media},
				   &pool->nursery);
	while (r == 0 && pool->count < count)
		r = worker_start(pool, &pool->workers[pool->count++], 0);
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
		worker_end(&pool->workers[i]);
	nursery_finish(&pool->nursery);
	media_destroy(pool->media);
	free(pool);
}

static int replace(struct pool *pool, size_t worker, uint64_t size, struct pool_end *ret_end)
{
	struct worker *w = &pool->workers[worker];
	struct pool_end end = worker_end(w);

	if (ret_end)
		*ret_end = end;
	return worker_start(pool, w, size);
}

int pool_replace(struct pool *pool, size_t worker, struct pool_end *ret_end)
{
	return replace(pool, worker, 0, ret_end);
}

/* ---- files ---- */

size_t pool_room(const struct pool *pool)
{
	return pool->count * pool->queue;
}

static bool has_room(const struct pool *pool, const struct worker *w)
{
	return !w->deaf && !w->gone && !w->worn && w->queued < pool->queue;
}

void pool_give_to(struct pool *pool, size_t worker, int file, uint64_t size)
{
	struct worker *w = &pool->workers[worker];

	w->files[w->queued] = file;
	w->helps[w->queued] = 0;
	w->sizes[w->queued++] = size;
	w->given++;
	w->worn = w->worn || w->given >= POOL_JOBS_MAX || size > SANDBOX_LARGE;
	if (w->deaf || w->gone ||
	    channel_say(w->socket, &(struct message){pool->options.task, size, file}) == 0)
		return;
	w->deaf = true;
	kill(w->process,
	     SIGKILL); /* most likely it is dead; if not, this file would be waited for for ever */
}

/* The worker that is to get a file of this size; pool->count: none has room. */
static int choose(struct pool *pool, uint64_t size, size_t *ret_best)
{
	size_t best = pool->count;

	for (size_t i = 0; i < pool->count; i++) {
		struct worker *w = &pool->workers[i];

		if ((w->deaf || w->gone) && w->queued == 0) {
			int r = pool_replace(pool, i, NULL);

			if (r != 0)
				return r;
		}
		if (has_room(pool, w) && (best == pool->count || w->queued < pool->workers[best].queued))
			best = i;
	}
	*ret_best = best;
	if (best == pool->count || size <= SANDBOX_LARGE)
		return 0;
	if (pool->workers[best].queued == 0)
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

static bool is_tired(const struct worker *w)
{
	struct timespec used;
	clockid_t clock;

	return clock_getcpuclockid(w->process, &clock) != 0 || clock_gettime(clock, &used) != 0 ||
	       used.tv_sec >= SANDBOX_CPU_FRESH;
}

int pool_done(struct pool *pool, size_t worker)
{
	struct worker *w = &pool->workers[worker];

	w->queued--;
	memmove(w->sizes, w->sizes + 1, w->queued * sizeof *w->sizes);
	memmove(w->files, w->files + 1, w->queued * sizeof *w->files);
	memmove(w->helps, w->helps + 1, w->queued * sizeof *w->helps);
	w->waited = 0;
	w->done++;
	w->worn = w->worn || is_tired(w);
	if (w->queued > 0 || (!w->deaf && !w->gone && !w->worn))
		return 0;
	return pool_replace(pool, worker, NULL);
}
