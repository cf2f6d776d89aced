/* SPDX-License-Identifier: MIT */
#include "html-text.h"

#include <errno.h>

enum {
	QUOTES_MAX = 16, /* levels that are told apart */
	LISTS_MAX = 8,
	PARAGRAPH = 2, /* line ends */
	CELL_MAX = 200 /* bytes of a cell whose lines are joined */
};

static const uint32_t NOWHERE = UINT32_MAX;

struct printer {
	const struct html_tree *tree;
	const struct html_print *what;
	struct buf *out;
	size_t start;     /* of this text in the output */
	unsigned breaks;  /* line ends that are due before the next word */
	bool blank, cell; /* a blank, the space between two cells is due */
	bool item;        /* the next word begins an item */
	unsigned lists, quotes, pres;
	unsigned quotes_before; /* of the line before */
	uint32_t row;           /* the row that is printed as one line; or NOWHERE */
};

/* ---- which element does what ---- */

unsigned html_breaks(GumboTag tag)
{
	static const unsigned char breaks[GUMBO_TAG_LAST + 1] = {
		[GUMBO_TAG_HTML] = 1,       [GUMBO_TAG_BODY] = 1,     [GUMBO_TAG_DIV] = 1,
		[GUMBO_TAG_SECTION] = 1,    [GUMBO_TAG_HEADER] = 1,   [GUMBO_TAG_FOOTER] = 1,
		[GUMBO_TAG_MAIN] = 1,       [GUMBO_TAG_NAV] = 1,      [GUMBO_TAG_ASIDE] = 1,
		[GUMBO_TAG_ADDRESS] = 1,    [GUMBO_TAG_FIELDSET] = 1, [GUMBO_TAG_LEGEND] = 1,
		[GUMBO_TAG_SUMMARY] = 1,    [GUMBO_TAG_DETAILS] = 1,  [GUMBO_TAG_CENTER] = 1,
		[GUMBO_TAG_FIGCAPTION] = 1, [GUMBO_TAG_CAPTION] = 1,  [GUMBO_TAG_HGROUP] = 1,
		[GUMBO_TAG_LI] = 1,         [GUMBO_TAG_DT] = 1,       [GUMBO_TAG_DD] = 1,
		[GUMBO_TAG_TR] = 1,         [GUMBO_TAG_BUTTON] = 1,   [GUMBO_TAG_P] = 2,
		[GUMBO_TAG_H1] = 2,         [GUMBO_TAG_H2] = 2,       [GUMBO_TAG_H3] = 2,
		[GUMBO_TAG_H4] = 2,         [GUMBO_TAG_H5] = 2,       [GUMBO_TAG_H6] = 2,
		[GUMBO_TAG_UL] = 2,         [GUMBO_TAG_OL] = 2,       [GUMBO_TAG_DL] = 2,
		[GUMBO_TAG_MENU] = 2,       [GUMBO_TAG_DIR] = 2,      [GUMBO_TAG_BLOCKQUOTE] = 2,
		[GUMBO_TAG_PRE] = 2,        [GUMBO_TAG_LISTING] = 2,  [GUMBO_TAG_XMP] = 2,
		[GUMBO_TAG_TABLE] = 2,      [GUMBO_TAG_FIGURE] = 2,   [GUMBO_TAG_HR] = 2,
		[GUMBO_TAG_ARTICLE] = 2,    [GUMBO_TAG_TD] = 1,       [GUMBO_TAG_TH] = 1,
	};

	return breaks[tag];
}

bool html_is_no_text(GumboTag tag)
{
	static const bool none[GUMBO_TAG_LAST + 1] = {
		[GUMBO_TAG_HEAD] = true,     [GUMBO_TAG_SCRIPT] = true, [GUMBO_TAG_STYLE] = true,
		[GUMBO_TAG_NOSCRIPT] = true, [GUMBO_TAG_TITLE] = true,  [GUMBO_TAG_TEMPLATE] = true,
		[GUMBO_TAG_TEXTAREA] = true, [GUMBO_TAG_SELECT] = true,
	};

	return none[tag];
}

static bool is_list(GumboTag tag)
{
	return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_MENU || tag == GUMBO_TAG_DIR;
}

static bool is_pre(GumboTag tag)
{
	return tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_LISTING || tag == GUMBO_TAG_XMP;
}

static bool is_cell(GumboTag tag)
{
	return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
}

static bool holds(struct slice s, struct slice word)
{
	return slice_find_ci(s, word, 0) < s.length;
}

