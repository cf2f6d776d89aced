/* SPDX-License-Identifier: MIT */
/* What shows which law's codes a source uses: for regime.c. */
#ifndef PARSE_REGIME_PHRASES_H
#define PARSE_REGIME_PHRASES_H

#include <stddef.h>

enum { STRONG = 5, MEDIUM = 2, TELLTALE = 1 };

/*
 * A blank in a phrase is any white space. Lower-case phrases match any case; others exactly. The regime
 * "(broken)" are words that an extraction broke.
 */
struct phrase {
	const char *regime;
	unsigned weight;
	const char *text;
};

enum { PHRASE_COUNT = 137, STAMP_COUNT = 3 };
extern const struct phrase phrases[PHRASE_COUNT];
/* Stamps of many words in small letters, which are known though some are misread. */
extern const struct phrase stamps[STAMP_COUNT];
#endif
