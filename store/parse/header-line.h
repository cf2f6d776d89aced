/* SPDX-License-Identifier: MIT */
/*
 * For header.c: heads of messages that name sender and time without the labels From and Sent: the line of
 * GroupWise, the line above a reply, the two columns of Lotus Notes.
 */
#ifndef PARSE_HEADER_LINE_H
#define PARSE_HEADER_LINE_H

#include "header.h"

/*
 * ">>> Jane Marlowe 09/06/2009 09:41 >>>", "On 5 May 2019, at 9:02 AM, Jane Marlowe wrote:" - in both cases
 * only where the lines below are not quoted with ">", for then they stay in the message that quotes them - or
 * "Jane Marlowe/OTT/NAC        To   X"; a mark may stand for the name. False where no such head begins at
 * `line`.
 */
bool header_line_read(const struct lines *lines, size_t line, size_t limit, const struct regimes *regimes,
		      struct header *ret_header);
#endif
