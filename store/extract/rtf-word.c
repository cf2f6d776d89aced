/* SPDX-License-Identifier: MIT */
#include "rtf-text.h"

#include "../util/utf8.h"

#include <stdio.h>

static struct rtf_group *group(struct rtf *r)
{
	return &r->groups[r->depth];
}

/* ---- groups ---- */

static bool is_shown(struct rtf *r)
{
	const struct rtf_group *g = group(r);

	return g->place == RTF_TEXT && !g->is_deleted && !g->is_hidden;
}

static void pass_over(struct rtf *r, int32_t number)
{
	(void)number;
	group(r)->place = RTF_SKIPPED;
}

static void begin_comment(struct rtf *r, int32_t number)
{
	r->left_out.comments = true;
	pass_over(r, number);
}

static void begin_fonts(struct rtf *r, int32_t number)
{
	(void)number;
	group(r)->place = RTF_FONTS;
}

static void begin_info(struct rtf *r, int32_t number)
{
	(void)number;
	group(r)->place = RTF_INFO;
}

static void begin_aside(struct rtf *r)
{
	prose_note_begin(&r->prose);
	group(r)->is_note = true;
	r->asides++;
}

/* A header or footer: once, after the text as notes are. */
static void begin_margin(struct rtf *r, int32_t number)
{
	(void)number;
	if (!is_shown(r) || r->asides > 0)
		group(r)->place = RTF_SKIPPED;
	else
		begin_aside(r);
}

/* One within deleted text is deleted too. */
static void begin_note(struct rtf *r, int32_t number)
{
	char mark[24];

	(void)number;
	if (!is_shown(r) || r->asides > 0) {
		group(r)->place = RTF_SKIPPED;
		return;
	}
	snprintf(mark, sizeof mark, "[%u]", ++r->note_count);
	rtf_say(r, slice_of(mark));
	begin_aside(r);
	snprintf(r->lead, sizeof r->lead, "[%u] ", r->note_count);
}

static void begin_box(struct rtf *r, int32_t number)
{
	(void)number;
	if (!is_shown(r))
		return;
	prose_box_begin(&r->prose);
	group(r)->is_box = true;
	r->asides++;
}

/* What a list prints before the paragraph: its numbers are left to it. */
static void begin_list_text(struct rtf *r, int32_t number)
{
	snprintf(r->lead, sizeof r->lead, "- ");
	pass_over(r, number);
}

/* ---- the text ---- */

static void start_tab(struct rtf *r, int32_t number)
{
	(void)number;
	if (!is_shown(r))
		return;
	rtf_say_lead(r);
	prose_tab(&r->prose);
}

static void start_line(struct rtf *r, int32_t number)
{
	(void)number;
	if (is_shown(r))
		prose_line(&r->prose);
}

static void start_page(struct rtf *r, int32_t number)
{
	(void)number;
	if (is_shown(r) && r->asides == 0)
		prose_page(&r->prose, true);
}

static void start_page_before(struct rtf *r, int32_t number)
{
	if (is_shown(r) && number != 0)
		r->page_follows = true;
}

static void end_paragraph(struct rtf *r, int32_t number)
{
	(void)number;
	if (group(r)->place == RTF_TEXT && !group(r)->is_deleted) {
		rtf_begin_paragraph(r);
		prose_paragraph(&r->prose);
	}
	r->lead[0] = '\0';
}

static void end_section(struct rtf *r, int32_t number)
{
	end_paragraph(r, number);
	r->page_follows = true;
}

static void go_on(struct rtf *r, int32_t number)
{
	(void)number;
	r->page_follows = false;
}

static void end_cell(struct rtf *r, int32_t number)
{
	(void)number;
	if (group(r)->place != RTF_TEXT)
		return;
	rtf_begin_paragraph(r);
	prose_paragraph(&r->prose);
	prose_cell(&r->prose);
	r->lead[0] = '\0';
}

static void end_row(struct rtf *r, int32_t number)
{
	(void)number;
	if (group(r)->place == RTF_TEXT && r->in_row) {
		prose_row_end(&r->prose);
		r->in_row = false;
	}
}

