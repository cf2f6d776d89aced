/* SPDX-License-Identifier: MIT */
#include "odt-body.h"

#include "../../util/utf8.h"

#include <stdio.h>

/* ---- what is left out ---- */

static void leave_out(struct odt *o, const struct xml_element *e)
{
	(void)e;
	o->skip = 1;
}

static void leave_out_hidden(struct odt *o)
{
	o->left_out.hidden = true;
	o->skip = 1;
}

static void start_comment(struct odt *o, const struct xml_element *e)
{
	o->left_out.comments = true;
	leave_out(o, e);
}

static void start_conditional(struct odt *o, const struct xml_element *e)
{
	if (xml_attribute_is(e, "text:is-hidden", "true") || xml_attribute_is(e, "text:display", "none"))
		leave_out_hidden(o);
}

/* In the list of changes, of which nothing is shown. */
static void note_change(struct odt *o, const char *name, const struct xml_element *e)
{
	bool deletes = false;

	if (!odt_change_describe(&o->changes, name, e, &deletes))
		o->prose.body.text.failed = true;
	o->left_out.deleted |= deletes;
}

static void start_change(struct odt *o, const struct xml_element *e)
{
	odt_change_start(&o->changes, e);
}

static void end_change(struct odt *o, const struct xml_element *e)
{
	odt_change_end(&o->changes, e);
}

/* ---- styles ---- */

static void start_style(struct odt *o, const struct xml_element *e)
{
	odt_style_start(&o->styles, e);
}

static void start_text_properties(struct odt *o, const struct xml_element *e)
{
	odt_style_of_text(&o->styles, e);
}

static void start_paragraph_properties(struct odt *o, const struct xml_element *e)
{
	odt_style_of_paragraphs(&o->styles, e);
}

static void end_style(struct odt *o)
{
	if (!odt_style_end(&o->styles))
		o->prose.body.text.failed = true;
}

/* ---- text ---- */

static bool is_shown(const struct odt *o)
{
	return (o->in_text || o->in_margin) && o->paragraphs > 0 && o->changes.deleted == 0;
}

static void say_lead(struct odt *o)
{
	if (o->lead[0] != '\0')
		prose_text(&o->prose, slice_of(o->lead));
	o->lead[0] = '\0';
}

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Any white space is one blank, and none at the beginning of a paragraph; others are elements. */
static void say(struct odt *o, struct slice s)
{
	for (size_t at = 0, end; at < s.length; at = end) {
		bool white = is_white(s.at[at]);

		for (end = at + 1; end < s.length && is_white(s.at[end]) == white; end++)
			;
		if (white && o->is_blank)
			continue;
		say_lead(o);
		prose_text(&o->prose, white ? SLICE(" ") : slice_sub(s, at, end));
		o->is_blank = white;
	}
}

static void start_span(struct odt *o, const struct xml_element *e)
{
	if (odt_style_of(&o->styles, e).is_hidden)
		leave_out_hidden(o);
}

static void start_blanks(struct odt *o, const struct xml_element *e)
{
	struct slice count;
	size_t number = 0;

	if (!is_shown(o))
		return;
	if (!xml_attribute(e, "text:c", &count))
		count = SLICE("1");
	for (size_t i = 0; i < count.length && i < 4 && byte_is_digit(count.at[i]); i++)
		number = number * 10 + (size_t)(count.at[i] - '0');
	say_lead(o);
	prose_blanks(&o->prose, number);
	o->is_blank = false;
}

static void start_tab(struct odt *o, const struct xml_element *e)
{
	(void)e;
	if (!is_shown(o))
		return;
	say_lead(o);
	prose_tab(&o->prose);
	o->is_blank = false;
}

static void start_line(struct odt *o, const struct xml_element *e)
{
	(void)e;
	if (is_shown(o))
		prose_line(&o->prose);
	o->is_blank = true;
}

static void start_page(struct odt *o, const struct xml_element *e)
{
	(void)e;
	if (o->in_text)
		prose_page(&o->prose, false);
}

/* ---- paragraphs, lists, tables ---- */

static void start_heading(struct odt *o, const struct xml_element *e)
{
	struct odt_style style = odt_style_of(&o->styles, e);

	if (style.is_hidden) {
		leave_out_hidden(o);
		return;
	}
	if (style.breaks_page)
		start_page(o, e);
	o->paragraphs++;
	o->is_blank = true;
	o->is_item = false;
}

static void start_paragraph(struct odt *o, const struct xml_element *e)
{
	if (o->is_item)
		snprintf(o->lead, sizeof o->lead, "- ");
	start_heading(o, e);
}

static void end_paragraph(struct odt *o)
{
	if (is_shown(o))
		prose_paragraph(&o->prose);
	o->lead[0] = '\0';
	o->is_blank = false;
	if (o->paragraphs > 0)
		o->paragraphs--;
}

static void start_item(struct odt *o, const struct xml_element *e)
{
	(void)e;
	o->is_item = true;
}

static void end_item(struct odt *o)
{
	o->is_item = false;
}

static void start_row(struct odt *o, const struct xml_element *e)
{
	(void)e;
	prose_row_begin(&o->prose);
}

static void end_row(struct odt *o)
{
	prose_row_end(&o->prose);
}

static void end_cell(struct odt *o)
{
	prose_cell(&o->prose);
}

/* ---- notes ---- */

static void start_citation(struct odt *o, const struct xml_element *e)
{
	(void)e;
	o->in_citation = true;
	o->citation[0] = '\0';
}

