/* SPDX-License-Identifier: MIT */
#include "dating.h"

#include "dating-search.h"
#include "shape.h"

#include <errno.h>

enum {
	MEETING_LINES = 10, /* lines with words in which a paper says that it is of a meeting */
	SPAN_MAX = 12,      /* bytes of " - 9:35" */
	END_LINES = 4       /* lines with words at the end in which a signature's date stands */
};

int dating_fact(const struct edtf *date, struct span where, unsigned confidence, struct arena *arena,
		struct text_fact *ret)
{
	char text[EDTF_SIZE];

	edtf_print(date, text);
	*ret = (struct text_fact){arena_string(arena, slice_of(text)), where, confidence};
	return ret->value ? 0 : -ENOMEM;
}

/* Where numbers leave the order open, that of the country whose law released the papers. Canada prints both.
 */
static enum date_order order_of_regime(const char *regime)
{
	if (!regime || strncmp(regime, "ca-", 3) == 0)
		return DATE_ANY_ORDER;
	return strncmp(regime, "us-", 3) == 0 ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
}

void dating_style(const struct lines *lines, const struct regimes *regimes, struct date_style *ret)
{
	*ret = (struct date_style){.order = DATE_ANY_ORDER};
	date_style_of(lines->text, ret);
	if (ret->order == DATE_ANY_ORDER)
		ret->order = order_of_regime(regime_decided(regimes));
}

/* ---- The header block ---- */

/* "March 4, 20111:36 PM": OCR lost the blank between year and hour. */
static bool parse_glued(struct slice text, struct arena *arena, struct edtf *ret_date)
{
	for (size_t at = 0; at + 6 < text.length; at++) {
		bool year = (at == 0 || !byte_is_digit(text.at[at - 1])) && byte_is_digit(text.at[at + 4]) &&
			    (text.at[at + 5] == ':' || text.at[at + 6] == ':');

		if (!year || !(slice_starts(slice_sub(text, at, text.length), SLICE("20")) ||
			       slice_starts(slice_sub(text, at, text.length), SLICE("19"))))
			continue;
		char *parted = arena_alloc(arena, text.length + 2);

		if (!parted)
			return false;
		memcpy(parted, text.at, at + 4);
		parted[at + 4] = ' ';
		memcpy(parted + at + 5, text.at + at + 4, text.length - at - 4);
		return date_parse((struct slice){parted, text.length + 1}, ret_date);
	}
	return false;
}

/* "Mar 15, 2016 / 151432Z MAR 16": the day, and the group of the same day, which has the minute too. */
static bool parse_group(struct slice text, const struct date_style *style, const struct edtf *day,
			size_t behind, struct edtf *ret)
{
	struct date_style short_years = *style;
	struct dated dated;
	bool received;

	short_years.short_years = true; /* the day's year is printed in full */
	if (day->precision != EDTF_DAY ||
	    !dating_cable(slice_sub(text, behind, text.length), &short_years, &dated, &received) ||
	    dated.confidence < 90 || !dating_same_day(day, &dated.date))
		return false;
	*ret = dated.date;
	return true;
}

/* How sure the value of a date field is; 0: it holds no date. */
static unsigned parse_value(struct slice text, const struct date_style *style, struct arena *arena,
			    struct edtf *ret)
{
	struct edtf found = {.precision = EDTF_NONE};
	struct dated dated;
	size_t first, last = 0;

	if (date_parse_in(text, style, ret))
		return 98;
	if (date_find_in(text, style, &found, &first, &last) && found.precision >= EDTF_MINUTE) {
		*ret = found;
		return 85;
	}
	if (parse_group(text, style, &found, last, ret))
		return 90;
	if (parse_glued(text, arena, ret))
		return 70;
	if (found.precision != EDTF_NONE) {
		*ret = found;
		return 80;
	}
	if (!dating_begins(text, style, &dated))
		return 0;
	*ret = dated.date;
	return dated.confidence;
}

