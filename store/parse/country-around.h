/* SPDX-License-Identifier: MIT */
/* What stands around the name of a country and says that it names none there. Every look is bounded. */
#ifndef PARSE_COUNTRY_AROUND_H
#define PARSE_COUNTRY_AROUND_H

#include "phrase.h"

struct around {
	struct slice text;        /* ends where the span ends */
	size_t first;             /* where the span begins */
	struct word_range before; /* the last word that was no mention; empty: none */
	struct word_range mention;
};

/* A part of an e-mail address, a URL or the name of a file. */
bool around_is_address(const struct around *a);
/* "PLEASE NOTIFY US": in a line without a small letter US is a country only where it is joined, "US-CHINA".
 */
bool around_is_pronoun(const struct around *a);
/* "20 Massachusetts Avenue", "Holland Park": of an address, as both are. */
bool around_is_street(const struct around *a);
/* "registered in England", "registered in Ireland No 9": where a company has its seat, below its messages. */
bool around_is_seat(const struct around *a, bool is_division);
/* "en-US": a language of computers. */
bool around_is_tag(const struct around *a);
/* "speaks Spanish", "the Bengali translation": of a demonym. */
bool around_is_language(const struct around *a);
#endif
