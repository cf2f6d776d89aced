/* SPDX-License-Identifier: MIT */
/*
 * Writes values so that they arrive as they are: in a field of TSV, CSV or JSON, or on a terminal, which must
 * never obey what a document says to it. Pure functions from bytes to bytes; malformed UTF-8 is a case, not
 * an error.
 */
#ifndef COMMAND_ESCAPE_H
#define COMMAND_ESCAPE_H

#include "../util/buf.h"
#include "../util/quote.h"
#include "../util/slice.h"

/* Control, bidi and private characters and malformed bytes become \n, \t, \x1b, \u202e or \xff; one line
 * comes out. */
void escape_line(struct buf *out, struct slice s);
/* The same for text of many lines: tabs, line feeds, and the carriage returns before them stay. */
void escape_text(struct buf *out, struct slice s);
/* \t, \n, \r and \\ for tab, line feed, carriage return and backslash. */
void escape_tsv(struct buf *out, struct slice s);
/* For CSV and JSON see quote.h. */

/* escape_line(s) cut to so many columns of a terminal (the last is then an ellipsis); with `pad`, filled up
 * with blanks. */
void escape_fit(struct buf *out, struct slice s, size_t columns, bool pad);
#endif
