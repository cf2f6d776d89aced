/* SPDX-License-Identifier: MIT */
#include "word.h"

size_t word_count(struct slice text, size_t most)
{
	size_t count = 0;

	for (size_t i = 0; i < text.length && count < most; i++)
		count += byte_is_word(text.at[i]) && (i == 0 || !byte_is_word(text.at[i - 1]));
	return count;
}

struct slice word_last(struct slice text)
{
	size_t last = text.length, first;

	while (last > 0 && !byte_is_word(text.at[last - 1]))
		last--;
	for (first = last; first > 0 && byte_is_word(text.at[first - 1]);)
		first--;
	return slice_sub(text, first, last);
}

bool word_is(struct slice word, const char *const *words)
{
	char first = word.length > 0 ? byte_lower(word.at[0]) : '\0';

	for (; *words; words++)
		if (first == **words && slice_equal_ci(word, slice_of(*words)))
			return true;
	return false;
}

bool starts_any(struct slice text, const char *const *words)
{
	for (; *words; words++)
		if (slice_starts_ci(text, slice_of(*words)))
			return true;
	return false;
}

bool has_any(struct slice text, const char *const *words)
{
	size_t count = 0;

	while (words[count])
		count++;
	return slice_holds_one_of_ci(text, words, count);
}

struct slice line_bare(struct slice line)
{
	size_t first = 0, last = line.length;

	while (first < last && !byte_is_word(line.at[first]))
		first++;
	while (last > first && !byte_is_word(line.at[last - 1]))
		last--;
	return slice_sub(line, first, last);
}