static void start_table(struct rtf *r, int32_t number)
{
	(void)number;
	group(r)->in_table = true;
}

static void reset_paragraph(struct rtf *r, int32_t number)
{
	(void)number;
	group(r)->in_table = false;
}

static void set_deleted(struct rtf *r, int32_t number)
{
	group(r)->is_deleted = number != 0;
}

static void set_hidden(struct rtf *r, int32_t number)
{
	group(r)->is_hidden = number != 0;
}

static void reset_characters(struct rtf *r, int32_t number)
{
	(void)number;
	group(r)->is_deleted = group(r)->is_hidden = false;
	group(r)->charset = rtf_charset_of_font(r, r->default_font);
}

/* ---- characters ---- */

static void say_number(struct rtf *r, int32_t number)
{
	rtf_say_unit(r, number);
	r->to_skip = group(r)->fallback;
}

static void set_fallback(struct rtf *r, int32_t number)
{
	enum { FALLBACK_MAX = 255 };

	group(r)->fallback = number >= 0 && number < FALLBACK_MAX ? (unsigned)number : 1;
}

static void set_font(struct rtf *r, int32_t number)
{
	if (group(r)->place == RTF_FONTS)
		r->font = (uint32_t)number;
	else
		group(r)->charset = rtf_charset_of_font(r, (uint32_t)number);
}

static void set_default_font(struct rtf *r, int32_t number)
{
	r->default_font = (uint32_t)number;
}

static void set_font_charset(struct rtf *r, int32_t number)
{
	struct idmap_item *item =
		group(r)->place == RTF_FONTS ? idmap_at(&r->fonts, (uint64_t)r->font + 1) : NULL;

	if (item)
		item->a = number;
}

/* ---- properties ---- */

static void begin_property(struct rtf *r, const char *key, enum rtf_place place)
{
	if (group(r)->place == RTF_INFO)
		*group(r) = (struct rtf_group){
			.place = place, .property = key, .charset = r->charset, .fallback = 1};
	buf_clear(&r->value);
	r->date = (struct edtf){.precision = EDTF_MINUTE};
}

static void begin_title(struct rtf *r, int32_t number)
{
	(void)number;
	begin_property(r, "title", RTF_PROPERTY);
}

static void begin_author(struct rtf *r, int32_t number)
{
	(void)number;
	begin_property(r, "author", RTF_PROPERTY);
}

static void begin_created(struct rtf *r, int32_t number)
{
	(void)number;
	begin_property(r, "created", RTF_DATE);
}

static void begin_modified(struct rtf *r, int32_t number)
{
	(void)number;
	begin_property(r, "modified", RTF_DATE);
}

static void set_year(struct rtf *r, int32_t number)
{
	r->date.year = number;
}

static void set_month(struct rtf *r, int32_t number)
{
	r->date.month = number;
}

static void set_day(struct rtf *r, int32_t number)
{
	r->date.day = number;
}

static void set_hour(struct rtf *r, int32_t number)
{
	r->date.hour = number;
}

static void set_minute(struct rtf *r, int32_t number)
{
	r->date.minute = number;
}

/* ---- the table ---- */

