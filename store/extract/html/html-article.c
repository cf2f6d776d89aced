/* SPDX-License-Identifier: MIT */
#include "html-article.h"

#include "html-hint.h"
#include "html-text.h"

#include <errno.h>

enum {
	SENTENCE_MIN = 64,     /* bytes of words in a block that are prose */
	ENOUGH = 250,          /* bytes of words below which an article was missed */
	WHOLE_PERCENT = 90,    /* share of the prose that its part may have to stand for all of it */
	NAMED_PERCENT = 60,    /* the same of a part that calls itself the article */
	AROUND_PERCENT = 40,   /* share of what is not of the article, whatever its name says ... */
	COMMENTS_PERCENT = 85, /* ... and of what readers wrote */
	LINKS_MIN = 3,         /* links of a list of links */
	LINKED_PERCENT = 50    /* share of its words that are in links */
};

/* Sums over the node and all in it; of `own` only over what stands in no smaller block. */
struct measure {
	uint32_t block;                          /* the smallest block around it */
	uint32_t words, linked, own, own_linked; /* bytes that are no white space */
	uint32_t links, prose, paragraphs;       /* paragraphs: blocks of prose right in it */
	bool in_link;
};

struct search {
	struct html_tree *tree;
	struct measure *at;
	unsigned char *skip;
};

static uint32_t count_words(struct slice text)
{
	uint32_t count = 0;

	for (size_t i = 0; i < text.length; i++)
		count += !byte_is_space(text.at[i]);
	return count;
}

static bool is_prose(const struct measure *m)
{
	return m->own >= SENTENCE_MIN && m->own_linked < m->own / 2;
}

static bool is_block(const struct html_node *node)
{
	return !html_is_text(node) && html_breaks(node->tag) > 0;
}

/* Down the page: what is in what, and where each word stands. */
static void place_words(struct search *s)
{
	for (uint32_t i = 0; i < s->tree->count; i++) {
		const struct html_node *node = &s->tree->nodes[i];
		struct measure *m = &s->at[i], *parent = &s->at[node->parent];

		*m = (struct measure){.block = is_block(node) ? i : parent->block,
				      .in_link = parent->in_link || node->tag == GUMBO_TAG_A,
				      .links = node->tag == GUMBO_TAG_A};
		if (i > 0 && s->skip[node->parent])
			s->skip[i] = 1;
		if (!html_is_text(node) || s->skip[i])
			continue;
		m->words = count_words(node->text);
		m->linked = m->in_link ? m->words : 0;
		s->at[m->block].own += m->words;
		s->at[m->block].own_linked += m->linked;
	}
}

/* Up the page. */
static void sum_up(struct search *s)
{
	for (uint32_t i = s->tree->count; i-- > 0;) {
		struct measure *m = &s->at[i], *parent = &s->at[s->tree->nodes[i].parent];

		m->prose += is_prose(m) ? m->own - m->own_linked : 0;
		if (s->skip[i] || i == 0)
			continue;
		parent->words += m->words;
		parent->linked += m->linked;
		parent->links += m->links;
		parent->prose += m->prose;
		parent->paragraphs += is_prose(m);
	}
}

static void measure(struct search *s)
{
	place_words(s);
	sum_up(s);
}

/* ---- what is not of it ---- */

static bool is_share(uint32_t part, uint32_t all, unsigned percent)
{
	return (uint64_t)part * 100 >= (uint64_t)all * percent;
}

static bool is_around(const struct search *s, uint32_t at, enum html_hint hint)
{
	GumboTag tag = s->tree->nodes[at].tag;
	unsigned most = hint == HINT_COMMENT && tag != GUMBO_TAG_ARTICLE ? COMMENTS_PERCENT : AROUND_PERCENT;

	return hint == HINT_NEVER ||
	       ((hint == HINT_AROUND || hint == HINT_COMMENT) &&
		(s->at[0].prose == 0 || !is_share(s->at[at].prose, s->at[0].prose, most)));
}

/* By measures that were taken of the whole page. */
static void skip_around(struct search *s, unsigned char *aside)
{
	for (uint32_t i = 1; i < s->tree->count; i++) {
		aside[i] = aside[s->tree->nodes[i].parent] || is_around(s, i, html_hint(&s->tree->nodes[i]));
		s->skip[i] |= aside[i];
	}
}

static bool is_list(GumboTag tag)
{
	return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL || tag == GUMBO_TAG_TABLE;
}

/* What a list stands in, or the list around it. */
static uint32_t find_place(const struct search *s, uint32_t at)
{
	const struct html_node *nodes = s->tree->nodes;
	uint32_t place = nodes[at].parent;

	while (nodes[place].tag == GUMBO_TAG_LI || is_list(nodes[place].tag) ||
	       html_breaks(nodes[place].tag) == 0)
		place = nodes[place].parent;
	return place;
}

