/* SPDX-License-Identifier: MIT */
#include "rtf-text.h"

#include "../util/utf8.h"

#include <stdio.h>
#include <unicode/ucnv.h>

static struct rtf_group *group(struct rtf *r)
{
	return &r->groups[r->depth];
}

/* ---- charsets ---- */

struct charset {
	int32_t number;
	const char *name;
};

static const struct charset code_pages[] = {
	{437, "ibm-437"},       {708, "ISO-8859-6"},    {850, "ibm-850"},       {866, "ibm-866"},
	{874, "windows-874"},   {932, "windows-932"},   {936, "windows-936"},   {949, "windows-949"},
	{950, "windows-950"},   {1250, "windows-1250"}, {1251, "windows-1251"}, {1252, "windows-1252"},
	{1253, "windows-1253"}, {1254, "windows-1254"}, {1255, "windows-1255"}, {1256, "windows-1256"},
	{1257, "windows-1257"}, {1258, "windows-1258"}, {10000, "macintosh"},   {65001, "UTF-8"},
};
/* What \fcharset names. */
static const struct charset font_charsets[] = {
	{77, "macintosh"},     {128, "windows-932"},  {129, "windows-949"},  {134, "windows-936"},
	{136, "windows-950"},  {161, "windows-1253"}, {162, "windows-1254"}, {163, "windows-1258"},
	{177, "windows-1255"}, {178, "windows-1256"}, {186, "windows-1257"}, {204, "windows-1251"},
	{222, "windows-874"},  {238, "windows-1250"},
};
enum { FONT_SIGNS = 2 };

static const char *charset_name(const struct charset *all, size_t count, int32_t number,
				const char *otherwise)
{
	for (size_t i = 0; i < count; i++)
		if (all[i].number == number)
			return all[i].name;
	return otherwise;
}

const char *rtf_charset_of_font(struct rtf *r, uint32_t font)
{
	struct idmap_item *item = idmap_at(&r->fonts, (uint64_t)font + 1);

	if (item && item->a == FONT_SIGNS)
		return NULL;
	return charset_name(font_charsets, sizeof font_charsets / sizeof *font_charsets,
			    item ? (int32_t)item->a : 0, r->charset);
}

void rtf_set_code_page(struct rtf *r, int32_t number)
{
	r->charset = charset_name(code_pages, sizeof code_pages / sizeof *code_pages, number, r->charset);
	group(r)->charset = r->charset;
}

/* ---- text ---- */

/* Rows and pages are the body's. */
void rtf_begin_paragraph(struct rtf *r)
{
	bool in_table = group(r)->in_table;

	if (r->asides > 0)
		return;
	if (!in_table && r->in_row)
		prose_row_end(&r->prose);
	if (r->page_follows)
		prose_page(&r->prose, false);
	if (in_table && !r->in_row)
		prose_row_begin(&r->prose);
	r->in_row = in_table;
	r->page_follows = false;
}

void rtf_say_lead(struct rtf *r)
{
	rtf_begin_paragraph(r);
	if (r->lead[0] != '\0')
		prose_text(&r->prose, slice_of(r->lead));
	r->lead[0] = '\0';
}

/* UTF-8, to where the group's text goes. */
void rtf_say(struct rtf *r, struct slice text)
{
	struct rtf_group *g = group(r);

	if (g->place == RTF_PROPERTY) {
		buf_slice(&r->value, text);
	} else if (g->place != RTF_TEXT) {
		return;
	} else if (g->is_deleted) {
		r->left_out.deleted = true;
	} else if (g->is_hidden) {
		r->left_out.hidden = true;
	} else {
		rtf_say_lead(r);
		prose_text(&r->prose, text);
	}
}

static void convert(struct rtf *r, const char *charset)
{
	char out[RTF_PIECE * 4];
	UErrorCode error = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(charset, &error);
	int32_t length = ucnv_toAlgorithmic(UCNV_UTF8, converter, out, sizeof out, r->bytes,
					    (int32_t)r->byte_count, &error);

	ucnv_close(converter);
	if (U_SUCCESS(error) && length >= 0 && (size_t)length <= sizeof out)
		rtf_say(r, (struct slice){out, (size_t)length});
	else
		rtf_say(r, SLICE("\xef\xbf\xbd"));
}

