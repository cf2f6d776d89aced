/* SPDX-License-Identifier: MIT */
/*
 * Countries that a document names (DESIGN.md 2): by name, demonym or first-level division; cities and
 * capitals are weak evidence. Longest form first, whole words only, a hyphen is a word boundary; upper and
 * lower case matter.
 */
#ifndef PARSE_COUNTRY_H
#define PARSE_COUNTRY_H

#include "../data/facts.h"
#include "../util/arena.h"
#include "../util/slice.h"

enum { COUNTRY_CITIES_NEEDED = 4 }; /* so many mentions of cities alone file a document */

/* The countries of one document, as far as it was read. The dictionary of forms is made once per process. */
struct country_search;
/* It lives in the arena. NULL out of memory. */
struct country_search *country_search_begin(struct slice text, struct arena *arena);
/* Looks at the next bytes of `text` that speak of its matter: subject and body, without stamps, addresses,
 * menus. */
void country_search_span(struct country_search *search, struct span span);
/* What was found, in order of code, also countries with too little evidence (filed = false). 0 or -ENOMEM. */
int country_search_end(struct country_search *search, const struct country_fact **ret_countries,
		       size_t *ret_count);
#endif
