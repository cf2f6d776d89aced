/* SPDX-License-Identifier: MIT */
#include "../../store/extract/extract.h"
#include "../../store/extract/html/html-prune.h"
#include "../../store/extract/html/html-text.h"
#include "../../store/util/utf8.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#define PARAGRAPH                                                                                            \
	"The council of Nether Wallop voted on Tuesday to repair the old bridge, said the mayor, Ada Fern, " \
	"who had "                                                                                           \
	"asked for the money three times. "
#define BODY                                                                                                 \
	"<p>One. " PARAGRAPH "</p><p>Two. " PARAGRAPH PARAGRAPH "</p><p>Three. " PARAGRAPH                   \
	"</p><p>Four. " PARAGRAPH "</p>"
#define PAGE(head, body) "<!DOCTYPE html><html lang=en><head>" head "</head><body>" body "</body></html>"

/* ---- text ---- */

static void expect_text(const char *html, const char *text)
{
	struct buf out = {0};

	cr_assert_eq(html_text(slice_of(html), &out), 0);
	cr_assert_str_eq(buf_string(&out), text, "%s\ngave\n%s", html, buf_string(&out));
	buf_finish(&out);
}

Test(html, paragraphs_are_parted_by_blank_lines_and_lines_by_line_ends)
{
	expect_text("<h1>Head</h1><p>One\n  two</p><p>Three<br>four</p>", "Head\n\nOne two\n\nThree\nfour");
	expect_text("<div>a</div><div>b<br></div><div><br></div><div>c</div>", "a\nb\n\nc");
	expect_text("a<br><br><br><br>b", "a\n\nb");
	expect_text("one <b>bo</b>ld <i class=x>it</i>alic", "one bold italic");
}

Test(html, character_references_are_decoded_and_no_break_spaces_are_blanks)
{
	expect_text("Tom &amp; Jerry &lt;x&gt; caf&eacute; &#8364;5&nbsp;&nbsp;million",
		    "Tom & Jerry <x> caf\xc3\xa9 \xe2\x82\xac"
		    "5 million");
	expect_text("co&shy;op\xe2\x80\x8b"
		    "eration 3 < 4 & 5 <6",
		    "cooperation 3 < 4 & 5 <6");
	expect_text("&#xD800;&#0;", "\xef\xbf\xbd\xef\xbf\xbd");
}

Test(html, lists_nest)
{
	expect_text("<p>See:<ul><li>one<ul><li>deep<li><p>deeper</p></ul><li></li><li>two<br>lines</ul>end",
		    "See:\n\n- one\n  - deep\n  - deeper\n- two\n  lines\n\nend");
}

Test(html, rows_are_lines_unless_their_cells_hold_more_than_a_line)
{
	expect_text("<table><tr><th>From<th>To</tr><tr><td><p>A</p><p>B</p></td><td>C<br>D</table>",
		    "From  To\nA B  C D");
	expect_text("<table><tr><td>menu<td><ul><li>x</ul></table>", "menu\n\n- x");
	expect_text("<table><tr><td><p>one</p><p>two</p></table>", "one\n\ntwo");
}

Test(html, preformatted_text_keeps_its_lines)
{
	expect_text("x<pre>\n a  b\n\n\n  c\n</pre>y", "x\n\n a  b\n\n\n  c\n\ny");
}

Test(html, scripts_styles_and_forms_are_no_text)
{
	expect_text("a<script>var x = \"</div><p>no\";</script>b<style>p > a {}</style>c", "abc");
	expect_text("a<script><!-- document.write(\"<script src=x></script>\"); no(); --></script>b", "ab");
	expect_text("a<!-- no > no -->b<!-->c<!--->d<!-- x --!>e", "abcde");
	expect_text("a<noscript>no</noscript><select><option>no</select><textarea>no</textarea>b", "ab");
	expect_text("<head><title>no</title></head>a<svg><title>no</title></svg>b<![CDATA[no]]>c<?no?>d",
		    "abcd");
	expect_text("<div style=\"display: none\">no</div><p hidden>no</p>yes", "yes");
	expect_text("<div style=\"display:none\">all of it</div>", "all of it");
}

