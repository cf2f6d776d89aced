/* SPDX-License-Identifier: MIT */
/*
 * Countries that a document names (DESIGN.md 2): by name, demonym or first-level division; cities and capitals are
 * weak evidence. Longest form first, whole words only, a hyphen is a word boundary; upper and lower case matter.
 */
#ifndef PARSE_COUNTRY_H
#define PARSE_COUNTRY_H

#include "../data/facts.h"
#include "../util/arena.h"
#include "../util/slice.h"

enum { COUNTRY_CITIES_NEEDED = 4 }; /* so many mentions of cities alone file a document */

/* The dictionary of forms, made once per process. NULL out of memory. */
struct country_matcher;
struct country_matcher *country_matcher_create(void);
void country_matcher_destroy(struct country_matcher *matcher);

/*
 * Countries named in the spans of `text` that `spans` lists in order (subject and body, without stamps, addresses,
 * recipients, menus), in order of code, those with too little evidence too (filed = false). 0 or -ENOMEM.
 */
int country_find_all(const struct country_matcher *matcher, struct slice text, const struct span *spans,
                     size_t span_count, struct arena *arena, const struct country_fact **ret_countries,
                     size_t *ret_count);
#endif
