/* SPDX-License-Identifier: MIT */
#include "slice.h"

bool slice_ends_ci(struct slice s, struct slice suffix)
{
	return s.length >= suffix.length &&
	       slice_equal_ci(slice_sub(s, s.length - suffix.length, s.length), suffix);
}

/* A run of one byte: what differs from it in its last place rules out all places before. */
static size_t find_run(struct slice s, char c, size_t length, size_t from)
{
	for (size_t last = from + length - 1; last < s.length;) {
		size_t same = 0;

		if (s.at[last] != c) { /* most bytes */
			last += length;
			continue;
		}
		while (same < length && s.at[last - same] == c)
			same++;
		if (same == length)
			return last + 1 - length;
		last += length - same;
	}
	return s.length;
}

/* Goes from one place to the next where the first byte of the needle stands that is no blank: blanks stand
 * everywhere. */
size_t slice_find(struct slice s, struct slice needle, size_t from)
{
	size_t blanks = 0;

	if (from > s.length || needle.length > s.length - from)
		return s.length;
	while (blanks < needle.length && needle.at[blanks] == ' ')
		blanks++;
	if (blanks == needle.length)
		return blanks > 0 ? find_run(s, ' ', blanks, from) : from;

	const char *end = s.at + s.length - (needle.length - blanks) + 1, *at = s.at + from + blanks;

	while (at < end && (at = memchr(at, needle.at[blanks], (size_t)(end - at))) != NULL) {
		if (memcmp(at - blanks, needle.at, needle.length) == 0)
			return (size_t)(at - s.at) - blanks;
		at++;
	}
	return s.length;
}

size_t slice_find_ci(struct slice s, struct slice needle, size_t from)
{
	if (from > s.length || needle.length > s.length - from)
		return s.length;
	if (needle.length == 0)
		return from;
	char lower = byte_lower(needle.at[0]), upper = byte_upper(needle.at[0]);
	size_t last = s.length - needle.length;

	for (size_t i = from; i <= last; i++)
		if ((s.at[i] == lower || s.at[i] == upper) &&
		    slice_equal_ci(slice_sub(s, i, i + needle.length), needle))
			return i;
	return s.length;
}

static char first_lower(struct slice s)
{
	return s.length > 0 ? byte_lower(s.at[0]) : '\0';
}

/* How many bytes of `word` begin `s`. */
static size_t count_alike(struct slice s, const char *word)
{
	size_t alike = 0;

	while (word[alike] && alike < s.length && byte_lower(s.at[alike]) == byte_lower(word[alike]))
		alike++;
	return alike;
}

/* Most words are ruled out by their first byte, before their length is known; none is empty. */
bool slice_is_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	char first = first_lower(s);

	for (size_t i = 0; i < count; i++)
		if (byte_lower(*words[i]) == first && count_alike(s, words[i]) == s.length &&
		    !words[i][s.length])
			return true;
	return false;
}

bool slice_starts_with_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	char first = first_lower(s);

	for (size_t i = 0; i < count; i++)
		if (byte_lower(*words[i]) == first && !words[i][count_alike(s, words[i])])
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

static unsigned five_bits(char c)
{
	return (unsigned char)c & 31;
}

static uint32_t bit_of(char c)
{
	return c ? UINT32_C(1) << five_bits(c) : UINT32_MAX; /* the word has ended: any byte may follow */
}

void word_list_make(struct word_list *ret, const char *const *words, size_t count)
{
	*ret = (struct word_list){.words = words, .count = count, .shortest = SIZE_MAX};
	for (size_t i = 0; i < count; i++) {
		const char *word = words[i];
		size_t length = strlen(word);

		ret->shortest = length < ret->shortest ? length : ret->shortest;
		ret->second[five_bits(word[0])] |= bit_of(word[1]);
		if (word[1])
			ret->third[five_bits(word[1])] |= bit_of(word[2]);
		else
			memset(ret->third, 0xff, sizeof ret->third);
	}
}

bool slice_holds_word(struct slice s, const struct word_list *list)
{
	unsigned here = s.length > 0 ? five_bits(s.at[0]) : 0, next;
	size_t at = 0;

	for (; at + 2 < s.length; at++, here = next) {
		next = five_bits(s.at[at + 1]);
		if ((list->second[here] >> next & 1) && (list->third[next] >> five_bits(s.at[at + 2]) & 1) &&
		    slice_starts_with_one_of_ci(slice_sub(s, at, s.length), list->words, list->count))
			return true;
	}
	for (; s.length - at >= list->shortest; at++)
		if (slice_starts_with_one_of_ci(slice_sub(s, at, s.length), list->words, list->count))
			return true;
	return false;
}

bool slice_holds_one_of_ci(struct slice s, const char *const *words, size_t count)
{
	struct word_list list;

	word_list_make(&list, words, count);
	return slice_holds_word(s, &list);
}
