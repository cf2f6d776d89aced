/* SPDX-License-Identifier: MIT */
/* See reader.h. */
#include "reader.h"

#include <errno.h>
#include <stdlib.h>

static void destroy(void *data)
{
	struct reader *reader = data;

	if (!reader)
		return;
	dossier_reader_destroy(reader->store);
	free(reader->buffer);
	free(reader);
}

int readers_init(struct mount *mount)
{
	int error = pthread_key_create(&mount->readers, destroy);

	mount->has_readers = error == 0;
	return -error;
}

void readers_finish(struct mount *mount)
{
	if (mount->has_readers)
		(void)pthread_key_delete(mount->readers);
	mount->has_readers = false;
}

static int create(const struct mount *mount, struct reader **ret)
{
	struct reader *reader = calloc(1, sizeof *reader);
	int r = reader ? dossier_reader_create(mount->store, &reader->store) : -ENOMEM;

	if (!r)
		r = -pthread_setspecific(mount->readers, reader);
	if (r)
		destroy(reader);
	else
		*ret = reader;
	return r;
}

static int reserve(struct reader *reader, size_t size)
{
	if (size <= reader->size)
		return 0;
	free(reader->buffer); /* holds nothing between requests */
	reader->buffer = malloc(size);
	reader->size = reader->buffer ? size : 0;
	return reader->buffer ? 0 : -ENOMEM;
}

/* A dossier_interrupted. */
static bool is_interrupted(void *context)
{
	fuse_req_t req = context;
	const struct mount *mount = fuse_req_userdata(req);

	return fuse_req_interrupted(req) || fuse_session_exited(mount->session);
}

int reader_of(fuse_req_t req, const struct mount *mount, size_t size, struct reader **ret)
{
	struct reader *reader = pthread_getspecific(mount->readers);
	int r = reader ? 0 : create(mount, &reader);

	if (!r)
		r = reserve(reader, size);
	if (r)
		return r;
	dossier_reader_set_interrupt(reader->store, is_interrupted, req);
	*ret = reader;
	return 0;
}
