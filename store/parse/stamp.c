/* SPDX-License-Identifier: MIT */
#include "stamp.h"

#include "shape.h"
#include "telling.h"

enum {
	STAMP_MAX = 160, /* a longer line is text, whatever it begins with */
	STAMP_TAIL_MAX = 40,
	ROW_MAX = 480 /* with the wide gaps between what stands at the left, in the middle and at the right */
};

/* How release stamps begin, and how many bytes may follow. */
static const struct stamp_form {
	const char *prefix;
	size_t more;
} stamp_forms[] = {
	{"released under the official information act", 40},
	{"released under", 70},
	{"document released under", 90},
	{"information released under", 90},
	{"information disclosed under", 110},
	{"information divulgu\xc3\xa9"
	 "e en vertu",
	 110},
	{"released by", 90},
	{"released in full", 20},
	{"released in part", 60},
	{"release in full", 20},
	{"release in part", 60},
	{"release in", 0},
	{"release", 0},
	{"proactively released", 90},
	{"proactive release", 40},
	{"disclosed under", 90},
	{"document disclosed under", 90},
	{"approved for release", 90},
	{"approved for public release", 90},
	{"declassified in", 90},
	{"declassified by", 90},
	{"classified by", 110},
	{"reason: 1.4", 90},
	{"foi release", 60},
	{"foia release", 60},
	{"unclassified u.s. department", 130},
	{"case no. f-", 40},
	{"doc no. c", 100},
	{"document divulgu\xc3\xa9 en vertu", 90},
	{"document released pursuant", 90},
	{"ref. ares(", 40}, /* the European Commission's register, on every page */
};

static struct slice without_dash(struct slice s)
{
	static const char *const dashes[] = {"\xe2\x80\x94 ", "\xe2\x80\x93 ", "- "};

	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (slice_starts(s, slice_of(dashes[i])))
			return slice_trim(slice_sub(s, strlen(dashes[i]), s.length));
	return s;
}

/* "Case 1:31-cv-00417-ABC Document 7 Filed 02/03/31 Page 3 of 17": a court's. */
static bool is_filing_stamp(struct slice words)
{
	struct slice page = SLICE(" page ");

	if (!slice_starts_ci(words, SLICE("case")) ||
	    slice_find_ci(words, SLICE(" filed"), 0) == words.length)
		return false;
	size_t number = slice_find_ci(words, page, 0) + page.length;

	return number < words.length && byte_is_digit(words.at[number]);
}

bool stamp_is(struct slice words, bool tells)
{
	if (words.length > STAMP_MAX || words.length == 0)
		return false;
	if ((tells && telling_holds(words, TELLING_STAMP)) || is_filing_stamp(words))
		return true;
	/* A sentence may begin so too: "Released under heavy guard, the men left." */
	if (words.at[words.length - 1] == '.')
		return false;
	words = without_dash(words);
	for (size_t i = 0; i < sizeof stamp_forms / sizeof *stamp_forms; i++) {
		struct slice prefix;

		if (stamp_forms[i].prefix[0] != byte_lower(words.at[0]))
			continue;
		prefix = slice_of(stamp_forms[i].prefix);
		if (slice_starts_ci(words, prefix) && words.length <= prefix.length + stamp_forms[i].more)
			return true;
	}
	return false;
}

static size_t digits_at(struct slice s, size_t from)
{
	size_t n = 0;

	while (from + n < s.length && byte_is_digit(s.at[from + n]))
		n++;
	return n;
}

static bool is_decoration(char c)
{
	return byte_is_space(c) || strchr("-|[]()#*~_", c) != NULL;
}

static struct slice without_decoration(struct slice s)
{
	while (s.length > 0 && s.at[0] && is_decoration(s.at[0]))
		s = slice_sub(s, 1, s.length);
	while (s.length > 0 && s.at[s.length - 1] && is_decoration(s.at[s.length - 1]))
		s.length--;
	return s;
}

/* "7", "- 7 -", "Page 7 of 12", "7 | Page", "7/12". */
bool stamp_is_page_number(struct slice words)
{
	if (words.length > 32)
		return false;
	struct slice s = without_decoration(words);
	bool named = slice_starts_ci(s, SLICE("page"));

	if (named)
		s = slice_trim(slice_sub(s, 4, s.length));
	else if (slice_ends_ci(s, SLICE("page")) && byte_is_digit(s.at[0])) {
		named = true;
		s = without_decoration(slice_sub(s, 0, s.length - 4));
	}
	size_t n = digits_at(s, 0);

	/* "000018" on the pages of Canadian releases */
	if (n == 0 || n > (named || s.at[0] == '0' ? 6 : 3))
		return false;
	s = slice_trim(slice_sub(s, n, s.length));
	if (s.length == 0)
		return true;
	if (slice_starts_ci(s, SLICE("of ")))
		s = slice_trim(slice_sub(s, 2, s.length));
	else if (s.at[0] == '/')
		s = slice_trim(slice_sub(s, 1, s.length));
	else
		return false;
	n = digits_at(s, 0);
	return n > 0 && n == s.length && n <= 6;
}

/* A stamp at one end of the line, and at the other end or between nothing but more of them and the page's
 * number. */
bool stamp_is_row(struct slice words, bool tells)
{
	bool any = false;

	if (words.length > ROW_MAX || slice_find(words, SLICE("   "), 0) == words.length)
		return false;
	while (words.length > 0) {
		struct slice cell = shape_next_cell(&words);
		bool stamp = stamp_is(cell, tells);

		if (!stamp && !stamp_is_page_number(cell))
			return false;
		any |= stamp;
	}
	return any;
}

static const char *const stamp_tails[] = {"in full", "in part", "full", "part"};

bool stamp_continues(struct slice above, struct slice words)
{
	if (slice_equal_ci(above, SLICE("unclassified")))
		return slice_equal_ci(words, SLICE("u.s. department of state"));
	if (!slice_equal_ci(above, SLICE("release in")) && !slice_equal_ci(above, SLICE("release")))
		return false;
	for (size_t i = 0; words.length <= STAMP_TAIL_MAX && i < sizeof stamp_tails / sizeof *stamp_tails;
	     i++)
		if (slice_starts_ci(words, slice_of(stamp_tails[i])))
			return true;
	return false;
}
