/* SPDX-License-Identifier: MIT */
#include "docx-body.h"

#include <stdio.h>

/* ---- attributes ---- */

/* A switch is on where it stands without a value. */
static bool is_on(const struct xml_element *e)
{
	return !xml_attribute_is(e, "w:val", "0") && !xml_attribute_is(e, "w:val", "false") &&
	       !xml_attribute_is(e, "w:val", "off");
}

/* ---- text ---- */

static void say(struct docx *d, struct slice text)
{
	if (d->lead[0] != '\0')
		prose_text(&d->prose, slice_of(d->lead));
	d->lead[0] = '\0';
	prose_text(&d->prose, text);
}

static void start_text(struct docx *d, const struct xml_element *e)
{
	(void)e;
	d->in_text = true;
}

static void end_text(struct docx *d)
{
	d->in_text = false;
}

static void start_deleted_text(struct docx *d, const struct xml_element *e)
{
	(void)e;
	d->left_out.deleted = true;
}

/* Also the definition of a tab stop has this name. */
static void start_tab(struct docx *d, const struct xml_element *e)
{
	(void)e;
	if (d->in_paragraph_properties || d->is_hidden)
		return;
	say(d, SLICE(""));
	prose_tab(&d->prose);
}

static void start_break(struct docx *d, const struct xml_element *e)
{
	if (d->is_hidden)
		return;
	if (xml_attribute_is(e, "w:type", "page"))
		prose_page(&d->prose, true);
	else
		prose_line(&d->prose);
}

static void start_rendered_break(struct docx *d, const struct xml_element *e)
{
	(void)e;
	prose_page(&d->prose, false);
}

static void start_hyphen(struct docx *d, const struct xml_element *e)
{
	(void)e;
	if (!d->is_hidden)
		say(d, SLICE("-"));
}

/* A sign of a font that has its own code: which sign is not known here. */
static void start_symbol(struct docx *d, const struct xml_element *e)
{
	(void)e;
	if (!d->is_hidden)
		say(d, SLICE("\xef\xbf\xbd"));
}

static void start_run(struct docx *d, const struct xml_element *e)
{
	(void)e;
	d->is_hidden = false;
}

static void start_vanish(struct docx *d, const struct xml_element *e)
{
	if (!d->in_paragraph_properties)
		d->is_hidden = is_on(e);
}

/* ---- paragraphs ---- */

static void start_paragraph(struct docx *d, const struct xml_element *e)
{
	(void)e;
	d->joins_next = d->is_list = d->is_heading = d->section_ends = d->is_hidden = false;
}

static void end_paragraph(struct docx *d)
{
	d->lead[0] = '\0';
	if (!d->joins_next)
		prose_paragraph(&d->prose);
	if (d->section_ends)
		prose_page(&d->prose, false);
	d->joins_next = d->section_ends = false;
}

static void start_paragraph_properties(struct docx *d, const struct xml_element *e)
{
	(void)e;
	d->in_paragraph_properties = true;
}

/* The numbers of a list are not counted here. */
static void end_paragraph_properties(struct docx *d)
{
	size_t length = strlen(d->lead);

	d->in_paragraph_properties = false;
	if (d->is_list)
		snprintf(d->lead + length, sizeof d->lead - length, "- ");
}

static void start_style(struct docx *d, const struct xml_element *e)
{
	struct slice style;

	if (!xml_attribute(e, "w:val", &style))
		return;
	d->is_list = slice_starts(style, SLICE("ListBullet"));
	d->is_heading = slice_starts(style, SLICE("Heading"));
}

/* The number 0 takes a paragraph out of the list that its style is in. */
static void start_list(struct docx *d, const struct xml_element *e)
{
	d->is_list = !d->is_heading && !xml_attribute_is(e, "w:val", "0");
}

static void start_page_before(struct docx *d, const struct xml_element *e)
{
	if (d->in_paragraph_properties && is_on(e))
		prose_page(&d->prose, false);
}

/* ---- tracked changes ---- */

static void leave_out(struct docx *d, const struct xml_element *e)
{
	(void)e;
	d->skip = 1;
	d->skip_counts = false;
}

/* Of text, of the mark that ends a paragraph, or of a row. */
static void start_deletion(struct docx *d, const struct xml_element *e)
{
	if (d->in_paragraph_properties) {
		d->joins_next = true;
	} else if (d->in_row_properties) {
		d->left_out.deleted = true;
		prose_row_drop(&d->prose);
	} else {
		leave_out(d, e);
		d->skip_counts = true;
	}
}

static void start_comment(struct docx *d, const struct xml_element *e)
{
	(void)e;
	d->left_out.comments = true;
}

/* ---- tables and boxes ---- */

static void start_row(struct docx *d, const struct xml_element *e)
{
	(void)e;
	prose_row_begin(&d->prose);
}

static void end_row(struct docx *d)
{
	prose_row_end(&d->prose);
}

static void start_row_properties(struct docx *d, const struct xml_element *e)
{
	(void)e;
	d->in_row_properties = true;
}

static void end_row_properties(struct docx *d)
{
	d->in_row_properties = false;
}

static void end_cell(struct docx *d)
{
	prose_cell(&d->prose);
}

static void start_box(struct docx *d, const struct xml_element *e)
{
	(void)e;
	prose_box_begin(&d->prose);
}

static void end_box(struct docx *d)
{
	prose_box_end(&d->prose);
}

/* ---- notes ---- */

static void refer(struct docx *d, const struct xml_element *e, enum docx_note kind)
{
	unsigned number = d->is_hidden ? 0 : docx_note_refer(&d->notes, e, kind);
	char mark[24];

	if (number == 0)
		return;
	snprintf(mark, sizeof mark, "[%u]", number);
	say(d, slice_of(mark));
}

