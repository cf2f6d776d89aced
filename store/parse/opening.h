/* SPDX-License-Identifier: MIT */
/*
 * How a document opens over several lines, told from the lines alone: a letterhead above a salutation, a
 * heading above a form. split.c decides whether one may open where it stands. All functions look at a bounded
 * number of lines.
 */
#ifndef PARSE_OPENING_H
#define PARSE_OPENING_H

#include "lines.h"
#include "regime.h"

/* The first line of the block of lines without blank ones between that `line` stands in; not above `floor`.
 */
size_t opening_block(const struct lines *lines, size_t line, size_t floor);
/* The first line of the letterhead above the salutation at `line`; `line` where no date stands there, not
 * above `floor`. */
size_t opening_letterhead(const struct lines *lines, size_t line, size_t floor);
/* A heading above lines such as "Client: A" of which one holds a date. */
bool opening_is_form(const struct lines *lines, size_t line, const struct regimes *regimes);
/* A heading above a line such as "Present: A, B" on the same page. */
bool opening_is_meeting(const struct lines *lines, size_t line, const struct regimes *regimes);
/* A date among short lines at the head of a page, and words that close a letter below: one without a
 * salutation.
 */
bool opening_is_letter(const struct lines *lines, size_t line);
/* A title with a day of its own, behind a gap or in the next line. */
bool opening_is_dated(const struct lines *lines, size_t line, const struct regimes *regimes);
/* Blank lines, page ends or an end of the text on both sides. */
bool opening_stands_alone(const struct lines *lines, size_t line);
/* Is nothing but a blank or a page's furniture above the line? */
bool opening_is_parted(const struct lines *lines, size_t line);
/* Is there text below the heading at `line`, where `same_page` on its page, before anything else begins, and
 * no contact block instead? */
bool opening_has_body(const struct lines *lines, size_t line, bool same_page);
#endif
