/* SPDX-License-Identifier: MIT */
/* A run of bytes that somebody else owns. Comparisons are of bytes; "ci" ones fold A-Z only. */
#ifndef UTIL_SLICE_H
#define UTIL_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
	const char *at;
	size_t length;
};

#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})

static inline struct slice slice_of(const char *string)
{
	return (struct slice){string, strlen(string)};
}

static inline bool byte_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool byte_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool byte_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool byte_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool byte_is_letter(char c)
{
	return byte_is_lower((char)(c | 0x20)); /* the bit by which the cases differ */
}

static inline char byte_lower(char c)
{
	return byte_is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

static inline char byte_upper(char c)
{
	return byte_is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

/* Bytes [first, last) of `s`, clamped to it. Inline, as is what follows: parsing calls these most. */
static inline struct slice slice_sub(struct slice s, size_t first, size_t last)
{
	if (last > s.length)
		last = s.length;
	if (first > last)
		first = last;
	return (struct slice){last > 0 ? s.at + first : s.at, last - first}; /* at may be NULL */
}

static inline bool slice_equal(struct slice a, struct slice b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

static inline bool slice_equal_ci(struct slice a, struct slice b)
{
	if (a.length != b.length)
		return false;
	for (size_t i = 0; i < a.length; i++)
		if (byte_lower(a.at[i]) != byte_lower(b.at[i]))
			return false;
	return true;
}

static inline bool slice_starts(struct slice s, struct slice prefix)
{
	return s.length >= prefix.length && (prefix.length == 0 || s.at[0] == prefix.at[0]) &&
	       slice_equal(slice_sub(s, 0, prefix.length), prefix);
}

static inline bool slice_starts_ci(struct slice s, struct slice prefix)
{
	return s.length >= prefix.length && slice_equal_ci(slice_sub(s, 0, prefix.length), prefix);
}

/* The last byte; NUL of an empty slice. */
static inline char slice_last(struct slice s)
{
	return s.length > 0 ? s.at[s.length - 1] : '\0';
}

/* Without ASCII white space at both ends. */
static inline struct slice slice_trim(struct slice s)
{
	while (s.length > 0 && byte_is_space(s.at[0])) {
		s.at++;
		s.length--;
	}
	while (s.length > 0 && byte_is_space(s.at[s.length - 1]))
		s.length--;
	return s;
}

bool slice_ends_ci(struct slice s, struct slice suffix);
/* Offset of the first `needle` at or after `from`; s.length where there is none. */
size_t slice_find(struct slice s, struct slice needle, size_t from);
size_t slice_find_ci(struct slice s, struct slice needle, size_t from);

/* Is, begins, ends or holds one of `count` words, of which none is empty? */
bool slice_is_one_of_ci(struct slice s, const char *const *words, size_t count);
bool slice_starts_with_one_of_ci(struct slice s, const char *const *words, size_t count);
bool slice_ends_with_one_of_ci(struct slice s, const char *const *words, size_t count);
bool slice_holds_one_of_ci(struct slice s, const char *const *words, size_t count);

/*
 * Words that many texts are searched for, none of them empty, and what they begin with: for each first byte a
 * row with a bit for each second one, for each second one a row with a bit for each third. Five bits tell a
 * letter in either case; what else falls on them is looked at in vain.
 */
struct word_list {
	const char *const *words;
	size_t count;
	size_t shortest; /* bytes of the shortest */
	uint32_t second[32], third[32];
};

/* Borrows the words. */
void word_list_make(struct word_list *ret_list, const char *const *words, size_t count);
/* As slice_holds_one_of_ci(). */
bool slice_holds_word(struct slice s, const struct word_list *list);
#endif