/* `number` for those who do not say one; an action NULL says the character `number`. */
static const struct {
	const char *word;
	void (*action)(struct rtf *r, int32_t number);
	int32_t number;
} words[] = {
	{"par", end_paragraph, 0},
	{"\n", end_paragraph, 0},
	{"tab", start_tab, 0},
	{"f", set_font, 0},
	{"u", say_number, 0},
	{"uc", set_fallback, 1},
	{"plain", reset_characters, 0},
	{"pard", reset_paragraph, 0},
	{"deleted", set_deleted, 1},
	{"mvf", set_deleted, 1},
	{"v", set_hidden, 1},
	{"line", start_line, 0},
	{"lbr", start_line, 0},
	{"column", start_line, 0},
	{"page", start_page, 0},
	{"pagebb", start_page_before, 1},
	{"sect", end_section, 0},
	{"sbknone", go_on, 0},
	{"sbkcol", go_on, 0},
	{"trowd", start_table, 0},
	{"intbl", start_table, 0},
	{"cell", end_cell, 0},
	{"nestcell", end_paragraph, 0},
	{"row", end_row, 0},
	{"~", NULL, 0xa0},
	{"_", NULL, '-'},
	{"lquote", NULL, 0x2018},
	{"rquote", NULL, 0x2019},
	{"ldblquote", NULL, 0x201c},
	{"rdblquote", NULL, 0x201d},
	{"bullet", NULL, 0x2022},
	{"endash", NULL, 0x2013},
	{"emdash", NULL, 0x2014},
	{"enspace", NULL, ' '},
	{"emspace", NULL, ' '},
	{"qmspace", NULL, ' '},
	{"ansicpg", rtf_set_code_page, 1252},
	{"mac", rtf_set_code_page, 10000},
	{"pc", rtf_set_code_page, 437},
	{"pca", rtf_set_code_page, 850},
	{"deff", set_default_font, 0},
	{"fonttbl", begin_fonts, 0},
	{"fcharset", set_font_charset, 0},
	{"info", begin_info, 0},
	{"title", begin_title, 0},
	{"author", begin_author, 0},
	{"creatim", begin_created, 0},
	{"revtim", begin_modified, 0},
	{"yr", set_year, 0},
	{"mo", set_month, 0},
	{"dy", set_day, 0},
	{"hr", set_hour, 0},
	{"min", set_minute, 0},
	{"footnote", begin_note, 0},
	{"header", begin_margin, 0},
	{"headerr", begin_margin, 0},
	{"footer", begin_margin, 0},
	{"footerr", begin_margin, 0},
	{"shptxt", begin_box, 0},
	{"dptxbxtext", begin_box, 0},
	{"shpinst", reset_paragraph, 0}, /* known, so not passed over; as is the next */
	{"do", reset_paragraph, 0},
	{"listtext", begin_list_text, 0},
	{"pntext", begin_list_text, 0},
	{"annotation", begin_comment, 0},
	{"headerl", pass_over, 0},
	{"headerf", pass_over, 0},
	{"footerl", pass_over, 0},
	{"footerf", pass_over, 0},
	{"fldinst", pass_over, 0},
	{"sp", pass_over, 0},
	{"shprslt", pass_over, 0}, /* what shptxt says, once more */
	{"nesttableprops", pass_over, 0},
	{"nonesttables", pass_over, 0},
	{"colortbl", pass_over, 0},
	{"stylesheet", pass_over, 0},
	{"filetbl", pass_over, 0},
	{"listtable", pass_over, 0},
	{"listoverridetable", pass_over, 0},
	{"pict", pass_over, 0},
	{"objdata", pass_over, 0},
	{"objclass", pass_over, 0},
	{"objname", pass_over, 0},
	{"xe", pass_over, 0},
	{"tc", pass_over, 0},
	{"upr", pass_over, 0},
	{"ftnsep", pass_over, 0},
	{"ftnsepc", pass_over, 0},
	{"ftncn", pass_over, 0},
	{"aftnsep", pass_over, 0},
	{"aftnsepc", pass_over, 0},
	{"aftncn", pass_over, 0},
};

static void do_word(struct rtf *r, size_t at, int32_t number)
{
	if (words[at].action && words[at].action != say_number) {
		r->to_skip = 0;
		words[at].action(r, number);
	} else if (r->to_skip > 0) {
		r->to_skip--;
	} else if (words[at].action) {
		words[at].action(r, number);
	} else {
		rtf_say_character(r, (uint32_t)words[at].number);
	}
}

void rtf_word(struct rtf *r, const char *word, bool has_number, int32_t number, bool is_starred)
{
	if (strcmp(word, "u") != 0 || r->half == 0)
		rtf_flush(r);
	if (group(r)->place == RTF_SKIPPED)
		return;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, word) == 0) {
			do_word(r, i, has_number ? number : words[i].number);
			return;
		}
	if (is_starred)
		pass_over(r, 0);
}
