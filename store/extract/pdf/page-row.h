/* SPDX-License-Identifier: MIT */
/* The pieces of a page in rows: what stands on one baseline, from left to right, and rows in order of
 * reading. */
#ifndef EXTRACT_PAGE_ROW_H
#define EXTRACT_PAGE_ROW_H

#include "page-piece.h"

struct row {
	size_t first, last;    /* of `order`; what stands in the margin comes last */
	uint32_t band, column; /* BAND_SIDEWAYS: what is written upwards, a row each */
	struct page_box box;   /* of its text; `length` is 0 where all stands in the margin */
	int32_t base, height;  /* bottom and height of its longest piece ... */
	uint32_t length;       /* ... and that piece's length */
};

#define BAND_SIDEWAYS UINT32_MAX

struct rows {
	struct row *at;
	size_t count;
	uint32_t *order; /* numbers of pieces */
};

/* Columns and margins are marked. 0, -ENOMEM. The caller frees `at` and `order`, also after an error. */
int rows_make(struct rows *rows, struct pieces *pieces);
#endif