Test(html, what_mail_programs_quote_begins_with_a_mark)
{
	expect_text("Yes.<blockquote type=\"cite\"><p>Can you?</p><p>By May?</p>"
		    "<blockquote>Older<br>still</blockquote></blockquote>Regards",
		    "Yes.\n\n> Can you?\n>\n> By May?\n>\n>> Older\n>> still\n\nRegards");
	expect_text("x<blockquote style=\"margin:0 0 0 40px;border:none\">indented</blockquote>",
		    "x\n\nindented");
}

Test(html, links_give_their_text_only)
{
	expect_text("see <a href=\"http://a.example/?q=1\">the report</a>, <a name=top>here",
		    "see the report, here");
	expect_text("<a href=1>a<a href=2>b</a>c", "abc");
}

Test(html, tags_that_nobody_ended_or_opened_do_no_harm)
{
	expect_text("</div></p><h1>Head</h2><p>text</span> more</section>", "Head\n\ntext more");
	expect_text("<span class=a>one <span>two</span> three</span> four", "one two three four");
	expect_text("<p>cut off in a tag <a href=\"x", "cut off in a tag");
	expect_text("<p>a<br>b <!-- cut off", "a\nb");
	expect_text("", "");
}

Test(html, an_empty_element_of_xml_holds_nothing)
{
	expect_text("<?xml version=\"1.0\"?><html><script src=\"x\"/><body><a "
		    "href=\"y\"/><div/><p>kept</p></body></html>",
		    "kept");
}

/* ---- nesting ---- */

static void expect_soon(const char *tag, size_t count)
{
	struct buf html = {0}, out = {0};

	for (size_t i = 0; i < count; i++)
		buf_text(&html, tag);
	buf_text(&html, "the end");
	cr_assert_eq(html_text((struct slice){html.data, html.length}, &out), 0, "%s", tag);
	cr_assert(out.length >= 7 && memcmp(out.data + out.length - 7, "the end", 7) == 0, "%s", tag);
	buf_finish(&html);
	buf_finish(&out);
}

/* The test's time limit fails it where the time grows with the square of the depth. */
Test(html, a_hundred_thousand_levels_are_read_soon, .timeout = 100)
{
	static const char *const tags[] = {"<div>",           "<b>",
					   "<b class=x>",     "<table>",
					   "<table><tr><td>", "<ul><li>",
					   "<a href=x><div>", "<p><span id=y>",
					   "<blockquote>",    "<x-y>",
					   "<dl><dd>",        "<h1>",
					   "<button>",        "<ruby><rt>",
					   "<div></span>",    "<div></p>",
					   "<section></div>", "<span><p></span>",
					   "<svg>",           "<select>",
					   "<title>",         "<object><p>",
					   "<form>",          "<frameset>",
					   "<<!-- -->div>"};

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		expect_soon(tags[i], 100 * 1000);
}

Test(html, attributes_without_number_are_read_soon, .timeout = 30)
{
	struct buf html = {0}, out = {0};

	buf_text(&html, "<a ");
	for (unsigned i = 0; i < 300 * 1000; i++)
		buf_format(&html, "a%u class=b ", i);
	buf_text(&html, ">text");
	cr_assert_eq(html_text((struct slice){html.data, html.length}, &out), 0);
	cr_assert_str_eq(buf_string(&out), "text");
	buf_finish(&html);
	buf_finish(&out);
}

static bool too_deep(unsigned levels)
{
	struct buf html = {0}, out = {0};
	bool deep;

	for (unsigned i = 0; i < levels; i++)
		buf_text(&html, "<div>");
	for (unsigned i = 0; i < levels; i++)
		buf_text(&html, "</div>");
	for (unsigned i = 0; i < levels; i++)
		buf_text(&html, "<p><font>x</p><li><td>");
	cr_assert_eq(html_prune((struct slice){html.data, html.length}, &out, &deep), 0);
	buf_finish(&html);
	buf_finish(&out);
	return deep;
}

