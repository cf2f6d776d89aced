/* SPDX-License-Identifier: MIT */
/*
 * A text as lines, with what every reader of a release must know of a line: whether it is blank, and whether
 * it is furniture - a page stamp or footer, a page number - that stands on the page and not in the document.
 */
#ifndef PARSE_LINES_H
#define PARSE_LINES_H

#include "../data/facts.h"
#include "../util/arena.h"
#include "../util/slice.h"

struct lines {
	struct slice text;
	const uint64_t *at; /* a word for each line; see lines.c */
	size_t count;
};

/* 0 or -ENOMEM. A text without a final LF ends with its last line; an empty text has no lines. */
int lines_split(struct slice text, struct arena *arena, struct lines *ret_lines);
/* Where a line begins and ends in the text, without its line end (LF or CRLF). */
size_t line_first(const struct lines *lines, size_t number);
size_t line_last(const struct lines *lines, size_t number);
struct slice line_bytes(const struct lines *lines, size_t number);
bool line_is_blank(const struct lines *lines, size_t number); /* white space only, of any kind */
bool line_is_stamp(const struct lines *lines, size_t number); /* or a repeated page footer or header */
/* A stamp, a page number, or a line with a form feed in it or before its first character. */
bool line_begins_page(const struct lines *lines, size_t number);
/* The bytes of a line without white space at its ends. */
struct slice line_text(const struct lines *lines, size_t number);
/* True for what is neither blank, stamp nor page number. */
bool line_has_words(const struct lines *lines, size_t number);
/* First line in [from, last) with words; `last` where there is none. */
size_t lines_next_words(const struct lines *lines, size_t from, size_t last);
/* The line that holds byte `offset`; the last one for offsets beyond it. Not for a text without lines. */
size_t lines_at(const struct lines *lines, size_t offset);
/*
 * The bytes of `where` as one line: white space folded to one blank, stamps and page numbers between left
 * out. NULL out of memory.
 */
const char *lines_join(const struct lines *lines, struct span where, struct arena *arena);
/* `text` without white space at its ends, as a span of the text that `lines` is of. */
struct span lines_span(const struct lines *lines, struct slice text);
#endif
