/* SPDX-License-Identifier: MIT */
/* What workers send and ask while the importer waits for one of them: frames for their inboxes, and help. */
#include "../util/clock.h"
#include "channel.h"
#include "pool-worker.h"
#include "wire.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	RECEIVE_SIZE = 128 * 1024,
	WAIT_MILLISECONDS =
		500 /* of one poll; more than twice that at once means that this process was stopped */
};

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

static void answer(struct worker *w, enum help help, int output, uint64_t size)
{
	/* A worker that cannot be answered, or does not listen, is at its end, which shows when its turn
	 * comes. */
	channel_say(w->aid, &(struct message){help, size, output});
	if (output >= 0)
		close(output);
}

void worker_drop_help(struct worker *w)
{
	uint64_t size;
	int output;

	if (helper_end(&w->help, &output, &size) == HELP_DONE)
		close(output);
}

/* A worker may be ahead of what its records were taken in for, so it says which file it reads. */
static bool is_fair(struct worker *w, const struct message *wish, size_t *ret_index)
{
	unsigned which = (unsigned)(wish->number >> 32);

	if (wish->word >= HELPERS || which < w->done || which - w->done >= w->queued)
		return false;
	*ret_index = which - w->done;
	return ++w->helps[*ret_index] <= HELPER_RUNS_MAX;
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
	worker_drop_help(w);
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
