/* SPDX-License-Identifier: MIT */
/*
 * From the bytes of one file to its text. One file a format; formats.c holds the one table that registers them. Runs
 * in the worker only.
 */
#ifndef EXTRACT_EXTRACT_H
#define EXTRACT_EXTRACT_H

#include "../util/buf.h"
#include "../util/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct extracted {
	bool is_source;      /* the text is the file itself: valid UTF-8 without BOM */
	struct buf text;     /* else: UTF-8 */
	const char *charset; /* static: "UTF-8", "windows-1252" ... */
	uint64_t *pages;     /* first byte of each page, NULL where the format has none; heap */
	size_t page_count;
};

void extracted_finish(struct extracted *extracted);

struct format {
	const char *name;
	const char *const *media; /* libmagic types it takes, NULL at the end; "text/" takes all below it */
	/* 0, -ENOMEM, or -EBADMSG with *ret_reason a static sentence without full stop. */
	int (*extract)(struct slice file, struct extracted *ret_extracted, const char **ret_reason);
};

/* NULL: no format takes this media type. */
const struct format *format_for(const char *media);
#endif
