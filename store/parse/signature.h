/* SPDX-License-Identifier: MIT */
/* Who signs: the line with a writer's name below a message, and the one below a letter's closing. */
#ifndef PARSE_SIGNATURE_H
#define PARSE_SIGNATURE_H

#include "split.h"

/* Is the line nothing but the name, or a part or the initial of it, that the message's From gives? */
bool signature_is_sender(struct slice line, struct slice from);
/* The line that names who signs `part`, below the last closing such as "Yours sincerely"; part->last_line
 * where no such line is found. */
size_t signature_line(const struct lines *lines, const struct part *part, const struct regimes *regimes);
/* The name, or the mark in its place, above a position or unit, where the two are a paper's last lines: who
 * answers for it. part->last_line where they are not. */
size_t signature_block(const struct lines *lines, const struct part *part, const struct regimes *regimes);
/* The line that names who signs a briefing, and beside him the minister whom it is for; part->last_line where
 * there is none. */
size_t signature_beside_minister(const struct lines *lines, const struct part *part);
/* The line that names who signs a paper for the head of a department, as the next one says: "for Secretary of
 * Tides". part->last_line where there is none. */
size_t signature_for_head(const struct lines *lines, const struct part *part);
/* The line that alone ends a paper's text and names somebody: with initials, with a position, or wide apart
 * from the text or beside a day. part->last_line where none does. */
size_t signature_alone(const struct lines *lines, const struct part *part);
/* What stands in the place of a signature: "______", "(e-signed)", "[signature]", "/s/". */
bool signature_is_placeholder(struct slice s);
/* `s` without what stands in a second column beside it. */
struct slice signature_first_cell(struct slice s);
/* "Policy Director", "Minister for Lights": what is printed below or behind a name. */
bool signature_is_position(struct slice s);
/* Two to six words, each with a capital: what a person's name looks like, and no unit's or position's. */
bool signature_is_person(struct slice s);
/* The name of a line that signs, without what stands beside it: a day, a position behind a bar. */
struct slice signature_name(struct slice line);
/* A first name alone as the letterhead prints it in full; else `name`. */
struct slice signature_in_full(const struct lines *lines, const struct part *part, struct slice name);
/* The line near an end of `part` that begins with "Prepared by:" or the like; part->last_line where there is
 * none. */
size_t signature_label_line(const struct lines *lines, const struct part *part,
			    const struct regimes *regimes);
/* What stands behind "Prepared by:"; all of `line` where it has no such label. */
struct slice signature_unlabelled(struct slice line);
#endif