Test(html, what_is_left_out_leaves_no_new_tag_behind)
{
	struct buf out = {0};
	bool deep;

	cr_assert_eq(html_prune(SLICE("<<!-- -->div><<b>p>"), &out, &deep), 0);
	cr_assert_str_eq(buf_string(&out), "&lt;div>&lt;p>");
	buf_finish(&out);
}

Test(html, tags_are_left_out_only_beyond_the_cap)
{
	cr_assert_not(too_deep(HTML_NEST_MAX));
	cr_assert(too_deep(HTML_NEST_MAX + 1));
}

/* ---- pages ---- */

static struct extracted read_bytes(struct slice page)
{
	struct extracted extracted = {.is_source = false};
	const char *reason = NULL;
	const struct format *format = format_for("text/html");

	cr_assert_not_null(format);
	cr_assert_eq(format->extract(&(struct input){.bytes = page}, NULL, &extracted, &reason), 0);
	return extracted;
}

static struct extracted read_page(const char *page)
{
	return read_bytes(slice_of(page));
}

static const char *property(const struct extracted *page, const char *key)
{
	for (size_t i = 0; i < page->property_count; i++)
		if (strcmp(page->properties[i].key, key) == 0)
			return page->properties[i].value;
	return NULL;
}

static const char *author(const struct extracted *page)
{
	return page->declared.party_count ? page->declared.parties[0].name : "";
}

static bool holds(struct extracted *page, const char *words)
{
	return strstr(buf_string(&page->text), words) != NULL;
}

static void expect_span(struct extracted *page, struct span where, const char *text)
{
	struct slice found =
		slice_sub((struct slice){page->text.data, page->text.length}, where.first, where.last);

	cr_assert(slice_equal(found, slice_of(text)), "%.*s", (int)found.length, found.at);
}

static void expect_head(const char *html, const char *title, const char *by, const char *date)
{
	struct extracted page = read_page(html);

	cr_assert_str_eq(page.declared.title.value ? page.declared.title.value : "", title);
	cr_assert_str_eq(author(&page), by);
	cr_assert_str_eq(page.declared.date.value ? page.declared.date.value : "", date);
	extracted_finish(&page);
}

Test(html, an_article_is_printed_below_its_title_author_date_and_address)
{
	struct extracted page = read_page(PAGE(
		"<meta property=og:title content='Bridge &amp; tunnel'><meta name=author content='By Jo Ash'>"
		"<meta property='article:published_time' content='2021-03-04T05:06:07+09:00'>"
		"<link rel=canonical href='https://news.example/bridge'><meta name=generator content='Pen "
		"2'>",
		"<nav>Home Sport</nav><h1>Bridge &amp; tunnel</h1>" BODY "<footer>About us</footer>"));
	const char *head =
		"Bridge & tunnel\nJo Ash\n2021-03-04T05:06:07+09:00\nhttps://news.example/bridge\n";
	const struct declared_facts *declared = &page.declared;

	cr_assert(slice_starts(slice_of(buf_string(&page.text)), slice_of(head)));
	cr_assert(slice_starts(slice_of(buf_string(&page.text) + strlen(head)), SLICE("\nOne. The council")));
	cr_assert_not(holds(&page, "Sport"));
	cr_assert_not(holds(&page, "About us"));
	cr_assert(declared->any && declared->is_whole);
	cr_assert_eq(declared->head, strlen(head));
	cr_assert_eq(declared->type, TYPE_ARTICLE);
	cr_assert_str_eq(declared->title.value, "Bridge & tunnel");
	expect_span(&page, declared->title.where, "Bridge & tunnel");
	cr_assert_str_eq(declared->date.value, "2021-03-04T05:06");
	expect_span(&page, declared->date.where, "2021-03-04T05:06:07+09:00");
	cr_assert_eq(declared->party_count, 1);
	cr_assert_eq(declared->parties[0].role, ROLE_SENDER);
	cr_assert_eq(declared->parties[0].kind, PARTY_NAMED);
	cr_assert_str_eq(declared->parties[0].name, "Jo Ash");
	cr_assert_str_eq(declared->parties[0].key, "jo ash");
	expect_span(&page, declared->parties[0].where, "Jo Ash");
	cr_assert_str_eq(property(&page, "url"), "https://news.example/bridge");
	cr_assert_str_eq(property(&page, "language"), "en");
	cr_assert_str_eq(property(&page, "generator"), "Pen 2");
	extracted_finish(&page);
}

