/* SPDX-License-Identifier: MIT */
/*
 * A full name may differ by a bounded number of edits ("Novernber" by two), an abbreviation by one letter
 * that looks like the right one ("0CT", "NCV"), for any other edit would make one month of another.
 */
#include "date-misread.h"

enum {
	MONTHS = 12,
	NAME_MOST = 12, /* bytes of a word that may be a month */
	NAME_LONG = 7,  /* letters from which two edits are borne */
	NAME_SHORT = 3
};

static const char *const names[MONTHS] = {"january",   "february", "march",    "april",
					  "may",       "june",     "july",     "august",
					  "september", "october",  "november", "december"};

/* Small letters of one shape share a bit: "o0qcdg", "il1tj|!", "nhm", "uv", "ef", "b8", "s5", "pr", "aeo". */
static const unsigned short shapes[256] = {
	['o'] = 1 | 256, ['0'] = 1,  ['q'] = 1,  ['c'] = 1,   ['d'] = 1,        ['g'] = 1,   ['i'] = 2,
	['l'] = 2,       ['1'] = 2,  ['t'] = 2,  ['j'] = 2,   ['|'] = 2,        ['!'] = 2,   ['n'] = 4,
	['h'] = 4,       ['m'] = 4,  ['u'] = 8,  ['v'] = 8,   ['e'] = 16 | 256, ['f'] = 16,  ['b'] = 32,
	['8'] = 32,      ['s'] = 64, ['5'] = 64, ['p'] = 128, ['r'] = 128,      ['a'] = 256,
};

int misread_digit(char c)
{
	static const struct {
		char digit;
		const char *letters;
	} forms[] = {{0, "OoQ"}, {1, "lI|"}, {2, "Z"}, {5, "S"}, {6, "G"}, {8, "B"}};

	if (byte_is_digit(c))
		return c - '0';
	for (size_t i = 0; c && i < sizeof forms / sizeof *forms; i++)
		if (strchr(forms[i].letters, c))
			return forms[i].digit;
	return -1;
}

static bool look_alike(char a, char b)
{
	return shapes[(unsigned char)a] & shapes[(unsigned char)b];
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Levenshtein's distance; both have at most NAME_MOST bytes. */
static size_t distance(struct slice word, struct slice name)
{
	size_t row[NAME_MOST + 1];

	for (size_t k = 0; k <= name.length; k++)
		row[k] = k;
	for (size_t i = 0; i < word.length; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t k = 0; k < name.length; k++) {
			size_t above = row[k + 1];

			row[k + 1] = least(above + 1, row[k] + 1,
					   diagonal + (byte_lower(word.at[i]) != name.at[k]));
			diagonal = above;
		}
	}
	return row[name.length];
}

static bool may_be_name(struct slice word, struct slice name)
{
	size_t borne = name.length >= NAME_LONG ? 2 : name.length > NAME_SHORT + 1;

	return (byte_lower(word.at[0]) == name.at[0] || look_alike(byte_lower(word.at[0]), name.at[0])) &&
	       word.length + borne >= name.length && word.length <= name.length + borne &&
	       distance(word, name) <= borne;
}

static bool may_be_short(struct slice word, struct slice name)
{
	size_t wrong = 0;

	if (word.length != NAME_SHORT)
		return false;
	for (size_t i = 0; i < NAME_SHORT; i++) {
		char c = byte_lower(word.at[i]);

		if (c == name.at[i])
			continue;
		if (!c || !look_alike(c, name.at[i]))
			return false;
		wrong++;
	}
	return wrong <= 1;
}

int misread_month(struct slice word)
{
	int found = 0;

	if (word.length < NAME_SHORT || word.length > NAME_MOST)
		return 0;
	for (int month = 0; month < MONTHS; month++) {
		struct slice name = slice_of(names[month]);

		if (!may_be_name(word, name) && !may_be_short(word, slice_sub(name, 0, NAME_SHORT)))
			continue;
		if (found > 0)
			return 0;
		found = month + 1;
	}
	return found;
}
