/* SPDX-License-Identifier: MIT */
#include "header.h"

#include "date.h"
#include "header-field.h"
#include "header-head.h"
#include "header-label.h"
#include "header-line.h"
#include "shape.h"

enum {
	FIELDS_NEEDED = 3,
	STACKED_LABELS = 3, /* labels without colons that prove a block whose values stand below them */
	UNKNOWN_LABEL = 24, /* bytes of a label that is not known */
	UNKNOWN_WORDS = 3,
	AGAIN_MAX = 8 /* times that an empty label may be repeated: else each line begins a walk to the end */
};

static bool has_date(const struct header_reader *r, const struct header_field *field)
{
	struct edtf date;
	size_t first, last;

	return field->present &&
	       date_find(slice_sub(field_text(r, field), 0, HEADER_LINE_MAX), &date, &first, &last);
}

static size_t fields_present(const struct header *header)
{
	return (size_t)header->fields[HEADER_FROM].present + header->fields[HEADER_SENT].present +
	       header->fields[HEADER_TO].present + header->fields[HEADER_SUBJECT].present;
}

/* "To: Minister for Weirs (for decision)" above the subject: who sends a submission up signs it below. */
static bool is_sent_up(const struct header_reader *r)
{
	const struct header_field *to = &r->header->fields[HEADER_TO],
				  *subject = &r->header->fields[HEADER_SUBJECT];
	if (!to->present || !subject->present || to->first_line > subject->first_line ||
	    !slice_starts_ci(line_text(r->lines, to->first_line), SLICE("to")))
		return false;
	struct slice text = slice_sub(field_text(r, to), 0, HEADER_LINE_MAX);
	size_t at = slice_find(text, SLICE("("), 0);

	while (at < text.length && !shape_is_purpose(slice_sub(text, at, text.length)))
		at = slice_find(text, SLICE("("), at + 1);
	return at < text.length;
}

/* From and two more of Sent, To, Subject; less or without From only where a date proves it, or that it is
 * sent up. */
static bool is_whole(const struct header_reader *r)
{
	const struct header *h = r->header;
	size_t present = fields_present(h);

	if ((h->fields[HEADER_FROM].present && present >= FIELDS_NEEDED) || is_sent_up(r))
		return true;
	return has_date(r, &h->fields[HEADER_SENT]) &&
	       (h->fields[HEADER_FROM].present || present >= FIELDS_NEEDED);
}

static bool all_values_empty(const struct header_reader *r)
{
	for (size_t i = 0; i < HEADER_LABELS; i++)
		if (r->header->fields[i].present && field_text(r, &r->header->fields[i]).length > 0)
			return false;
	return true;
}

/*
 * Some extractors print the column of labels first and the values after it, a line each: then the line for
 * Sent holds a date. Gives the fields their values in the order of the labels.
 */
static void take_columns(struct header_reader *r)
{
	struct header_field *order[HEADER_LABELS];
	size_t count = 0, line = r->header->last_line;
	struct header taken = *r->header;

	for (size_t i = r->header->first_line; i < r->header->last_line; i++)
		for (size_t k = 0; k < HEADER_LABELS; k++)
			if (taken.fields[k].present && taken.fields[k].first_line == i &&
			    count < HEADER_LABELS)
				order[count++] = &taken.fields[k];
	for (size_t i = 0; i < count; i++) {
		line = lines_next_words(r->lines, line, r->limit);
		if (line == r->limit || line_text(r->lines, line).length > HEADER_LINE_MAX)
			return;
		header_field_set(r->lines, line_text(r->lines, line), line, order[i]);
		line++;
	}
	if (!has_date(r, &taken.fields[HEADER_SENT]))
		return;
	taken.last_line = line;
	*r->header = taken;
}

/* A label without a colon, alone on its line. */
static bool is_lone_label(const struct lines *lines, size_t line, size_t limit)
{
	enum header_label label;
	size_t value;

	return line < limit && header_label_at(lines, line, true, &label, &value) &&
	       !header_label_at(lines, line, false, &label, &value) && value == line_last(lines, line) &&
	       byte_is_upper(line_text(lines, line).at[0]);
}

/* "From", its value, "Sent", its value, "To": labels without colons, each value in the line below. */
static bool is_stacked(const struct lines *lines, size_t line, size_t limit)
{
	for (size_t n = 0; n < STACKED_LABELS; n++) {
		if (!is_lone_label(lines, line, limit))
			return false;
		line = lines_next_words(lines, line + 1, limit);
		line = line < limit ? lines_next_words(lines, line + 1, limit) : limit;
	}
	return true;
}

