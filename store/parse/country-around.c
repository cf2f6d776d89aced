/* SPDX-License-Identifier: MIT */
#include "country-around.h"

enum {
	ADDRESS_MOST = 200, /* bytes looked at to each side for the rest of an address */
	LINE_MOST = 200,    /* and for a small letter in the same line */
	ENDING_MOST = 6,    /* letters of ".html" */
	WORD_LOOK = 64,     /* bytes behind a mention in which the next word stands */
	SEAT_LOOK = 24      /* bytes before a mention in which "registered in" stands */
};

static char byte_before(const struct around *a, size_t at)
{
	return at > a->first ? a->text.at[at - 1] : '\0';
}

static char byte_at(const struct around *a, size_t at)
{
	return at < a->text.length ? a->text.at[at] : '\0';
}

static bool among(struct slice word, const char *const *list)
{
	while (*list && !slice_equal_ci(word, slice_of(*list)))
		list++;
	return *list != NULL;
}

static bool address_byte(char c)
{
	return byte_is_letter(c) || byte_is_digit(c) || (c != '\0' && strchr(".-_~:/?#@%&=+", c));
}

/* Does a name of a host or file end at `dot` and the letters behind it? "hrw.org/", "report.pdf" */
static bool ending_at(struct slice s, size_t dot)
{
	size_t at = dot + 1;

	while (at < s.length && at - dot <= ENDING_MOST && byte_is_lower(s.at[at]))
		at++;
	return at - dot > 2 && (at == s.length || strchr("/:?#", s.at[at]));
}

bool around_is_address(const struct around *a)
{
	size_t first = a->mention.first, last = a->mention.last;
	struct slice run;

	while (first > a->first && a->mention.first - first < ADDRESS_MOST &&
	       address_byte(a->text.at[first - 1]))
		first--;
	while (last < a->text.length && last - a->mention.last < ADDRESS_MOST &&
	       address_byte(a->text.at[last]))
		last++;
	run = slice_sub(a->text, first, last);
	if (memchr(run.at, '@', run.length) || slice_find(run, SLICE("://"), 0) < run.length ||
	    slice_find_ci(run, SLICE("www."), 0) < run.length)
		return true;
	for (size_t i = 1; i < run.length; i++)
		if (run.at[i] == '.' && address_byte(run.at[i - 1]) && ending_at(run, i))
			return true;
	return false;
}

bool around_is_pronoun(const struct around *a)
{
	char before = byte_before(a, a->mention.first), after = byte_at(a, a->mention.last);

	if (!slice_equal(slice_sub(a->text, a->mention.first, a->mention.last), SLICE("US")) ||
	    before == '-' || before == '/' || after == '-' || after == '/')
		return false;
	for (size_t i = a->mention.first;
	     i > a->first && a->mention.first - i < LINE_MOST && a->text.at[i - 1] != '\n'; i--)
		if (byte_is_lower(a->text.at[i - 1]))
			return false;
	for (size_t i = a->mention.last;
	     i < a->text.length && i - a->mention.last < LINE_MOST && a->text.at[i] != '\n'; i++)
		if (byte_is_lower(a->text.at[i]))
			return false;
	return true;
}

/* The word right behind the mention, parted by one blank or a hyphen; empty where there is none. */
static struct slice word_behind(const struct around *a)
{
	struct slice look = slice_sub(a->text, 0, a->mention.last + WORD_LOOK);
	struct word_range word;
	char gap = byte_at(a, a->mention.last);

	if ((gap != ' ' && gap != '-') || !word_next(look, a->mention.last, &word) ||
	    word.first != a->mention.last + 1)
		return (struct slice){a->text.at, 0};
	return slice_sub(look, word.first, word.last);
}

bool around_is_street(const struct around *a)
{
	static const char *const streets[] = {"Street", "St",        "Road", "Rd",    "Avenue",  "Ave",
					      "Blvd",   "Boulevard", "Lane", "Drive", "Terrace", "Crescent",
					      "Square", "Gardens",   "Park", "Hwy",   "Highway", NULL};
	struct slice word = word_behind(a);

	return word.length > 1 && byte_is_upper(word.at[0]) && byte_at(a, a->mention.last) == ' ' &&
	       among(word, streets);
}

bool around_is_seat(const struct around *a, bool is_division)
{
	static const char *const words[] = {"registered in ", "incorporated in ", "registered office in ",
					    NULL};
	static const char *const numbers[] = {"No", "Nr", "Number", "Company", NULL};
	size_t first = a->mention.first > a->first + SEAT_LOOK ? a->mention.first - SEAT_LOOK : a->first;
	struct slice before = slice_sub(a->text, first, a->mention.first);

	for (size_t i = 0; words[i]; i++)
		if (slice_ends_ci(before, slice_of(words[i])))
			return is_division || among(word_behind(a), numbers);
	return false;
}

bool around_is_tag(const struct around *a)
{
	size_t at = a->mention.first;

	return a->mention.last - at == 2 && at >= a->first + 3 && a->text.at[at - 1] == '-' &&
	       byte_is_lower(a->text.at[at - 2]) && byte_is_lower(a->text.at[at - 3]) &&
	       !byte_is_letter(byte_before(a, at - 3));
}

bool around_is_language(const struct around *a)
{
	static const char *const before[] = {"speak",  "speaks", "speaking", "spoke",
					     "spoken", "fluent", NULL};
	static const char *const behind[] = {"speaker",      "speakers",   "speaking",    "language",
					     "translation",  "translator", "translators", "interpreter",
					     "interpreters", "subtitles",  NULL};
	struct slice word = slice_sub(a->text, a->before.first, a->before.last);
	char gap = byte_at(a, a->before.last), end = byte_at(a, a->mention.last);
	bool close = a->before.last + 1 == a->mention.first && gap == ' ';

	if (among(word_behind(a), behind) || (close && among(word, before)))
		return true;
	/* "in Chinese, and", "in Iraqi, Syrian and Turkish ports" look alike. */
	return close && slice_equal(word, SLICE("in")) && (end == '.' || end == ';' || end == ')');
}
