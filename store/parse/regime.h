/* SPDX-License-Identifier: MIT */
/* Which law's codes a source uses, by the source's own evidence: stamps, names of the Act, codes only one law has. */
#ifndef PARSE_REGIME_H
#define PARSE_REGIME_H

#include "lines.h"

enum { REGIMES_MAX = 32, REGIME_NEEDED = 5 }; /* evidence below REGIME_NEEDED decides nothing */

struct regime_evidence {
	const char *regime; /* as in the table of grounds */
	unsigned weight;
};

struct regimes {
	struct regime_evidence at[REGIMES_MAX]; /* heaviest first; only those with any evidence */
	size_t count;
};

void regime_weigh(const struct lines *lines, struct regimes *ret_regimes);
/* The regime that bare codes belong to, or NULL. */
const char *regime_decided(const struct regimes *regimes);
bool regime_has(const struct regimes *regimes, const char *regime);
#endif
