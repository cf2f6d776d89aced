/* SPDX-License-Identifier: MIT */
/*
 * From the bytes of one file to its text. One file a format; formats.c holds the one table that registers
 * them. Runs in the worker only.
 */
#ifndef EXTRACT_EXTRACT_H
#define EXTRACT_EXTRACT_H

#include "../util/buf.h"
#include "../util/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct input {
	struct slice bytes;
	bool mapped; /* pages of a file that nobody wrote to: they may be dropped and come back from the file
		      */
};

/* Tells the kernel that the first `end` bytes are not needed soon; so a large file and its text fit side by
 * side. */
void input_drop(const struct input *input, size_t end);

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
	const char *const *but;   /* types below those that it leaves to others, NULL at the end */
	bool fresh_worker; /* its reader is so intricate that a worker that ran it reads nothing after */
	/* 0, -ENOMEM, or -EBADMSG with *ret_reason a static sentence without full stop. */
	int (*extract)(const struct input *input, struct extracted *ret_extracted, const char **ret_reason);
};

/* NULL: no format takes this media type. */
const struct format *format_for(const char *media);
/* Loads what the formats would otherwise load from files on first use; for a worker that will have none. */
void formats_prepare(void);
#endif