#define DATA(json) PAGE("<script type='application/ld+json'>" json "</script>", BODY)

Test(html, linked_data_tells_of_an_article)
{
	expect_head(DATA("{\"@type\":\"NewsArticle\",\"headline\":\"A &amp; B\",\"author\":\"Jo Ash\","
			 "\"datePublished\":\"2020-01-02\"}"),
		    "A & B", "Jo Ash", "2020-01-02");
	expect_head(DATA("[{\"@type\":\"WebSite\",\"name\":\"Site\"},{\"@type\":[\"Thing\",\"BlogPosting\"],"
			 "\"headline\":\"In a list\",\"author\":[{\"name\":\"Jo Ash\"},{\"name\":\"Li "
			 "Oak\"}],}]"),
		    "In a list", "Jo Ash, Li Oak", "");
	expect_head(DATA("//"
			 "<![CDATA[\n{\"@graph\":[{\"@type\":\"Person\",\"@id\":\"#1\",\"name\":"
			 "\"Jo\\u0020Ash\"},"
			 "{\"@type\":\"Article\",\"headline\":\"By\n "
			 "reference\",\"author\":{\"@id\":\"#1\"}}]}\n//]]>"),
		    "By reference", "Jo Ash", "");
	expect_head(DATA("{\"@type\":\"WebPage\",\"mainEntity\":{\"@type\":\"Report\",\"name\":\"Within\"}}"),
		    "Within", "", "");
}

Test(html, malformed_linked_data_says_nothing)
{
	expect_head(DATA("{\"@type\":\"Article\",\"headline\":"), "", "", "");
	expect_head(DATA(""), "", "", "");
	expect_head(DATA("{\"@type\":\"Article\",\"headline\":7,\"author\":{\"name\":{\"a\":[]}}}"), "", "",
		    "");
	expect_head(DATA("{\"@type\":\"Product\",\"name\":\"A lamp\"}"), "", "", "");
	expect_head(DATA("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["), "", "", "");
}

Test(html, dublin_core_goes_before_open_graph_and_both_before_the_window_title)
{
	expect_head(PAGE("<title>Short | Site</title><meta property=og:title content='Graph'>"
			 "<meta name=DC.title content=Core><meta name=dc.creator content='Ann Elm'>"
			 "<meta name=DC.date content=2019-06>",
			 BODY),
		    "Core", "Ann Elm", "2019-06");
	expect_head(PAGE("<meta property='og:title x:title' content='Graph'>"
			 "<meta property='article:author' content='https://face.example/jo'>",
			 BODY),
		    "Graph", "", "");
}

Test(html, the_window_title_loses_the_name_of_the_site)
{
	expect_head(PAGE("<title>Old bridge falls at last | The Wallop Gazette</title>", BODY),
		    "Old bridge falls at last", "", "");
	expect_head(PAGE("<title>Bridge falls - Gazette</title>", "<h1>Bridge falls</h1>" BODY),
		    "Bridge falls", "", "");
	expect_head(PAGE("<title>Mill - Notes</title>", BODY), "Mill - Notes", "", "");
	expect_head(PAGE("", "<h1>Only a heading</h1>" BODY), "Only a heading", "", "");
}

Test(html, what_readers_see_counts_where_nothing_else_is_said)
{
	struct extracted page = read_page(
		PAGE("<title>Bridge falls at last</title>",
		     "<h1>Bridge falls at last</h1><div class=byline>By <b>Jo Ash</b><br>Reporter</div>"
		     "<span class=post-date>4 May 2021</span>" BODY));

	cr_assert_str_eq(author(&page), "Jo Ash");
	cr_assert_null(page.declared.date.value, "a date in words is for the parser");
	cr_assert(holds(&page, "Bridge falls at last\nJo Ash\n4 May 2021\n\n"));
	extracted_finish(&page);
	expect_head(PAGE("", "<h1>Heading</h1><a rel=author href=/jo>Jo Ash</a><time datetime='2021-05-04 "
			     "10:11'>x</time>" BODY),
		    "Heading", "Jo Ash", "2021-05-04T10:11");
	expect_head(
		PAGE("",
		     "<h1>Heading</h1><p itemprop=author><i itemprop=name>Jo Ash</i> 4 May 2021</p>" BODY),
		"Heading", "Jo Ash", "");
	expect_head(PAGE("", BODY "<div class=comments><p class=author>A Reader</p></div>"), "", "", "");
}