/* *ret_read: the block has a value that is meant for a date, whatever it is. */
static int read_header(const struct dating_search *s, struct arena *arena, struct text_fact *ret,
		       bool *ret_read)
{
	const struct header_field *field = &s->part->header.fields[HEADER_SENT];
	const char *value = header_value(s->lines, field, arena);
	struct edtf date;

	if (!value)
		return -ENOMEM;
	/* "PAGES", the next label of a form: no date is without a digit. */
	*ret_read = strpbrk(value, "0123456789") != NULL;
	unsigned confidence =
		parse_value(slice_sub(slice_of(value), 0, DATING_VALUE_MAX), s->style, arena, &date);

	return confidence > 0 ? dating_fact(&date, field->where, confidence, arena, ret) : 0;
}

/* ---- The end, and stamps ---- */

/* "Associate Deputy Minister                2018-05-03": words without a number, and the day behind a gap. */
static bool is_signed_cell(const struct dating_search *s, size_t line)
{
	struct slice text = line_text(s->lines, line), cell = shape_last_cell(text);

	return cell.length < text.length &&
	       !dating_has_digit(slice_sub(text, 0, (size_t)(cell.at - text.at))) && !shape_is_bullet(text);
}

/* "26 February 2024            Ph: 555 0100": two people sign side by side, and how to reach one is below. */
static bool is_first_cell(const struct dating_search *s, size_t line, struct dated *ret)
{
	struct slice text = line_text(s->lines, line), cell = shape_first_cell(text);

	return cell.length < text.length && shape_is_contact(shape_last_cell(text)) &&
	       dating_has_digit(cell) && dating_alone(cell, s->style, ret) && ret->date.precision >= EDTF_DAY;
}

/* A date alone on one of the last lines: whoever signed dated it. */
static void read_end(struct dating_search *s)
{
	size_t words = 0;

	for (size_t i = s->part->last_line; i > s->first && words < END_LINES && !s->found; i--) {
		struct dated dated;

		if (!line_has_words(s->lines, i - 1))
			continue;
		words++;
		if (is_signed_cell(s, i - 1) && dating_last_cell(s, i - 1))
			return;
		if (!(dating_stands_alone(s, i - 1, &dated) || is_first_cell(s, i - 1, &dated)) ||
		    dated.date.precision < EDTF_MONTH || dated.is_short)
			continue;
		dated.confidence = 60;
		dating_keep(s, i - 1, &dated);
	}
}

/* A stamped day that stands alone in the document, if no other one does. */
static void read_stamped(struct dating_search *s)
{
	struct dated dated, first = {.confidence = 0};
	size_t first_line = 0;

	for (size_t i = s->first; i < s->part->last_line; i++) {
		if (!line_has_words(s->lines, i) || !dating_stands_alone(s, i, &dated) ||
		    dated.confidence < 90 || dated.date.precision < EDTF_DAY)
			continue;
		if (first.confidence > 0 && !dating_same_day(&first.date, &dated.date))
			return;
		if (first.confidence > 0)
			continue;
		first = dated;
		first.confidence = 40;
		first_line = i;
	}
	if (first.confidence > 0)
		dating_keep(s, first_line, &first);
}

/* Is the document the record of a meeting, a call or a visit, or a briefing for one? */
static bool is_of_meeting(const struct dating_search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);

	for (size_t n = 0; n < MEETING_LINES && line < last; n++) {
		if (dating_is_meeting(line_text(s->lines, line)))
			return true;
		line = lines_next_words(s->lines, line + 1, last);
	}
	return false;
}

/* "Date: 8 April 2021" among the last lines of a briefing: what stands above is the day of the meeting. */
static void read_briefing_end(struct dating_search *s)
{
	size_t words = 0;

	for (size_t i = s->part->last_line; i > s->first && words < END_LINES; i--) {
		struct slice text = line_text(s->lines, i - 1);
		struct dated dated;

		words += line_has_words(s->lines, i - 1);
		if (slice_starts_ci(text, SLICE("date")) && dating_labelled(text, s->style, &dated) &&
		    dated.date.precision >= EDTF_DAY) {
			dating_keep(s, i - 1, &dated);
			return;
		}
	}
}