static void end_citation(struct odt *o)
{
	char mark[sizeof o->citation + 2];

	o->in_citation = false;
	snprintf(mark, sizeof mark, "[%s]", o->citation);
	if (is_shown(o))
		say(o, slice_of(mark));
}

static void cite(struct odt *o, struct slice text)
{
	size_t length = strlen(o->citation);

	text = utf8_cut(text, sizeof o->citation - 1 - length);
	memcpy(o->citation + length, text.at, text.length);
	o->citation[length + text.length] = '\0';
}

static void start_note(struct odt *o, const struct xml_element *e)
{
	(void)e;
	prose_note_begin(&o->prose);
	snprintf(o->lead, sizeof o->lead, "[%s] ", o->citation);
}

static void end_note(struct odt *o)
{
	prose_note_end(&o->prose);
	o->is_blank = false;
}

/* ---- the parts of a file ---- */

static void start_body(struct odt *o, const struct xml_element *e)
{
	(void)e;
	o->in_text = true;
}

static void end_body(struct odt *o)
{
	o->in_text = false;
}

static void start_meta(struct odt *o, const struct xml_element *e)
{
	(void)e;
	o->in_meta = true;
}

static void end_meta(struct odt *o)
{
	o->in_meta = false;
}

static void start_master(struct odt *o, const struct xml_element *e)
{
	(void)e;
	o->masters++;
}

/* Of the first page style, which is that of most pages; once, after the text as notes are. */
static void start_margin(struct odt *o, const struct xml_element *e)
{
	(void)e;
	o->in_margin = o->masters == 1;
	prose_note_begin(&o->prose);
}

static void end_margin(struct odt *o)
{
	o->in_margin = false;
	prose_note_end(&o->prose);
}

/* ---- the table ---- */

static const struct {
	const char *name;
	void (*start)(struct odt *o, const struct xml_element *e);
	void (*end)(struct odt *o);
} elements[] = {
	{"text:p", start_paragraph, end_paragraph},
	{"text:h", start_heading, end_paragraph},
	{"text:span", start_span, NULL},
	{"text:s", start_blanks, NULL},
	{"text:tab", start_tab, NULL},
	{"text:line-break", start_line, NULL},
	{"text:soft-page-break", start_page, NULL},
	{"text:list-item", start_item, end_item},
	{"text:note-citation", start_citation, end_citation},
	{"text:note-body", start_note, end_note},
	{"text:section", start_conditional, NULL},
	{"text:hidden-text", start_conditional, NULL},
	{"text:tracked-changes", leave_out, NULL},
	{"text:change-start", start_change, NULL},
	{"text:change-end", end_change, NULL},
	{"text:script", leave_out, NULL},
	{"text:ruby-text", leave_out, NULL},
	{"table:table-row", start_row, end_row},
	{"table:table-cell", NULL, end_cell},
	{"office:annotation", start_comment, NULL},
	{"office:forms", leave_out, NULL},
	{"office:binary-data", leave_out, NULL},
	{"office:text", start_body, end_body},
	{"office:meta", start_meta, end_meta},
	{"draw:object", leave_out, NULL},
	{"svg:title", leave_out, NULL},
	{"svg:desc", leave_out, NULL},
	{"style:style", start_style, end_style},
	{"style:text-properties", start_text_properties, NULL},
	{"style:paragraph-properties", start_paragraph_properties, NULL},
	{"style:master-page", start_master, NULL},
	{"style:header", start_margin, end_margin},
	{"style:footer", start_margin, end_margin},
};

/* What is drawn may hold paragraphs: a box beside the text. */
static bool is_drawn(const char *name)
{
	return slice_starts(slice_of(name), SLICE("draw:"));
}

static void start(void *context, const char *name, const struct xml_element *element)
{
	struct odt *o = context;

	if (o->skip > 0) {
		o->skip++;
		note_change(o, name, element);
		return;
	}
	if (o->in_meta)
		office_property_start(&o->properties, name);
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (elements[i].start && strcmp(elements[i].name, name) == 0) {
			elements[i].start(o, element);
			return;
		}
	if (is_drawn(name))
		prose_box_begin(&o->prose);
}

static void end(void *context, const char *name)
{
	struct odt *o = context;

	if (o->skip > 0) {
		o->skip--;
		return;
	}
	if (o->in_meta)
		office_property_end(&o->properties);
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (elements[i].end && strcmp(elements[i].name, name) == 0) {
			elements[i].end(o);
			return;
		}
	if (is_drawn(name))
		prose_box_end(&o->prose);
}

static void text(void *context, struct slice s)
{
	struct odt *o = context;

	if (o->skip > 0)
		return;
	if (o->in_meta)
		office_property_text(&o->properties, s);
	else if (o->in_citation)
		cite(o, s);
	else if (is_shown(o))
		say(o, s);
}

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"

static const struct xml_space spaces[] = {
	{OASIS "text:1.0", "text"},
	{OASIS "office:1.0", "office"},
	{OASIS "table:1.0", "table"},
	{OASIS "drawing:1.0", "draw"},
	{OASIS "style:1.0", "style"},
	{OASIS "meta:1.0", "meta"},
	{OASIS "svg-compatible:1.0", "svg"},
	{OASIS "xsl-fo-compatible:1.0", "fo"},
	{"http://purl.org/dc/elements/1.1/", "dc"},
	{NULL, NULL},
};

const struct xml_reader odt_body = {spaces, start, end, text};

void odt_finish(struct odt *o)
{
	prose_finish(&o->prose);
	office_properties_finish(&o->properties);
	odt_styles_finish(&o->styles);
	odt_changes_finish(&o->changes);
}
