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

/* A line in the index: these, its indent and where it begins. It ends where the next one begins. */
enum {
	LINE_BLANK = 1,   /* white space only */
	LINE_STAMP = 2,   /* a release stamp or a repeated page footer or header */
	LINE_NUMBER = 4,  /* a page number */
	LINE_BREAK = 8,   /* a form feed stands in it */
	LINE_EDGE = 16,   /* it stands next to a page's edge and may be a header or footer */
	LINE_PARTED = 32, /* see line_is_parted() */
	LINE_TELLS = 64,  /* see line_tells() */
	LINE_FLAGS = 8    /* bits */
};

enum {
	LINE_INDENT = 16,                         /* bits, behind the flags */
	LINE_INDENT_MAX = (1 << LINE_INDENT) - 1, /* a longer one is cut */
	LINE_FIRST = LINE_FLAGS + LINE_INDENT     /* where it begins, of 40 bits, stands above both */
};

struct lines {
	struct slice text;
	const uint64_t *at; /* the index, a word for each line */
	size_t count;
};

/* 0 or -ENOMEM. A text without a final LF ends with its last line; an empty text has no lines. */
int lines_split(struct slice text, struct arena *arena, struct lines *ret_lines);

/* What is asked of each line many times is inline. */

static inline bool line_is(const struct lines *lines, size_t number, uint64_t flags)
{
	return (lines->at[number] & flags) != 0;
}

/* White space only, of any kind. */
static inline bool line_is_blank(const struct lines *lines, size_t number)
{
	return line_is(lines, number, LINE_BLANK);
}

/* A stamp, or a repeated page footer or header. */
static inline bool line_is_stamp(const struct lines *lines, size_t number)
{
	return line_is(lines, number, LINE_STAMP);
}

/* A stamp, a page number, or a line with a form feed in it or before its first character. */
static inline bool line_begins_page(const struct lines *lines, size_t number)
{
	return line_is(lines, number, LINE_STAMP | LINE_NUMBER | LINE_BREAK);
}

/* True for what is neither blank, stamp nor page number. */
static inline bool line_has_words(const struct lines *lines, size_t number)
{
	return !line_is(lines, number, LINE_BLANK | LINE_STAMP | LINE_NUMBER);
}

/*
 * Does anything behind the indent part a label from its value, or cells of a table: a colon, a rule, two
 * blanks or two dots together, a tab? In running text nothing does.
 */
static inline bool line_is_parted(const struct lines *lines, size_t number)
{
	return line_is(lines, number, LINE_PARTED);
}

/* Does any of the words of telling.h stand in it? */
static inline bool line_tells(const struct lines *lines, size_t number)
{
	return line_is(lines, number, LINE_TELLS);
}

/* Without LF or CRLF at its end. */
static inline struct slice line_without_end(struct slice bytes)
{
	if (slice_last(bytes) != '\n')
		return bytes;
	bytes.length--;
	bytes.length -= slice_last(bytes) == '\r';
	return bytes;
}

/* Where a line begins and ends in the text, without its line end. */
static inline size_t line_first(const struct lines *lines, size_t number)
{
	return (size_t)(lines->at[number] >> LINE_FIRST);
}

static inline struct slice line_bytes(const struct lines *lines, size_t number)
{
	size_t first = line_first(lines, number);
	size_t end = number + 1 < lines->count ? line_first(lines, number + 1) : lines->text.length;

	return line_without_end((struct slice){lines->text.at + first, end - first});
}

static inline size_t line_last(const struct lines *lines, size_t number)
{
	return line_first(lines, number) + line_bytes(lines, number).length;
}

/* Bytes of white space before its words, up to LINE_INDENT_MAX. */
static inline size_t line_indent(const struct lines *lines, size_t number)
{
	return lines->at[number] >> LINE_FLAGS & LINE_INDENT_MAX;
}

/* The bytes of a line without white space at its ends. */
static inline struct slice line_text(const struct lines *lines, size_t number)
{
	struct slice bytes = line_bytes(lines, number);

	return slice_trim(slice_sub(bytes, line_indent(lines, number), bytes.length));
}

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