/* The first label of a block may lack its colon only if the next line with words has a label too. */
static bool begins(const struct lines *lines, size_t line, size_t limit)
{
	enum header_label label;
	size_t value, next;

	if (!line_has_words(lines, line))
		return false;
	if (!header_label_at(lines, line, true, &label, &value) || label == HEADER_OTHER)
		return false;
	if (header_label_at(lines, line, false, &label, &value))
		return true;
	next = lines_next_words(lines, line + 1, limit);
	return next < limit &&
	       (header_label_at(lines, next, true, &label, &value) || is_stacked(lines, line, limit));
}

/*
 * "Timing:     By 16 September", "FILE:        RC/04": a label that is not known, whose value stands in the
 * column of the others, with another of them below.
 */
static bool is_unknown_label(const struct header_reader *r, size_t line)
{
	struct slice s = line_bytes(r->lines, line);
	size_t first = line_indent(r->lines, line), colon, value;

	for (colon = first; colon < s.length && colon - first <= UNKNOWN_LABEL && s.at[colon] != ':';)
		colon++;
	if (colon >= s.length || s.at[colon] != ':' || colon < first + 2 || !byte_is_upper(s.at[first]) ||
	    shape_word_count(slice_sub(s, first, colon), UNKNOWN_WORDS + 1) > UNKNOWN_WORDS)
		return false;
	for (value = colon + 1; value < s.length && byte_is_space(s.at[value]);)
		value++;
	if (value == s.length && r->current != HEADER_OTHER) /* "From File:" with nothing behind it */
		return field_text(r, &r->header->fields[r->current]).length > 0 &&
		       header_label_ahead(r, line + 1);
	if (value < colon + 2)
		return false;
	for (size_t i = 0; i < HEADER_LABELS; i++) {
		const struct header_field *field = &r->header->fields[i];
		size_t column = field->where.first - line_first(r->lines, field->first_line);

		/* What stands in the line below its label is in no column. */
		if (field->present && field->where.last > field->where.first && column == value &&
		    field->where.first < line_last(r->lines, field->first_line))
			return header_label_ahead(r, line + 1);
	}
	return false;
}

/* "RE: squid" below an empty "Subject:" is its value and no label. */
static bool is_subject_value(const struct header_reader *r, enum header_label label, size_t line)
{
	/* "SUBJECT /", "OBJET : X": one label in two languages, over two lines. */
	struct slice above = line > 0 ? line_text(r->lines, line - 1) : (struct slice){NULL, 0};
	bool twice = above.length > 0 && above.at[above.length - 1] == '/';

	return label == HEADER_SUBJECT && r->current == HEADER_SUBJECT && !r->gap && !twice &&
	       field_text(r, &r->header->fields[HEADER_SUBJECT]).length == 0;
}

/* "Date: 05/13/2015" of a stamp above the block, which has its own date below From. */
static bool stands_above_block(const struct header *header, enum header_label label)
{
	const struct header_field *from = &header->fields[HEADER_FROM];

	return label != HEADER_FROM && from->present && header->fields[label].first_line < from->first_line;
}

/* A list of recipients that breaks off at its separator goes on on the next page, and a subject may begin it.
 */
static bool goes_over_page(const struct header_reader *r, size_t line)
{
	enum header_label label;
	size_t value;

	if (r->header->fields[HEADER_SUBJECT].present ||
	    (r->current != HEADER_TO && r->current != HEADER_CC && r->current != HEADER_BCC))
		return false;
	struct slice list = field_text(r, &r->header->fields[r->current]);

	line = lines_next_words(r->lines, line, r->limit);
	return (list.length > 0 && list.at[list.length - 1] == ';') ||
	       (line < r->limit && header_label(r->lines, line, &label, &value) && label == HEADER_SUBJECT);
}

/* "MRN:    HI014417L    21/08/2014 04:20:00 PM LA": Australian cables print their time behind their number.
 * That it is one is told whichever of "02/07/2018" is the month.
 */
static void take_cable_time(struct header_reader *r, size_t line)
{
	static const struct date_style any_style = {.order = DATE_DAY_FIRST};
	struct header_field *sent = &r->header->fields[HEADER_SENT];
	struct slice text = line_text(r->lines, line), cell = shape_last_cell(text);
	struct edtf date;
	size_t first, last;

	if (!sent->present && cell.length < text.length && slice_starts(text, SLICE("MRN")) &&
	    date_find_in(slice_sub(cell, 0, HEADER_LINE_MAX), &any_style, &date, &first, &last))
		header_field_set(r->lines, cell, line, sent);
}

