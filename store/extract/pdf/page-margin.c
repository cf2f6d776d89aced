/* SPDX-License-Identifier: MIT */
#include "page-margin.h"

#include <errno.h>
#include <stdlib.h>

enum {
	CODE_LENGTH_MAX = 24, /* bytes of one word */
	CODE_WORDS_MAX = 12,
	DIGITS_MAX = 4,
	GROUP_MAX = 4,          /* letters or digits in parentheses */
	TEXT_PERCENT = 5,       /* of the text may stand beyond each edge of its column */
	MARGIN_PERCENT = 20,    /* of the page's width at its left side ... */
	MARGIN_PERCENT_R = 22,  /* ... and at its right, where a margin can be */
	BELOW_PERCENT = 170,    /* of its height: how far below a code its second half begins, at most */
	SAME_EDGE_PERCENT = 150 /* of its height: how far their left edges are apart, at most */
};

/* ---- what a code looks like ---- */

static const char *const plain_words[] = {"out",
					  "of",
					  "scope",
					  "not",
					  "in",
					  "relevant",
					  "to",
					  "and",
					  "&",
					  "section",
					  "request",
					  "withheld",
					  "s",
					  "ss",
					  "sec",
					  "under",
					  "non",
					  "redacted",
					  "n/r",
					  "non-relevant",
					  "irrelevant",
					  "non-responsive",
					  "not-relevant",
					  "information"};
static const char *const telling_words[] = {"scope",          "relevant",     "withheld",
					    "redacted",       "n/r",          "non-relevant",
					    "non-responsive", "not-relevant", "irrelevant"};
static const char *const leads[] = {"section", "sec", "ss", "s", ""};

static struct slice without_stops(struct slice word)
{
	while (word.length > 0 && strchr("[;,.:", word.at[0]))
		word = slice_sub(word, 1, word.length);
	while (word.length > 0 && strchr("];,.:", word.at[word.length - 1]))
		word.length--;
	return word;
}

static bool is_alnum(char c)
{
	return byte_is_letter(c) || byte_is_digit(c);
}

/* End of "(g)" that begins at `at`; `at` where it does not. */
static size_t after_group(struct slice word, size_t at)
{
	size_t end = at + 1;

	if (at >= word.length || word.at[at] != '(')
		return at;
	while (end < word.length && is_alnum(word.at[end]))
		end++;
	return end < word.length && word.at[end] == ')' && end > at + 1 && end - at - 1 <= GROUP_MAX ? end + 1
												     : at;
}

/* How many groups fill the word from `at` to its end; 0 where something else stands there too. */
static size_t count_groups(struct slice word, size_t at)
{
	size_t count = 0, end;

	for (; at < word.length; at = end, count++) {
		end = after_group(word, at);
		if (end == at)
			return 0;
	}
	return count;
}

/* End of "9", "1.4", "22A", "47F" at `at`. */
static size_t after_number(struct slice word, size_t at)
{
	size_t first = at, digits = 0;

	while (at < word.length && (byte_is_digit(word.at[at]) || (word.at[at] == '.' && at > first)))
		digits += byte_is_digit(word.at[at++]);
	if (digits == 0 || digits > DIGITS_MAX)
		return first;
	for (size_t n = 0; n < 2 && at < word.length && byte_is_upper(word.at[at]); n++)
		at++;
	return at;
}

/* "s9(2)(g)(i)", "s.40(2)", "s47F"; `bare`: also "6(a)", which numbers paragraphs too. */
static bool is_section(struct slice word, bool bare)
{
	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		struct slice lead = slice_of(leads[i]);
		size_t at = lead.length, end;

		if (!slice_starts_ci(word, lead) || (at == 0 && !bare))
			continue;
		at += at > 0 && at < word.length && word.at[at] == '.';
		end = after_number(word, at);
		if (end > at && ((end == word.length && lead.length > 0) || count_groups(word, end) > 0))
			return true;
	}
	return false;
}

/* "B5", "b7C", "b7E-1", and "bl" as scans read b1. */
static bool is_exemption(struct slice word)
{
	size_t at = 2;

	if (word.length < 2 || byte_lower(word.at[0]) != 'b' ||
	    !(byte_is_digit(word.at[1]) || word.at[1] == 'l' || word.at[1] == 'I'))
		return false;
	at += at < word.length && byte_is_letter(word.at[at]);
	at += at + 1 < word.length && word.at[at] == '-' && byte_is_digit(word.at[at + 1]) ? 2 : 0;
	return at == word.length;
}

static bool is_code(struct slice word, bool bare)
{
	return word.length <= CODE_LENGTH_MAX &&
	       (is_section(word, bare) || is_exemption(word) || count_groups(word, 0) > 1);
}

bool margin_may_be_code(struct slice word)
{
	word = without_stops(word);
	return slice_is_one_of_ci(word, plain_words, sizeof plain_words / sizeof *plain_words) ||
	       is_code(word, true);
}

