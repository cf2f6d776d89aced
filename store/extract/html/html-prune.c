/* SPDX-License-Identifier: MIT */
#include "html-prune.h"

#include "html-lex.h"

#include <errno.h>
#include <gumbo.h>

/* What becomes of a tag. A tag that nests is one whose element can stand in itself. */
enum fate {
	FATE_NESTS = 0, /* every other */
	FATE_KEEP,      /* it cannot nest: void, or closed by the next of its kind */
	FATE_DROP,      /* the tag goes, what is in it stays */
	FATE_SPAN,      /* looks only: stays as a span if it has attributes that we ask for */
	FATE_CUT,       /* goes with what is in it */
	FATE_RAW,       /* its text holds no tags */
	FATE_SCRIPT
};

static const unsigned char fates[GUMBO_TAG_LAST] = {
	[GUMBO_TAG_HTML] = FATE_KEEP,     [GUMBO_TAG_HEAD] = FATE_KEEP,     [GUMBO_TAG_BODY] = FATE_KEEP,
	[GUMBO_TAG_P] = FATE_KEEP,        [GUMBO_TAG_LI] = FATE_KEEP,       [GUMBO_TAG_DT] = FATE_KEEP,
	[GUMBO_TAG_DD] = FATE_KEEP,       [GUMBO_TAG_TD] = FATE_KEEP,       [GUMBO_TAG_TH] = FATE_KEEP,
	[GUMBO_TAG_TR] = FATE_KEEP,       [GUMBO_TAG_TBODY] = FATE_KEEP,    [GUMBO_TAG_THEAD] = FATE_KEEP,
	[GUMBO_TAG_TFOOT] = FATE_KEEP,    [GUMBO_TAG_CAPTION] = FATE_KEEP,  [GUMBO_TAG_META] = FATE_KEEP,
	[GUMBO_TAG_LINK] = FATE_KEEP,     [GUMBO_TAG_BR] = FATE_KEEP,       [GUMBO_TAG_HR] = FATE_KEEP,
	[GUMBO_TAG_WBR] = FATE_DROP,      [GUMBO_TAG_IMG] = FATE_DROP,      [GUMBO_TAG_IMAGE] = FATE_DROP,
	[GUMBO_TAG_AREA] = FATE_DROP,     [GUMBO_TAG_BASE] = FATE_DROP,     [GUMBO_TAG_BASEFONT] = FATE_DROP,
	[GUMBO_TAG_BGSOUND] = FATE_DROP,  [GUMBO_TAG_COL] = FATE_DROP,      [GUMBO_TAG_COLGROUP] = FATE_DROP,
	[GUMBO_TAG_EMBED] = FATE_DROP,    [GUMBO_TAG_INPUT] = FATE_DROP,    [GUMBO_TAG_KEYGEN] = FATE_DROP,
	[GUMBO_TAG_PARAM] = FATE_DROP,    [GUMBO_TAG_SOURCE] = FATE_DROP,   [GUMBO_TAG_TRACK] = FATE_DROP,
	[GUMBO_TAG_FRAME] = FATE_DROP,    [GUMBO_TAG_FRAMESET] = FATE_DROP, [GUMBO_TAG_NOFRAMES] = FATE_DROP,
	[GUMBO_TAG_FORM] = FATE_DROP,     [GUMBO_TAG_ISINDEX] = FATE_DROP,  [GUMBO_TAG_PLAINTEXT] = FATE_DROP,
	[GUMBO_TAG_OPTION] = FATE_DROP,   [GUMBO_TAG_OPTGROUP] = FATE_DROP, [GUMBO_TAG_MATH] = FATE_DROP,
	[GUMBO_TAG_B] = FATE_SPAN,        [GUMBO_TAG_BIG] = FATE_SPAN,      [GUMBO_TAG_CODE] = FATE_SPAN,
	[GUMBO_TAG_EM] = FATE_SPAN,       [GUMBO_TAG_FONT] = FATE_SPAN,     [GUMBO_TAG_I] = FATE_SPAN,
	[GUMBO_TAG_NOBR] = FATE_SPAN,     [GUMBO_TAG_S] = FATE_SPAN,        [GUMBO_TAG_SMALL] = FATE_SPAN,
	[GUMBO_TAG_STRIKE] = FATE_SPAN,   [GUMBO_TAG_STRONG] = FATE_SPAN,   [GUMBO_TAG_TT] = FATE_SPAN,
	[GUMBO_TAG_U] = FATE_SPAN,        [GUMBO_TAG_SPAN] = FATE_SPAN,     [GUMBO_TAG_STYLE] = FATE_CUT,
	[GUMBO_TAG_NOSCRIPT] = FATE_CUT,  [GUMBO_TAG_IFRAME] = FATE_CUT,    [GUMBO_TAG_NOEMBED] = FATE_CUT,
	[GUMBO_TAG_SVG] = FATE_CUT,       [GUMBO_TAG_SELECT] = FATE_CUT,    [GUMBO_TAG_TEXTAREA] = FATE_CUT,
	[GUMBO_TAG_TEMPLATE] = FATE_CUT,  [GUMBO_TAG_TITLE] = FATE_RAW,     [GUMBO_TAG_XMP] = FATE_RAW,
	[GUMBO_TAG_SCRIPT] = FATE_SCRIPT,
};

