/* SPDX-License-Identifier: MIT */
/* A line in the index of lines.h, for the files that make it. */
#ifndef PARSE_LINES_INDEX_H
#define PARSE_LINES_INDEX_H

/* A line in the index: where it begins, shifted left, and these. It ends where the next one begins. */
enum {
	LINE_BLANK = 1,  /* white space only */
	LINE_STAMP = 2,  /* a release stamp or a repeated page footer or header */
	LINE_NUMBER = 4, /* a page number */
	LINE_BREAK = 8,  /* a form feed stands in it */
	LINE_EDGE = 16,  /* it stands next to a page's edge and may be a header or footer */
	LINE_FLAGS = 8   /* bits */
};
#endif
