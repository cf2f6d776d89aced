/* SPDX-License-Identifier: MIT */
#include "html.h"

#include "../../util/edtf.h"
#include "../../util/utf8.h"
#include "html-article.h"
#include "html-charset.h"
#include "html-meta.h"
#include "html-prune.h"
#include "html-text.h"
#include "../text.h"

#include <errno.h>

enum {
	ARTICLE_MIN = 400,  /* bytes of words in sentences, without which a page is no article */
	LINE_REST_MAX = 40, /* bytes of a byline beside the name in it */
	SURE = 95           /* per cent */
};

struct page {
	struct html_tree tree;
	struct html_article article;
	struct html_meta meta;
	struct extracted *ret;
};

/* ---- what is printed above the text ---- */

static struct span print_line(struct page *page, enum html_field field)
{
	struct slice value = page->meta.best[field].value;
	struct buf *out = &page->ret->text;
	struct span where = {out->length, out->length};

	if (value.length == 0)
		return (struct span){0, 0};
	buf_slice(out, value);
	where.last = out->length;
	buf_byte(out, '\n');
	return where;
}

static bool reads_digits(struct slice s, size_t first, size_t count, int *ret)
{
	*ret = 0;
	for (size_t i = first; i < first + count; i++) {
		if (i >= s.length || !byte_is_digit(s.at[i]))
			return false;
		*ret = *ret * 10 + (s.at[i] - '0');
	}
	return true;
}

static bool is_one_of(struct slice s, size_t at, const char *bytes)
{
	return at < s.length && strchr(bytes, s.at[at]) && s.at[at];
}

/* The beginning of an ISO 8601 date, as it is written: no zone is reckoned with. */
static struct edtf read_date(struct slice s)
{
	struct edtf date = {.precision = EDTF_NONE};

	if (!reads_digits(s, 0, 4, &date.year))
		return date;
	date.precision = s.length == 4 ? EDTF_YEAR : EDTF_NONE;
	if (is_one_of(s, 4, "-/") && reads_digits(s, 5, 2, &date.month))
		date.precision = s.length == 7 ? EDTF_MONTH : EDTF_NONE;
	if (date.month > 0 && is_one_of(s, 7, "-/") && reads_digits(s, 8, 2, &date.day))
		date.precision = EDTF_DAY;
	if (date.precision == EDTF_DAY && is_one_of(s, 10, "Tt ") && reads_digits(s, 11, 2, &date.hour) &&
	    is_one_of(s, 13, ":") && reads_digits(s, 14, 2, &date.minute))
		date.precision = EDTF_MINUTE;
	if (!edtf_valid(&date))
		date.precision = EDTF_NONE;
	return date;
}

/* A date that is written in words is left to whoever reads the text. */
static void declare_date(struct page *page, struct span where)
{
	struct edtf date = read_date(page->meta.best[HTML_PUBLISHED].value);
	char text[EDTF_SIZE];

	if (date.precision == EDTF_NONE)
		return;
	edtf_print(&date, text);
	page->ret->declared.date =
		(struct text_fact){arena_string(&page->ret->arena, slice_of(text)), where, SURE};
}

static int declare_author(struct page *page, struct span where)
{
	struct arena *arena = &page->ret->arena;
	struct slice name = page->meta.best[HTML_AUTHOR].value;
	struct party_fact *author = name.length > 0 ? arena_alloc(arena, sizeof *author) : NULL;

	if (!author)
		return name.length > 0 ? -ENOMEM : 0;
	*author = (struct party_fact){.role = ROLE_SENDER, .kind = PARTY_NAMED, .where = where};
	author->name = arena_string(arena, name);
	author->key = utf8_folded(name, arena);
	page->ret->declared.parties = author;
	page->ret->declared.party_count = 1;
	return author->name && author->key ? 0 : -ENOMEM;
}

static int print_head(struct page *page)
{
	struct declared_facts *declared = &page->ret->declared;
	struct slice title = page->meta.best[HTML_TITLE].value;
	struct span where = print_line(page, HTML_TITLE);
	int r;

	declared->any = declared->is_whole = true;
	declared->type = page->article.prose >= ARTICLE_MIN ? TYPE_ARTICLE : TYPE_DOCUMENT;
	if (title.length > 0)
		declared->title = (struct text_fact){arena_string(&page->ret->arena, title), where, SURE};
	r = declare_author(page, print_line(page, HTML_AUTHOR));
	declare_date(page, print_line(page, HTML_PUBLISHED));
	print_line(page, HTML_URL);
	declared->head = page->ret->text.length;
	return page->ret->arena.failed ? -ENOMEM : r;
}