/* Elements that end tags do not look beyond, and the blocks that those of other elements do not. */
static const bool is_barrier[GUMBO_TAG_LAST] = {[GUMBO_TAG_TABLE] = true,
						[GUMBO_TAG_OBJECT] = true,
						[GUMBO_TAG_APPLET] = true,
						[GUMBO_TAG_MARQUEE] = true};
static const bool is_inline[GUMBO_TAG_LAST] = {
	[GUMBO_TAG_A] = true,        [GUMBO_TAG_SPAN] = true,   [GUMBO_TAG_LABEL] = true,
	[GUMBO_TAG_ABBR] = true,     [GUMBO_TAG_CITE] = true,   [GUMBO_TAG_Q] = true,
	[GUMBO_TAG_SUB] = true,      [GUMBO_TAG_SUP] = true,    [GUMBO_TAG_TIME] = true,
	[GUMBO_TAG_INS] = true,      [GUMBO_TAG_DEL] = true,    [GUMBO_TAG_MARK] = true,
	[GUMBO_TAG_KBD] = true,      [GUMBO_TAG_SAMP] = true,   [GUMBO_TAG_VAR] = true,
	[GUMBO_TAG_DFN] = true,      [GUMBO_TAG_BDO] = true,    [GUMBO_TAG_BDI] = true,
	[GUMBO_TAG_DATA] = true,     [GUMBO_TAG_VIDEO] = true,  [GUMBO_TAG_AUDIO] = true,
	[GUMBO_TAG_MAP] = true,      [GUMBO_TAG_CANVAS] = true, [GUMBO_TAG_ACRONYM] = true,
	[GUMBO_TAG_RUBY] = true,     [GUMBO_TAG_METER] = true,  [GUMBO_TAG_OUTPUT] = true,
	[GUMBO_TAG_PROGRESS] = true, [GUMBO_TAG_RB] = true,     [GUMBO_TAG_RT] = true,
	[GUMBO_TAG_RP] = true,       [GUMBO_TAG_RTC] = true,    [GUMBO_TAG_UNKNOWN] = true,
};

static const char *const kept_attributes[] = {"class", "id",       "itemprop",   "itemtype",   "rel",
					      "href",  "property", "name",       "content",    "datetime",
					      "type",  "charset",  "http-equiv", "lang",       "xml:lang",
					      "role",  "hidden",   "style",      "aria-hidden"};

enum { MUTE = 0x8000 }; /* only its tag is open: it was left out */

struct prune {
	struct html_lex lex;
	struct buf *out;
	unsigned short open[HTML_NEST_MAX]; /* tags of the elements that are open and nest, or MUTE | tag */
	unsigned depth;
	uint32_t flat[GUMBO_TAG_LAST]; /* open elements that nest too deep, a tag */
	bool endless[GUMBO_TAG_LAST];  /* no end tag of this name follows */
	bool is_xml, too_deep;
};

/* Headings end each other. */
static GumboTag tag_of(struct slice name)
{
	return gumbo_tagn_enum(name.at, (unsigned)(name.length < UINT16_MAX ? name.length : UINT16_MAX));
}

static GumboTag kin_of(GumboTag tag)
{
	return tag > GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? GUMBO_TAG_H1 : tag;
}

static enum fate fate_of(GumboTag tag)
{
	return tag < GUMBO_TAG_LAST ? (enum fate)fates[tag] : FATE_NESTS;
}

/* ---- attributes ---- */

