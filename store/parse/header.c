/* SPDX-License-Identifier: MIT */
#include "header.h"

#include "date.h"
#include "header-head.h"
#include "header-label.h"
#include "header-line.h"
#include "redaction.h"
#include "shape.h"

enum {
	AHEAD_WORDS = 4, /* lines with words in which the next label must come */
	AHEAD_LINES = 24,
	FIELDS_NEEDED = 3,
	STACKED_LABELS = 3,   /* labels without colons that prove a block whose values stand below them */
	LINE_VALUE_MAX = 200, /* longer than any subject line; the text of a message */
	SUBJECT_LINES_MAX = 4,
	SUBJECT_FULL = 55,  /* a printed line this long may have been broken */
	COLUMN_SLACK = 2,   /* blanks by which the lines of one column differ */
	MARK_MAX = 24,      /* bytes of a mark in the margin */
	UNKNOWN_LABEL = 24, /* bytes of a label that is not known */
	UNKNOWN_WORDS = 3,
	MARGIN_GAP = 8 /* blanks between a value and a note in the margin */
};

struct reader {
	const struct lines *lines;
	const struct regimes *regimes;
	size_t limit;
	struct header *header;
	enum header_label current;
	bool gap;         /* blank lines since the line before */
	bool late_values; /* values stand a blank line below their labels */
};

static bool ends_page(const struct lines *lines, size_t line)
{
	struct slice bytes = line_bytes(lines, line);

	return bytes.length > 0 && memchr(bytes.at, '\f', bytes.length);
}

/* Is the rest of `header` still to come within a few lines? */
static bool label_ahead(const struct reader *r, size_t line)
{
	size_t words = 0, value;

	for (size_t i = line; i < r->limit && i < line + AHEAD_LINES && words <= AHEAD_WORDS; i++) {
		enum header_label label;

		if (i > line && ends_page(r->lines, i))
			return false;
		if (!line_has_words(r->lines, i))
			continue;
		words++;
		if (header_label_at(r->lines, i, true, &label, &value))
			return label == HEADER_OTHER || label == HEADER_BCC ||
			       !r->header->fields[label].present;
	}
	return false;
}

static struct slice field_text(const struct reader *r, const struct header_field *field)
{
	return slice_trim(slice_sub(r->lines->text, field->where.first, field->where.last));
}

static bool ends_with_mark(const struct reader *r, struct slice value)
{
	size_t at = value.length;

	while (at > 0 && !byte_is_space(value.at[at - 1]))
		at--;
	return at > 0 && at < value.length &&
	       redaction_is_whole(slice_sub(value, at, value.length), r->regimes);
}

/* A subject in capitals that breaks off at a mark goes on in the next line in capitals, also below a blank
 * one. */
static bool goes_on_after_mark(const struct reader *r, struct slice value, struct slice next)
{
	return ends_with_mark(r, value) && shape_is_capitals(value) && shape_is_capitals(next) &&
	       shape_word_count(next, 2) == 2 && !redaction_is_whole(next, r->regimes) &&
	       !redaction_is_out_of_scope(next);
}

static bool text_follows(const struct reader *r, size_t line)
{
	enum header_label label;
	size_t value;

	return line < r->limit && line_has_words(r->lines, line) &&
	       !header_label_at(r->lines, line, true, &label, &value);
}

/* Does the line begin where the value above it begins? */
static bool in_value_column(const struct reader *r, const struct header_field *field, size_t line)
{
	size_t column = field->where.first - line_first(r->lines, field->first_line);
	size_t indent = lines_span(r->lines, line_text(r->lines, line)).first - line_first(r->lines, line);

	return indent + COLUMN_SLACK >= column && indent <= column + COLUMN_SLACK;
}

static bool subject_goes_on(const struct reader *r, const struct header_field *field, size_t line)
{
	struct slice value = field_text(r, field), next = line_text(r->lines, line);

	if (value.length == 0)
		return !r->gap && next.length <= LINE_VALUE_MAX;
	if (next.length > LINE_VALUE_MAX || line - field->first_line >= SUBJECT_LINES_MAX ||
	    shape_is_greeting(next))
		return false;
	if (goes_on_after_mark(r, value, next))
		return true;
	/* What more text follows without a blank line is a paragraph, not a subject. */
	if (r->gap || (text_follows(r, line + 1) && text_follows(r, line + 2)))
		return false;
	return in_value_column(r, field, line) || value.length >= SUBJECT_FULL ||
	       (shape_is_capitals(value) && shape_is_capitals(next)) || shape_is_hanging(value);
}