/* "Prepared by:", "Sent by:" end one paper where the next one's own From follows. */
static bool is_end_of_paper(const struct header_reader *r, enum header_label label)
{
	const struct header_field *from = &r->header->fields[HEADER_FROM];

	return label == HEADER_FROM && from->present && from->first_line == r->header->first_line &&
	       slice_starts_ci(line_text(r->lines, from->first_line), SLICE("prepared by"));
}

enum taken { TAKEN, BLOCK_ENDS, NO_BLOCK };

static enum taken read_label(struct header_reader *r, size_t line, enum header_label label, size_t value)
{
	const struct header_field *field = label != HEADER_OTHER ? &r->header->fields[label] : NULL;
	bool again = field && label == r->current && field_text(r, field).length == 0 && !r->gap;

	if (again && ++r->again > AGAIN_MAX)
		return BLOCK_ENDS;
	if (field && !again && field->present)
		return stands_above_block(r->header, label) || is_end_of_paper(r, label) ? NO_BLOCK
											 : BLOCK_ENDS;
	field_begin(r, label, line, value);
	return TAKEN;
}

static enum taken read_line(struct header_reader *r, size_t line)
{
	enum header_label label;
	size_t value;

	if (header_label_at(r->lines, line, true, &label, &value) && !is_subject_value(r, label, line))
		return read_label(r, line, label, value);
	if (is_unknown_label(r, line)) {
		take_cable_time(r, line);
		r->current = HEADER_OTHER;
		return TAKEN;
	}
	if (!field_goes_on(r, line))
		return BLOCK_ENDS;
	field_extend(r, line);
	return TAKEN;
}

/* No block that has all it needs goes on across a page's end, nor one without a name: "Date: 2 May 2019"
 * there ends a paper. */
static bool stops_at_page(const struct header_reader *r, size_t line)
{
	const struct header_field *fields = r->header->fields;
	bool named = fields[HEADER_FROM].present || fields[HEADER_TO].present;

	return (is_whole(r) || (!named && fields[HEADER_SENT].present)) && !goes_over_page(r, line);
}

/* "TEXT:" below the block of the White House's mail. */
static bool ends_block(const struct header_reader *r, size_t line)
{
	const struct header_field *from = &r->header->fields[HEADER_FROM];

	return slice_equal(line_text(r->lines, line), SLICE("TEXT:")) && from->present &&
	       slice_starts(line_text(r->lines, from->first_line), SLICE("CREATOR:"));
}

/* The lines of the block from its first label. False where they turn out to be none. */
static bool read_block(struct header_reader *r, size_t first)
{
	for (size_t i = first; i < r->limit; i++) {
		if (i > first && header_ends_page(r->lines, i) && stops_at_page(r, i))
			break;
		if (!line_has_words(r->lines, i)) {
			r->gap = true;
			continue;
		}
		if (ends_block(r, i)) {
			r->header->last_line = i + 1;
			break;
		}
		enum taken taken = read_line(r, i);

		if (taken != TAKEN)
			return taken == BLOCK_ENDS;
		r->header->last_line = i + 1;
		r->gap = false;
	}
	return true;
}

bool header_read(const struct lines *lines, size_t line, size_t limit, const struct regimes *regimes,
		 struct header *ret)
{
	struct header header = {.first_line = line, .last_line = line + 1};
	struct header_reader r = {lines, regimes, limit, &header, HEADER_OTHER, false, false, 0};
	size_t labels = line;

	if (line >= limit || !line_has_words(lines, line))
		return false;
	if (header_cable_read(lines, line, limit, ret) || header_line_read(lines, line, limit, regimes, ret))
		return true;
	if (!header_gmail_read(lines, line, limit, &header, &labels) && !begins(lines, line, limit) &&
	    !(header_head_read(lines, line, limit, &header, &labels) && begins(lines, labels, limit)))
		return false;
	if (!read_block(&r, labels))
		return false;
	if (fields_present(&header) >= FIELDS_NEEDED && all_values_empty(&r))
		take_columns(&r);
	if (!is_whole(&r))
		return false;
	*ret = header;
	return true;
}

const char *header_value(const struct lines *lines, const struct header_field *field, struct arena *arena)
{
	return field->present ? lines_join(lines, field->where, arena) : arena_string(arena, SLICE(""));
}
