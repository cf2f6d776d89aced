/* SPDX-License-Identifier: MIT */
/* One slot for each hash of a parent and a value, the last one that came. */
#include "known.h"

#include "checksum.h"

#include <stdlib.h>

enum {
	SLOTS = 4096,  /* a power of two */
	VALUE_MAX = 47 /* bytes; longer values are rare, and asked for */
};

struct known_directory {
	uint64_t parent, id; /* id 0: a free slot */
	unsigned char length;
	char value[VALUE_MAX];
};

void known_finish(struct known *known)
{
	free(known->slots);
	known->slots = NULL;
}

static struct known_directory *slot_of(const struct known *known, uint64_t parent, struct slice value)
{
	int64_t number = (int64_t)parent;

	return &known->slots[(uint64_t)checksum(&number, 1, value, SLICE("")) % SLOTS];
}

uint64_t known_find(const struct known *known, uint64_t parent, struct slice value)
{
	if (!known->slots || value.length > VALUE_MAX)
		return 0;
	const struct known_directory *slot = slot_of(known, parent, value);

	return slot->parent == parent && slice_equal((struct slice){slot->value, slot->length}, value)
		       ? slot->id
		       : 0;
}

/* Without memory it is asked for again. */
void known_keep(struct known *known, uint64_t parent, struct slice value, uint64_t directory)
{
	if (!known->slots)
		known->slots = calloc(SLOTS, sizeof *known->slots);
	if (!known->slots || value.length > VALUE_MAX)
		return;
	struct known_directory *slot = slot_of(known, parent, value);

	*slot = (struct known_directory){parent, directory, (unsigned char)value.length, ""};
	if (value.length > 0)
		memcpy(slot->value, value.at, value.length);
}
