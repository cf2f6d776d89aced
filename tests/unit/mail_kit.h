/* SPDX-License-Identifier: MIT */
/* For tests of formats that hold messages: reads bytes, and keeps what unpack() hands out. */
#ifndef TESTS_MAIL_KIT_H
#define TESTS_MAIL_KIT_H

#include "../../store/extract/extract.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>

enum { KEPT_MAX = 2000 };

struct kept {
	size_t count;
	char *names[KEPT_MAX];
	struct buf bytes[KEPT_MAX];
	bool attached, open;
	int fail_with; /* what begin() returns */
};

static inline int keep_begin(void *context, const struct member *member)
{
	struct kept *kept = context;

	cr_assert_not(kept->open);
	cr_assert_lt(kept->count, KEPT_MAX);
	kept->names[kept->count] = strndup(member->path.at ? member->path.at : "", member->path.length);
	kept->attached = member->is_attachment;
	kept->open = true;
	return kept->fail_with;
}

static inline int keep_bytes(void *context, struct slice piece)
{
	struct kept *kept = context;

	cr_assert(kept->open);
	buf_slice(&kept->bytes[kept->count], piece);
	return 0;
}

static inline int keep_end(void *context, const char *reason)
{
	struct kept *kept = context;

	cr_assert_null(reason);
	kept->open = false;
	kept->count++;
	return 0;
}

static inline void kept_finish(struct kept *kept)
{
	for (size_t i = 0; i < KEPT_MAX; i++) {
		free(kept->names[i]);
		buf_finish(&kept->bytes[i]);
	}
	free(kept);
}

static inline struct kept *unpack_as(const char *media, struct slice file)
{
	struct kept *kept = calloc(1, sizeof *kept);
	const struct member_sink sink = {keep_begin, keep_bytes, keep_end, kept};
	const char *reason = NULL;

	cr_assert_not_null(kept);
	cr_assert_eq(format_for(media)->unpack(&(struct input){.bytes = file}, NULL, &sink, &reason), 0);
	return kept;
}

static inline void extract_as(const char *media, struct slice file, struct extracted *ret)
{
	const char *reason = NULL;

	*ret = (struct extracted){.is_source = false};
	cr_assert_eq(format_for(media)->extract(&(struct input){.bytes = file}, NULL, ret, &reason), 0);
}

static inline void expect_member(struct kept *kept, size_t index, const char *name, const char *bytes)
{
	cr_assert_lt(index, kept->count);
	cr_assert_str_eq(kept->names[index], name);
	cr_assert_str_eq(buf_string(&kept->bytes[index]), bytes);
}
#endif
