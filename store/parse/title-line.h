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
/* "Mill weir: lines" of "Mill weir: lines      as at 9 June 2023": without the last cell where that is a day
 * or a number. */
struct slice title_without_day(struct slice line);
/* A line of a form that names no subject: "For:   Hon Alba Wren". */
bool title_is_other_field(const struct lines *lines, size_t line);
/* "DRAFT", "Board paper 21/34": the state and the number of the paper that is named below. */
bool title_is_paper_number(struct slice line);
/* "MINISTRY OF LIGHTS", "QUAYSIDE", "5 May 1999": the first line with words below; `line` where that is no
 * letterhead. */
size_t title_below_letterhead(const struct lines *lines, size_t line, size_t last_line);
/* "Minister for Lights          For decision by 18 September" */
bool title_is_deadline(struct slice line);
/* "Purpose", "1. Issue", "Background": the name of a paper's first section. */
bool title_is_section(struct slice line);
/* What stands around headings and is none: "(For decision)", "PROTECTED B     DDT-2019-0412", "FD-302 (Rev.
 * 5-8-10)", "Harbour Agency        NEWS", "For immediate release". */
bool title_is_furniture(struct slice line);
/* "NEWS RELEASE", "Communiqué de presse": what a press office calls its papers. */
bool title_names_release(struct slice line);
/* The title's line where an office stands between it and the name of the kind; else `line`. */
size_t title_below_unit(const struct lines *lines, const struct part *part, size_t line, bool below_kind,
			const struct regimes *regimes);
/* The headline below a press office's masthead, of which `heading` is the first line; else `line`. */
size_t title_below_masthead(const struct lines *lines, const struct part *part, size_t line, size_t heading,
			    const struct regimes *regimes);
/* What a form is called below its number and the agency in `line`; else `line`. */
size_t title_below_agency(const struct lines *lines, const struct part *part, size_t line,
			  const struct regimes *regimes);
/* Is `line` the bare word "MINUTES" above the name of a meeting and its day? *ret_meeting: that name. */
bool title_is_of_minutes(const struct lines *lines, const struct part *part, size_t line,
			 struct slice *ret_meeting);
/* A letter's subject, or else its salutation. 0 or -ENOMEM. */
int title_of_letter(const struct lines *lines, const struct part *part, const struct regimes *regimes,
		    struct arena *arena, struct text_fact *ret);
/* The subject's line in a letter that greets nobody, alone right above its text; part->last_line where it has
 * none. */
size_t title_above_text(const struct lines *lines, const struct part *part, const struct regimes *regimes);
#endif
