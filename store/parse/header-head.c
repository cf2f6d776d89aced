/* SPDX-License-Identifier: MIT */
#include "header-head.h"

#include "date.h"
#include "dating-line.h"
#include "header-label.h"
#include "shape.h"

enum {
	SPECKS_MAX = 8,
	HEAD_MAX = 70, /* bytes of a line with a name or a date above labels */
	LINE_MAX = 200,
	NUMBER_LABEL = 12, /* bytes of the label of a cable's number */
	ABOVE_LINES = 3,
	BETWEEN_LINES = 2, /* lines with words between a dateline and the labels */
	SENDER_MAX = 60    /* bytes of who sent it, in the row of Gmail's print */
};

/* Any style does, since only the shape is looked at here. */
static const struct date_style any_style = {.order = DATE_MONTH_FIRST, .short_years = true};

static bool label_at(const struct lines *lines, size_t line, size_t limit, enum header_label *ret)
{
	size_t value;

	return line < limit && header_label_at(lines, line, true, ret, &value);
}

/* A day that ends a short line, behind specks at most. */
static bool read_day(struct slice line, struct dated *ret)
{
	if (line.length > HEAD_MAX || !dating_has_digit(line) || dating_is_other(line))
		return false;
	if (dating_alone(line, &any_style, ret))
		return ret->date.precision >= EDTF_DAY;
	return dating_ends(line, &any_style, ret) && ret->first <= SPECKS_MAX &&
	       ret->date.precision >= EDTF_DAY;
}

/* Does the line above ask for a date: "Telecon with the office," "a man born"? */
static bool is_led_to(const struct lines *lines, size_t line)
{
	size_t above = line;

	while (above > 0 && line - above < ABOVE_LINES && (above == line || line_is_blank(lines, above)))
		above--;
	struct slice text = line_text(lines, above);

	return above < line && text.length > 0 &&
	       (strchr(",:", text.at[text.length - 1]) || dating_leads_on(text));
}

/* "5 June 1963" above "MEMORANDUM FOR: X", with a classification between at most. */
static bool read_dateline(const struct lines *lines, size_t line, size_t limit, struct header *header,
			  size_t *ret_next)
{
	struct slice text = line_text(lines, line);
	size_t next = lines_next_words(lines, line + 1, limit);
	enum header_label label;
	struct dated dated;

	if (!read_day(text, &dated) || is_led_to(lines, line))
		return false;
	for (size_t n = 0; n < BETWEEN_LINES && next < limit && !label_at(lines, next, limit, &label); n++) {
		struct slice between = line_text(lines, next);

		if (!shape_is_capitals(between) || between.length > HEAD_MAX)
			return false;
		next = lines_next_words(lines, next + 1, limit);
	}
	if (!label_at(lines, next, limit, &label) || (label != HEADER_TO && label != HEADER_FROM))
		return false;
	header_field_set(lines, slice_sub(text, dated.first, dated.last), line, &header->fields[HEADER_SENT]);
	*ret_next = next;
	return true;
}

static bool is_name(struct slice line)
{
	return line.length > 1 && line.length <= HEAD_MAX && byte_is_upper(line.at[0]) &&
	       !strchr(".:;,?!", line.at[line.length - 1]) && shape_word_count(line, 7) <= 6;
}

/* "Jane Marlowe", "09/13/2001 10:15 AM", "To: X": the line for the time names its minute. */
static bool read_notes(const struct lines *lines, size_t line, size_t limit, struct header *header,
		       size_t *ret_next)
{
	struct slice name = line_text(lines, line);
	size_t below = lines_next_words(lines, line + 1, limit), next;
	enum header_label label;
	struct dated dated;

	if (!is_name(name) || below >= limit || label_at(lines, line, limit, &label))
		return false;
	struct slice time = line_text(lines, below);

	next = lines_next_words(lines, below + 1, limit);
	if (time.length > HEAD_MAX || !dating_has_digit(time) || !dating_alone(time, &any_style, &dated) ||
	    dated.date.precision < EDTF_MINUTE || !label_at(lines, next, limit, &label) || label != HEADER_TO)
		return false;
	header_field_set(lines, name, line, &header->fields[HEADER_FROM]);
	header_field_set(lines, time, below, &header->fields[HEADER_SENT]);
	*ret_next = next;
	return true;
}

