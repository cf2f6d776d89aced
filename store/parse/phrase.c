/* SPDX-License-Identifier: MIT */
/*
 * A tree of words whose edges stand in one hash table, keyed by (node, what stands before the word, word). A
 * match can only begin at a word, so that this is linear without the failure links of Aho and Corasick.
 */
#include "phrase.h"

#include "../util/utf8.h"

#include <stdlib.h>

enum {
	WORD_MOST = 40,        /* bytes; longer words are in no phrase */
	GAP_MOST = 64,         /* bytes between two words of a phrase */
	CAPITALS_LEAST = 4,    /* letters of a phrase that is also found in capitals: "IRAN", not "Us" */
	ABBREVIATION_MOST = 3, /* letters before a full stop inside a phrase: "St. Lucia" */
};

#define NO_VALUE UINT32_MAX

struct edge {
	uint32_t node, child; /* child 0: a free slot, for the root is no child */
	char gap;
	struct slice word;
};

struct phrases {
	struct edge *edges;
	uint32_t *values; /* of each node */
	size_t capacity;  /* of edges, a power of two */
	uint32_t nodes;
};

/* Advances *at past a character that belongs to words. */
static bool take_word_character(struct slice text, size_t *at)
{
	char c = text.at[*at];
	size_t next = *at;

	if ((unsigned char)c < 0x80) {
		bool belongs = byte_is_letter(c) || byte_is_digit(c) || c == '_';

		*at += belongs;
		return belongs;
	}
	if (!utf8_is_alnum(utf8_next(text, &next)))
		return false;
	*at = next;
	return true;
}

/* Where the word that begins at `first` ends; looks at no more than `most` bytes. */
static size_t word_end(struct slice text, size_t first, size_t most)
{
	size_t at = first, limit = text.length - first < most ? text.length : first + most;

	for (;;) {
		while (at < limit && byte_is_lower(text.at[at])) /* most letters */
			at++;
		if (at == limit)
			break;
		if (at > first && byte_is_upper(text.at[at]) && byte_is_lower(text.at[at - 1]))
			break;
		if (!take_word_character(text, &at))
			break;
	}
	return at;
}

bool word_next(struct slice text, size_t at, struct word_range *ret)
{
	size_t next;

	while (at < text.length && !byte_is_letter(text.at[at]) &&
	       (next = at, !take_word_character(text, &next)))
		if ((unsigned char)text.at[at] < 0x80)
			at++;
		else
			utf8_next(text, &at);
	if (at >= text.length)
		return false;
	ret->first = at;
	ret->last = word_end(text, at, SIZE_MAX);
	return true;
}

/* Small letters for A-Z and the capitals of Latin-1, all that names of countries have. */
static char fold(struct slice word, size_t at)
{
	unsigned char c = (unsigned char)word.at[at];

	if (at > 0 && (unsigned char)word.at[at - 1] == 0xc3 && c >= 0x80 && c <= 0x9e && c != 0x97)
		return (char)(c + 0x20);
	return byte_lower(word.at[at]);
}

static bool equal_folded(struct slice a, struct slice b)
{
	if (a.length != b.length)
		return false;
	for (size_t i = 0; i < a.length; i++)
		if (fold(a, i) != fold(b, i))
			return false;
	return true;
}

/* FNV-1a over the key. */
static size_t hash_of(uint32_t node, char gap, struct slice word)
{
	uint64_t hash = (14695981039346656037u ^ node) * 1099511628211u;

	hash = (hash ^ (unsigned char)gap) * 1099511628211u;
	for (size_t i = 0; i < word.length; i++)
		hash = (hash ^ (unsigned char)fold(word, i)) * 1099511628211u;
	return (size_t)(hash ^ (hash >> 32));
}

/* The edge, or the free slot where it would stand. */
static struct edge *find_edge(const struct phrases *p, uint32_t node, char gap, struct slice word)
{
	size_t at = hash_of(node, gap, word) & (p->capacity - 1);

	for (;; at = (at + 1) & (p->capacity - 1)) {
		struct edge *e = &p->edges[at];

		if (e->child == 0 || (e->node == node && e->gap == gap && equal_folded(e->word, word)))
			return e;
	}
}

static bool take_space(struct slice text, size_t *at, size_t limit)
{
	size_t first = *at, next;

	while (*at < limit && (next = *at, utf8_is_space(utf8_next(text, &next))))
		*at = next;
	return *at > first;
}

