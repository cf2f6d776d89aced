/* SPDX-License-Identifier: MIT */
/* See reader.h. */
#include "reader.h"

#include <errno.h>
#include <stdlib.h>

static _Thread_local struct reader *own;

/* The first read opens all that SQLite will need, also beside the store's file. */
static int create(struct mount *mount, struct dossier_reader **ret)
{
	struct dossier_attributes root;
	int r = dossier_reader_create(mount->store, ret);

	return r ? r : dossier_stat(*ret, DOSSIER_ROOT, &root);
}

int readers_init(struct mount *mount)
{
	mount->readers = calloc(READERS_ALL, sizeof *mount->readers);
	int r = mount->readers ? 0 : -ENOMEM;

	for (size_t i = 0; i < READERS_ALL && !r; i++)
		r = create(mount, &mount->readers[i].store);
	return r;
}

void readers_finish(struct mount *mount)
{
	for (size_t i = 0; i < READERS_ALL && mount->readers; i++) {
		dossier_reader_destroy(mount->readers[i].store);
		free(mount->readers[i].buffer);
	}
	free(mount->readers);
	mount->readers = NULL;
}

/* There is one for each thread that libfuse may start. */
static struct reader *take(struct mount *mount)
{
	unsigned number = atomic_fetch_add(&mount->readers_taken, 1);

	return number < READERS_MAX ? &mount->readers[number] : NULL;
}

void reader_finish_request(struct reader *reader)
{
	dossier_reader_set_interrupt(reader->store, NULL, NULL);
}

struct reader *readers_helper(struct mount *mount)
{
	return &mount->readers[READERS_MAX];
}

int buffer_reserve(char **buffer, size_t *size, size_t wanted)
{
	if (wanted <= *size)
		return 0;
	char *larger = malloc(wanted);
	if (!larger)
		return -ENOMEM;
	free(*buffer);
	*buffer = larger;
	*size = wanted;
	return 0;
}

int reader_reserve(struct reader *reader, size_t size)
{
	return buffer_reserve(&reader->buffer, &reader->size, size);
}

/* A dossier_interrupted. */
static bool is_interrupted(void *context)
{
	fuse_req_t req = context;
	const struct mount *mount = fuse_req_userdata(req);

	return fuse_req_interrupted(req) || atomic_load(&mount->search.table.over) ||
	       fuse_session_exited(mount->session);
}

int reader_of(fuse_req_t req, struct mount *mount, size_t size, struct reader **ret)
{
	if (!own)
		own = take(mount);
	int r = own ? reader_reserve(own, size) : -ENOMEM;
	if (r)
		return r;
	dossier_reader_set_interrupt(own->store, is_interrupted, req);
	*ret = own;
	return 0;
}