/*
 * "Jane Marlowe <jane@example>            10 October 2016 at 09:05" above "To: X": the print of Gmail. Some
 * prints end the line with the day's name or the time alone, which is no date.
 */
static bool read_gmail(const struct lines *lines, size_t line, size_t limit, struct header *header,
		       size_t *ret_next)
{
	struct slice text = line_text(lines, line);
	size_t close = slice_find(text, SLICE(">"), 0), next = lines_next_words(lines, line + 1, limit);
	enum header_label label;
	struct dated dated;

	if (text.length > LINE_MAX || close == text.length || slice_find(text, SLICE("<"), 0) > close ||
	    !label_at(lines, next, limit, &label) || label != HEADER_TO)
		return false;
	struct slice time = slice_trim(slice_sub(text, close + 1, text.length));

	if (!dating_alone(time, &any_style, &dated) || dated.date.precision < EDTF_DAY)
		return false;
	header_field_set(lines, slice_sub(text, 0, close + 1), line, &header->fields[HEADER_FROM]);
	header_field_set(lines, time, line, &header->fields[HEADER_SENT]);
	*ret_next = next;
	return true;
}

/* Where the value behind a label of capitals and a colon begins in the line; 0 for none. */
static size_t number_value(struct slice s)
{
	size_t colon = slice_find(s, SLICE(":"), 0), value = colon + 1;

	while (value < s.length && s.at[value] == ' ')
		value++;
	return colon > 1 && colon <= NUMBER_LABEL && value > colon + 1 && value < s.length &&
			       byte_is_upper(s.at[0]) && shape_is_capitals(slice_sub(s, 0, colon))
		       ? value
		       : 0;
}

/* "MRN:      11 LA PAZ 5412" right above "Date/DTG: X": the cable's number, in the column of the values. */
static bool read_number(const struct lines *lines, size_t line, size_t limit, size_t *ret_next)
{
	enum header_label label;
	size_t value, number = number_value(line_bytes(lines, line));

	if (number == 0 || line + 1 >= limit || label_at(lines, line, limit, &label) ||
	    !header_label_at(lines, line + 1, false, &label, &value) || label == HEADER_OTHER ||
	    value - line_first(lines, line + 1) != number)
		return false;
	*ret_next = line + 1;
	return true;
}

/* "Precedence:  ROUTINE        Date:  12/02/1994" above "To:  X", as the FBI prints its communications. */
static bool read_precedence(const struct lines *lines, size_t line, size_t limit, struct header *header,
			    size_t *ret_next)
{
	size_t next = lines_next_words(lines, line + 1, limit), first, value;
	enum header_label label, inner;

	if (!label_at(lines, line, limit, &label) || label != HEADER_OTHER ||
	    !label_at(lines, next, limit, &label) || (label != HEADER_TO && label != HEADER_FROM) ||
	    !header_label_inside(lines, line, line_first(lines, line), &inner, &first, &value) ||
	    inner != HEADER_SENT)
		return false;
	struct slice time = slice_sub(lines->text, value, line_last(lines, line));
	struct dated dated;

	if (!dating_alone(slice_trim(time), &any_style, &dated) || dated.date.precision < EDTF_DAY)
		return false;
	header_field_set(lines, time, line, &header->fields[HEADER_SENT]);
	*ret_next = next;
	return true;
}

bool header_head_read(const struct lines *lines, size_t line, size_t limit, struct header *header,
		      size_t *ret_next)
{
	return read_number(lines, line, limit, ret_next) ||
	       read_precedence(lines, line, limit, header, ret_next) ||
	       read_gmail(lines, line, limit, header, ret_next) ||
	       (line_text(lines, line).length <= HEAD_MAX &&
		(read_dateline(lines, line, limit, header, ret_next) ||
		 read_notes(lines, line, limit, header, ret_next)));
}