/* A bullet is the one sign that is known. */
static void say_signs(struct rtf *r)
{
	for (size_t i = 0; i < r->byte_count; i++)
		if ((unsigned char)r->bytes[i] < 0x80)
			rtf_say(r, (struct slice){&r->bytes[i], 1});
		else
			rtf_say(r, r->bytes[i] == '\xb7' ? SLICE("\xe2\x80\xa2") : SLICE("\xef\xbf\xbd"));
}

static bool is_ascii(const struct rtf *r)
{
	for (size_t i = 0; i < r->byte_count; i++)
		if ((unsigned char)r->bytes[i] >= 0x80)
			return false;
	return true;
}

void rtf_flush(struct rtf *r)
{
	if (r->half != 0)
		rtf_say(r, SLICE("\xef\xbf\xbd"));
	r->half = 0;
	if (r->byte_count == 0)
		return;
	if (is_ascii(r))
		rtf_say(r, (struct slice){r->bytes, r->byte_count});
	else if (!group(r)->charset)
		say_signs(r);
	else
		convert(r, group(r)->charset);
	r->byte_count = 0;
}

void rtf_byte(struct rtf *r, char byte)
{
	if (r->to_skip > 0) {
		r->to_skip--;
		return;
	}
	if (r->half != 0 || r->byte_count == RTF_PIECE)
		rtf_flush(r);
	r->bytes[r->byte_count++] = byte;
}

void rtf_say_character(struct rtf *r, uint32_t character)
{
	char bytes[8];
	struct buf one = {.data = bytes, .capacity = sizeof bytes};

	utf8_append(&one, character);
	rtf_say(r, (struct slice){bytes, one.length});
}

/* A unit of UTF-16; negative ones are what they are modulo 65536. */
void rtf_say_unit(struct rtf *r, int32_t number)
{
	uint32_t unit = (uint32_t)number & 0xffff, half = r->half;
	bool is_second = unit >= 0xdc00 && unit < 0xe000;

	if (half != 0 && is_second) {
		r->half = 0;
		rtf_say_character(r, 0x10000 + ((half - 0xd800) << 10) + (unit - 0xdc00));
		return;
	}
	rtf_flush(r);
	if (unit >= 0xd800 && unit < 0xdc00)
		r->half = unit;
	else
		rtf_say_character(r, is_second ? UTF8_REPLACEMENT : unit);
}

/* ---- groups ---- */

bool rtf_open(struct rtf *r)
{
	rtf_flush(r);
	r->to_skip = 0;
	if (r->depth + 1 >= RTF_DEPTH)
		return false;
	r->groups[r->depth + 1] = r->groups[r->depth];
	r->depth++;
	if (r->depth == 1)
		*group(r) = (struct rtf_group){.charset = r->charset, .fallback = 1};
	group(r)->is_note = group(r)->is_box = false;
	return true;
}

static void keep_property(struct rtf *r, const struct rtf_group *g)
{
	char date[EDTF_SIZE];

	if (g->place == RTF_DATE && edtf_valid(&r->date)) {
		edtf_print(&r->date, date);
		extracted_property(r->extracted, g->property, slice_of(date));
	} else if (g->place == RTF_PROPERTY && !r->value.failed) {
		extracted_property(r->extracted, g->property,
				   slice_trim((struct slice){r->value.data, r->value.length}));
	}
	buf_clear(&r->value);
}

void rtf_close(struct rtf *r)
{
	struct rtf_group *g = group(r);

	rtf_flush(r);
	r->to_skip = 0;
	if (r->depth == 0)
		return;
	if (g->property && !r->groups[r->depth - 1].property)
		keep_property(r, g);
	if (g->is_note) {
		prose_close(&r->prose);
		prose_note_end(&r->prose);
	}
	if (g->is_box)
		prose_box_end(&r->prose);
	r->asides -= g->is_note || g->is_box;
	r->depth--;
}

void rtf_finish(struct rtf *r)
{
	prose_finish(&r->prose);
	idmap_finish(&r->fonts);
	buf_finish(&r->value);
}