/* A list, a table or a box of links. Lists that stand among paragraphs are part of what is said. */
static bool is_links(const struct search *s, uint32_t at, uint32_t article)
{
	GumboTag tag = s->tree->nodes[at].tag;
	const struct measure *m = &s->at[at];

	if (m->prose > 0 || m->links < LINKS_MIN || !is_share(m->linked, m->words, LINKED_PERCENT))
		return false;
	if (!is_list(tag))
		return tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_HEADER ||
		       tag == GUMBO_TAG_ADDRESS || tag == GUMBO_TAG_CENTER;
	uint32_t place = find_place(s, at);

	return place != article && s->at[place].paragraphs < 2;
}

static void skip_links(struct search *s, uint32_t in)
{
	for (uint32_t i = in + 1; i < s->tree->nodes[in].end; i++)
		if (!s->skip[i] && is_links(s, i, in))
			s->skip[i] = 1;
}

/* ---- where it is ---- */

static bool names_itself(const struct html_node *node)
{
	return node->tag == GUMBO_TAG_ARTICLE || node->tag == GUMBO_TAG_MAIN ||
	       html_attribute_has(node, "itemprop", SLICE("articleBody")) ||
	       html_attribute_has(node, "role", SLICE("main"));
}

/* The smallest part that calls itself the article and has most of the prose; else the whole page. */
static uint32_t find_named(const struct search *s)
{
	uint32_t best = 0;

	for (uint32_t i = 1; i < s->tree->count; i++)
		if (!html_is_text(&s->tree->nodes[i]) && !s->skip[i] && names_itself(&s->tree->nodes[i]) &&
		    is_share(s->at[i].prose, s->at[0].prose, NAMED_PERCENT))
			best = i;
	return best;
}

/* The part of `in` that has nearly all of its prose, and is no paragraph. */
static uint32_t find_child(const struct search *s, uint32_t in)
{
	const struct html_node *nodes = s->tree->nodes;

	for (uint32_t i = in + 1; i < nodes[in].end; i = nodes[i].end)
		if (!html_is_text(&nodes[i]) && s->at[i].prose > s->at[i].own &&
		    is_share(s->at[i].prose, s->at[in].prose, WHOLE_PERCENT))
			return i;
	return in;
}

static uint32_t find_prose(const struct search *s)
{
	uint32_t at = find_named(s), child;

	if (s->at[0].prose == 0)
		return 0;
	while ((child = find_child(s, at)) != at)
		at = child;
	return at;
}

static bool skips_all(const struct search *s, uint32_t in)
{
	uint64_t words = 0;

	for (uint32_t i = in; i < s->tree->nodes[in].end; i = s->skip[i] ? s->tree->nodes[i].end : i + 1)
		words += s->skip[i] || !html_is_text(&s->tree->nodes[i]) ? 0 : s->at[i].words;
	return words < ENOUGH;
}

static void skip_no_text(struct search *s)
{
	for (uint32_t i = 0; i < s->tree->count; i++)
		s->skip[i] = html_is_no_text(s->tree->nodes[i].tag);
}

/* A standfirst: paragraphs between the headline and the article. */
static void find_lead(const struct search *s, struct html_article *ret)
{
	uint32_t first = ret->node;

	ret->lead_count = 0;
	for (uint32_t i = 1; i < ret->node; i++)
		if (s->tree->nodes[i].tag == GUMBO_TAG_H1 && !s->skip[i])
			first = s->tree->nodes[i].end;
	for (uint32_t i = first; i < ret->node && ret->lead_count < HTML_LEAD_MAX; i++)
		if (!s->skip[i] && is_prose(&s->at[i]) && s->tree->nodes[i].end <= ret->node)
			ret->lead[ret->lead_count++] = i;
}

int html_article_find(struct html_tree *tree, struct html_article *ret)
{
	struct search s = {.tree = tree};

	s.at = arena_array(&tree->arena, tree->count, sizeof *s.at);
	s.skip = arena_array(&tree->arena, tree->count, 1);
	ret->aside = arena_array(&tree->arena, tree->count, 1);
	if (!s.at || !s.skip || !ret->aside)
		return -ENOMEM;
	skip_no_text(&s);
	measure(&s);
	skip_around(&s, ret->aside);
	measure(&s);
	ret->node = find_prose(&s);
	ret->prose = s.at[ret->node].prose;
	ret->skip = s.skip;
	skip_links(&s, ret->node);
	if (skips_all(&s, ret->node)) {
		skip_no_text(&s);
		ret->node = 0;
	}
	find_lead(&s, ret);
	return 0;
}
