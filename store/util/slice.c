/* SPDX-License-Identifier: MIT */
#include "slice.h"

#include <stdint.h>

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

/* Most words are ruled out by their first byte, before their length is known. */
static bool begins_alike(struct slice s, const char *word)
{
	return s.length > 0 && byte_lower(s.at[0]) == byte_lower(*word);
}

bool slice_is_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (begins_alike(s, words[i]) && slice_equal_ci(s, slice_of(words[i])))
			return true;
	return false;
}

bool slice_starts_with_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (begins_alike(s, words[i]) && slice_starts_ci(s, slice_of(words[i])))
			return true;
	return false;
}

bool slice_ends_with_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (slice_ends_ci(s, slice_of(words[i])))
			return true;
	return false;
}

enum { AT_ONCE = 8 }; /* words that are looked for in one pass */

/* Five bits tell a letter in either case; what else falls on them is looked at in vain. */
static uint32_t bit_of(char c)
{
	return UINT32_C(1) << ((unsigned char)c & 31);
}

/* As slice_holds_one_of_ci(), for few words: looks closer only where two bytes may begin one of them. */
static bool holds_any(struct slice s, const char *const *words, size_t count)
{
	uint32_t first = 0, second = 0;

	for (size_t i = 0; i < count; i++) {
		first |= bit_of(words[i][0]);
		second |= words[i][1] ? bit_of(words[i][1]) : UINT32_MAX;
	}
	for (size_t at = 0; at < s.length; at++)
		if ((first & bit_of(s.at[at])) && (at + 1 == s.length || (second & bit_of(s.at[at + 1]))) &&
		    slice_starts_with_one_of_ci(slice_sub(s, at, s.length), words, count))
			return true;
	return false;
}

bool slice_holds_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i += AT_ONCE)
		if (holds_any(s, words + i, count - i < AT_ONCE ? count - i : AT_ONCE))
			return true;
	return false;
}
