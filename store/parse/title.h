/* SPDX-License-Identifier: MIT */
/*
 * A document's title as printed: the subject of a message, the heading of a briefing, the salutation of a
 * letter without a subject. Continuation lines are joined by one blank, marks inside stay, OUT OF SCOPE at
 * its ends goes.
 */
#ifndef PARSE_TITLE_H
#define PARSE_TITLE_H

#include "split.h"

/* *ret_title has the value "" where there is no title. 0 or -ENOMEM. */
int title_read(const struct lines *lines, const struct part *part, const struct regimes *regimes,
	       struct arena *arena, struct text_fact *ret_title);
#endif
