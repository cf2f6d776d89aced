/* SPDX-License-Identifier: MIT */
/* Reads the embedded tables: lines of fields between tabs, no escapes; lines that begin with # are comments.
 */
#ifndef DATA_TSV_H
#define DATA_TSV_H

#include "../util/slice.h"

#include <stddef.h>

enum { TSV_FIELDS_MAX = 16 };

/*
 * Takes the next line that is no comment from *rest and splits it. Returns the number of fields (at most
 * TSV_FIELDS_MAX), 0 at the end.
 */
size_t tsv_next(struct slice *rest, struct slice ret_fields[static TSV_FIELDS_MAX]);
#endif
