/* SPDX-License-Identifier: MIT */
/* Senders and recipients as printed: names, addresses, units and posts, or a mark in their place. */
#ifndef PARSE_PARTY_H
#define PARSE_PARTY_H

#include "../data/facts.h"
#include "../util/arena.h"
#include "header.h"
#include "regime.h"

struct parties {
	struct party_fact *at;
	size_t count, capacity;
};

/* One party as the text prints it: a name, an address, or a mark where it is withheld. */
int party_read(const struct lines *lines, struct slice item, enum role role, const struct regimes *regimes,
	       struct arena *arena, struct parties *parties);
/*
 * Appends the parties of a header field: one for From, as many as printed for the others, separated by ";"
 * ("," only between addresses). 0 or -ENOMEM.
 */
int party_read_field(const struct lines *lines, const struct header_field *field, enum role role,
		     const struct regimes *regimes, struct arena *arena, struct parties *parties);
/* Appends one party that was read elsewhere, such as the signing unit of a briefing or a byline. 0 or
 * -ENOMEM. */
int party_add(struct slice text, struct span where, enum role role, struct arena *arena,
	      struct parties *parties);
#endif