/* Does `line`, which has no label, belong to the field above it? */
static bool goes_on(const struct reader *r, size_t line)
{
	if (r->current == HEADER_OTHER)
		return label_ahead(r, line);
	const struct header_field *field = &r->header->fields[r->current];
	struct slice value = field_text(r, field), next = line_text(r->lines, line);

	if (r->current == HEADER_SUBJECT)
		return subject_goes_on(r, field, line) ||
		       (value.length == 0 && next.length <= LINE_VALUE_MAX &&
			(r->late_values || label_ahead(r, line)));
	if (value.length == 0)
		return next.length <= LINE_VALUE_MAX && (!r->gap || r->late_values || label_ahead(r, line));
	if (r->current != HEADER_FROM && r->current != HEADER_SENT) {
		char end = value.at[value.length - 1];

		if (!r->gap || end == ';' || end == ',')
			return !shape_is_greeting(next);
	}
	return label_ahead(r, line);
}

/* Notes in the margin stand in the same line of a layout text: a value ends where a wide gap or its cell's
 * rule begins. */
static size_t value_end(const struct lines *lines, size_t first, size_t last)
{
	size_t blanks = 0;

	for (size_t at = first; at < last && blanks < MARGIN_GAP; at++) {
		blanks = lines->text.at[at] == ' ' ? blanks + 1 : 0;
		if (blanks == MARGIN_GAP)
			last = at + 1 - MARGIN_GAP;
	}
	while (last > first && (lines->text.at[last - 1] == '|' || byte_is_space(lines->text.at[last - 1])))
		last--;
	return last;
}

/* What stands in the margin behind a small gap: a mark and nothing else. */
static size_t without_mark(const struct reader *r, size_t first, size_t last)
{
	for (size_t at = last; at > first + 2 && last - at < MARK_MAX; at--)
		if (byte_is_space(r->lines->text.at[at - 1]) && byte_is_space(r->lines->text.at[at - 2]))
			return redaction_is_whole(slice_trim(slice_sub(r->lines->text, at, last)), r->regimes)
				       ? value_end(r->lines, first, at)
				       : last;
	return last;
}

static void begin_field(struct reader *r, enum header_label label, size_t line, size_t value)
{
	r->current = label;
	if (label == HEADER_OTHER)
		return;
	struct header_field *field = &r->header->fields[label];

	size_t last = line_last(r->lines, line);

	size_t first, second;
	enum header_label inner;

	*field = (struct header_field){
		true, {value, without_mark(r, value, value_end(r->lines, value, last))}, line, line + 1};
	if (!header_label_inside(r->lines, line, value, &inner, &first, &second) ||
	    r->header->fields[inner].present)
		return;
	field->where.last = value_end(r->lines, value, first);
	r->header->fields[inner] =
		(struct header_field){true, {second, value_end(r->lines, second, last)}, line, line + 1};
}

/* Below who writes stand his division and extension, as British departments print it: no part of the name. */
static bool is_below_name(const struct reader *r, const struct header_field *field, struct slice next)
{
	struct slice value = field_text(r, field);

	return r->current == HEADER_FROM && value.length > 0 && !shape_is_hanging(value) &&
	       !strchr("<([,;", next.at[0]) && !byte_is_lower(next.at[0]) &&
	       (shape_is_unit(next) || shape_is_contact(next) || slice_starts_ci(next, SLICE("ext")));
}

static void extend_field(struct reader *r, size_t line)
{
	if (r->current == HEADER_OTHER)
		return;
	struct header_field *field = &r->header->fields[r->current];
	struct slice value = line_text(r->lines, line);

	if (is_below_name(r, field, value))
		return;

	if (field_text(r, field).length == 0) {
		/* Some forms print the colon with the value. */
		if (value.at[0] == ':')
			value = slice_trim(slice_sub(value, 1, value.length));
		field->where = lines_span(r->lines, value);
		r->late_values |= r->gap;
	}
	field->where.last = value_end(r->lines, lines_span(r->lines, value).first, line_last(r->lines, line));
	field->last_line = line + 1;
}

static bool has_date(const struct reader *r, const struct header_field *field)
{
	struct edtf date;
	size_t first, last;

	return field->present &&
	       date_find(slice_sub(field_text(r, field), 0, LINE_VALUE_MAX), &date, &first, &last);
}

static size_t fields_present(const struct header *header)
{
	return (size_t)header->fields[HEADER_FROM].present + header->fields[HEADER_SENT].present +
	       header->fields[HEADER_TO].present + header->fields[HEADER_SUBJECT].present;
}

/* From and two more of Sent, To, Subject; less or without From only where a date proves it. */
static bool is_whole(const struct reader *r)
{
	const struct header *h = r->header;
	size_t present = fields_present(h);

	if (h->fields[HEADER_FROM].present && present >= FIELDS_NEEDED)
		return true;
	return has_date(r, &h->fields[HEADER_SENT]) &&
	       (h->fields[HEADER_FROM].present || present >= FIELDS_NEEDED);
}

