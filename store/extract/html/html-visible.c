/* SPDX-License-Identifier: MIT */
/*
 * What readers of a page see of its author, date and title. Places that are set apart from the article
 * (menus, comments, boxes) do not count.
 */
#include "html-hint.h"
#include "html-meta.h"
#include "html-text.h"
#include "../../util/utf8.h"

#include <errno.h>

enum {
	BYLINE_MAX = 200, /* bytes of an element that holds no more than a byline, a date */
	DATE_MAX = 90,
	HEADING_MIN = 8,
	NODES_MAX = 100, /* nodes in such an element */
	WORDS_FEW = 4,   /* as few words are no title without the name of the site */
	WORDS_MIN = 3
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const author_names[] = {"author", "authors", "byline", "bylines", "writtenby"};
static const char *const no_author_names[] = {"bio",    "box",    "avatar", "image",       "img", "photo",
					      "social", "follow", "desc",   "description", "info"};
static const char *const date_names[] = {"date",    "dateline",  "datetime", "published",
					 "pubdate", "timestamp", "publish",  "time ",
					 "posted",  "postdate",  "postinfo"};
static const char *const update_names[] = {"updated", "modified"};

/* The text of a small element; NULL if it is not small, or has none. */
static const char *small_text(const struct html_tree *tree, uint32_t at, size_t most, struct arena *arena)
{
	const char *text = NULL;
	size_t length = 0;

	if (tree->nodes[at].end - at > NODES_MAX)
		return NULL;
	for (uint32_t i = at; i < tree->nodes[at].end; i++)
		length += slice_trim(tree->nodes[i].text).length;
	if (length > 0 && length <= most)
		text = html_folded(tree, at, arena);
	return text && text[0] ? text : NULL;
}

/* ---- author ---- */

static uint32_t name_in(const struct html_tree *tree, uint32_t at)
{
	for (uint32_t i = at + 1; i < tree->nodes[at].end && i < at + NODES_MAX; i++)
		if (html_attribute_has(&tree->nodes[i], "itemprop", SLICE("name")))
			return i;
	return at;
}

static unsigned author_rank(const struct html_node *node)
{
	if (html_attribute_has(node, "rel", SLICE("author")) ||
	    html_attribute_has(node, "itemprop", SLICE("author")))
		return RANK_VISIBLE;
	if (html_named(node, author_names, COUNT(author_names)) &&
	    !html_named(node, no_author_names, COUNT(no_author_names)))
		return RANK_VISIBLE_NAMED;
	return 0;
}

/* A byline may go on with other lines: what the author does, and when it was published. */
static struct slice first_name_line(struct slice text)
{
	size_t first = 0;

	while (first < text.length) {
		size_t last = slice_find(text, SLICE("\n"), first);
		struct slice line = slice_trim(slice_sub(text, first, last)), name = html_name(line);

		if (name.length > 0 && !slice_equal_ci(line, SLICE("by")) &&
		    !slice_equal_ci(line, SLICE("author")))
			return name;
		first = last + 1;
	}
	return slice_sub(text, 0, 0);
}

static void offer_author(const struct html_tree *tree, uint32_t at, struct html_meta *meta)
{
	unsigned rank = author_rank(&tree->nodes[at]);
	uint32_t node = rank ? name_in(tree, at) : at;
	struct buf text = {0};

	if (rank == 0 || !small_text(tree, node, BYLINE_MAX, meta->arena))
		return;
	html_print(tree, &(struct html_print){.node = node}, &text);
	if (!text.failed)
		html_offer(meta, HTML_AUTHOR, rank, first_name_line((struct slice){text.data, text.length}),
			   at);
	buf_finish(&text);
}

/* ---- dates ---- */

/* It names a year: "4 May 2021", but not "3 hours ago". */
static bool has_year(struct slice s)
{
	for (size_t i = 0; i + 4 <= s.length; i++) {
		bool century = slice_starts(slice_sub(s, i, s.length), SLICE("19")) ||
			       slice_starts(slice_sub(s, i, s.length), SLICE("20"));

		if (century && byte_is_digit(s.at[i + 2]) && byte_is_digit(s.at[i + 3]) &&
		    (i == 0 || !byte_is_digit(s.at[i - 1])))
			return true;
	}
	return false;
}

static void offer_time(const struct html_tree *tree, uint32_t at, enum html_field field,
		       struct html_meta *meta)
{
	const struct html_node *node = &tree->nodes[at];
	struct slice value = html_attribute_of(node, "datetime");
	bool marked = html_attribute_has(node, "itemprop", SLICE("datePublished")) ||
		      html_attribute_has(node, "itemprop", SLICE("dateModified")) ||
		      html_has_attribute(node, "pubdate");

