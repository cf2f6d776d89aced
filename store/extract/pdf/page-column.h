/* SPDX-License-Identifier: MIT */
/* Columns of prose side by side, as in a newspaper. The columns of a table are none: they are read row by
 * row. */
#ifndef EXTRACT_PAGE_COLUMN_H
#define EXTRACT_PAGE_COLUMN_H

#include "page-piece.h"

/* Sets band and column of every piece. 0, -ENOMEM. */
int columns_mark(struct pieces *pieces);
#endif
