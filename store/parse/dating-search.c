/* SPDX-License-Identifier: MIT */
#include "dating-search.h"

#include "kind.h"
#include "shape.h"

enum {
	LONE_MAX = 110 /* bytes of a line that is a stamped date */
};

void dating_keep(struct dating_search *s, size_t line, const struct dated *dated)
{
	size_t first = lines_span(s->lines, line_text(s->lines, line)).first;

	s->best = *dated;
	s->where = (struct span){first + dated->first, first + dated->last};
	s->found = true;
}

bool dating_same_day(const struct edtf *a, const struct edtf *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

size_t dating_next_printed(const struct dating_search *s, size_t line, bool above)
{
	size_t at = line;

	for (size_t n = 0; n < DATING_BELOW_LINES; n++) {
		if (above ? at <= s->first : at + 1 >= s->part->last_line)
			return line;
		at += above ? -(size_t)1 : 1;
		if (!line_is_blank(s->lines, at))
			return at;
	}
	return line;
}

bool dating_stands_alone(const struct dating_search *s, size_t line, struct dated *ret)
{
	size_t above = dating_next_printed(s, line, true);

	return line_last(s->lines, line) - line_first(s->lines, line) <= LONE_MAX &&
	       dating_has_digit(line_text(s->lines, line)) &&
	       dating_alone(line_text(s->lines, line), s->style, ret) &&
	       (above == line || !dating_leads_on(line_text(s->lines, above)));
}

/* "as at 9 June 2023" and nothing else */
static bool is_as_at(struct slice cell, const struct date_style *style, struct dated *ret)
{
	ret->is_short = false;
	return dating_labelled(cell, style, ret) && ret->last + 1 >= cell.length;
}

/* "AIRTEL                4/14/76": beside the name of a paper's kind a day may have a short year. */
static bool names_kind(struct slice before)
{
	struct kind kind;

	return kind_read(slice_trim(before), &kind) &&
	       (kind.sense == KIND_MEMORANDUM || kind.sense == KIND_HEADING);
}

bool dating_last_cell(struct dating_search *s, size_t line)
{
	struct slice text = line_text(s->lines, line), cell = shape_last_cell(text);
	size_t first = (size_t)(cell.at - text.at);
	struct dated dated;

	if (first == 0 || !dating_has_digit(cell) ||
	    !(dating_alone(cell, s->style, &dated) || is_as_at(cell, s->style, &dated)) ||
	    dated.date.precision < EDTF_DAY || (dated.is_short && !names_kind(slice_sub(text, 0, first))) ||
	    dated.confidence < 90)
		return false;
	dated.first += first;
	dated.last += first;
	dated.confidence = 80;
	dating_keep(s, line, &dated);
	s->torn = false;
	return true;
}
