/* SPDX-License-Identifier: MIT */
/*
 * Words that few lines hold and that several readers look for in each: lines.c looks for all of them in one
 * pass over a line and keeps the answer, so that a reader of lines looks for its own only where line_tells().
 */
#ifndef PARSE_TELLING_H
#define PARSE_TELLING_H

#include "../util/slice.h"

enum { TELLING_LOOK = 512 }; /* bytes of a line in which they are looked for; no reader looks further */

enum telling {
	TELLING_STAMP,     /* what only stamps say, wherever it stands in the line */
	TELLING_RELEASE,   /* what stamps of a release speak of, whoever prints them */
	TELLING_REMAINDER, /* of a note that the rest was not asked for */
	TELLING_KEY,       /* titles of a key to exemptions */
	TELLINGS
};

/* Does any of the words stand in the text, in any case? */
bool telling_holds(struct slice text, enum telling what);
/* Does any that telling_holds() for anything? */
bool telling_holds_any(struct slice text);
#endif