static bool all_values_empty(const struct reader *r)
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
static void take_columns(struct reader *r)
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
		if (line == r->limit || line_text(r->lines, line).length > LINE_VALUE_MAX)
			return;
		*order[i] = (struct header_field){true, lines_span(r->lines, line_text(r->lines, line)), line,
						  line + 1};
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
static bool is_unknown_label(const struct reader *r, size_t line)
{
	struct slice s = line_bytes(r->lines, line);
	size_t first = 0, colon, value;

	while (first < s.length && byte_is_space(s.at[first]))
		first++;
	for (colon = first; colon < s.length && colon - first <= UNKNOWN_LABEL && s.at[colon] != ':';)
		colon++;
	if (colon >= s.length || s.at[colon] != ':' || colon < first + 2 || !byte_is_upper(s.at[first]) ||
	    shape_word_count(slice_sub(s, first, colon), UNKNOWN_WORDS + 1) > UNKNOWN_WORDS)
		return false;
	for (value = colon + 1; value < s.length && byte_is_space(s.at[value]);)
		value++;
	if (value == s.length && r->current != HEADER_OTHER) /* "From File:" with nothing behind it */
		return field_text(r, &r->header->fields[r->current]).length > 0 && label_ahead(r, line + 1);
	if (value < colon + 2)
		return false;
	for (size_t i = 0; i < HEADER_LABELS; i++) {
		const struct header_field *field = &r->header->fields[i];
		size_t column = field->where.first - line_first(r->lines, field->first_line);

		if (field->present && field->where.last > field->where.first && column == value)
			return label_ahead(r, line + 1);
	}
	return false;
}

/* "RE: squid" below an empty "Subject:" is its value and no label. */
static bool is_subject_value(const struct reader *r, enum header_label label, size_t line)
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
static bool goes_over_page(const struct reader *r, size_t line)
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
 */
static void take_cable_time(struct reader *r, size_t line)
{
	struct header_field *sent = &r->header->fields[HEADER_SENT];
	struct slice text = line_text(r->lines, line), cell = shape_last_cell(text);
	struct header_field field = {true, lines_span(r->lines, cell), line, line + 1};

	if (!sent->present && cell.length < text.length && slice_starts(text, SLICE("MRN")) &&
	    has_date(r, &field))
		*sent = field;
}

/* "Prepared by:", "Sent by:" end one paper where the next one's own From follows. */
static bool is_end_of_paper(const struct reader *r, enum header_label label)
{
	const struct header_field *from = &r->header->fields[HEADER_FROM];

	return label == HEADER_FROM && from->present && from->first_line == r->header->first_line &&
	       slice_starts_ci(line_text(r->lines, from->first_line), SLICE("prepared by"));
}

bool header_read(const struct lines *lines, size_t line, size_t limit, const struct regimes *regimes,
		 struct header *ret)
{
	struct header header = {.first_line = line, .last_line = line + 1};
	struct reader r = {lines, regimes, limit, &header, HEADER_OTHER, false, false};
	size_t labels = line;

	if (line >= limit || !line_has_words(lines, line))
		return false;
	if (header_cable_read(lines, line, limit, ret) || header_line_read(lines, line, limit, ret))
		return true;
	if (!begins(lines, line, limit) &&
	    !(header_head_read(lines, line, limit, &header, &labels) && begins(lines, labels, limit)))
		return false;
	for (size_t i = labels; i < limit; i++) {
		enum header_label label;
		size_t value;

		/* No block that has all it needs goes on across a page's end. */
		if (i > labels && ends_page(lines, i) && is_whole(&r) && !goes_over_page(&r, i))
			break;
		if (!line_has_words(lines, i)) {
			r.gap = true;
			continue;
		}
		if (header_label_at(lines, i, true, &label, &value) && !is_subject_value(&r, label, i)) {
			bool again = label == r.current && label != HEADER_OTHER &&
				     field_text(&r, &header.fields[label]).length == 0 && !r.gap;

			if (!again && label != HEADER_OTHER && header.fields[label].present) {
				if (stands_above_block(&header, label) || is_end_of_paper(&r, label))
					return false;
				break;
			}
			begin_field(&r, label, i, value);
		} else if (is_unknown_label(&r, i)) {
			take_cable_time(&r, i);
			r.current = HEADER_OTHER;
		} else if (goes_on(&r, i)) {
			extend_field(&r, i);
		} else {
			break;
		}
		header.last_line = i + 1;
		r.gap = false;
	}
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