static void put_attribute(struct prune *p, const struct html_attribute *attribute)
{
	bool quotes = memchr(attribute->value.at, '"', attribute->value.length) != NULL;
	char quote = quotes ? '\'' : '"';

	if (!slice_is_one_of_ci(attribute->name, kept_attributes,
				sizeof kept_attributes / sizeof *kept_attributes) ||
	    (quotes && memchr(attribute->value.at, '\'', attribute->value.length)))
		return;
	buf_byte(p->out, ' ');
	buf_slice(p->out, attribute->name);
	buf_byte(p->out, '=');
	buf_byte(p->out, quote);
	buf_slice(p->out, attribute->value);
	buf_byte(p->out, quote);
}

struct tag {
	GumboTag tag;
	size_t start;  /* where it begins in the output ... */
	size_t naked;  /* ... and where its attributes do */
	bool is_empty; /* "/>" */
	bool has_link, has_data;
};

/* Writes the tag; whoever finds it unwanted takes it back. False: the page ends in it. */
static bool copy_tag(struct prune *p, struct slice name, struct tag *tag)
{
	struct html_attribute attribute;

	tag->start = p->out->length;
	buf_byte(p->out, '<');
	if (fate_of(tag->tag) == FATE_SPAN)
		name = SLICE("span");
	buf_slice(p->out, name);
	tag->naked = p->out->length;
	while (html_lex_attribute(&p->lex, &attribute, &tag->is_empty)) {
		put_attribute(p, &attribute);
		tag->has_link |= slice_equal_ci(attribute.name, SLICE("href"));
		tag->has_data |= slice_equal_ci(attribute.name, SLICE("type")) &&
				 slice_find_ci(attribute.value, SLICE("ld+json"), 0) < attribute.value.length;
	}
	buf_byte(p->out, '>');
	return p->lex.html.at[p->lex.at - 1] == '>';
}

static void take_back(struct prune *p, const struct tag *tag)
{
	if (!p->out->failed)
		p->out->length = tag->start;
}

/* ---- nesting ---- */

static void remove_open(struct prune *p, unsigned at)
{
	memmove(p->open + at, p->open + at + 1, (p->depth - at - 1) * sizeof *p->open);
	p->depth--;
}

/* Where the element that an end tag would end stands; HTML_NEST_MAX: nowhere that it reaches. */
static unsigned find_open(const struct prune *p, GumboTag tag)
{
	for (unsigned at = p->depth; at-- > 0;) {
		GumboTag open = p->open[at] & ~MUTE;

		if (open == tag)
			return at;
		if (is_barrier[open] || (is_inline[tag] && tag != GUMBO_TAG_A && !is_inline[open]))
			break;
	}
	return HTML_NEST_MAX;
}

/* A link ends the link before it. */
static void end_link(struct prune *p)
{
	unsigned at = find_open(p, GUMBO_TAG_A);

	if (at < HTML_NEST_MAX)
		remove_open(p, at);
}

static void open_element(struct prune *p, const struct tag *tag)
{
	GumboTag kin = kin_of(tag->tag);

	if (kin == GUMBO_TAG_A)
		end_link(p);
	if (p->depth < HTML_NEST_MAX) {
		p->open[p->depth++] = (unsigned short)kin;
	} else {
		take_back(p, tag);
		p->flat[kin]++;
		p->too_deep = true;
	}
}

/* So that its end tag ends nothing else. */
static void open_mute(struct prune *p, const struct tag *tag)
{
	GumboTag open = tag->tag == GUMBO_TAG_A ? tag->tag : GUMBO_TAG_SPAN;

	if (p->depth < HTML_NEST_MAX && !(p->is_xml && tag->is_empty))
		p->open[p->depth++] = (unsigned short)(MUTE | open);
}

/* Where a paragraph, an item or a cell begins or ends, looks that nobody ended are at their end. */
static void end_looks(struct prune *p)
{
	while (p->depth > 0 && p->open[p->depth - 1] & MUTE)
		p->depth--;
}

static void close_element(struct prune *p, GumboTag tag, struct slice name)
{
	unsigned at = find_open(p, tag);

	if (p->flat[tag] > 0) {
		p->flat[tag]--;
		return;
	}
	if (at == HTML_NEST_MAX)
		return;
	bool is_mute = p->open[at] & MUTE;

	if (tag == GUMBO_TAG_A || is_mute)
		remove_open(p, at);
	else
		p->depth = at;
	if (is_mute)
		return;
	buf_text(p->out, "</");
	buf_slice(p->out, name);
	buf_byte(p->out, '>');
}

/* ---- raw text ---- */

