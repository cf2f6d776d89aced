/* SPDX-License-Identifier: MIT */
#include "../../store/util/initials.h"
#include "../../store/util/slice.h"

#include <criterion/criterion.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { TEXTS = 4000, TEXT_MAX = 24, NEEDLE_MAX = 5 };

/* Letters that are near each other, so that words are often begun and seldom ended. */
static struct slice some_text(unsigned *seed, char *bytes, size_t most)
{
	static const char alphabet[] = "abAB  _.";
	size_t length = (*seed = *seed * 1103515245u + 12345u) / 65536u % (most + 1);

	for (size_t i = 0; i < length; i++)
		bytes[i] = alphabet[(*seed = *seed * 1103515245u + 12345u) / 65536u % (sizeof alphabet - 1)];
	return (struct slice){bytes, length};
}

static size_t find_slowly(struct slice s, struct slice needle, size_t from, bool any_case)
{
	for (size_t at = from; at + needle.length <= s.length; at++) {
		struct slice here = slice_sub(s, at, at + needle.length);

		if (any_case ? slice_equal_ci(here, needle) : slice_equal(here, needle))
			return at;
	}
	return s.length;
}

Test(slice, bytes_are_found_where_looking_at_each_place_finds_them)
{
	char text[TEXT_MAX], needle[NEEDLE_MAX];
	unsigned seed = 1;

	for (size_t i = 0; i < TEXTS; i++) {
		struct slice s = some_text(&seed, text, TEXT_MAX), n = some_text(&seed, needle, NEEDLE_MAX);
		size_t from = i % 3;

		cr_assert_eq(slice_find(s, n, from), find_slowly(s, n, from, false), "'%.*s' in '%.*s'",
			     (int)n.length, n.at, (int)s.length, s.at);
		cr_assert_eq(slice_find_ci(s, n, from), find_slowly(s, n, from, true), "'%.*s' in '%.*s'",
			     (int)n.length, n.at, (int)s.length, s.at);
	}
}

Test(slice, a_word_of_a_list_is_found_wherever_it_stands)
{
	static const char *const words[] = {"ab_a", "ba", "B ab", "aaa.", "_"};
	char text[TEXT_MAX];
	unsigned seed = 2;

	for (size_t i = 0; i < TEXTS; i++) {
		struct slice s = some_text(&seed, text, TEXT_MAX);
		size_t count = i % (COUNT(words) + 1);
		bool holds = false, starts = false;

		for (size_t k = 0; k < count; k++) {
			holds |= find_slowly(s, slice_of(words[k]), 0, true) < s.length;
			starts |= slice_starts_ci(s, slice_of(words[k]));
		}
		cr_assert_eq(slice_holds_one_of_ci(s, words, count), holds, "'%.*s'", (int)s.length, s.at);
		cr_assert_eq(slice_starts_with_one_of_ci(s, words, count), starts, "'%.*s'", (int)s.length,
			     s.at);
	}
	cr_assert(slice_is_one_of_ci(SLICE("BA"), words, COUNT(words)));
	cr_assert_not(slice_is_one_of_ci(SLICE("b"), words, COUNT(words)), "a word that only begins");
	cr_assert_not(slice_is_one_of_ci(SLICE("bab"), words, COUNT(words)), "more than a word");
	cr_assert_not(slice_is_one_of_ci(SLICE(""), words, COUNT(words)));
}

Test(slice, rows_with_one_first_byte_are_looked_at_in_their_order)
{
	static const struct {
		const char *name;
		int value;
	} rows[] = {{"sent", 0}, {"To", 1}, {"Subject", 2}, {"title", 3}, {"\xc3\xa0", 4}};
	static struct initials initials = INITIALS(rows, name);
	size_t row;

	row = initials_first(&initials, SLICE("tell"));
	cr_assert_eq(row, 1, "in any case");
	row = initials_next(&initials, row);
	cr_assert_eq(row, 3);
	cr_assert_eq(initials_next(&initials, row), INITIALS_END);
	cr_assert_eq(initials_first(&initials, SLICE("S")), 0);
	cr_assert_eq(initials_first(&initials, SLICE("\xc3")), 4);
	cr_assert_eq(initials_first(&initials, SLICE("x")), INITIALS_END);
	cr_assert_eq(initials_first(&initials, SLICE("")), INITIALS_END);
}
