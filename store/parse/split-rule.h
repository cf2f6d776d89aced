/* SPDX-License-Identifier: MIT */
/*
 * The rules of split-head.c and split-kind.c, and what rules ask of the head of a page: a rule looks at one
 * line and returns how many lines it has taken, 0 where it does not apply.
 */
#ifndef PARSE_SPLIT_RULE_H
#define PARSE_SPLIT_RULE_H

#include "splitter.h"

enum {
	HEADING_DISTANCE = 8, /* lines with words between "MEMORANDUM" and its header block */
	TITLE_DISTANCE = 4,   /* and of any heading that begins a document in the middle of a page */
	LETTERHEAD_LINES = 40 /* lines with words above a salutation */
};

/* A header block. */
size_t rule_header(struct splitter *s, size_t line);
/* A heading that names the type of the document below it, or of what stands above. */
size_t rule_kind(struct splitter *s, size_t line);
size_t rule_topic(struct splitter *s, size_t line);
/* A sheet that was put in front of the papers is a cover, up to the end of its page. */
size_t rule_cover(struct splitter *s, size_t line);

/* The block of attributes that the National Archives print below a cable. */
size_t rule_attributes(struct splitter *s, size_t line);
/* The first line of the page where nothing is above `line` but how a cable was routed; else `line`. */
size_t cable_routing(const struct splitter *s, size_t line);
/* Does a header block begin within `distance` lines with words below? */
bool head_has_header(const struct splitter *s, size_t line, size_t distance, struct header *ret_header);
/*
 * Where a letter or a memorandum begins whose salutation or heading stands at `line`: letterhead, date and
 * address above belong to it if they stand at the head of its page. `line` where they do not.
 */
size_t head_first_line(const struct splitter *s, size_t line);
/* Is the open document no more than the head of a page so far: a ministry's name, a date, a classification?
 */
bool head_is_letterhead(const struct splitter *s);
/* Has the page nothing above the line but the head of one: an office, a classification? */
bool head_is_above(const struct splitter *s, size_t line);
#endif
