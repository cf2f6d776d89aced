/* SPDX-License-Identifier: MIT */
/* See batch.h. */
#include "batch.h"

enum { BATCH_BYTES = 1024 * 1024 };

bool batch_is_fit(const struct dossier_attributes *file)
{
	enum dossier_kind kind = dossier_node_kind(file->node);

	return (kind == DOSSIER_DOCUMENT || kind == DOSSIER_ORIGINAL) && file->size > 0;
}

void batch_begin(struct batch *batch, const struct walk *walk)
{
	batch->count = batch->seen = 0;
	batch->bytes = 0;
	batch->reading = walk->next;
	batch->rest = *walk;
	batch->rest.next = 0;
}

static bool has_room(const struct batch *batch, uint64_t size)
{
	return batch->seen < batch->rest.ahead && batch->bytes + size <= BATCH_BYTES;
}

bool batch_collect(void *context, const struct dossier_name *name)
{
	struct batch *batch = context;
	const struct dossier_attributes *file = &name->attributes;
	uint64_t size = file->size <= BATCH_FILE_BYTES ? file->size : 0, before = batch->rest.before;

	if (!batch_is_fit(file))
		return false;
	if (!has_room(batch, size)) {
		batch->rest.next = file->node;
		return false;
	}
	batch->rest.before = name->cookie;
	if (file->node == batch->reading)
		return true;
	batch->seen++;
	if (size == 0)
		return true;
	batch->bytes += size;
	batch->files[batch->count++] = (struct batch_file){file->node, size, before, name->extent};
	return true;
}

void batch_cut(struct batch *batch, size_t i)
{
	batch->rest.before = batch->files[i].before;
	batch->rest.next = i > 0 ? batch->files[i].node : 0;
	batch->count = i;
}