/* `bare`: numbers as of paragraphs are codes too. */
static bool tells(const struct page_words *page, size_t first, size_t last, bool bare)
{
	for (size_t i = first; i < last; i++) {
		struct slice word = without_stops(page_word_text(page, i));

		if (is_code(word, bare) ||
		    slice_is_one_of_ci(word, telling_words, sizeof telling_words / sizeof *telling_words))
			return true;
	}
	return false;
}

bool margin_is_code(const struct page_words *page, size_t first, size_t last)
{
	return last - first <= CODE_WORDS_MAX && tells(page, first, last, true);
}

static bool piece_is_code(const struct page_words *page, const struct piece *piece)
{
	for (size_t i = piece->first; i < piece->first + piece->count; i++)
		if (i - piece->first >= CODE_WORDS_MAX || !margin_may_be_code(page_word_text(page, i)))
			return false;
	return margin_is_code(page, piece->first, piece->first + piece->count);
}

/* ---- where the margin is ---- */

struct edge { /* of a piece of text */
	int32_t x;
	uint32_t length;
};

static int by_x(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	return (x->x > y->x) - (x->x < y->x);
}

/* The x that TEXT_PERCENT of the text's characters reach at most. */
static int32_t edge_of_text(struct edge *edges, size_t count)
{
	uint64_t all = 0, seen = 0;

	qsort(edges, count, sizeof *edges, by_x);
	for (size_t i = 0; i < count; i++)
		all += edges[i].length;
	for (size_t i = 0; i < count; i++) {
		seen += edges[i].length;
		if (seen * 100 >= all * TEXT_PERCENT)
			return edges[i].x;
	}
	return 0;
}

struct column { /* of the page's text */
	int32_t left, right;
};

static int find_column(const struct pieces *pieces, struct column *ret)
{
	struct edge *edges = calloc(pieces->count + 1, sizeof *edges);
	size_t count = 0;

	if (!edges)
		return -ENOMEM;
	for (size_t i = 0; i < pieces->count; i++)
		if (pieces->at[i].kind == PIECE_TEXT)
			edges[count++] = (struct edge){pieces->at[i].box.left, pieces->at[i].length};
	ret->left = edge_of_text(edges, count);
	count = 0;
	for (size_t i = 0; i < pieces->count; i++)
		if (pieces->at[i].kind == PIECE_TEXT)
			edges[count++] = (struct edge){-pieces->at[i].box.right, pieces->at[i].length};
	ret->right = -edge_of_text(edges, count);
	free(edges);
	return 0;
}

static bool in_margin(const struct page_words *page, const struct column *column, const struct piece *piece)
{
	int64_t left = (int64_t)page->width * MARGIN_PERCENT / 100;
	int64_t right = page->width - (int64_t)page->width * MARGIN_PERCENT_R / 100;

	if (page->width <= 0)
		return false;
	if (piece->box.left >= column->right && piece->box.left >= right)
		return true;
	/* At the left "4(a)" alone numbers a paragraph. */
	return piece->box.right <= column->left && piece->box.right <= left &&
	       tells(page, piece->first, piece->first + piece->count, piece->count > 1);
}

/* ---- codes in two lines ---- */

static struct slice last_word(const struct page_words *page, const struct piece *piece)
{
	return page_word_text(page, piece->first + piece->count - 1);
}

/* "s9(2)" above "(g)(i)": the narrow margin broke it. */
static bool goes_on(const struct page_words *page, const struct piece *a, const struct piece *b)
{
	struct slice above = last_word(page, a), below = page_word_text(page, b->first);
	int64_t height = piece_height(a), down = b->box.top - a->box.top;
	int64_t aside = b->box.left - a->box.left;

	return above.at[above.length - 1] == ')' && below.at[0] == '(' && byte_lower(above.at[0]) == 's' &&
	       down * 2 > height && down * 100 < height * BELOW_PERCENT &&
	       (aside < 0 ? -aside : aside) * 100 < height * SAME_EDGE_PERCENT;
}

static void join_broken(struct pieces *pieces, const struct page_words *page)
{
	size_t above = pieces->count;

	for (size_t i = 0; i < pieces->count; i++) {
		struct piece *piece = &pieces->at[i];

		if (piece->kind != PIECE_MARGIN)
			continue;
		if (above < pieces->count && goes_on(page, &pieces->at[above], piece)) {
			piece->kind = PIECE_JOINED;
			pieces->at[above].next = (uint32_t)i;
		}
		above = i;
	}
}

int margin_mark(struct pieces *pieces, const struct page_words *page)
{
	struct column column;
	size_t codes = 0;
	int r;

	for (size_t i = 0; i < pieces->count; i++)
		if (pieces->at[i].kind == PIECE_TEXT && piece_is_code(page, &pieces->at[i])) {
			pieces->at[i].kind = PIECE_MARGIN;
			codes++;
		}
	if (codes == 0)
		return 0;
	r = find_column(pieces, &column);
	for (size_t i = 0; i < pieces->count && r == 0; i++)
		if (pieces->at[i].kind == PIECE_MARGIN && !in_margin(page, &column, &pieces->at[i]))
			pieces->at[i].kind = PIECE_TEXT;
	if (r == 0)
		join_broken(pieces, page);
	return r;
}
