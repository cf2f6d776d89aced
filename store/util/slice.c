/* SPDX-License-Identifier: MIT */
#include "slice.h"

struct slice slice_trim(struct slice s)
{
	while (s.length > 0 && byte_is_space(s.at[0])) {
		s.at++;
		s.length--;
	}
	while (s.length > 0 && byte_is_space(s.at[s.length - 1]))
		s.length--;
	return s;
}

bool slice_ends_ci(struct slice s, struct slice suffix)
{
	return s.length >= suffix.length &&
	       slice_equal_ci(slice_sub(s, s.length - suffix.length, s.length), suffix);
}

size_t slice_find(struct slice s, struct slice needle, size_t from)
{
	if (from > s.length || needle.length > s.length - from)
		return s.length;
	const char *hit = memmem(s.at + from, s.length - from, needle.at, needle.length);

	return hit ? (size_t)(hit - s.at) : s.length;
}

size_t slice_find_ci(struct slice s, struct slice needle, size_t from)
{
	if (from > s.length || needle.length > s.length - from)
		return s.length;
	if (needle.length == 0)
		return from;
	char first = byte_lower(needle.at[0]);
	size_t last = s.length - needle.length;

	for (size_t i = from; i <= last; i++)
		if (byte_lower(s.at[i]) == first &&
		    slice_equal_ci(slice_sub(s, i, i + needle.length), needle))
			return i;
	return s.length;
}

typedef bool slice_relation(struct slice s, struct slice word);

static bool holds_ci(struct slice s, struct slice word)
{
	return slice_find_ci(s, word, 0) < s.length;
}

static bool any(struct slice s, const char *const *words, size_t count, slice_relation *relation)
{
	for (size_t i = 0; i < count; i++)
		if (relation(s, slice_of(words[i])))
			return true;
	return false;
}

bool slice_is_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	return any(s, words, count, slice_equal_ci);
}

bool slice_starts_with_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	return any(s, words, count, slice_starts_ci);
}

bool slice_ends_with_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	return any(s, words, count, slice_ends_ci);
}

bool slice_holds_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	return any(s, words, count, holds_ci);
}
