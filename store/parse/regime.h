/* SPDX-License-Identifier: MIT */
/*
 * Which law's codes a source uses, by the source's own evidence: stamps, names of the Act, codes only one law
 * has; and what else must be known of a whole source to read its codes: a printed key of numbers, a fault of
 * its copy.
 */
#ifndef PARSE_REGIME_H
#define PARSE_REGIME_H

#include "../data/ground.h"
#include "lines.h"
#include "redaction-read.h"

enum {
	REGIMES_MAX = 32,
	REGIME_READINGS = 8, /* regimes whose codes one source mixes; the bits of a byte */
	REGIME_NEEDED = 5,   /* evidence below it decides nothing */
	REGIME_KEYS_MAX = 64 /* numbers in a printed key */
};

struct regime_evidence {
	const char *regime; /* as in the table of grounds */
	unsigned weight;
};

struct regime_key { /* a line of a key, "[33] 9(2)(f)(iv) - ...": elsewhere [33] stands for the ground */
	unsigned number;
	const struct ground *ground;
};

struct release; /* see release.h */

struct regimes {
	struct regime_evidence at[REGIMES_MAX]; /* heaviest first; only those with any evidence */
	size_t count;
	struct regime_key keys[REGIME_KEYS_MAX];
	size_t key_count;
	bool prints_bare;            /* its marks have no section sign: "9(2)(a)" alone on lines */
	bool prints_regulations;     /* "Regulation 13" alone or in fields, a whole one without a paragraph */
	bool prints_sections;        /* "Section 37(1)" in fields and boxes */
	unsigned char starts[BYTES]; /* a bit for each of regime_readings() whose codes begin so */
	const struct ground *out_of_scope,
		*unspecified;           /* what words alone stand for: OUT OF SCOPE, WITHHELD */
	const struct release *releases; /* stamps over whole papers, in order; see release_find() */
	size_t release_count;
	bool drops_doubles; /* the copy lost the second of doubled letters: "fol owing" */
};

void regime_weigh(const struct lines *lines, struct regimes *ret_regimes);
/* The readings of its regimes, the heaviest's first. Returns how many, at most `most`. */
size_t regime_readings(const struct regimes *regimes, const struct reading **ret_readings, size_t most);
/* The regime that bare codes belong to, or NULL. */
const char *regime_decided(const struct regimes *regimes);
bool regime_has(const struct regimes *regimes, const char *regime);
/* The ground that a number of the source's key stands for, or NULL. */
const struct ground *regime_key_find(const struct regimes *regimes, unsigned number);
#endif
