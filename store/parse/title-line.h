/* SPDX-License-Identifier: MIT */
/* For the readers of titles alone: the lines that may be one, and what a letter calls its subject. */
#ifndef PARSE_TITLE_LINE_H
#define PARSE_TITLE_LINE_H

#include "../data/facts.h"
#include "../util/arena.h"
#include "lines.h"
#include "regime.h"
#include "split.h"

/* A title as a fact. 0 or -ENOMEM. */
int title_set(struct slice value, struct span where, unsigned confidence, struct arena *arena,
	      struct text_fact *ret);
/* `s` without emphasis and without OUT OF SCOPE at its ends. */
struct slice title_cleaned(struct slice s);
/* The value of a line such as "Subject :   X", "Objet : X", "Re: X"; all of `s`, which is of that line, where
 * it has no such label. */
struct slice title_without_label(const struct lines *lines, size_t line, struct slice s);
/* The heading that begins in `line`, joined with the lines it goes on in. 0 or -ENOMEM. */
int title_from(const struct lines *lines, const struct part *part, size_t line, unsigned confidence,
	       const struct regimes *regimes, struct arena *arena, struct text_fact *ret);
/* The first title-shaped line among the next `distance` lines with words, before any running text;
 * part->last_line where there is none. */
size_t title_find(const struct lines *lines, const struct part *part, size_t from, size_t distance,
		  const struct regimes *regimes);
/* A letter's subject, or else its salutation. 0 or -ENOMEM. */
int title_of_letter(const struct lines *lines, const struct part *part, const struct regimes *regimes,
		    struct arena *arena, struct text_fact *ret);
/* The subject's line in a letter that greets nobody, alone right above its text; part->last_line where it has
 * none. */
size_t title_above_text(const struct lines *lines, const struct part *part, const struct regimes *regimes);
#endif