Test(html, dates_that_are_none_are_not_declared)
{
	expect_head(PAGE("<meta name=date content='yesterday'>", BODY), "", "", "");
	expect_head(PAGE("<meta name=date content='2021-13-45T10:00'>", BODY), "", "", "");
	expect_head(PAGE("<meta name=date content='20210304'>", BODY), "", "", "");
	expect_head(PAGE("<meta name=date content='2021-03-04T99:00'>", BODY), "", "", "");
}

/* ---- the article ---- */

Test(html, menus_comments_boxes_and_related_links_are_left_out)
{
	struct extracted page = read_page(
		PAGE("<title>x</title>",
		     "<div class=cookie-banner><p>We use biscuits. " PARAGRAPH "</p></div>"
		     "<ul id=mainMenu><li><a href=1>Home page</a></ul><div class=has-sidebar><div "
		     "class=story>" BODY "<div class=box><ul><li><a href=2>Other one</a><li><a href=3>Other "
		     "two</a><li><a href=4>Other three</a></ul></div>"
		     "</div><div class='right sidebar'><p>Aside. " PARAGRAPH "</p></div></div>"
		     "<section id=comments><p>A comment. " PARAGRAPH
		     "</p></section><footer><p>Imprint. " PARAGRAPH "</p></footer>"));

	cr_assert(holds(&page, "One. ") && holds(&page, "Two. ") && holds(&page, "Three. ") &&
		  holds(&page, "Four. "));
	cr_assert_not(holds(&page, "biscuits"));
	cr_assert_not(holds(&page, "Home page"));
	cr_assert_not(holds(&page, "Other one"));
	cr_assert_not(holds(&page, "Aside. "));
	cr_assert_not(holds(&page, "A comment. "));
	cr_assert_not(holds(&page, "Imprint. "));
	extracted_finish(&page);
}

Test(html, lists_of_links_among_paragraphs_and_quotations_stay)
{
	struct extracted page = read_page(
		PAGE("", "<main>" BODY
			 "<p>Released with it:</p><ul><li><a href=1>Letter of May</a><li><a href=2>Minute</a>"
			 "<li><a href=3>Reply</a></ul><blockquote>We were told.</blockquote>"
			 "<table><tr><td>Cost<td>5</table></main>"));

	cr_assert(holds(
		&page,
		"Released with it:\n\n- Letter of May\n- Minute\n- Reply\n\nWe were told.\n\nCost  5\n"));
	extracted_finish(&page);
}

Test(html, a_standfirst_belongs_to_its_article)
{
	struct extracted page = read_page(PAGE("", "<header><h1>Bridge falls</h1><p>Standfirst. " PARAGRAPH
						   "</p></header><article>" BODY BODY BODY "</article>"));

	cr_assert(holds(&page, "\nStandfirst. The council"));
	extracted_finish(&page);
}

Test(html, a_page_without_prose_is_no_article_and_gives_all_its_text)
{
	struct extracted page =
		read_page(PAGE("<title>Opening hours</title>",
			       "<nav>Home</nav><ul><li><a href=1>Monday</a><li>Tuesday 9-5</ul>"));

	cr_assert_eq(page.declared.type, TYPE_DOCUMENT);
	cr_assert(holds(&page, "Opening hours\n\nHome\n\n- Monday\n- Tuesday 9-5\n"));
	extracted_finish(&page);
}

Test(html, a_page_that_hides_all_its_text_is_read_all_the_same)
{
	struct extracted page =
		read_page("<html><body style='display:none'><p>Hidden words</p></body></html>");

	cr_assert(holds(&page, "Hidden words"));
	extracted_finish(&page);
}

