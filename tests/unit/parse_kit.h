/* SPDX-License-Identifier: MIT */
/* What tests of the parser share: files of golden/, places as lines, the law that a text is under. */
#ifndef TESTS_PARSE_KIT_H
#define TESTS_PARSE_KIT_H

#include "../../store/parse/regime.h"
#include "../../store/util/buf.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>

struct golden_printer { /* of what is found in a text, a line each */
	struct slice text;
	struct buf rows;
};

static inline void golden_read(const char *name, struct buf *out)
{
	char path[4096], block[4096];
	size_t n;

	snprintf(path, sizeof path, "%s/%s", GOLDEN_DIR, name);
	FILE *f = fopen(path, "rb");

	cr_assert_not_null(f, "%s", name);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		buf_append(out, block, n);
	fclose(f);
}

/* From 1. */
static inline unsigned golden_line(struct slice text, size_t offset)
{
	unsigned line = 1;

	for (size_t i = 0; i < offset; i++)
		line += text.at[i] == '\n';
	return line;
}

/* Calls with every name that ends so; how many there are. */
static inline unsigned golden_each(struct slice suffix, void (*call)(const char *name))
{
	DIR *dir = opendir(GOLDEN_DIR);
	unsigned count = 0;

	cr_assert_not_null(dir);
	for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir))
		if (slice_ends_ci(slice_of(entry->d_name), suffix)) {
			call(entry->d_name);
			count++;
		}
	closedir(dir);
	return count;
}

/* What `parse` prints of the text NAME.txt is in NAME.`kind`. */
static inline void golden_check(const char *name, const char *kind,
				int (*parse)(struct golden_printer *printer))
{
	int stem = (int)(strrchr(name, '.') - name);
	struct buf text = {0}, expected = {0};
	struct golden_printer p = {.rows = {0}};
	char text_name[256], expected_name[256];

	snprintf(text_name, sizeof text_name, "%.*s.txt", stem, name);
	snprintf(expected_name, sizeof expected_name, "%.*s.%s", stem, name, kind);
	golden_read(text_name, &text);
	golden_read(expected_name, &expected);
	p.text = (struct slice){text.data, text.length};
	cr_assert_eq(parse(&p), 0);
	cr_expect_str_eq(buf_string(&p.rows), buf_string(&expected), "%s:\n%s", name, buf_string(&p.rows));
	buf_finish(&p.rows);
	buf_finish(&text);
	buf_finish(&expected);
}

static inline struct regimes regimes_of(const char *text)
{
	struct arena arena = {0};
	struct lines lines;
	struct regimes regimes;

	cr_assert_eq(lines_split(slice_of(text), &arena, &lines), 0);
	regime_weigh(&lines, &regimes);
	arena_finish(&arena);
	return regimes;
}
#endif
