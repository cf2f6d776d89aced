/* SPDX-License-Identifier: MIT */
/* See prefetch.h. */
#include "prefetch.h"
#include "mount.h"
#include "reader.h"

#include <errno.h>

enum {
	FILE_BYTES = 128 * 1024, /* what one READ fetches: a larger file's own readahead does as well */
	BATCH_BYTES = 1024 * 1024,
	PUSHERS_MAX = 4
};

/* The kernel asks nothing of a file without bytes, so none is awaited. */
bool prefetch_is_fit(const struct dossier_attributes *file)
{
	enum dossier_kind kind = dossier_node_kind(file->node);

	return (kind == DOSSIER_DOCUMENT || kind == DOSSIER_ORIGINAL) && file->size > 0;
}

/* ---- what to push ---- */

struct file {
	dossier_node node;
	uint64_t size;
	uint64_t before; /* as of a walk */
};

struct batch {
	struct file files[WALK_AHEAD_MAX];
	size_t count, seen, most;
	uint64_t bytes;
	struct walk rest; /* next is 0 where there is none */
};

static bool has_room(const struct batch *batch, const struct file *file)
{
	return batch->seen < batch->most && batch->bytes + file->size <= BATCH_BYTES;
}

/* A dossier_name_sink: rest.before is the name before this one. */
static bool collect(void *context, const struct dossier_name *name)
{
	struct batch *batch = context;
	struct file file = {name->attributes.node, name->attributes.size, batch->rest.before};

	if (!prefetch_is_fit(&name->attributes))
		return false;
	if (file.size > FILE_BYTES)
		file.size = 0;
	if (!has_room(batch, &file)) {
		batch->rest.next = file.node;
		return false;
	}
	batch->rest.before = name->cookie;
	if (file.node == batch->rest.next)
		return true;
	batch->seen++;
	if (file.size == 0)
		return true;
	batch->bytes += file.size;
	batch->files[batch->count++] = file;
	return true;
}

/* ---- pushing ---- */

/* False: the kernel takes no more. A file that cannot be read is left for its reader to find so. */
static bool push(struct mount *mount, struct reader *reader, const struct file *file)
{
	struct fuse_bufvec bytes = FUSE_BUFVEC_INIT(file->size);
	size_t got = 0;

	if (dossier_read(reader->store, file->node, 0, reader->buffer, FILE_BYTES, &got) != 0 ||
	    got != file->size)
		return true;
	bytes.buf[0].mem = reader->buffer;
	if (fuse_lowlevel_notify_store(mount->session, file->node, 0, &bytes, FUSE_BUF_NO_SPLICE) != 0)
		return false;
	atomic_fetch_add_explicit(&mount->prefetch.files, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&mount->prefetch.bytes, got, memory_order_relaxed);
	return true;
}

/*
 * Where the kernel does not know a file, it was not listed yet: the walk goes on from there. If it knows
 * none, it has forgotten them, and who reads on looks each up.
 */
static void push_all(struct mount *mount, struct reader *reader, struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++) {
		if (push(mount, reader, &batch->files[i]))
			continue;
		batch->rest.before = batch->files[i].before;
		batch->rest.next = i > 0 ? batch->files[i].node : 0;
		return;
	}
}

/* Listing costs no more than it gives: it ends at the first name that is not pushed. */
static void go_on(struct mount *mount, struct reader *reader, const struct walk *walk)
{
	struct batch batch = {.most = walk->ahead, .rest = *walk};

	if (reader_reserve(reader, FILE_BYTES) != 0)
		return;
	if (dossier_reader_hold(reader->store) != 0)
		return;
	if (dossier_list(reader->store, walk->directory, walk->before, collect, &batch) == 0) {
		if (batch.rest.next == walk->next)
			batch.rest.next = 0;
		push_all(mount, reader, &batch);
	}
	dossier_reader_release(reader->store);
	if (batch.rest.next == 0)
		return;
	(void)pthread_mutex_lock(&mount->prefetch.lock);
	walks_await(&mount->prefetch.walks, &batch.rest);
	(void)pthread_mutex_unlock(&mount->prefetch.lock);
}

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
	struct walk walk;

	(void)pthread_mutex_lock(&prefetch->lock);
	bool push = walks_reach(&prefetch->walks, file, asker, &walk) && may_push(mount);
	prefetch->pushing += push;
	(void)pthread_mutex_unlock(&prefetch->lock);
	if (!push)
		return;
	go_on(mount, reader, &walk);
	end_pushing(prefetch);
}

void prefetch_listed(struct mount *mount, struct reader *reader, dossier_node directory, pid_t asker)
{
	struct prefetch *prefetch = &mount->prefetch;
	const struct walk walk = {.directory = directory, .ahead = WALK_AHEAD_MAX};

	(void)pthread_mutex_lock(&prefetch->lock);
	bool push = may_push(mount) && walks_spend_trust(&prefetch->walks, asker);
	prefetch->pushing += push;
	(void)pthread_mutex_unlock(&prefetch->lock);
	if (!push)
		return;
	go_on(mount, reader, &walk);
	end_pushing(prefetch);
}

/* ---- who waits ---- */

static void wait_for_all(struct prefetch *prefetch, bool for_good)
{
	(void)pthread_mutex_lock(&prefetch->lock);
	prefetch->stopped = true;
	while (prefetch->pushing > 0)
		(void)pthread_cond_wait(&prefetch->idle, &prefetch->lock);
	prefetch->stopped = for_good;
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
}

void prefetch_finish(struct prefetch *prefetch)
{
	(void)pthread_cond_destroy(&prefetch->idle);
	(void)pthread_mutex_destroy(&prefetch->lock);
}