Test(html, an_empty_page_gives_no_text)
{
	struct extracted page = read_page("<html></html>");

	cr_assert_eq(page.text.length, 0);
	extracted_finish(&page);
}

#define BYTES(literal)                                                                                       \
	{                                                                                                    \
		(literal), sizeof(literal) - 1                                                               \
	}

Test(html, a_page_says_its_charset)
{
	static const struct {
		struct slice page;
		const char *words, *charset;
	} pages[] = {
		{BYTES("<meta charset=koi8-r><p>\xed\xc9\xd2"), "\xd0\x9c\xd0\xb8\xd1\x80", "KOI8-R"},
		{BYTES("<meta http-equiv=content-type content='text/html; "
		       "charset=ISO-8859-1'><p>\x93yes\x94"),
		 "\xe2\x80\x9cyes\xe2\x80\x9d", "windows-1252"},
		{BYTES("<meta charset=nonsense><p>caf\xe9"), "caf\xc3\xa9", NULL},
		{BYTES("<meta charset=koi8-r><p>caf\xc3\xa9"), "caf\xc3\xa9", "UTF-8"},
		{BYTES("\xff\xfe<\0p\0>\0T\0k\x01"), "T\xc5\xab", NULL},
	};

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct extracted page = read_bytes(pages[i].page);

		cr_assert(holds(&page, pages[i].words), "%zu: %s", i, buf_string(&page.text));
		if (pages[i].charset)
			cr_assert_str_eq(page.charset, pages[i].charset);
		extracted_finish(&page);
	}
}

Test(html, a_page_that_nests_too_deep_is_read_with_a_remark)
{
	struct buf html = {0};

	for (int i = 0; i < 1000; i++)
		buf_text(&html, "<div>");
	buf_text(&html, BODY);
	struct extracted page = read_bytes((struct slice){html.data, html.length});

	cr_assert_not_null(page.remark);
	cr_assert(holds(&page, "One. ") && holds(&page, "Four. "));
	extracted_finish(&page);
	buf_finish(&html);
}

/* ---- damage ---- */

static const char whole[] = PAGE(
	"<meta charset=utf-8><title>A &amp; B</title><meta property=og:title content='A &lt; B'>"
	"<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Article\",\"headline\":\"H&eacute;\","
	"\"author\":[{\"name\":\"Jo\"}]}]}</script><!-- c --><style>a{}</style>",
	"<nav>x</nav><article><h1 id='a' class=\"b c\">A</h1><span class=byline>By <b>Jo Ash</b></span>"
	"<time datetime=2020-01-02>x</time>" BODY
	"<table><tr><td><p>a<td>b</table><ul><li>x<ul><li>y</ul></ul>"
	"<pre>\na\n b</pre><blockquote type=cite>q</blockquote><a href=x>l</a></article><svg><a></svg>");

static void expect_valid(struct slice page)
{
	struct extracted extracted = read_bytes(page);
	struct slice text = {buf_string(&extracted.text), extracted.text.length};

	cr_assert_eq(utf8_valid(text), text.length);
	cr_assert(extracted.declared.head <= text.length);
	cr_assert(extracted.declared.title.where.last <= text.length);
	extracted_finish(&extracted);
}

Test(html, a_page_cut_anywhere_is_read, .timeout = 100)
{
	for (size_t n = 0; n < sizeof whole; n++) {
		/* On the heap, so that a sanitizer sees who reads behind it. */
		char *copy = malloc(n ? n : 1);

		cr_assert_not_null(copy);
		memcpy(copy, whole, n);
		expect_valid((struct slice){copy, n});
		free(copy);
	}
}

Test(html, a_page_with_wrong_bytes_is_read, .timeout = 100)
{
	static const char bytes[] = "<>/\"'= &!-\0\xff\xc3{[";
	char *copy = malloc(sizeof whole);

	cr_assert_not_null(copy);
	srandom(3);
	for (int i = 0; i < 2000; i++) {
		memcpy(copy, whole, sizeof whole);
		for (int k = 0; k < 4; k++)
			copy[(size_t)random() % sizeof whole] = bytes[(size_t)random() % sizeof bytes];
		expect_valid((struct slice){copy, sizeof whole});
	}
	free(copy);
}