	if (!has_year(value))
		value = html_attribute_of(node, "content");
	if (has_year(value))
		html_offer(meta, field, marked ? RANK_VISIBLE : RANK_VISIBLE_NAMED, value, at);
}

static void offer_date(const struct html_tree *tree, uint32_t at, struct html_meta *meta)
{
	const struct html_node *node = &tree->nodes[at];
	bool updated = html_attribute_has(node, "itemprop", SLICE("dateModified")) ||
		       html_named(node, update_names, COUNT(update_names));
	bool published = html_attribute_has(node, "itemprop", SLICE("datePublished"));
	enum html_field field = updated && !published ? HTML_MODIFIED : HTML_PUBLISHED;
	const char *text;

	if (node->tag == GUMBO_TAG_TIME || updated || published)
		offer_time(tree, at, field, meta);
	if (node->tag != GUMBO_TAG_TIME && !updated && !published &&
	    !html_named(node, date_names, COUNT(date_names)))
		return;
	text = small_text(tree, at, DATE_MAX, meta->arena);
	if (text && has_year(slice_of(text)))
		html_offer(meta, field, RANK_VISIBLE_LIKELY, slice_of(text), at);
}

/* ---- title ---- */

static bool is_heading(GumboTag tag)
{
	return tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2;
}

static void offer_heading(const struct html_tree *tree, uint32_t at, struct html_meta *meta)
{
	const struct html_node *node = &tree->nodes[at];
	bool marked = html_attribute_has(node, "itemprop", SLICE("headline"));
	const char *text = marked || node->tag == GUMBO_TAG_H1 ? html_folded(tree, at, meta->arena) : NULL;

	if (text)
		html_offer(meta, HTML_TITLE, marked ? RANK_VISIBLE : RANK_LAST, slice_of(text), at);
}

static bool is_separator(struct slice s, size_t at, bool *ret_levels)
{
	static const char *const separators[] = {"|", "-", "\xe2\x80\x93", "\xe2\x80\x94", "\\",
						 "/", ">", "\xc2\xbb",     "::",           "_"};
	struct slice rest = slice_sub(s, at, s.length);

	for (size_t i = 0; i < COUNT(separators); i++) {
		size_t n = strlen(separators[i]);

		if (!slice_starts(rest, slice_of(separators[i])) || rest.length <= n || rest.at[n] != ' ' ||
		    at == 0 || s.at[at - 1] != ' ')
			continue;
		*ret_levels = i >= 4 && i <= 7;
		return true;
	}
	return false;
}

static size_t count_words(struct slice s)
{
	size_t words = 0;

	for (size_t i = 0; i < s.length; i++)
		words += !byte_is_space(s.at[i]) && (i == 0 || byte_is_space(s.at[i - 1]));
	return words;
}

/*
 * "Headline - Site": what stands before the last separator, or behind the first if that is too short to be a
 * headline. Where that is short too the whole is the title.
 */
static struct slice without_site(struct slice s)
{
	size_t first = 0, last = 0;
	bool levels = false, any_levels = false;

	for (size_t at = 1; at < s.length; at++)
		if (is_separator(s, at, &levels)) {
			first = first ? first : at;
			last = at;
			any_levels |= levels;
		}
	if (last == 0)
		return s;
	struct slice cut = slice_trim(slice_sub(s, 0, last));

	if (count_words(cut) < WORDS_MIN) {
		size_t behind = slice_find(s, SLICE(" "), first);

		cut = slice_trim(slice_sub(s, behind, s.length));
	}
	return count_words(cut) <= WORDS_FEW && !any_levels ? s : cut;
}

/* The heading that the title repeats with the name of the site before or behind it; else "". */
static struct slice heading_in(const struct html_tree *tree, struct slice title, struct arena *arena,
			       uint32_t *ret)
{
	for (uint32_t i = 1; i < tree->count; i++) {
		const char *text =
			is_heading(tree->nodes[i].tag) ? small_text(tree, i, title.length, arena) : NULL;
		struct slice heading = text ? slice_of(text) : SLICE("");

		if (heading.length >= HEADING_MIN && slice_find_ci(title, heading, 0) < title.length &&
		    heading.length * 2 >= title.length) {
			*ret = i;
			return heading;
		}
	}
	return SLICE("");
}

const char *html_page_title(const struct html_tree *tree, struct arena *arena)
{
	for (uint32_t i = 1; i < tree->count; i++)
		if (tree->nodes[i].tag == GUMBO_TAG_TITLE)
			return html_folded(tree, i, arena);
	return "";
}

int html_meta_title(const struct html_tree *tree, struct html_meta *meta)
{
	struct html_offer *best = &meta->best[HTML_TITLE];
	const char *page = html_page_title(tree, meta->arena);
	bool is_told = best->rank > 0 && best->rank < RANK_LAST;
	uint32_t node = 0;

	if (!page)
		return -ENOMEM;
	struct slice title = is_told ? best->value : slice_of(page),
		     heading = heading_in(tree, title, meta->arena, &node);

	if (heading.length > 0)
		*best = (struct html_offer){heading, is_told ? best->rank : RANK_LAST, node};
	else if (!is_told && title.length > 0)
		*best = (struct html_offer){without_site(title), RANK_LAST, 0};
	return meta->arena->failed ? -ENOMEM : 0;
}

/* ---- all ---- */

int html_meta_visible(const struct html_tree *tree, const struct html_article *article,
		      struct html_meta *meta)
{
	for (uint32_t i = 1; i < tree->count && i < tree->nodes[article->node].end; i++) {
		/* What is named "byline-share" is set apart by that, but what is in a box of shares is so
		 * twice. */
		if (html_is_text(&tree->nodes[i]) || article->aside[tree->nodes[i].parent] ||
		    html_is_no_text(tree->nodes[i].tag))
			continue;
		offer_author(tree, i, meta);
		offer_date(tree, i, meta);
		offer_heading(tree, i, meta);
	}
	return meta->arena->failed ? -ENOMEM : 0;
}