static void start_footnote_mark(struct docx *d, const struct xml_element *e)
{
	refer(d, e, DOCX_FOOTNOTE);
}

static void start_endnote_mark(struct docx *d, const struct xml_element *e)
{
	refer(d, e, DOCX_ENDNOTE);
}

/* A note that no shown text refers to belonged to deleted text. */
static void start_note(struct docx *d, const struct xml_element *e, enum docx_note kind)
{
	unsigned number = docx_note_number(&d->notes, e, kind);

	if (number == 0) {
		leave_out(d, e);
		return;
	}
	if (!d->notes_begun)
		prose_rule(&d->prose);
	d->notes_begun = true;
	snprintf(d->lead, sizeof d->lead, "[%u] ", number);
}

static void start_footnote(struct docx *d, const struct xml_element *e)
{
	start_note(d, e, DOCX_FOOTNOTE);
}

static void start_endnote(struct docx *d, const struct xml_element *e)
{
	start_note(d, e, DOCX_ENDNOTE);
}

/* ---- sections ---- */

static void start_section(struct docx *d, const struct xml_element *e)
{
	(void)e;
	docx_section_start(&d->sections);
	d->section_ends = d->in_paragraph_properties;
}

static void end_section(struct docx *d)
{
	docx_section_end(&d->sections);
}

static void start_section_type(struct docx *d, const struct xml_element *e)
{
	if (d->sections.is_open &&
	    (xml_attribute_is(e, "w:val", "continuous") || xml_attribute_is(e, "w:val", "nextColumn")))
		d->section_ends = false;
}

static void start_first_page(struct docx *d, const struct xml_element *e)
{
	d->sections.has_first_page = is_on(e);
}

static void start_margin(struct docx *d, const struct xml_element *e)
{
	docx_section_margin(&d->sections, e);
}

/* ---- the table ---- */

static const struct {
	const char *name;
	void (*start)(struct docx *d, const struct xml_element *e);
	void (*end)(struct docx *d);
} elements[] = {
	{"w:t", start_text, end_text},
	{"m:t", start_text, end_text},
	{"w:r", start_run, NULL},
	{"w:p", start_paragraph, end_paragraph},
	{"w:pPr", start_paragraph_properties, end_paragraph_properties},
	{"w:pStyle", start_style, NULL},
	{"w:numId", start_list, NULL},
	{"w:pageBreakBefore", start_page_before, NULL},
	{"w:tab", start_tab, NULL},
	{"w:ptab", start_tab, NULL},
	{"w:br", start_break, NULL},
	{"w:cr", start_break, NULL},
	{"w:lastRenderedPageBreak", start_rendered_break, NULL},
	{"w:noBreakHyphen", start_hyphen, NULL},
	{"w:sym", start_symbol, NULL},
	{"w:vanish", start_vanish, NULL},
	{"w:tr", start_row, end_row},
	{"w:trPr", start_row_properties, end_row_properties},
	{"w:tc", NULL, end_cell},
	{"w:txbxContent", start_box, end_box},
	{"w:footnoteReference", start_footnote_mark, NULL},
	{"w:endnoteReference", start_endnote_mark, NULL},
	{"w:footnote", start_footnote, NULL},
	{"w:endnote", start_endnote, NULL},
	{"w:sectPr", start_section, end_section},
	{"w:type", start_section_type, NULL},
	{"w:titlePg", start_first_page, NULL},
	{"w:headerReference", start_margin, NULL},
	{"w:footerReference", start_margin, NULL},
	{"w:del", start_deletion, NULL},
	{"w:moveFrom", start_deletion, NULL},
	{"w:delText", start_deleted_text, NULL},
	{"w:rt", leave_out, NULL},
	{"w:commentReference", start_comment, NULL},
	{"mc:Fallback", leave_out, NULL}, /* what Choice says, once more */
};

/* How something was formatted before: "w:pPrChange" and its like. */
static bool is_old_format(const char *name)
{
	return slice_ends_ci(slice_of(name), SLICE("Change"));
}

static void start(void *context, const char *name, const struct xml_element *element)
{
	struct docx *d = context;

	if (d->skip > 0) {
		d->skip++;
		d->left_out.deleted |=
			d->skip_counts && (strcmp(name, "w:t") == 0 || strcmp(name, "w:delText") == 0);
		return;
	}
	if (is_old_format(name))
		leave_out(d, element);
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (elements[i].start && strcmp(elements[i].name, name) == 0) {
			elements[i].start(d, element);
			return;
		}
}

static void end(void *context, const char *name)
{
	struct docx *d = context;

	if (d->skip > 0) {
		d->skip--;
		return;
	}
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (elements[i].end && strcmp(elements[i].name, name) == 0) {
			elements[i].end(d);
			return;
		}
}

static void text(void *context, struct slice s)
{
	struct docx *d = context;

	if (d->skip > 0 || !d->in_text)
		return;
	if (d->is_hidden)
		d->left_out.hidden = true;
	else
		say(d, s);
}

/* The second of each is that of files in the strict form. */
static const struct xml_space spaces[] = {
	{"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
	{"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
	{"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"},
	{"http://purl.oclc.org/ooxml/officeDocument/relationships", "r"},
	{"http://schemas.openxmlformats.org/officeDocument/2006/math", "m"},
	{"http://purl.oclc.org/ooxml/officeDocument/math", "m"},
	{"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
	{NULL, NULL},
};

const struct xml_reader docx_body = {spaces, start, end, text};

void docx_finish(struct docx *d)
{
	prose_finish(&d->prose);
	docx_notes_finish(&d->notes);
}
