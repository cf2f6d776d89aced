/* SPDX-License-Identifier: MIT */
#include "html-meta.h"

#include "../../util/utf8.h"
#include "html-text.h"

#include <errno.h>

enum {
	VALUE_MAX = 1000, /* bytes */
	AUTHOR_MAX = 200,
	NAME_MAX_WORDS = 100, /* meta names in one attribute */
	LABEL_MAX = 64
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- offers ---- */

static bool is_link(struct slice s)
{
	static const char *const starts[] = {"http://", "https://", "//", "www.", "/", "@"};

	return slice_starts_with_one_of_ci(s, starts, COUNT(starts));
}

/* Two authors in one line, each once. */
static struct slice join(struct html_meta *meta, struct slice first, struct slice second)
{
	struct buf out = {0};
	const char *joined = NULL;

	if (slice_find_ci(first, second, 0) < first.length || first.length + second.length > AUTHOR_MAX)
		return first;
	buf_slice(&out, first);
	buf_text(&out, ", ");
	buf_slice(&out, second);
	if (!out.failed)
		joined = arena_string(meta->arena, (struct slice){out.data, out.length});
	buf_finish(&out);
	return joined ? slice_of(joined) : first;
}

void html_offer(struct html_meta *meta, enum html_field field, unsigned rank, struct slice value,
		uint32_t node)
{
	struct html_offer *best = &meta->best[field];
	const char *copy;

	value = slice_trim(value);
	if (field == HTML_AUTHOR)
		value = html_name(value);
	if (value.length == 0 || value.length > (field == HTML_AUTHOR ? AUTHOR_MAX : VALUE_MAX) ||
	    (best->rank > 0 && best->rank < rank))
		return;
	if (best->rank == rank) {
		if (field == HTML_AUTHOR && node == 0)
			best->value = join(meta, best->value, value);
		return;
	}
	copy = arena_string(meta->arena, value);
	if (copy)
		*best = (struct html_offer){slice_of(copy), rank, node};
}

/* ---- names ---- */

static bool is_month(struct slice word)
{
	static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
					     "jul", "aug", "sep", "oct", "nov", "dec"};
	static const char *const days[] = {"monday", "tuesday",  "wednesday", "thursday",
					   "friday", "saturday", "sunday"};
	static const char *const full[] = {"january", "february",  "march",   "april",    "june",     "july",
					   "august",  "september", "october", "november", "december", "sept"};

	while (word.length > 0 && (word.at[word.length - 1] == ',' || word.at[word.length - 1] == '.'))
		word.length--;
	return slice_is_one_of_ci(word, months, COUNT(months)) ||
	       slice_is_one_of_ci(word, full, COUNT(full)) || slice_is_one_of_ci(word, days, COUNT(days));
}

/* What stands before a name, as often as it does: "Author: By Jane Roe". */
static struct slice without_labels(struct slice s)
{
	static const char *const labels[] = {
		"by ",      "by: ",     "written by ",  "posted by ",   "published by ",
		"author: ", "author ",  "authors: ",    "words by ",    "story by ",
		"text by ", "byline: ", "reported by ", "submitted by "};
	size_t cut = 1;

	while (cut > 0) {
		cut = 0;
		for (size_t i = 0; i < COUNT(labels) && cut == 0; i++)
			cut = slice_starts_ci(s, slice_of(labels[i])) ? strlen(labels[i]) : 0;
		s = slice_trim(slice_sub(s, cut, s.length));
	}
	return s;
}

/* "Jane Roe | 4 May", "Jane Roe - Published ...", "Jane Roe on 4 May": where the name ends. */
static size_t name_end(struct slice s)
{
	static const char *const ends[] = {" | ",         " \xe2\x80\xa2 ", " \xc2\xb7 ",
					   " Published",  " Updated",       " Posted",
					   " published ", " updated ",      " posted "};
	size_t end = s.length;

	for (size_t i = 0; i < COUNT(ends); i++) {
		size_t at = slice_find(s, slice_of(ends[i]), 0);

		if (at > 0 && at < end)
			end = at;
	}
	return end;
}

static struct slice last_word(struct slice s)
{
	size_t first = s.length;

	while (first > 0 && s.at[first - 1] != ' ')
		first--;
	return slice_sub(s, first, s.length);
}

/* A name that ends in the beginning of a date loses it: "Jane Roe March", "Jane Roe, on". */
static struct slice without_date(struct slice s)
{
	size_t at = 0;

	/* From the first number on: but one glued to letters may be part of a name. */
	while (at < s.length && !(byte_is_digit(s.at[at]) && at > 0 && s.at[at - 1] == ' '))
		at++;
	if (at == s.length)
		return s;
	s = slice_trim(slice_sub(s, 0, at));
	for (struct slice word = last_word(s);
	     word.length > 0 &&
	     (is_month(word) || slice_equal_ci(word, SLICE("on")) || slice_equal_ci(word, SLICE("at")));
	     word = last_word(s))
		s = slice_trim(slice_sub(s, 0, s.length - word.length));
	return s;
}

struct slice html_name(struct slice s)
{
	bool any = false;

	s = without_labels(slice_trim(s));
	s = without_date(slice_trim(slice_sub(s, 0, name_end(s))));
	while (s.length > 0 && strchr(",;|-:/", s.at[s.length - 1]))
		s = slice_trim(slice_sub(s, 0, s.length - 1));
	for (size_t at = 0; at < s.length && !any;)
		any = utf8_is_letter(utf8_next(s, &at));
	return any && !is_link(s) ? s : slice_sub(s, 0, 0);
}

