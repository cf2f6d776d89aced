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

/* Words by their first two bytes: a bit for each that has this byte there, in either case. */
struct beginnings {
	unsigned char first[256], second[256], /* of words of one byte: */ lone;
};

static void add_byte(unsigned char *bits, char c, unsigned char bit)
{
	bits[(unsigned char)byte_lower(c)] |= bit;
	if (byte_is_letter(c))
		bits[(unsigned char)byte_lower(c) - 'a' + 'A'] |= bit;
}

static void make_beginnings(const char *const *words, size_t count, struct beginnings *ret)
{
	*ret = (struct beginnings){.lone = 0};
	for (size_t i = 0; i < count; i++) {
		unsigned char bit = (unsigned char)(1u << i);

		add_byte(ret->first, words[i][0], bit);
		if (words[i][1])
			add_byte(ret->second, words[i][1], bit);
		else
			ret->lone |= bit;
	}
}

/* As slice_holds_one_of_ci(), for at most AT_ONCE words. */
static bool holds_any(struct slice s, const char *const *words, size_t count)
{
	struct beginnings beginnings;

	make_beginnings(words, count, &beginnings);
	for (size_t at = 0; at < s.length; at++) {
		unsigned may = beginnings.first[(unsigned char)s.at[at]];

		if (may == 0)
			continue;
		may &= beginnings.lone |
		       (at + 1 < s.length ? beginnings.second[(unsigned char)s.at[at + 1]] : 0);
		for (size_t i = 0; may >> i > 0 && i < count; i++)
			if ((may >> i & 1) && slice_starts_ci(slice_sub(s, at, s.length), slice_of(words[i])))
				return true;
	}
	return false;
}

bool slice_holds_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i += AT_ONCE)
		if (holds_any(s, words + i, count - i < AT_ONCE ? count - i : AT_ONCE))
			return true;
	return false;
}