/* Where the raw text of an element ends. One that has no end tag has none. */
static bool find_raw_end(struct prune *p, GumboTag tag, struct slice name, size_t *ret)
{
	if (p->endless[tag])
		return false;
	*ret = tag == GUMBO_TAG_SCRIPT ? html_lex_find_script_end(&p->lex) : html_lex_find_end(&p->lex, name);
	p->endless[tag] = *ret == p->lex.html.length;
	/* As browsers do: what follows is no text. */
	return !p->endless[tag] || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE;
}

static void skip_end_tag(struct prune *p)
{
	struct html_attribute attribute;
	bool is_empty;
	struct slice name;

	if (p->lex.at < p->lex.html.length && html_lex_next(&p->lex, &name) == HTML_END)
		while (html_lex_attribute(&p->lex, &attribute, &is_empty))
			;
}

static void raw_element(struct prune *p, const struct tag *tag, struct slice name, bool keep)
{
	size_t end = 0;
	bool found = !(p->is_xml && tag->is_empty) && find_raw_end(p, tag->tag, name, &end);

	if (found && keep) {
		buf_slice(p->out, slice_sub(p->lex.html, p->lex.at, end));
		buf_text(p->out, "</");
		buf_slice(p->out, name);
		buf_byte(p->out, '>');
	} else {
		take_back(p, tag);
	}
	if (found) {
		p->lex.at = end;
		skip_end_tag(p);
	}
}

/* ---- tags ---- */

static void nesting_tag(struct prune *p, const struct tag *tag, struct slice name)
{
	enum fate fate = fate_of(tag->tag);
	bool is_naked = p->out->length == tag->naked + 1;

	if ((fate == FATE_SPAN && is_naked) || (tag->tag == GUMBO_TAG_A && !tag->has_link)) {
		take_back(p, tag);
		open_mute(p, tag);
		return;
	}
	open_element(p, &(struct tag){fate == FATE_SPAN ? GUMBO_TAG_SPAN : tag->tag, tag->start, 0, false,
				      false, false});
	if (p->is_xml && tag->is_empty)
		close_element(p, fate == FATE_SPAN ? GUMBO_TAG_SPAN : kin_of(tag->tag),
			      fate == FATE_SPAN ? SLICE("span") : name);
}

static void start_tag(struct prune *p, struct slice name)
{
	struct tag tag = {.tag = tag_of(name)};
	enum fate fate = fate_of(tag.tag);

	if (!copy_tag(p, name, &tag) || fate == FATE_DROP)
		take_back(p, &tag);
	else if (fate == FATE_NESTS || fate == FATE_SPAN)
		nesting_tag(p, &tag, name);
	else if (fate != FATE_KEEP)
		raw_element(p, &tag, name, fate == FATE_RAW || tag.has_data);
	else if (tag.tag != GUMBO_TAG_BR)
		end_looks(p);
}

static void end_tag(struct prune *p, struct slice name)
{
	struct html_attribute attribute;
	GumboTag tag = tag_of(name);
	enum fate fate = fate_of(tag);
	bool is_empty;

	while (html_lex_attribute(&p->lex, &attribute, &is_empty))
		;
	if (fate == FATE_NESTS) {
		close_element(p, kin_of(tag), name);
	} else if (fate == FATE_SPAN) {
		close_element(p, GUMBO_TAG_SPAN, SLICE("span"));
	} else if (fate == FATE_KEEP) {
		end_looks(p);
		buf_text(p->out, "</");
		buf_slice(p->out, name);
		buf_byte(p->out, '>');
	}
}

int html_prune(struct slice html, struct buf *out, bool *ret_too_deep)
{
	struct slice s = {"", 0};
	struct prune p = {.lex = {html.length > 0 ? html : s, 0}, .out = out};

	p.is_xml = slice_starts(slice_trim(slice_sub(p.lex.html, 0, 64)), SLICE("<?xml"));
	while (p.lex.at < html.length && !out->failed) {
		enum html_token token = html_lex_next(&p.lex, &s);

		if (token == HTML_TEXT && slice_equal(s, SLICE("<")))
			/* Or it might begin a tag with what comes to stand behind it. */
			buf_text(out, "&lt;");
		else if (token == HTML_TEXT || token == HTML_DOCTYPE)
			buf_slice(out, s);
		else if (token == HTML_START)
			start_tag(&p, s);
		else if (token == HTML_END)
			end_tag(&p, s);
	}
	*ret_too_deep = p.too_deep;
	return out->failed ? -ENOMEM : 0;
}
