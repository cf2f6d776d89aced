/* SPDX-License-Identifier: MIT */
/*
 * Stamps that speak of a whole paper: "RELEASE IN PART B5,B6" at its head, "Page 21 ~ b7E;" on a sheet for
 * pages that are missing. They are found once per source; what documents they are true of is for redaction.h.
 */
#ifndef PARSE_RELEASE_H
#define PARSE_RELEASE_H

#include "regime.h"

enum { RELEASE_GROUNDS = 16 };

struct release {
	struct span where;            /* the stamp with its codes */
	size_t first_line, last_line; /* lines that hold nothing else, but perhaps the first */
	bool carries;                 /* true of all that follows, up to the next stamp that is */
	size_t carrier;               /* number of the last that does, from 1, itself included; 0: none */
	const struct ground *grounds[RELEASE_GROUNDS];
	size_t count; /* 0: nothing is withheld, or it does not say why */
};

/* Sets releases and release_count of `regimes`; they live in the arena. 0 or -ENOMEM. */
int release_find(const struct lines *lines, struct arena *arena, struct regimes *regimes);
/* The last stamp that begins at or above the line; NULL where none does. */
const struct release *release_at(const struct regimes *regimes, size_t line);
/* Is the line nothing but such a stamp? */
bool release_is_line(const struct regimes *regimes, const struct lines *lines, size_t line);
/* The first line of the stamp right above `line`, but for blank lines and furniture; `line` where none is. */
size_t release_head(const struct regimes *regimes, const struct lines *lines, size_t line);
/* The stamp that speaks of a document in the lines [first, last) without standing in it; NULL where none
 * does.
 */
const struct release *release_over(const struct regimes *regimes, size_t first, size_t last);
#endif