/* "24 September 2019, 9:00 - 9:35": from when until when people met. */
static bool is_span(const struct dating_search *s)
{
	static const char *const dashes[] = {"-", "\xe2\x80\x93", "to "};
	struct slice behind = slice_trim(slice_sub(s->lines->text, s->where.last, s->where.last + SPAN_MAX));

	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (slice_starts(behind, slice_of(dashes[i]))) {
			behind = slice_trim(slice_sub(behind, strlen(dashes[i]), behind.length));
			return behind.length > 0 && byte_is_digit(behind.at[0]);
		}
	return false;
}

/* The hour at which people met is no hour of the paper that says so. */
static void keep_day_of_meeting(struct dating_search *s)
{
	bool labelled = s->best.confidence >= 95; /* "Date and time:" */

	if (!s->found || s->best.date.precision < EDTF_MINUTE || s->best.date.zoned ||
	    !(is_of_meeting(s) || is_span(s)))
		return;
	s->best.date.precision = EDTF_DAY;
	if (s->part->type == TYPE_BRIEFING && !labelled)
		read_briefing_end(s);
}

/* "Date of incident: 8 January 2016" dates a form that bears no other day. */
static void read_incident(struct dating_search *s)
{
	struct dated dated;
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);

	for (size_t n = 0; n < DATING_HEAD_LINES && line < last; n++) {
		if (dating_incident(line_text(s->lines, line), s->style, &dated)) {
			dated.confidence = 60;
			dating_keep(s, line, &dated);
			return;
		}
		line = lines_next_words(s->lines, line + 1, last);
	}
}

static void read_printed(struct dating_search *s)
{
	static void (*const readers[])(struct dating_search *) = {
		dating_of_cable, dating_cable_by_day, dating_labelled_below, dating_column,
		read_end,        read_incident,       read_stamped};

	if (!dating_top(s))
		return;
	for (size_t i = 0; i < sizeof readers / sizeof *readers && !s->found; i++)
		readers[i](s);
}

static void read_sign_off(struct dating_search *s)
{
	struct slice line = line_text(s->lines, s->part->date_line), unit, text;
	struct dated dated = {.confidence = 85};

	if (!split_sign_off(line, &unit, &text) || !date_parse(text, &dated.date))
		return;
	dated.first = (size_t)(text.at - line.at);
	dated.last = dated.first + text.length;
	dating_keep(s, s->part->date_line, &dated);
}

/*
 * Is the document a sheet that went round with papers? Then its own date is that of a memorandum below, if
 * there is one: the search begins a few lines above that heading.
 */
static bool skip_routing(struct dating_search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);
	size_t above[2] = {line, line};
	bool routing = false;

	for (size_t n = 0; line < last && (n < DATING_TOP_LINES || routing); n++) {
		struct slice text = line_text(s->lines, line);

		if (routing && dating_is_memorandum(text)) {
			s->first = above[n % 2];
			return true;
		}
		routing |= dating_is_routing(text);
		above[n % 2] = line;
		line = lines_next_words(s->lines, line + 1, last);
	}
	return !routing;
}

int dating_read(const struct lines *lines, const struct date_style *style, const struct part *part,
		struct arena *arena, struct text_fact *ret)
{
	struct dating_search s = {.lines = lines, .style = style, .part = part, .first = part->first_line};
	bool read = false;

	*ret = (struct text_fact){"", {0, 0}, 0};
	if (part->has_header && part->header.fields[HEADER_SENT].present) {
		int r = read_header(&s, arena, ret, &read);

		if (r || read)
			return r;
	}
	if (!skip_routing(&s))
		return 0;
	if (part->has_sign_off)
		read_sign_off(&s);
	else if (part->type != TYPE_SCHEDULE)
		read_printed(&s);
	keep_day_of_meeting(&s);
	return s.found ? dating_fact(&s.best.date, s.where, s.best.confidence, arena, ret) : 0;
}
