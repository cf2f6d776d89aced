/* SPDX-License-Identifier: MIT */
#include "header-head.h"

#include "date.h"
#include "dating-line.h"
#include "header-field.h"
#include "header-label.h"
#include "kind.h"
#include "shape.h"

enum {
	SPECKS_MAX = 8,
	HEAD_MAX = 70, /* bytes of a line with a name or a date above labels */
	LINE_MAX = 200,
	NUMBER_LABEL = 12, /* bytes of the label of a cable's number */
	ABOVE_LINES = 3,
	BETWEEN_LINES = 2, /* lines with words between a dateline and the labels */
	ADDRESSEES = 4,    /* lines with words between the first and the subject of a memorandum */
	SENDER_MAX = 60    /* bytes of who sent it, in the row of Gmail's print */
};

/* Any style does, since only the shape is looked at here. */
static const struct date_style any_style = {.order = DATE_MONTH_FIRST, .short_years = true};

static bool label_at(const struct lines *lines, size_t line, size_t limit, enum header_label *ret)
{
	size_t value;

	return line < limit && header_label_at(lines, line, true, ret, &value);
}

/* A day that ends a short line with a digit, behind specks at most. */
static bool read_day(struct slice line, struct dated *ret)
{
	if (dating_is_other(line))
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

/* "ACTION MEMO FOR THE SECRETARY": the paper is the heading's, and the day above it that of its head. */
static bool is_heading(struct slice s)
{
	struct kind kind;

	return kind_read(s, &kind) && kind.type == TYPE_BRIEFING && kind.sense == KIND_HEADING;
}

/* "5 June 1963" above "MEMORANDUM FOR: X", with a classification between at most. */
static bool read_dateline(const struct lines *lines, size_t line, size_t limit, struct header *header,
			  size_t *ret_next)
{
	struct slice text = line_text(lines, line);
	size_t next = lines_next_words(lines, line + 1, limit);
	enum header_label label;
	struct dated dated;

	if (!dating_has_digit(text))
		return false;
	for (size_t n = 0; n < BETWEEN_LINES && next < limit && !label_at(lines, next, limit, &label); n++) {
		struct slice between = line_text(lines, next);

		if (!shape_is_capitals(between) || between.length > HEAD_MAX || is_heading(between))
			return false;
		next = lines_next_words(lines, next + 1, limit);
	}
	if (!label_at(lines, next, limit, &label) || (label != HEADER_TO && label != HEADER_FROM) ||
	    !read_day(text, &dated) || is_led_to(lines, line))
		return false;
	header_field_set(lines, slice_sub(text, dated.first, dated.last), line, &header->fields[HEADER_SENT]);
	*ret_next = next;
	return true;
}

/* "MEMORANDUM FOR Commander, Task Force 5": whom the American forces' memoranda are for stands behind no
 * colon.
 */
static struct slice addressee(struct slice s)
{
	static const char *const names[] = {"MEMORANDUM FOR ", "MEMORANDUM THRU "};
	static const char *const files[] = {"record", "the record", "file", "the file", "the files"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (s.length > LINE_MAX || !slice_starts(s, slice_of(names[i])))
			continue;
		struct slice rest = slice_trim(slice_sub(s, strlen(names[i]), s.length));

		if (memchr(rest.at, ':', rest.length) == NULL &&
		    !slice_is_one_of_ci(rest, files, sizeof files / sizeof *files))
			return rest;
	}
	return (struct slice){s.at, 0};
}

/* "MEMORANDUM FOR X" and maybe more of them above "SUBJECT: Y" or, in the Air Force, "FROM: Z". */
static bool read_addressees(const struct lines *lines, size_t line, size_t limit, struct header *header,
			    enum header_label *ret, size_t *ret_next)
{
	struct slice to = line < limit ? addressee(line_text(lines, line)) : (struct slice){NULL, 0};
	size_t next = line;

	if (to.length == 0)
		return false;
	for (size_t n = 0; n < ADDRESSEES; n++) {
		next = lines_next_words(lines, next + 1, limit);
		/* "THROUGH: X" */
		if (next == limit || (label_at(lines, next, limit, ret) && *ret != HEADER_OTHER))
			break;
	}
	if (!label_at(lines, next, limit, ret) || (*ret != HEADER_SUBJECT && *ret != HEADER_FROM))
		return false;
	header_field_set(lines, to, line, &header->fields[HEADER_TO]);
	*ret_next = next;
	return true;
}

/* "ABCD-EF (5-10a)            5 May 2019" above them; without a day only what says who writes is enough. */
static bool read_forces(const struct lines *lines, size_t line, size_t limit, struct header *header,
			size_t *ret_next)
{
	struct slice text = line_text(lines, line);
	struct slice cell = line_is_parted(lines, line) ? shape_last_cell(text) : text;
	size_t next = lines_next_words(lines, line + 1, limit);
	enum header_label label;
	struct dated dated;

	if (addressee(text).length > 0)
		return !is_heading(text) && read_addressees(lines, line, limit, header, &label, ret_next) &&
		       label == HEADER_FROM;
	if (cell.length > HEAD_MAX || !dating_has_digit(cell) || next == limit ||
	    addressee(line_text(lines, next)).length == 0 || !dating_alone(cell, &any_style, &dated) ||
	    dated.date.precision < EDTF_DAY || !read_addressees(lines, next, limit, header, &label, ret_next))
		return false;
	header_field_set(lines, cell, line, &header->fields[HEADER_SENT]);
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
	/* "Record Type:    Record" */
	if (label_at(lines, next, limit, &label) && label == HEADER_OTHER)
		next = lines_next_words(lines, next + 1, limit);
	if (time.length > HEAD_MAX || !dating_has_digit(time) || !label_at(lines, next, limit, &label) ||
	    label != HEADER_TO || !dating_alone(time, &any_style, &dated) ||
	    dated.date.precision < EDTF_MINUTE)
		return false;
	header_field_set(lines, name, line, &header->fields[HEADER_FROM]);
	header_field_set(lines, time, below, &header->fields[HEADER_SENT]);
	*ret_next = next;
	return true;
}

/* Who stands left of a wide gap and the time: a name or a mark, no label and no sentence. */
static bool is_row_sender(struct slice s)
{
	return s.length > 0 && s.length <= SENDER_MAX && slice_find(s, SLICE(":"), 0) == s.length &&
	       !strchr(".;,?!", slice_last(s)) && shape_word_count(s, 7) <= 6 && !shape_is_classification(s);
}

/* Where who sent it ends in such a row, and what the time must be precise to; 0 where it is none. */
static size_t row_sender_end(struct slice row, enum edtf_precision *ret_least)
{
	size_t close = slice_find(row, SLICE(">"), 0);
	struct slice cell = shape_last_cell(row);
	size_t end = row.length - cell.length;

	if (close < row.length && slice_find(row, SLICE("<"), 0) < close) {
		*ret_least = EDTF_DAY;
		return close + 1;
	}
	*ret_least = EDTF_MINUTE;
	return end > 0 && is_row_sender(slice_trim(slice_sub(row, 0, end))) ? end : 0;
}

/*
 * "Jane Marlowe <jane@example>            10 October 2016 at 09:05" above "To: X": the print of Gmail. Some
 * prints end the line with the day's name or the time alone, which is no date; where who sent it is withheld,
 * "[s7(2)(a)]            Mon, Jul 1, 2024 at 7:48 PM", the minute must be there.
 */
static bool read_gmail(const struct lines *lines, size_t line, size_t limit, struct header *header,
		       size_t *ret_next)
{
	struct slice text = line_text(lines, line);
	size_t next = lines_next_words(lines, line + 1, limit), end;
	enum edtf_precision least;
	enum header_label label;
	struct dated dated;

	if (text.length > LINE_MAX || !label_at(lines, next, limit, &label) || label != HEADER_TO ||
	    label_at(lines, line, limit, &label) || (end = row_sender_end(text, &least)) == 0)
		return false;
	struct slice time = slice_trim(slice_sub(text, end, text.length));

	if (!dating_alone(time, &any_style, &dated) || dated.date.precision < least)
		return false;
	header_field_set(lines, slice_sub(text, 0, end), line, &header->fields[HEADER_FROM]);
	header_field_set(lines, time, line, &header->fields[HEADER_SENT]);
	*ret_next = next;
	return true;
}

/* "1 message", "12 messages" */
static bool is_message_count(struct slice s)
{
	size_t digits = 0;

	while (digits < s.length && byte_is_digit(s.at[digits]))
		digits++;
	struct slice word = slice_sub(s, digits, s.length);

	return digits > 0 && (slice_equal(word, SLICE(" message")) || slice_equal(word, SLICE(" messages")));
}

/* "Jane Marlowe <jane@example>" alone: whose account it was printed from. */
static bool is_account(struct slice s)
{
	return s.length <= LINE_MAX && slice_last(s) == '>' && slice_find(s, SLICE("<"), 0) < s.length &&
	       memchr(s.at, '@', s.length);
}

/* "Re: Kerbs", "2 messages" above the first row, and whose account it is above them: the head of such a
 * print. */
bool header_gmail_read(const struct lines *lines, size_t line, size_t limit, struct header *header,
		       size_t *ret_next)
{
	size_t subject = is_account(line_text(lines, line)) ? lines_next_words(lines, line + 1, limit) : line;
	size_t count = lines_next_words(lines, subject < limit ? subject + 1 : limit, limit);

	if (count == limit || !is_message_count(line_text(lines, count)) ||
	    line_text(lines, subject).length > LINE_MAX)
		return false;
	size_t row = lines_next_words(lines, count + 1, limit);

	if (row == limit || !read_gmail(lines, row, limit, header, ret_next))
		return false;
	header_field_set(lines, line_text(lines, subject), subject, &header->fields[HEADER_SUBJECT]);
	return true;
}

/* Where the value behind a label of capitals and a colon begins in the line; 0 for none. */
static size_t number_value(const struct lines *lines, size_t line)
{
	struct slice s = line_bytes(lines, line);
	size_t first = line_indent(lines, line), colon = slice_find(s, SLICE(":"), first), value = colon + 1;

	while (value < s.length && s.at[value] == ' ')
		value++;
	return colon > first + 1 && colon <= first + NUMBER_LABEL && value > colon + 1 && value < s.length &&
			       byte_is_upper(s.at[first]) && shape_is_capitals(slice_sub(s, first, colon))
		       ? value
		       : 0;
}

/* "MRN:      11 LA PAZ 5412" right above "Date/DTG: X": the cable's number, in the column of the values. */
static bool read_number(const struct lines *lines, size_t line, size_t limit, size_t *ret_next)
{
	enum header_label label;
	size_t value, number = number_value(lines, line);

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

/* "RECORD TYPE: PRESIDENTIAL (NOTES MAIL)" above "CREATOR: X": mail of the White House. */
static bool read_record_type(const struct lines *lines, size_t line, size_t limit, size_t *ret_next)
{
	if (!slice_starts(line_text(lines, line), SLICE("RECORD TYPE:")))
		return false;
	*ret_next = lines_next_words(lines, line + 1, limit);
	return *ret_next < limit && slice_starts(line_text(lines, *ret_next), SLICE("CREATOR:"));
}

bool header_head_read(const struct lines *lines, size_t line, size_t limit, struct header *header,
		      size_t *ret_next)
{
	return read_record_type(lines, line, limit, ret_next) || read_number(lines, line, limit, ret_next) ||
	       read_precedence(lines, line, limit, header, ret_next) ||
	       read_gmail(lines, line, limit, header, ret_next) ||
	       read_forces(lines, line, limit, header, ret_next) ||
	       (line_text(lines, line).length <= HEAD_MAX &&
		(read_dateline(lines, line, limit, header, ret_next) ||
		 read_notes(lines, line, limit, header, ret_next)));
}
