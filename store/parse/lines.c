/* SPDX-License-Identifier: MIT */
#include "lines.h"

#include <errno.h>

static bool is_stamp(struct slice words)
{
	static const char *const stamps[] = {"released under the official information act", "proactively released"};

	for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++)
		if (slice_starts_ci(words, slice_of(stamps[i])) && words.length < strlen(stamps[i]) + 8)
			return true;
	return false;
}

static bool is_page_number(struct slice words)
{
	size_t digits = 0;

	if (slice_starts_ci(words, SLICE("page ")))
		words = slice_trim(slice_sub(words, 5, words.length));
	for (size_t i = 0; i < words.length; i++)
		digits += byte_is_digit(words.at[i]);
	return digits > 0 && digits == words.length && digits <= 4;
}

int lines_split(struct slice text, struct arena *arena, struct lines *ret)
{
	struct line *at = NULL;
	size_t count = 0, capacity = 0;

	for (size_t first = 0; first < text.length;) {
		const char *end = memchr(text.at + first, '\n', text.length - first);
		size_t next = end ? (size_t)(end - text.at) + 1 : text.length;
		struct line *line = arena_push(arena, &at, &count, &capacity, sizeof *at);

		if (!line)
			return -ENOMEM;
		line->first = first;
		line->last = end ? next - 1 : next;
		if (line->last > first && text.at[line->last - 1] == '\r')
			line->last--;
		struct slice words = slice_trim(slice_sub(text, line->first, line->last));

		line->blank = words.length == 0;
		line->stamp = is_stamp(words);
		line->page_number = is_page_number(words);
		line->page_break = memchr(text.at + first, '\f', line->last - first) != NULL;
		first = next;
	}
	*ret = (struct lines){text, at, count};
	return 0;
}

struct slice line_text(const struct lines *lines, size_t number)
{
	return slice_trim(slice_sub(lines->text, lines->at[number].first, lines->at[number].last));
}

bool line_has_words(const struct lines *lines, size_t number)
{
	const struct line *line = &lines->at[number];

	return !line->blank && !line->stamp && !line->page_number;
}

size_t lines_next_words(const struct lines *lines, size_t from, size_t last)
{
	while (from < last && !line_has_words(lines, from))
		from++;
	return from;
}