/* ---- the head ---- */

static const struct meta_name {
	const char *name;
	enum html_field field;
} meta_names[] = {
	/* In order of rank. A dot in a name is read as a colon. */
	{"dc:title", HTML_TITLE},
	{"dcterm:title", HTML_TITLE},
	{"dcterms:title", HTML_TITLE},
	{"citation_title", HTML_TITLE},
	{"og:title", HTML_TITLE},
	{"weibo:article:title", HTML_TITLE},
	{"title", HTML_TITLE},
	{"parsely-title", HTML_TITLE},
	{"twitter:title", HTML_TITLE},
	{"dc:creator", HTML_AUTHOR},
	{"dcterm:creator", HTML_AUTHOR},
	{"dcterms:creator", HTML_AUTHOR},
	{"citation_author", HTML_AUTHOR},
	{"author", HTML_AUTHOR},
	{"parsely-author", HTML_AUTHOR},
	{"article:author", HTML_AUTHOR},
	{"og:article:author", HTML_AUTHOR},
	{"article:author_name", HTML_AUTHOR},
	{"sailthru:author", HTML_AUTHOR},
	{"byl", HTML_AUTHOR},
	{"article:published_time", HTML_PUBLISHED},
	{"article:published", HTML_PUBLISHED},
	{"og:article:published_time", HTML_PUBLISHED},
	{"og:published_time", HTML_PUBLISHED},
	{"datepublished", HTML_PUBLISHED},
	{"dcterms:issued", HTML_PUBLISHED},
	{"dc:date:issued", HTML_PUBLISHED},
	{"dcterms:date", HTML_PUBLISHED},
	{"dc:date", HTML_PUBLISHED},
	{"dcterms:created", HTML_PUBLISHED},
	{"dc:date:created", HTML_PUBLISHED},
	{"parsely-pub-date", HTML_PUBLISHED},
	{"citation_publication_date", HTML_PUBLISHED},
	{"citation_date", HTML_PUBLISHED},
	{"pubdate", HTML_PUBLISHED},
	{"publishdate", HTML_PUBLISHED},
	{"publish-date", HTML_PUBLISHED},
	{"publication_date", HTML_PUBLISHED},
	{"ptime", HTML_PUBLISHED},
	{"weibo:article:create_at", HTML_PUBLISHED},
	{"sailthru:date", HTML_PUBLISHED},
	{"date", HTML_PUBLISHED},
	{"article:modified_time", HTML_MODIFIED},
	{"og:updated_time", HTML_MODIFIED},
	{"datemodified", HTML_MODIFIED},
	{"dcterms:modified", HTML_MODIFIED},
	{"dc:date:modified", HTML_MODIFIED},
	{"last-modified", HTML_MODIFIED},
	{"revised", HTML_MODIFIED},
	{"og:url", HTML_URL},
	{"dc:identifier", HTML_URL},
	{"dc:language", HTML_LANGUAGE},
	{"dcterms:language", HTML_LANGUAGE},
	{"content-language", HTML_LANGUAGE},
	{"language", HTML_LANGUAGE},
	{"generator", HTML_GENERATOR},
};

static bool same_name(struct slice s, const char *name)
{
	size_t i = 0;

	for (; i < s.length && name[i]; i++)
		if ((s.at[i] == '.' ? ':' : byte_lower(s.at[i])) != name[i])
			return false;
	return i == s.length && !name[i];
}

static void offer_meta(struct html_meta *meta, bool is_property, struct slice name, struct slice value)
{
	for (size_t i = 0; i < COUNT(meta_names); i++)
		if (same_name(name, meta_names[i].name) &&
		    !(meta_names[i].field == HTML_URL && !slice_starts_ci(value, SLICE("http"))))
			html_offer(meta, meta_names[i].field, RANK_META + 2 * (unsigned)i + !is_property,
				   value, 0);
}

/* An attribute may hold several names: property="dc:title og:title". */
static void read_meta(const struct html_node *node, const char *attribute, struct html_meta *meta)
{
	struct slice names = html_attribute_of(node, attribute), value = html_attribute_of(node, "content");
	size_t at = 0;

	for (size_t n = 0; n < NAME_MAX_WORDS && at < names.length; n++, at++) {
		size_t first = at;

		while (at < names.length && !byte_is_space(names.at[at]))
			at++;
		offer_meta(meta, strcmp(attribute, "property") == 0, slice_sub(names, first, at), value);
	}
}

static bool in_head(const struct html_node *node)
{
	return node->tag == GUMBO_TAG_META || node->tag == GUMBO_TAG_LINK;
}

int html_meta_head(const struct html_tree *tree, struct html_meta *meta)
{
	static const char *const attributes[] = {"property", "name", "itemprop", "http-equiv"};

	for (uint32_t i = 0; i < tree->count; i++) {
		const struct html_node *node = &tree->nodes[i];

		if (!in_head(node))
			continue;
		for (size_t k = 0; k < COUNT(attributes); k++)
			read_meta(node, attributes[k], meta);
		if (html_attribute_has(node, "rel", SLICE("canonical")))
			html_offer(meta, HTML_URL, RANK_META, html_attribute_of(node, "href"), 0);
	}
	html_offer(meta, HTML_LANGUAGE, RANK_LINKED, html_attribute_of(&tree->nodes[0], "lang"), 0);
	html_offer(meta, HTML_LANGUAGE, RANK_LINKED, html_attribute_of(&tree->nodes[0], "xml:lang"), 0);
	return meta->arena->failed ? -ENOMEM : 0;
}
