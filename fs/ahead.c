/* SPDX-License-Identifier: MIT */
/* See ahead.h. */
#include "ahead.h"

/* The top bits of the product are those that bring neighbours apart. */
static struct walk *place_of(struct walks *walks, dossier_node file)
{
	const uint64_t spread = 0x9E3779B97F4A7C15; /* 2^64 over the golden ratio */

	return &walks->places[file * spread >> (64 - WALKS_BITS)];
}

void walks_await(struct walks *walks, const struct walk *walk)
{
	*place_of(walks, walk->next) = *walk;
}

static unsigned widen(unsigned ahead)
{
	return ahead < WALK_AHEAD_MAX / 2 ? 2 * ahead : WALK_AHEAD_MAX;
}

bool walks_reach(struct walks *walks, dossier_node file, pid_t reader, struct walk *ret)
{
	struct walk *walk = place_of(walks, file);

	if (file == 0 || walk->next != file)
		return false;
	*ret = *walk;
	ret->ahead = widen(walk->ahead);
	walk->next = 0;
	size_t place = (unsigned)reader % WALK_READERS;
	walks->trust[place].reader = reader;
	walks->trust[place].left = WALK_TRUST;
	return true;
}

bool walks_trust(const struct walks *walks, pid_t reader)
{
	size_t place = (unsigned)reader % WALK_READERS;

	return walks->trust[place].reader == reader && walks->trust[place].left > 0;
}

bool walks_spend_trust(struct walks *walks, pid_t reader)
{
	if (!walks_trust(walks, reader))
		return false;
	walks->trust[(unsigned)reader % WALK_READERS].left--;
	return true;
}
