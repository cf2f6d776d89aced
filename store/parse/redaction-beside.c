/* SPDX-License-Identifier: MIT */
#include "redaction-beside.h"

#include "word.h"

enum {
	GAP_BLANKS = 3,    /* as many blanks are no space between words */
	ENUMERATOR_MAX = 3 /* digits or letters of a paragraph's number */
};

static bool is_roman(char c)
{
	return c != '\0' && strchr("ivxIVX", c) != NULL;
}

/* "12", "12.", "(b)", "iv.", "c)": the number of a paragraph. */
static bool is_enumerator(struct slice text)
{
	struct slice word = word_last(text), trimmed = slice_trim(text);
	size_t digits = 0, roman = 0;
	char end = trimmed.length > 0 ? trimmed.at[trimmed.length - 1] : '\0';

	for (size_t i = 0; i < word.length; i++) {
		digits += byte_is_digit(word.at[i]);
		roman += is_roman(word.at[i]);
	}
	if (word.length == 0 || word.length > ENUMERATOR_MAX)
		return false;
	return digits == word.length ||
	       ((end == '.' || end == ')') && (roman == word.length || word.length == 1));
}

static bool is_cell_edge(char c)
{
	return c == '|' || c == '\t';
}

struct surroundings surroundings_of(struct slice line, const struct run *run)
{
	size_t lowest = run->first > RUN_WINDOW ? run->first - RUN_WINDOW : 0;
	size_t highest = line.length - run->last > RUN_WINDOW ? run->last + RUN_WINDOW : line.length;
	size_t first = run->first, last = run->last;
	struct surroundings s = {0};

	while (first > lowest && !is_cell_edge(line.at[first - 1]))
		first--;
	while (last < highest && !is_cell_edge(line.at[last]))
		last++;
	s.before = slice_sub(line, first, run->first);
	s.after = slice_sub(line, run->last, last);
	s.cut = (first == lowest && lowest > 0) || (last == highest && highest < line.length);
	s.words_before = word_count(s.before, RUN_WINDOW);
	s.words_after = word_count(s.after, RUN_WINDOW);
	if (s.words_before == 1 && is_enumerator(s.before))
		s.words_before = 0;
	return s;
}

bool beside_gap(const struct surroundings *s)
{
	size_t left = 0, right = 0;

	while (left < s->before.length && s->before.at[s->before.length - 1 - left] == ' ')
		left++;
	while (right < s->after.length && s->after.at[right] == ' ')
		right++;
	return (left >= GAP_BLANKS && left < s->before.length) ||
	       (right >= GAP_BLANKS && right < s->after.length);
}

bool beside_ends_paragraph(const struct surroundings *s)
{
	struct slice before = slice_trim(s->before), quote = SLICE("\xe2\x80\x9d");

	if (slice_ends_ci(before, quote))
		before.length -= quote.length;
	if (slice_ends_ci(before, SLICE("\"")) || slice_ends_ci(before, SLICE(")")))
		before.length--;
	return slice_trim(s->after).length == 0 && s->words_before > 0 && before.length > 0 &&
	       before.at[before.length - 1] != '\0' && strchr(".?!", before.at[before.length - 1]);
}

bool beside_begins_sentence(const struct surroundings *s)
{
	struct surroundings closed = *s;

	closed.after.length = 0;
	return beside_ends_paragraph(&closed) && s->after.length > 1 && s->after.at[0] == ' ' &&
	       byte_is_lower(s->after.at[1]);
}

bool beside_cell(const struct surroundings *s, const struct run *run)
{
	struct slice gap = SLICE("   ");

	return run->clean && !run->mended && s->words_before > 0 && slice_ends_ci(s->before, gap) &&
	       (slice_trim(s->after).length == 0 || slice_starts(s->after, gap));
}
