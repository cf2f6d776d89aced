/* SPDX-License-Identifier: MIT */
/*
 * Is what stands around a run about the law? A sentence may cite a ground, a key or a letter explain one; in
 * neither is it a mark.
 */
#ifndef PARSE_REDACTION_LAW_H
#define PARSE_REDACTION_LAW_H

#include "redaction-beside.h"

enum { CITING_REACH = 3 }; /* words before a run among which one that cites it is looked for */

/* Is one of the last `reach` words of `before`, in its sentence, one that cites: "under", "section"? */
bool law_leads(struct slice before, unsigned reach);
/* Does `text` speak of what the law protects: "privacy"? */
bool law_explains(struct slice text);
/* Does `text` speak of releasing and withholding: "your request"? */
bool law_releases(struct slice text);
/* "s9(2)(a) - privacy" on a line of its own: a mark with a note, no explanation. */
bool law_is_note(const struct surroundings *s, const struct run *run);
/* An explanation of the ground follows, or its line says why the paper was once secret. */
bool law_is_glossed(const struct surroundings *s, const struct run *run);
/* "Withheld under s6(a)", "Two pages withheld in full under s6(a)", but not "The pages were withheld under
 * s6(a)". */
bool law_is_withholding(const struct surroundings *s, const struct run *run);
/* A sentence cites the codes of the run. */
bool law_is_cited(const struct surroundings *s, const struct run *run);
/* Do the words around the run speak of the law or of what was asked for? */
bool law_is_spoken_of(const struct surroundings *s);
/* "It is OUT OF SCOPE of the review": a sentence says so of something else. */
bool law_is_predicate(const struct surroundings *s, const struct run *run);
#endif
