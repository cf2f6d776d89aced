/* SPDX-License-Identifier: MIT */
/* A bundle's own schedule of documents: its rows, and which line of the bundle is the title that a row names.
 */
#ifndef PARSE_SCHEDULE_H
#define PARSE_SCHEDULE_H

#include "lines.h"

enum { SCHEDULE_ROWS_MAX = 512 };

struct schedule_row {
	struct slice title;      /* without its number, its kind and tags */
	enum document_type type; /* TYPE_DOCUMENT where the row names no kind */
};

struct schedule {
	struct schedule_row *rows;
	size_t count, capacity;
};

/* True for a line of a schedule's table: a number, then text, in cells. */
/* "No.   Date   Description   Decision": the heads of its columns. */
bool schedule_is_head(struct slice line);
bool schedule_is_row(struct slice line);
/* Appends the line's row; does nothing for lines that are none, or beyond SCHEDULE_ROWS_MAX. 0 or -ENOMEM. */
int schedule_add(struct schedule *schedule, struct slice line, struct arena *arena);
/* The row whose title `title` is, case and white space apart; NULL where there is none. */
const struct schedule_row *schedule_find(const struct schedule *schedule, struct slice title);
#endif
