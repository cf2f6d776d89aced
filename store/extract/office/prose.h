/* SPDX-License-Identifier: MIT */
/*
 * A text as it is laid out: in paragraphs, cells, pages, text boxes and notes. What readers of word
 * processors' files write to; it decides how all of them look as lines.
 *
 * A paragraph is a line. A row of a table is a line with its cells parted by tabs; but where a cell holds
 * much, or is alone in its row, the table is there for the layout and its paragraphs stay lines. A text box
 * follows the paragraph that it hangs on, and notes follow the text.
 */
#ifndef EXTRACT_PROSE_H
#define EXTRACT_PROSE_H

#include "../extract.h"

enum {
	PROSE_ROWS = 16,                   /* rows within rows; deeper ones are no rows */
	PROSE_TEXT_MAX = 256 * 1024 * 1024 /* bytes, after which prose_check() refuses */
};

struct prose_row {
	size_t first; /* byte it begins with */
	bool dropped;
};

struct prose_stream { /* private */
	struct buf text;
	struct prose_row rows[PROSE_ROWS];
	unsigned row_depth;
	bool is_used; /* has words since the last page began */
};

struct prose { /* private; zeroed is empty */
	struct prose_stream body, boxes, notes;
	unsigned box_depth;
	bool in_note, box_in_note; /* the box hangs on a note */
};

void prose_finish(struct prose *p);
/* Text of a paragraph: line ends and tabs in it are blanks. Valid UTF-8. */
void prose_text(struct prose *p, struct slice text);
void prose_tab(struct prose *p);
void prose_blanks(struct prose *p, size_t count);
void prose_line(struct prose *p);      /* the rest of the paragraph begins a line */
void prose_paragraph(struct prose *p); /* ends it */
/* `hard`: where the writer put one; else where one was when the file was laid out last, which may be the
 * same. */
void prose_page(struct prose *p, bool hard);

void prose_row_begin(struct prose *p);
void prose_row_drop(struct prose *p); /* the row that is written is not shown */
void prose_cell(struct prose *p);     /* ends it */
void prose_row_end(struct prose *p);

void prose_box_begin(struct prose *p);
void prose_box_end(struct prose *p);
void prose_note_begin(struct prose *p);
void prose_note_end(struct prose *p);

/* A line between the text and what is appended to it. */
void prose_rule(struct prose *p);
/* What the body has from byte `from` on, borrowed until the next call; and that taken back. */
size_t prose_length(const struct prose *p);
struct slice prose_since(const struct prose *p, size_t from);
void prose_cut(struct prose *p, size_t from);
/* 0, -ENOMEM, -EBADMSG. */
int prose_check(const struct prose *p, const char **ret_reason);
/* Hands the text over and divides it into pages. 0, -ENOMEM. */
int prose_give(struct prose *p, struct extracted *ret_extracted);
#endif
