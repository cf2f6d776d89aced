/* SPDX-License-Identifier: MIT */
/*
 * Pieces of a page: words of one line that no wide gap parts, such as a line of a paragraph, a label, the
 * cell of a table. What page-lines.c arranges; for it and the files that help it.
 */
#ifndef EXTRACT_PAGE_PIECE_H
#define EXTRACT_PAGE_PIECE_H

#include "page-words.h"

enum piece_kind {
	PIECE_TEXT,
	PIECE_MARGIN,   /* a code in the margin, beside the text */
	PIECE_JOINED,   /* goes on in the margin with the code above it, which prints it */
	PIECE_SIDEWAYS, /* written upwards or downwards */
};

struct piece {
	struct page_box box;
	uint32_t first, count; /* words */
	uint32_t block;
	uint32_t length; /* characters with the blanks between words */
	uint32_t next;   /* of a code that goes on below: the piece that does, else 0 */
	uint32_t band;   /* bands of a page follow each other downwards ... */
	uint32_t column; /* ... and columns of a band are read one after the other */
	enum piece_kind kind;
};

struct pieces {
	struct piece *at;
	size_t count, capacity;
	int32_t advance; /* mean width of a character of the page; at least 1 */
};

/* 0, -ENOMEM. The caller frees `at`, also after an error. */
int pieces_cut(struct pieces *pieces, const struct page_words *page);
static inline int32_t piece_height(const struct piece *piece)
{
	return piece->box.bottom - piece->box.top;
}

static inline int32_t piece_middle(const struct piece *piece)
{
	return piece->box.top + piece_height(piece) / 2;
}

/* Writes the words with one blank between two, none inside a word that changes its font. */
void piece_write(struct buf *out, const struct page_words *page, const struct piece *piece);
#endif
