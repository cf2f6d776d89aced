/* SPDX-License-Identifier: MIT */
#include "header-field.h"

#include "header-label.h"
#include "redaction.h"
#include "shape.h"

enum {
	AHEAD_WORDS = 4, /* lines with words in which the next label must come */
	AHEAD_LINES = 24,
	SUBJECT_LINES_MAX = 4,
	SUBJECT_FULL = 55, /* a printed line this long may have been broken */
	COLUMN_SLACK = 2,  /* blanks by which the lines of one column differ */
	MARK_MAX = 24,     /* bytes of a mark in the margin */
	MARGIN_GAP = 8     /* blanks between a value and a note in the margin */
};

bool header_ends_page(const struct lines *lines, size_t line)
{
	struct slice bytes = line_bytes(lines, line);

	return bytes.length > 0 && memchr(bytes.at, '\f', bytes.length);
}

bool header_label_ahead(const struct header_reader *r, size_t line)
{
	size_t words = 0, value;

	for (size_t i = line; i < r->limit && i < line + AHEAD_LINES && words <= AHEAD_WORDS; i++) {
		enum header_label label;

		if (i > line && header_ends_page(r->lines, i))
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

struct slice field_text(const struct header_reader *r, const struct header_field *field)
{
	return slice_trim(slice_sub(r->lines->text, field->where.first, field->where.last));
}

static bool ends_with_mark(const struct header_reader *r, struct slice value)
{
	size_t at = value.length;

	while (at > 0 && !byte_is_space(value.at[at - 1]))
		at--;
	return at > 0 && at < value.length &&
	       redaction_is_whole(slice_sub(value, at, value.length), r->regimes);
}

/* A subject in capitals that breaks off at a mark goes on in the next line in capitals, also below a blank
 * one. */
static bool goes_on_after_mark(const struct header_reader *r, struct slice value, struct slice next)
{
	return ends_with_mark(r, value) && shape_is_capitals(value) && shape_is_capitals(next) &&
	       shape_word_count(next, 2) == 2 && !redaction_is_whole(next, r->regimes) &&
	       !redaction_is_out_of_scope(next);
}

static bool text_follows(const struct header_reader *r, size_t line)
{
	enum header_label label;
	size_t value;

	return line < r->limit && line_has_words(r->lines, line) &&
	       !header_label_at(r->lines, line, true, &label, &value);
}

/* Does the line begin where the value above it begins? */
static bool in_value_column(const struct header_reader *r, const struct header_field *field, size_t line)
{
	size_t column = field->where.first - line_first(r->lines, field->first_line);
	size_t indent = line_indent(r->lines, line);

	return indent + COLUMN_SLACK >= column && indent <= column + COLUMN_SLACK;
}

static bool subject_goes_on(const struct header_reader *r, const struct header_field *field, size_t line)
{
	struct slice value = field_text(r, field), next = line_text(r->lines, line);

	if (value.length == 0)
		return !r->gap && next.length <= HEADER_LINE_MAX;
	if (next.length > HEADER_LINE_MAX || line - field->first_line >= SUBJECT_LINES_MAX ||
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

bool field_goes_on(const struct header_reader *r, size_t line)
{
	if (r->current == HEADER_OTHER)
		return header_label_ahead(r, line);
	const struct header_field *field = &r->header->fields[r->current];
	struct slice value = field_text(r, field), next = line_text(r->lines, line);

	if (r->current == HEADER_SUBJECT)
		return subject_goes_on(r, field, line) ||
		       (value.length == 0 && next.length <= HEADER_LINE_MAX &&
			(r->late_values || header_label_ahead(r, line)));
	if (value.length == 0)
		return next.length <= HEADER_LINE_MAX &&
		       (!r->gap || r->late_values || header_label_ahead(r, line));
	if (r->current != HEADER_FROM && r->current != HEADER_SENT) {
		char end = value.at[value.length - 1];

		if (!r->gap || end == ';' || end == ',')
			return !shape_is_greeting(next);
	}
	return header_label_ahead(r, line);
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
static size_t without_mark(const struct header_reader *r, size_t first, size_t last)
{
	for (size_t at = last; at > first + 2 && last - at < MARK_MAX; at--)
		if (byte_is_space(r->lines->text.at[at - 1]) && byte_is_space(r->lines->text.at[at - 2]))
			return redaction_is_whole(slice_trim(slice_sub(r->lines->text, at, last)), r->regimes)
				       ? value_end(r->lines, first, at)
				       : last;
	return last;
}

void field_begin(struct header_reader *r, enum header_label label, size_t line, size_t value)
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
static bool is_below_name(const struct header_reader *r, const struct header_field *field, struct slice next)
{
	struct slice value = field_text(r, field);

	return r->current == HEADER_FROM && value.length > 0 && !shape_is_hanging(value) &&
	       !strchr("<([,;", next.at[0]) && !byte_is_lower(next.at[0]) &&
	       (shape_is_unit(next) || shape_is_contact(next) || slice_starts_ci(next, SLICE("ext")));
}

void field_extend(struct header_reader *r, size_t line)
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