static void set_properties(struct page *page)
{
	static const char *const keys[HTML_FIELDS] = {
		[HTML_TITLE] = "title",        [HTML_AUTHOR] = "author", [HTML_PUBLISHED] = "published",
		[HTML_MODIFIED] = "modified",  [HTML_URL] = "url",       [HTML_LANGUAGE] = "language",
		[HTML_GENERATOR] = "generator"};

	for (size_t i = 0; i < HTML_FIELDS; i++)
		extracted_property(page->ret, keys[i], page->meta.best[i].value);
}

/* ---- the text ---- */

/* What stands above the text already is not printed a second time, where its element holds nothing else. */
static int skip_printed(struct page *page, enum html_field field)
{
	const struct html_offer *best = &page->meta.best[field];
	const char *text = best->node ? html_folded(&page->tree, best->node, &page->tree.arena) : "";

	if (!text)
		return -ENOMEM;
	if (best->node && strlen(text) <= best->value.length + LINE_REST_MAX)
		page->article.skip[best->node] = 1;
	return 0;
}

/* The headline, if not it but the head gave the title. */
static int skip_headline(struct page *page)
{
	struct slice title = page->meta.best[HTML_TITLE].value;

	for (uint32_t i = 1; i < page->tree.count; i++) {
		GumboTag tag = page->tree.nodes[i].tag;
		const char *text;

		if (tag != GUMBO_TAG_H1 && tag != GUMBO_TAG_H2)
			continue;
		text = html_folded(&page->tree, i, &page->tree.arena);
		if (!text)
			return -ENOMEM;
		if (slice_equal_ci(slice_of(text), title)) {
			page->article.skip[i] = 1;
			break;
		}
	}
	return 0;
}

static void print_lead(struct page *page)
{
	struct buf *out = &page->ret->text;

	for (size_t i = 0; i < page->article.lead_count; i++) {
		size_t before = out->length;

		html_print(&page->tree, &(struct html_print){.node = page->article.lead[i]}, out);
		if (out->length > before)
			buf_text(out, "\n\n");
	}
}

static int print_text(struct page *page)
{
	struct html_print what = {.node = page->article.node, .skip = page->article.skip};
	struct buf *out = &page->ret->text;
	size_t head = out->length, start;
	int r = skip_headline(page);

	for (enum html_field field = HTML_TITLE; r == 0 && field <= HTML_PUBLISHED; field++)
		r = skip_printed(page, field);
	if (r != 0)
		return r;
	if (head > 0)
		buf_byte(out, '\n');
	start = out->length;
	print_lead(page);
	html_print(&page->tree, &what, out);
	if (out->length == start) {
		what = (struct html_print){.hidden = true};
		html_print(&page->tree, &what, out);
	}
	if (out->length > start)
		buf_byte(out, '\n');
	else
		out->length = head;
	return out->failed ? -ENOMEM : 0;
}

/* ---- a page ---- */

static int read_meta(struct page *page)
{
	int r = html_meta_linked(&page->tree, &page->meta);

	if (r == 0)
		r = html_meta_head(&page->tree, &page->meta);
	if (r == 0)
		r = html_meta_visible(&page->tree, &page->article, &page->meta);
	return r ? r : html_meta_title(&page->tree, &page->meta);
}

static int read_page(struct slice html, struct extracted *ret)
{
	struct page page = {.ret = ret};
	int r = html_tree_read(html, &page.tree);

	page.meta.arena = &page.tree.arena;
	if (r == 0)
		r = html_article_find(&page.tree, &page.article);
	if (r == 0)
		r = read_meta(&page);
	if (r == 0)
		r = print_head(&page);
	if (r == 0)
		r = print_text(&page);
	if (r == 0)
		set_properties(&page);
	_Static_assert(HTML_NEST_MAX == 512, "the remark names it");
	if (page.tree.too_deep)
		ret->remark = "it nests elements deeper than 512, which were read without their structure";
	html_tree_finish(&page.tree);
	return r;
}

static int extract_html(const struct input *input, const struct aid *aid, struct extracted *ret,
			const char **ret_reason)
{
	const char *declared = html_charset(input->bytes);
	struct buf text = {0};
	int r = text_decode(input->bytes, declared, &text);

	(void)aid;
	if (r == -EBADMSG)
		*ret_reason = "its charset could not be converted";
	ret->charset = declared && utf8_valid(input->bytes) < input->bytes.length ? declared : "UTF-8";
	if (r == 0)
		r = read_page((struct slice){text.data, text.length}, ret);
	buf_finish(&text);
	return r;
}

static const char *const media[] = {"text/html", "application/xhtml+xml", NULL};

const struct format html_format = {
	.name = "html", .media = media, .extract = extract_html, .prepare = html_meta_prepare};
