/* SPDX-License-Identifier: MIT */
/* What a line says of the paper it stands in, where that tells which dates are its own. */
#include "dating-line.h"

#include "shape.h"

enum {
	LINE_MAX = 160,     /* bytes of a line that is looked at */
	LABEL_LINE_MAX = 70 /* bytes of a heading */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

bool dating_is_meeting(struct slice line)
{
	static const char *const words[] = {"minutes",        "meeting",
					    "visit",          "inspection",
					    "participants",   "attendees",
					    "attending",      "apologies",
					    "present:",       "in attendance",
					    "interview",      "teleconference",
					    "rencontre",      "hearing",
					    "r\xc3\xa9union", "call with",
					    "call between",   "conference call",
					    "present ",       "telephone call",
					    "phone call",     "telephone conversation"};

	line = shape_bare(slice_sub(line, 0, LINE_MAX));
	return !shape_is_prose(line) && slice_holds_one_of_ci(line, words, COUNT(words));
}

bool dating_is_routing(struct slice line)
{
	static const char *const words[] = {"routing and record", "routing slip", "transmittal slip",
					    "route slip", "minute sheet"};

	return line.length <= LABEL_LINE_MAX && slice_holds_one_of_ci(line, words, COUNT(words));
}

bool dating_is_memorandum(struct slice line)
{
	static const char *const words[] = {"memorandum for", "memorandum to", "memorandum of"};

	line = shape_bare(line);
	return slice_equal_ci(line, SLICE("memorandum")) ||
	       (line.length <= LABEL_LINE_MAX && slice_starts_with_one_of_ci(line, words, COUNT(words)));
}
