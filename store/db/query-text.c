/* SPDX-License-Identifier: MIT */
#include "query-text.h"

#include "../data/synonym.h"

static void add_quoted(struct buf *out, struct slice text)
{
	buf_byte(out, '"');
	for (size_t i = 0; i < text.length; i++) {
		if (text.at[i] == '"')
			buf_byte(out, '"');
		buf_byte(out, text.at[i]);
	}
	buf_byte(out, '"');
}

static bool is_mark(char c)
{
	return (unsigned char)c < 0x80 && !byte_is_letter(c) && !byte_is_digit(c);
}

/* A comma that came with a word does not make it another. */
static struct slice without_marks(struct slice word)
{
	while (word.length > 0 && is_mark(word.at[word.length - 1]))
		word.length--;
	while (word.length > 0 && is_mark(word.at[0]))
		word = slice_sub(word, 1, word.length);
	return word;
}

static void add_spellings(struct buf *out, struct slice text)
{
	struct slice forms[TSV_FIELDS_MAX];
	size_t count = synonyms_of(without_marks(text), forms);

	if (count == 0)
		add_quoted(out, text);
	for (size_t i = 0; i < count; i++) {
		buf_text(out, i == 0 ? "(" : " OR ");
		add_quoted(out, forms[i]);
	}
	buf_text(out, count > 0 ? ")" : "");
}

enum { STEM_LEAST = 3 };

/* `text` with what is missing of `ending`, if it breaks off within it: "universit" of "university". */
static void add_completed(struct buf *out, struct slice text, struct slice ending)
{
	struct buf whole = {0};

	for (size_t begun = 1; begun < ending.length; begun++) {
		if (text.length < begun + STEM_LEAST || !slice_ends_ci(text, slice_sub(ending, 0, begun)))
			continue;
		buf_clear(&whole);
		buf_slice(&whole, text);
		buf_slice(&whole, slice_sub(ending, begun, ending.length));
		buf_text(out, " OR ");
		add_quoted(out, (struct slice){whole.data, whole.length});
	}
	out->failed |= whole.failed;
	buf_finish(&whole);
}

/*
 * The index has words without their endings, so a beginning that breaks off within one begins nothing there;
 * the words that it may become are sought as well.
 */
static void add_prefix(struct buf *out, struct slice text)
{
	static const char *const endings[] = {"ation", "ition", "ment", "ness", "ity",  "ing", "ion", "ive",
					      "able",  "ible",  "ance", "ence", "ious", "al",  "ed",  "er",
					      "es",    "ies",   "ism",  "ist",  "ous",  "ful", "ly"};

	buf_byte(out, '(');
	add_quoted(out, text);
	buf_text(out, " *");
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		add_completed(out, text, slice_of(endings[i]));
	buf_byte(out, ')');
}

static void add_words(struct buf *out, const struct query_node *term)
{
	struct slice text = slice_of(term->text);

	if (term->prefix)
		add_prefix(out, text);
	else if (term->quoted)
		add_quoted(out, text);
	else
		add_spellings(out, text);
}

static void add_term(struct buf *out, const struct query_node *term)
{
	buf_text(out, term->field == QUERY_TITLE ? "{title} : " : "");
	add_words(out, term);
}

/* ---- what the index answers ---- */

bool query_text_only(const struct query_node *node)
{
	bool any = node->kind == QUERY_OR;

	if (node->kind == QUERY_TERM)
		return query_is_text(node);
	if (node->kind == QUERY_NOT)
		return false;
	for (const struct query_node *child = node->child; child; child = child->next) {
		bool denied = node->kind == QUERY_AND && child->kind == QUERY_NOT;

		if (!query_text_only(denied ? child->child : child))
			return false;
		any = any || !denied;
	}
	return any;
}

static void add_joined(struct buf *out, size_t from, const char *operator, const struct query_node * node)
{
	buf_text(out, out->length > from ? operator : "");
	buf_byte(out, '(');
	query_text_match(out, node);
	buf_byte(out, ')');
}

/* In FTS5 NOT binds more than AND, so what is denied may follow whichever comes last. */
void query_text_conjunction(struct buf *out, const struct query_node *node, uint64_t *left)
{
	size_t from = out->length;
	uint64_t bit = 1;

	for (const struct query_node *child = node->child; child; child = child->next, bit <<= 1)
		if (query_text_only(child)) {
			add_joined(out, from, " AND ", child);
			*left &= ~bit;
		}
	if (out->length == from)
		return;
	bit = 1;
	for (const struct query_node *child = node->child; child; child = child->next, bit <<= 1)
		if (child->kind == QUERY_NOT && query_text_only(child->child)) {
			add_joined(out, from, " NOT ", child->child);
			*left &= ~bit;
		}
}

void query_text_match(struct buf *out, const struct query_node *node)
{
	size_t from = out->length;
	uint64_t left = UINT64_MAX;

	if (node->kind == QUERY_TERM)
		add_term(out, node);
	else if (node->kind == QUERY_AND)
		query_text_conjunction(out, node, &left);
	else
		for (const struct query_node *child = node->child; child; child = child->next)
			add_joined(out, from, " OR ", child);
}

/* ---- what speaks for a document ---- */

void query_text_any(struct buf *out, const struct query_node *node, bool titles)
{
	if (node->kind == QUERY_NOT)
		return;
	if (node->kind == QUERY_TERM && query_is_text(node) && (titles || node->field == QUERY_TEXT)) {
		buf_text(out, out->length > 0 ? " OR " : "");
		if (titles)
			add_term(out, node);
		else
			add_words(out, node);
	}
	for (const struct query_node *child = node->child; child; child = child->next)
		query_text_any(out, child, titles);
}

/* The tree without what it denies; false where nothing is left. */
static bool add_wanted(struct buf *out, const struct query_node *node)
{
	size_t from = out->length;

	if (node->kind == QUERY_NOT || (node->kind == QUERY_TERM && !query_is_text(node)))
		return false;
	if (node->kind == QUERY_TERM)
		add_words(out, node);
	for (const struct query_node *child = node->child; child; child = child->next) {
		size_t before = out->length;

		buf_text(out, before > from ? (node->kind == QUERY_OR ? " OR (" : " AND (") : "(");
		if (add_wanted(out, child))
			buf_byte(out, ')');
		else
			out->length = before;
	}
	return out->length > from;
}

/* What a title holds the document holds, unless something is denied: then the title's word does not do. */
static bool denies(const struct query_node *node)
{
	bool any = node->kind == QUERY_NOT;

	for (const struct query_node *child = node->child; child && !any; child = child->next)
		any = denies(child);
	return any;
}

bool query_text_in_title(struct buf *out, const struct query_node *node, struct slice match)
{
	size_t from = out->length;
	bool alone = !denies(node);

	buf_text(out, "({title} : (");
	if (!add_wanted(out, node)) {
		out->length = from;
		return alone;
	}
	buf_text(out, "))");
	if (!alone) {
		buf_text(out, " AND (");
		buf_slice(out, match);
		buf_byte(out, ')');
	}
	return alone;
}
