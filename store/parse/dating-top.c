/* SPDX-License-Identifier: MIT */
/* The date in the first lines of a document: behind or below a label, in a line of its own, torn over lines.
 */
#include "dating-search.h"

#include "header-label.h"
#include "shape.h"

enum {
	OWN_LINES = 5,   /* lines with words in which a paper says who prepared it */
	FORM_LINES = 8,  /* lines with words in which a form's fields stand */
	PROSE_LINES = 2, /* lines of running text, for recognition makes one of a form's small print */
	HEAD_PIECE = 20  /* bytes of a line that may be the month of a torn day */
};

/* The date in the line below a label that has none of its own. */
static bool read_below(struct dating_search *s, size_t line)
{
	bool begins, ends;
	struct dated dated;
	size_t last = s->part->last_line, below = lines_next_words(s->lines, line + 1, last);

	if (!dating_is_label(line_text(s->lines, line), &begins, &ends))
		return false;
	s->label |= begins;
	if (below == last || below > line + DATING_BELOW_LINES)
		return false;
	struct slice text = line_text(s->lines, below);

	if (!(begins && dating_begins(text, s->style, &dated)) &&
	    !(ends && dating_ends(text, s->style, &dated)))
		return false;
	dating_keep(s, below, &dated);
	return true;
}

/* Minutes are of the day of the meeting: who prepared them and when counts in the head, or where there is no
 * other. */
static bool is_labelled(struct dating_search *s, size_t line, bool head)
{
	struct slice text = line_text(s->lines, line);
	struct dated dated;

	if (dating_is_other(text))
		return false;
	if (!dating_labelled(text, s->style, &dated) &&
	    !((head || !s->found) && dating_own(text, s->style, &dated)))
		return read_below(s, line);
	dated.confidence = dated.confidence == 90 ? 95 : dated.confidence;
	dating_keep(s, line, &dated);
	return true;
}

/* A line of a block of labels names no date but where the label does. */
static bool is_field(const struct lines *lines, size_t line)
{
	enum header_label label;
	size_t value;

	return header_label_at(lines, line, false, &label, &value) && label != HEADER_SENT;
}

/* "cut to 880 metres since" right above "February 8, 2022." */
static bool is_led_on(const struct dating_search *s, size_t line)
{
	return line > s->first && line_has_words(s->lines, line - 1) &&
	       dating_leads_on(line_text(s->lines, line - 1));
}

static bool read_dateline(struct dating_search *s, size_t line, bool below_prose)
{
	struct slice text = line_text(s->lines, line);
	struct dated dated;

	if (!below_prose && s->part->type != TYPE_SCHEDULE && dating_last_cell(s, line))
		return true;
	if (!dating_has_digit(text) || dating_is_other(text) || is_field(s->lines, line))
		return false;
	if (!dating_stands_alone(s, line, &dated) &&
	    (below_prose || s->torn || is_led_on(s, line) || !dating_dateline(text, s->style, &dated)) &&
	    !dating_press(text, s->style, &dated))
		return false;
	if (dated.date.precision < (s->torn ? EDTF_DAY : EDTF_MONTH) || (dated.is_short && below_prose))
		return false;
	dating_keep(s, line, &dated);
	s->torn = false;
	return true;
}

/* "10 May", "1982"; also "19", "April 1968", where the day looks like the number of a page. */
static bool read_torn(struct dating_search *s, size_t line)
{
	if (!dating_has_digit(line_text(s->lines, line)) && line_text(s->lines, line).length > HEAD_PIECE)
		return false;
	size_t at[3] = {dating_next_printed(s, line, true), line, dating_next_printed(s, line, false)};
	struct slice pieces[3];
	struct dated dated = {.confidence = 55};

	for (size_t i = 0; i < 3; i++)
		pieces[i] = line_text(s->lines, at[i]);
	for (size_t first = 0; first < 2; first++)
		for (size_t count = 3 - first; count > 1; count--) {
			if ((first == 0 && at[0] == line) || (first + count == 3 && at[2] == line) ||
			    !dating_torn(pieces + first, count, s->style, &dated.date))
				continue;
			dating_keep(s, line, &dated);
			s->where = (struct span){lines_span(s->lines, pieces[first]).first,
						 lines_span(s->lines, pieces[first + count - 1]).last};
			s->torn = true;
			return true;
		}
	return false;
}

bool dating_top(struct dating_search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);
	size_t prose = 0;

	for (size_t n = 0; n < DATING_TOP_LINES && line < last;
	     n++, line = lines_next_words(s->lines, line + 1, last)) {
		struct slice text = line_text(s->lines, line);

		if (!s->found && dating_is_undated(text))
			return false;
		if (is_labelled(s, line, n < OWN_LINES))
			return true;
		if ((!s->found && !read_torn(s, line)) || s->torn)
			read_dateline(s, line, prose >= PROSE_LINES);
		prose += shape_is_prose(text) && !dating_is_other(text);
		if (prose > 0 && n >= FORM_LINES)
			break;
	}
	return true;
}

void dating_labelled_below(struct dating_search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);

	for (size_t n = 0; n < DATING_HEAD_LINES && line < last; n++) {
		if (is_labelled(s, line, false))
			return;
		line = lines_next_words(s->lines, line + 1, last);
	}
}

void dating_column(struct dating_search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);
	struct dated dated;

	for (size_t n = 0; s->label && n < DATING_HEAD_LINES && line < last; n++) {
		if (dating_stands_alone(s, line, &dated) && dated.date.precision >= EDTF_DAY &&
		    !dated.is_short) {
			dated.confidence = 60;
			dating_keep(s, line, &dated);
			return;
		}
		line = lines_next_words(s->lines, line + 1, last);
	}
}
