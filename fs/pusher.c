/* SPDX-License-Identifier: MIT */
/* See pusher.h. */
#include "pusher.h"
#include "mount.h"
#include "reader.h"
#include "signals.h"

enum { HALF_MIN = 4 }; /* files; for fewer it takes longer to wake the helper */

/* ---- pushing ---- */

static int read_file(struct reader *reader, const struct batch_file *file, size_t *ret_got)
{
	return file->extent.content ? dossier_read_extent(reader->store, &file->extent, reader->buffer,
							  file->size, ret_got)
				    : dossier_read(reader->store, file->node, 0, reader->buffer,
						   BATCH_FILE_BYTES, ret_got);
}

/* False: the kernel takes no more. */
static bool push(struct mount *mount, struct reader *reader, const struct batch_file *file)
{
	struct fuse_bufvec bytes = FUSE_BUFVEC_INIT(file->size);
	size_t got = 0;

	if (read_file(reader, file, &got) != 0 || got != file->size)
		return true;
	bytes.buf[0].mem = reader->buffer;
	if (fuse_lowlevel_notify_store(mount->session, file->node, 0, &bytes, FUSE_BUF_NO_SPLICE) != 0)
		return false;
	atomic_fetch_add_explicit(&mount->prefetch.pusher.files, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&mount->prefetch.pusher.bytes, got, memory_order_relaxed);
	return true;
}

/* Those in [from, end). */
static size_t push_range(struct mount *mount, struct reader *reader, const struct batch *batch, size_t from,
			 size_t end)
{
	if (reader_reserve(reader, BATCH_FILE_BYTES) != 0 || dossier_reader_hold(reader->store) != 0)
		return from;
	while (from < end && push(mount, reader, &batch->files[from]))
		from++;
	dossier_reader_release(reader->store);
	return from;
}

/* ---- the helper ---- */

static void *help(void *context)
{
	struct pusher *pusher = context;

	(void)pthread_mutex_lock(&pusher->lock);
	while (pusher->state != HELPER_ENDED) {
		if (pusher->state != HELPER_GIVEN) {
			(void)pthread_cond_wait(&pusher->changed, &pusher->lock);
			continue;
		}
		(void)pthread_mutex_unlock(&pusher->lock);
		size_t reached = push_range(pusher->mount, readers_helper(pusher->mount), pusher->batch,
					    pusher->from, pusher->batch->count);
		(void)pthread_mutex_lock(&pusher->lock);
		pusher->reached = reached;
		pusher->state = HELPER_DONE;
		(void)pthread_cond_broadcast(&pusher->changed);
	}
	(void)pthread_mutex_unlock(&pusher->lock);
	return NULL;
}

/* Under the lock. */
static bool is_free(struct pusher *pusher)
{
	if (pusher->state == HELPER_NONE && signals_start_thread(&pusher->helper, help, pusher) == 0)
		pusher->state = HELPER_FREE;
	return pusher->state == HELPER_FREE;
}

/* The files from `from` on are the helper's. False: it has others. */
static bool give(struct mount *mount, const struct batch *batch, size_t from)
{
	struct pusher *pusher = &mount->prefetch.pusher;

	(void)pthread_mutex_lock(&pusher->lock);
	bool given = is_free(pusher);
	if (given) {
		pusher->mount = mount;
		pusher->batch = batch;
		pusher->from = from;
		pusher->state = HELPER_GIVEN;
		(void)pthread_cond_broadcast(&pusher->changed);
	}
	(void)pthread_mutex_unlock(&pusher->lock);
	return given;
}

static size_t take_back(struct pusher *pusher)
{
	(void)pthread_mutex_lock(&pusher->lock);
	while (pusher->state != HELPER_DONE)
		(void)pthread_cond_wait(&pusher->changed, &pusher->lock);
	pusher->state = HELPER_FREE;
	size_t reached = pusher->reached;
	(void)pthread_mutex_unlock(&pusher->lock);
	return reached;
}

size_t pusher_push(struct mount *mount, struct reader *reader, const struct batch *batch)
{
	size_t half = batch->count / 2;
	bool helped = half >= HALF_MIN && give(mount, batch, half);
	size_t end = helped ? half : batch->count;
	size_t reached = push_range(mount, reader, batch, 0, end);
	size_t other = helped ? take_back(&mount->prefetch.pusher) : end;

	return reached < end ? reached : other;
}

/* ---- its life ---- */

void pusher_init(struct pusher *pusher)
{
	(void)pthread_mutex_init(&pusher->lock, NULL);
	(void)pthread_cond_init(&pusher->changed, NULL);
}

void pusher_finish(struct pusher *pusher)
{
	(void)pthread_mutex_lock(&pusher->lock);
	bool started = pusher->state != HELPER_NONE;
	pusher->state = HELPER_ENDED;
	(void)pthread_cond_broadcast(&pusher->changed);
	(void)pthread_mutex_unlock(&pusher->lock);
	if (started)
		(void)pthread_join(pusher->helper, NULL);
	(void)pthread_cond_destroy(&pusher->changed);
	(void)pthread_mutex_destroy(&pusher->lock);
}