/* Mail programs also indent by it: those say that it has no border. */
static bool is_quote(const struct html_node *node)
{
	struct slice style = html_attribute_of(node, "style");

	if (node->tag != GUMBO_TAG_BLOCKQUOTE)
		return false;
	return slice_equal_ci(html_attribute_of(node, "type"), SLICE("cite")) ||
	       holds(html_attribute_of(node, "class"), SLICE("quote")) ||
	       holds(style, SLICE("border-left")) || !holds(style, SLICE("margin"));
}

/* ---- words ---- */

static void ask_breaks(struct printer *p, unsigned breaks)
{
	if (p->row != NOWHERE && breaks > 0) {
		p->blank = true;
		return;
	}
	if (p->breaks < breaks)
		p->breaks = breaks;
	if (breaks > 0)
		p->blank = p->cell = false;
}

static void put_quotes(struct printer *p, unsigned quotes)
{
	for (unsigned i = 0; i < quotes && i < QUOTES_MAX; i++)
		buf_text(p->out, i + 1 < quotes && i + 1 < QUOTES_MAX ? ">" : "> ");
}

/* A blank line is quoted where the lines around it are. */
static void put_blank_line(struct printer *p)
{
	unsigned quotes = p->quotes < p->quotes_before ? p->quotes : p->quotes_before;

	for (unsigned i = 0; i < quotes && i < QUOTES_MAX; i++)
		buf_byte(p->out, '>');
}

static void begin_line(struct printer *p)
{
	unsigned lists = p->lists < LISTS_MAX ? p->lists : LISTS_MAX;

	put_quotes(p, p->quotes);
	for (unsigned i = p->item; i < lists; i++)
		buf_text(p->out, "  ");
	if (p->item)
		buf_text(p->out, "- ");
	p->item = false;
	p->quotes_before = p->quotes;
}

/* What is due before a word. */
static void begin_word(struct printer *p)
{
	if (p->out->length == p->start) {
		begin_line(p);
	} else if (p->breaks > 0) {
		buf_byte(p->out, '\n');
		for (unsigned i = 1; i < p->breaks; i++) {
			put_blank_line(p);
			buf_byte(p->out, '\n');
		}
		begin_line(p);
	} else if (p->cell || p->blank) {
		buf_text(p->out, p->cell ? "  " : " ");
	}
	p->breaks = 0;
	p->blank = p->cell = false;
}

/* Bytes of a character that is white space, or that only says where a word may be broken. */
static size_t space_at(struct slice s, size_t at, bool *ret_is_blank)
{
	static const struct {
		struct slice bytes;
		bool is_blank;
	} spaces[] = {{{"\xc2\xa0", 2}, true}, {{"\xc2\xad", 2}, false}, {{"\xe2\x80\x8b", 3}, false}};

	*ret_is_blank = true;
	if (byte_is_space(s.at[at]))
		return 1;
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		if (slice_starts(slice_sub(s, at, s.length), spaces[i].bytes)) {
			*ret_is_blank = spaces[i].is_blank;
			return spaces[i].bytes.length;
		}
	return 0;
}

static void put_folded(struct printer *p, struct slice text)
{
	size_t first = 0;

	for (size_t at = 0; at <= text.length;) {
		bool is_blank = false;
		size_t n = at < text.length ? space_at(text, at, &is_blank) : 1;

		if (n == 0) {
			at++;
			continue;
		}
		if (at > first) {
			begin_word(p);
			buf_slice(p->out, slice_sub(text, first, at));
		}
		p->blank |= is_blank;
		at += n;
		first = at;
	}
}

static void put_lines(struct printer *p, struct slice text)
{
	size_t first = 0;

	while (first < text.length) {
		size_t last = slice_find(text, SLICE("\n"), first);
		struct slice line = slice_sub(text, first, last);

		if (line.length > 0 && line.at[line.length - 1] == '\r')
			line.length--;
		if (line.length > 0) {
			p->blank = p->cell = false;
			begin_word(p);
			buf_slice(p->out, line);
		}
		p->breaks += last < text.length;
		first = last + 1;
	}
}

/* ---- rows ---- */

/* Text without white space in a cell, and whether anything in it breaks lines. */
static size_t measure_cell(const struct html_tree *tree, uint32_t cell, bool *ret_breaks)
{
	size_t length = 0;

	*ret_breaks = false;
	for (uint32_t i = cell + 1; i < tree->nodes[cell].end; i++) {
		const struct html_node *node = &tree->nodes[i];

		*ret_breaks |=
			!html_is_text(node) && (html_breaks(node->tag) > 0 || node->tag == GUMBO_TAG_BR);
		for (size_t k = 0; k < node->text.length; k++)
			length += !byte_is_space(node->text.at[k]);
	}
	return length;
}

