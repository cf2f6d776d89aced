/* SPDX-License-Identifier: MIT */
/*
 * The tags of HTML as they are written, read one after the other: names, attributes, comments and the ends of
 * raw text. It knows nothing of nesting. Every call moves forward, so that reading a page takes linear time.
 */
#ifndef EXTRACT_HTML_LEX_H
#define EXTRACT_HTML_LEX_H

#include "../../util/slice.h"

struct html_lex {
	struct slice html;
	size_t at;
};

struct html_attribute {
	struct slice name, value; /* raw: character references stand */
};

enum html_token {
	HTML_TEXT,    /* up to the next '<', or a '<' that begins nothing */
	HTML_START,   /* html_lex_attribute() is to be called until it says false */
	HTML_END,     /* the same */
	HTML_DOCTYPE, /* all of it is in *ret */
	HTML_NOTHING  /* a comment or the like */
};

/* *ret is the text, or the name of the tag. Not at the end of the page. */
enum html_token html_lex_next(struct html_lex *lex, struct slice *ret);
/* The next attribute of a tag; false after the last, with *ret_empty for "/>" . */
bool html_lex_attribute(struct html_lex *lex, struct html_attribute *ret, bool *ret_empty);
/* Offset of the next "</NAME" at or after lex->at; html.length if there is none. */
size_t html_lex_find_end(const struct html_lex *lex, struct slice name);
/* The same for a script, which may write "</script>" inside "<!-- <script> -->". */
size_t html_lex_find_script_end(const struct html_lex *lex);
#endif
