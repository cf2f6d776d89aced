/* SPDX-License-Identifier: MIT */
/* See prefetch.h. */
#include "prefetch.h"
#include "mount.h"
#include "reader.h"

enum { PUSHERS_MAX = 4 };

/* ---- who may push ---- */

/* Under the lock. */
static bool may_push(const struct mount *mount)
{
	const struct prefetch *prefetch = &mount->prefetch;

	return !prefetch->stopped && prefetch->pushing < PUSHERS_MAX &&
	       prefetch->pushing + 1 < atomic_load(&mount->readers_taken);
}

static void end_pushing(struct prefetch *prefetch)
{
	(void)pthread_mutex_lock(&prefetch->lock);
	if (--prefetch->pushing == 0)
		(void)pthread_cond_broadcast(&prefetch->idle);
	(void)pthread_mutex_unlock(&prefetch->lock);
}

/* ---- what a listing has shown ---- */

static struct batch *place_of(struct prefetch *prefetch, dossier_node directory)
{
	return &prefetch->shown[directory % PREFETCH_SHOWN];
}

void prefetch_show(struct mount *mount, const struct batch *batch, pid_t asker)
{
	struct prefetch *prefetch = &mount->prefetch;

	(void)pthread_mutex_lock(&prefetch->lock);
	if (walks_trust(&prefetch->walks, asker))
		*place_of(prefetch, batch->rest.directory) = *batch;
	(void)pthread_mutex_unlock(&prefetch->lock);
}

/* Under the lock. A batch that was shown is given once. */
static bool take_shown(struct prefetch *prefetch, dossier_node directory, struct batch *ret)
{
	struct batch *batch = place_of(prefetch, directory);

	if (batch->rest.directory != directory)
		return false;
	*ret = *batch;
	batch->rest.directory = 0;
	return true;
}

/* ---- pushing ---- */

/* Listing costs no more than it gives: it ends at the first name that is not pushed. */
static int list(struct reader *reader, const struct walk *walk, struct batch *ret)
{
	batch_begin(ret, walk);
	return dossier_list(reader->store, walk->directory, walk->before, batch_collect, ret);
}

static void push(struct mount *mount, struct reader *reader, struct batch *batch)
{
	struct prefetch *prefetch = &mount->prefetch;
	size_t reached = pusher_push(mount, reader, batch);

	if (reached < batch->count)
		batch_cut(batch, reached);
	if (batch->rest.next == 0)
		return;
	(void)pthread_mutex_lock(&prefetch->lock);
	walks_await(&prefetch->walks, &batch->rest);
	(void)pthread_mutex_unlock(&prefetch->lock);
}

void prefetch_await(struct mount *mount, dossier_node directory, uint64_t before, dossier_node first)
{
	const struct walk walk = {directory, first, before, WALK_AHEAD / 2};

	(void)pthread_mutex_lock(&mount->prefetch.lock);
	walks_await(&mount->prefetch.walks, &walk);
	(void)pthread_mutex_unlock(&mount->prefetch.lock);
}

void prefetch_read(struct mount *mount, struct reader *reader, dossier_node file, pid_t asker)
{
	struct prefetch *prefetch = &mount->prefetch;
	struct batch batch;
	struct walk walk;

	(void)pthread_mutex_lock(&prefetch->lock);
	bool may = walks_reach(&prefetch->walks, file, asker, &walk) && may_push(mount);
	prefetch->pushing += may;
	(void)pthread_mutex_unlock(&prefetch->lock);
	if (!may)
		return;
	if (list(reader, &walk, &batch) == 0)
		push(mount, reader, &batch);
	end_pushing(prefetch);
}

bool prefetch_listed(struct mount *mount, struct reader *reader, dossier_node directory, pid_t asker)
{
	struct prefetch *prefetch = &mount->prefetch;
	const struct walk walk = {.directory = directory, .ahead = WALK_AHEAD_MAX};
	struct batch batch;

	(void)pthread_mutex_lock(&prefetch->lock);
	bool may = may_push(mount) && walks_spend_trust(&prefetch->walks, asker);
	bool shown = may && take_shown(prefetch, directory, &batch);
	prefetch->pushing += may;
	(void)pthread_mutex_unlock(&prefetch->lock);
	if (!may)
		return false;
	if (shown || list(reader, &walk, &batch) == 0)
		push(mount, reader, &batch);
	end_pushing(prefetch);
	return true;
}

/* ---- who waits ---- */

static void wait_for_all(struct prefetch *prefetch, bool for_good)
{
	(void)pthread_mutex_lock(&prefetch->lock);
	prefetch->stopped = true;
	while (prefetch->pushing > 0)
		(void)pthread_cond_wait(&prefetch->idle, &prefetch->lock);
	prefetch->stopped = for_good;
	for (size_t i = 0; i < PREFETCH_SHOWN; i++)
		prefetch->shown[i].rest.directory = 0;
	(void)pthread_mutex_unlock(&prefetch->lock);
}

void prefetch_settle(struct prefetch *prefetch)
{
	wait_for_all(prefetch, false);
}

void prefetch_stop(struct prefetch *prefetch)
{
	wait_for_all(prefetch, true);
}

void prefetch_init(struct prefetch *prefetch)
{
	(void)pthread_mutex_init(&prefetch->lock, NULL);
	(void)pthread_cond_init(&prefetch->idle, NULL);
	pusher_init(&prefetch->pusher);
}

void prefetch_finish(struct prefetch *prefetch)
{
	pusher_finish(&prefetch->pusher);
	(void)pthread_cond_destroy(&prefetch->idle);
	(void)pthread_mutex_destroy(&prefetch->lock);
}