/* A row of data: more than one cell, no lists and tables in them, and no text of many lines. */
static bool is_one_line(const struct html_tree *tree, uint32_t row)
{
	unsigned cells = 0;

	for (uint32_t i = row + 1; i < tree->nodes[row].end; i++) {
		GumboTag tag = tree->nodes[i].tag;
		bool breaks;

		if (tag == GUMBO_TAG_TABLE || is_list(tag) || is_pre(tag))
			return false;
		if (!is_cell(tag))
			continue;
		if (measure_cell(tree, i, &breaks) > CELL_MAX && breaks)
			return false;
		cells++;
	}
	return cells > 1;
}

/* ---- elements ---- */

static void enter(struct printer *p, uint32_t at)
{
	const struct html_node *node = &p->tree->nodes[at];

	if (node->tag == GUMBO_TAG_BR) {
		ask_breaks(p, p->breaks < PARAGRAPH ? p->breaks + 1 : PARAGRAPH);
	} else if (is_cell(node->tag) && p->row != NOWHERE) {
		p->cell = true;
	} else if (is_list(node->tag) && p->lists > 0) {
		ask_breaks(p, 1);
	} else if (!p->item || node->tag == GUMBO_TAG_LI) { /* a paragraph stands behind its "- " */
		ask_breaks(p, html_breaks(node->tag));
	}
	if (node->tag == GUMBO_TAG_TR && p->row == NOWHERE && is_one_line(p->tree, at))
		p->row = at;
	p->lists += is_list(node->tag);
	p->item |= node->tag == GUMBO_TAG_LI;
	p->pres += is_pre(node->tag);
	p->quotes += p->what->quotes && is_quote(node);
}

static void leave(struct printer *p, uint32_t at)
{
	const struct html_node *node = &p->tree->nodes[at];

	if (p->row == at)
		p->row = NOWHERE;
	if (node->tag == GUMBO_TAG_LI)
		p->item = false; /* it was empty */
	p->lists -= is_list(node->tag);
	p->pres -= is_pre(node->tag);
	p->quotes -= p->what->quotes && is_quote(node);
	if (is_list(node->tag) && p->lists > 0)
		ask_breaks(p, 1);
	else
		ask_breaks(p, html_breaks(node->tag));
	if (node->tag == GUMBO_TAG_LI && p->breaks > 1)
		p->breaks = 1; /* items stand close, also those made of paragraphs */
}

static bool is_left_out(const struct printer *p, uint32_t at)
{
	const struct html_node *node = &p->tree->nodes[at];

	return (p->what->skip && p->what->skip[at]) ||
	       (!html_is_text(node) &&
		(html_is_no_text(node->tag) || (!p->what->hidden && html_is_hidden(node))));
}

static void print_node(struct printer *p, uint32_t at)
{
	const struct html_node *node = &p->tree->nodes[at];

	if (!html_is_text(node))
		enter(p, at);
	else if (p->pres > 0)
		put_lines(p, node->text);
	else
		put_folded(p, node->text);
}

void html_print(const struct html_tree *tree, const struct html_print *what, struct buf *out)
{
	struct printer p = {.tree = tree, .what = what, .out = out, .start = out->length, .row = NOWHERE};
	uint32_t last = tree->nodes[what->node].end, open = what->node;

	for (uint32_t at = what->node; at < last;) {
		const struct html_node *node = &tree->nodes[at];

		for (; at > what->node && open != node->parent; open = tree->nodes[open].parent)
			leave(&p, open);
		if (is_left_out(&p, at) && at > what->node) {
			at = node->end;
			continue;
		}
		print_node(&p, at);
		if (!html_is_text(node))
			open = at;
		at++;
	}
}

static int print_page(const struct html_tree *tree, struct buf *out)
{
	size_t before = out->length;

	html_print(tree, &(struct html_print){.quotes = true}, out);
	if (out->length == before)
		html_print(tree, &(struct html_print){.quotes = true, .hidden = true}, out);
	return out->failed ? -ENOMEM : 0;
}

int html_text(struct slice html, struct buf *out)
{
	struct html_tree tree;
	int r = html_tree_read(html, &tree);

	if (r == 0)
		r = print_page(&tree, out);
	html_tree_finish(&tree);
	return r;
}

const char *html_folded(const struct html_tree *tree, uint32_t node, struct arena *arena)
{
	struct buf out = {0};
	struct printer p = {.tree = tree, .out = &out, .row = node};
	const char *copy;

	for (uint32_t i = node; i < tree->nodes[node].end; i++)
		if (html_is_text(&tree->nodes[i]))
			put_folded(&p, tree->nodes[i].text);
		else if (html_breaks(tree->nodes[i].tag) > 0 || tree->nodes[i].tag == GUMBO_TAG_BR)
			p.blank = true;
	copy = out.failed ? NULL : arena_string(arena, (struct slice){out.data, out.length});
	buf_finish(&out);
	return copy;
}
