/* SPDX-License-Identifier: MIT */
#include "pool.h"

#include "../extract/media/media.h"
#include "../util/buf.h"
#include "../util/clock.h"
#include "channel.h"
#include "helper.h"
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

struct worker {        /* as the importer sees it */
	pid_t process; /* 0: none */
	int socket;    /* for files and records */
	int aid;       /* for programs that help */
	struct helper_run help;
	unsigned helps;  /* given for the file that it reads */
	unsigned helped; /* and which file that is, of all that it was given */
	struct buf inbox;
	size_t taken;               /* bytes of the inbox done with */
	bool boxed;                 /* it has sent its greeting */
	bool deaf;                  /* takes no more files; what it sent before can still be received */
	bool aid_closed;            /* it asked for what no worker of ours asks */
	bool gone;                  /* all that it will ever send is in the inbox */
	bool worn;                  /* is to get no more files, and to be replaced */
	size_t queued;              /* files given and not done with */
	int files[POOL_QUEUE];      /* these, the caller's */
	uint64_t sizes[POOL_QUEUE]; /* of these */
	uint64_t waited;            /* nanoseconds for the first of them */
	unsigned given, done;       /* files in its life */
};

struct pool {
	struct media *media; /* loaded once, inherited by every worker */
	struct pool_options options;
	size_t count;
	struct worker workers[];
};

/* ---- processes ---- */

/* Two pairs of sockets: ours first, then the worker's. */
static int make_sockets(int records[2], int aid[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, records) != 0)
		return -errno;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, aid) == 0)
		return 0;
	int error = errno;

	close(records[0]);
	close(records[1]);
	return -error;
}