/* The one mark among white space, '\0' for none; a hyphen or dash is '-' and "’" is "'". */
static char take_mark(struct slice text, size_t *at)
{
	size_t next = *at;
	uint32_t c = next < text.length ? utf8_next(text, &next) : 0;

	if (c == '-' || (c >= 0x2010 && c <= 0x2013))
		c = '-';
	else if (c == '\'' || c == 0x2018 || c == 0x2019)
		c = '\'';
	else if (c != '.' && c != ',' && c != '&')
		return '\0';
	*at = next;
	return (char)c;
}

/*
 * What stands between a word and the next one of a phrase: ' ' for white space or a hyphen, '|' for nothing,
 * or the mark. '\0': no phrase goes on here. *at moves to where the next word must begin.
 */
static char take_gap(struct slice text, struct slice word, size_t *at)
{
	size_t limit = text.length - *at > GAP_MOST ? *at + GAP_MOST : text.length;
	bool before = take_space(text, at, limit);
	char mark = take_mark(text, at);
	bool after = mark != '\0' && take_space(text, at, limit);

	if (mark == '\0')
		return before ? ' ' : '|';
	if (mark == '-')
		return ' ';
	if (mark == '.' && after)
		return !before && word.length <= ABBREVIATION_MOST ? ' ' : '\0';
	return mark;
}

struct phrases *phrases_create(size_t most_bytes)
{
	struct phrases *p = calloc(1, sizeof *p);

	if (!p)
		return NULL;
	p->capacity = 64;
	while (p->capacity < most_bytes)
		p->capacity *= 2;
	p->edges = calloc(p->capacity, sizeof *p->edges);
	p->values = calloc(p->capacity, sizeof *p->values);
	if (!p->edges || !p->values) {
		phrases_destroy(p);
		return NULL;
	}
	p->nodes = 1;
	p->values[0] = NO_VALUE;
	return p;
}

void phrases_destroy(struct phrases *p)
{
	if (!p)
		return;
	free(p->edges);
	free(p->values);
	free(p);
}

void phrases_add(struct phrases *p, struct slice phrase, uint32_t value)
{
	uint32_t node = 0;
	char gap = '\0';

	for (size_t at = 0; at < phrase.length && p->nodes < p->capacity / 2;) {
		struct slice word = slice_sub(phrase, at, word_end(phrase, at, SIZE_MAX));
		struct edge *e = find_edge(p, node, gap, word);

		if (word.length == 0 || word.length > WORD_MOST)
			return;
		if (e->child == 0) {
			*e = (struct edge){node, p->nodes, gap, word};
			p->values[p->nodes++] = NO_VALUE;
		}
		node = e->child;
		at += word.length;
		if (at >= phrase.length || (gap = take_gap(phrase, word, &at)) == '\0')
			break;
	}
	if (node != 0 && p->values[node] == NO_VALUE)
		p->values[node] = value;
}

/* How the words so far are written. */
struct writing {
	bool as_listed; /* but for a capital where the list has a small letter */
	bool capitals;
	size_t letters;
};

static void look_at_case(struct writing *w, struct slice word, struct slice listed)
{
	for (size_t i = 0; i < word.length; i++) {
		bool same = word.at[i] == listed.at[i] || (i == 0 && byte_is_upper(word.at[0]));

		w->as_listed = w->as_listed && same;
		/* In UTF-8 the small letters of Latin-1 are 0xc3 0x9f and above. */
		if (byte_is_lower(word.at[i]) ||
		    (i > 0 && (unsigned char)word.at[i - 1] == 0xc3 && (unsigned char)word.at[i] >= 0x9f))
			w->capitals = false;
	}
	w->letters += word.length;
}

bool phrases_find(const struct phrases *p, struct slice text, struct word_range range, uint32_t *ret_value,
		  size_t *ret_last)
{
	struct writing writing = {.as_listed = true, .capitals = true};
	size_t at = range.first, last = range.last;
	uint32_t node = 0;
	char gap = '\0';
	bool found = false;

	for (;;) {
		struct slice word = slice_sub(text, at, last);
		const struct edge *e;

		if (word.length == 0 || word.length > WORD_MOST)
			return found;
		e = find_edge(p, node, gap, word);
		if (e->child == 0)
			return found;
		look_at_case(&writing, word, e->word);
		node = e->child;
		if (p->values[node] != NO_VALUE &&
		    (writing.as_listed || (writing.capitals && writing.letters >= CAPITALS_LEAST))) {
			*ret_value = p->values[node];
			*ret_last = last;
			found = true;
		}
		at = last;
		gap = take_gap(text, word, &at);
		if (gap == '\0')
			return found;
		last = word_end(text, at, WORD_MOST + 1);
	}
}