/* A worker that files of up to `size` can be given to. */
static int worker_start(struct pool *pool, struct worker *w, uint64_t size)
{
	int records[2], aid[2], r = make_sockets(records, aid);

	if (r != 0)
		return r;
	struct worker_start start = {.records = records[1],
				     .aid = aid[1],
				     .ocr = pool->options.ocr,
				     .importer = getpid(),
				     .media = pool->media,
				     .limits = sandbox_limits_for(size)};

	w->process = fork();
	if (w->process == 0)
		worker_run(&start);
	r = w->process < 0 ? -errno : 0;
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

static void drop_help(struct worker *w)
{
	uint64_t size;
	int output;

	if (helper_end(&w->help, &output, &size) == HELP_DONE)
		close(output);
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
		drop_help(w);
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
	pool->media = media_create();
	r = pool->media ? sandbox_available() : -ENOPKG;
	if (r == 0)
		r = worker_prepare();
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
	return pool->count * POOL_QUEUE;
}

static bool has_room(const struct worker *w)
{
	return !w->deaf && !w->gone && !w->worn && w->queued < POOL_QUEUE;
}

void pool_give_to(struct pool *pool, size_t worker, int file, uint64_t size)
{
	struct worker *w = &pool->workers[worker];

	w->files[w->queued] = file;
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
		if (has_room(w) && (best == pool->count || w->queued < pool->workers[best].queued))
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
	w->waited = 0;
	w->done++;
	w->worn = w->worn || is_tired(w);
	if (w->queued > 0 || (!w->deaf && !w->gone && !w->worn))
		return 0;
	return pool_replace(pool, worker, NULL);
}

/* ---- frames ---- */

static struct slice unread(const struct worker *w)
{
	return w->inbox.length > w->taken
		       ? (struct slice){w->inbox.data + w->taken, w->inbox.length - w->taken}
		       : SLICE("");
}

/* Closes the gap of what was taken; cheap, since what is left is the beginning of a frame. */
static void compact(struct worker *w)
{
	struct slice rest = unread(w);

	if (w->taken == 0 || rest.length > w->taken)
		return;
	if (rest.length > 0)
		memmove(w->inbox.data, rest.at, rest.length);
	w->inbox.length = rest.length;
	w->taken = 0;
}

static void receive(struct worker *w)
{
	ssize_t n;

	compact(w);
	if (!buf_reserve(&w->inbox, RECEIVE_SIZE))
		return;
	n = recv(w->socket, w->inbox.data + w->inbox.length, RECEIVE_SIZE, MSG_DONTWAIT);
	if (n > 0)
		w->inbox.length += (size_t)n;
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		w->gone = true;
}

/* ---- programs that help ---- */

static void answer(struct worker *w, enum help help, int output, uint64_t size)
{
	/* A worker that cannot be answered is at its end, which shows when its turn comes. */
	channel_say(w->aid, &(struct message){help, size, output});
	if (output >= 0)
		close(output);
}

/* A worker may be ahead of what its records were taken in for, so it says which file it reads. */
static bool is_fair(struct worker *w, const struct message *wish, size_t *ret_index)
{
	unsigned which = (unsigned)(wish->number >> 32);

	if (wish->word >= HELPERS || which < w->done || which - w->done >= w->queued)
		return false;
	w->helps = which == w->helped ? w->helps + 1 : 1;
	w->helped = which;
	*ret_index = which - w->done;
	return w->helps <= HELPER_RUNS_MAX;
}

/* What a worker asks is as hostile as what it says: one program at a time, for a file that it was given. */
static void start_help(struct worker *w)
{
	struct message wish;
	size_t index;
	int r = channel_hear(w->aid, &wish);

	if (r == 1 && wish.file >= 0)
		close(wish.file);
	if (r != 1 || !is_fair(w, &wish, &index)) {
		shutdown(w->aid, SHUT_RDWR);
		w->aid_closed = true;
		return;
	}
	enum help help = helper_start((enum helper)wish.word, (uint32_t)wish.number, w->files[index],
				      w->sizes[index], &w->help);

	if (help == HELP_DONE)
		return;
	drop_help(w);
	answer(w, help, -1, 0);
}

static void end_help(struct worker *w)
{
	int output = -1;
	uint64_t size = 0;
	enum help help = helper_end(&w->help, &output, &size);

	answer(w, help, output, size);
}

static void attend(struct worker *w, const struct pollfd *asked)
{
	if (w->help.process > 0 && ((asked->fd >= 0 && asked->revents != 0) || helper_late(&w->help)))
		end_help(w);
	else if (w->help.process == 0 && asked->fd >= 0 && asked->revents != 0)
		start_help(w);
}

/* ---- waiting ---- */

/* Waits for `worker`; takes in what the others have sent as far as their inboxes go, and helps them all. */
static int wait_for(struct pool *pool, size_t worker)
{
	struct pollfd wanted[2 * POOL_WORKERS_MAX], *asked = wanted + pool->count;

	for (size_t i = 0; i < pool->count; i++) {
		const struct worker *w = &pool->workers[i];
		bool full = i != worker && w->inbox.length >= POOL_INBOX;
		int help = w->help.process > 0 ? w->help.watch : w->gone || w->aid_closed ? -1 : w->aid;

		wanted[i] = (struct pollfd){.fd = w->gone || full ? -1 : w->socket, .events = POLLIN};
		asked[i] = (struct pollfd){.fd = help, .events = POLLIN};
	}
	if (poll(wanted, 2 * pool->count, WAIT_MILLISECONDS) < 0)
		return errno == EINTR ? 0 : -errno;
	for (size_t i = 0; i < pool->count; i++) {
		attend(&pool->workers[i], &asked[i]);
		if (wanted[i].fd >= 0 && wanted[i].revents != 0)
			receive(&pool->workers[i]);
		if (pool->workers[i].inbox.failed)
			return -ENOMEM;
	}
	return 0;
}

/* Time is counted while there is nothing to do but wait: what this side takes is not the worker's fault. */
static int wait_patiently(struct pool *pool, size_t worker)
{
	static const uint64_t most = 2 * WAIT_MILLISECONDS * (NANOSECONDS / 1000);
	struct worker *w = &pool->workers[worker];
	uint64_t began = clock_now(), took;
	int r;

	if (w->waited >= pool->options.patience(w->sizes[0]) * NANOSECONDS)
		return -ETIME;
	bool helped = w->help.process > 0; /* that has a clock of its own */

	r = wait_for(pool, worker);
	took = clock_now() - began;
	if (!helped)
		w->waited += took < most ? took : most;
	return r;
}

static void take_greeting(struct worker *w)
{
	if (w->boxed || unread(w).length == 0)
		return;
	w->boxed = unread(w).at[0] == WORKER_GREETING;
	w->taken++;
}

int pool_frame(struct pool *pool, size_t worker, struct slice *ret_frame)
{
	struct worker *w = &pool->workers[worker];

	for (;;) {
		take_greeting(w);
		int r = wire_frame(unread(w), ret_frame);

		if (r != 0 || w->gone)
			return r;
		r = wait_patiently(pool, worker);
		if (r != 0)
			return r;
	}
}

void pool_took(struct pool *pool, size_t worker, struct slice frame)
{
	pool->workers[worker].taken += WIRE_HEAD + frame.length;
}
