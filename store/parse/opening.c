/* SPDX-License-Identifier: MIT */
#include "opening.h"

#include "date.h"
#include "header.h"
#include "shape.h"

enum {
	BLOCK_LINES = 3,       /* most lines of a heading above another */
	LETTERHEAD_BLOCKS = 2, /* above the date: who writes, from where */
	LETTERHEAD_LINES = 30, /* all lines above a salutation */
	LETTERHEAD_LINE = 90,
	MONTH_MAX = 20,
	OFFICE_MAX = 40, /* bytes of an office before the day */
	FORM_LINES = 4,  /* lines with words below a form's heading among which its fields are counted */
	FORM_FIELDS = 2, /* fields that prove a form */
	FIELD_LABEL = 24,
	FIELD_WORDS = 3,
	FIELD_MAX = 140,
	LETTER_LINES = 60,   /* lines with words to a letter's closing */
	LETTER_HEAD = 10,    /* and to its date */
	MEETING_LINES = 7,   /* lines with words to who sat in a meeting */
	BODY_DISTANCE = 16,  /* lines with words below a title in which its text must begin */
	CONTACT_DISTANCE = 6 /* a signature shows a contact within so many lines */
};

bool opening_is_parted(const struct lines *lines, size_t line)
{
	return line == 0 || !line_has_words(lines, line - 1);
}

bool opening_stands_alone(const struct lines *lines, size_t line)
{
	return opening_is_parted(lines, line) &&
	       (line + 1 >= lines->count || !line_has_words(lines, line + 1));
}

size_t opening_block(const struct lines *lines, size_t line, size_t floor)
{
	size_t first = line;

	while (first > floor && line - first < BLOCK_LINES && line_has_words(lines, first - 1))
		first--;
	return first;
}

static bool is_head_line(struct slice s)
{
	return s.length <= LETTERHEAD_LINE && !shape_is_prose(s) && !shape_is_bullet(s) && !shape_is_end(s) &&
	       s.at[s.length - 1] != '.';
}

static bool is_date_line(struct slice s)
{
	struct edtf date;
	size_t first, last;

	if (s.length > LETTERHEAD_LINE)
		return false;
	return date_find(s, &date, &first, &last) && date.precision >= EDTF_DAY &&
	       (last - first + 12 >= s.length ||
		/* "DWC Press Office, 11 June 2021" */
		(last == s.length && first > 2 && first <= OFFICE_MAX && s.at[first - 2] == ','));
}

/* "June 2020" and nothing else. */
static bool is_month(struct slice s)
{
	struct edtf date;

	return s.length <= MONTH_MAX && date_parse(s, &date) && date.precision == EDTF_MONTH;
}

/* Steps up over one block and the blank lines above it; `line` where it is no block of short lines. */
static size_t above_block(const struct lines *lines, size_t line, size_t floor, bool *ret_date)
{
	size_t at = line;

	while (at > floor && line - at < LETTERHEAD_LINES && !line_has_words(lines, at - 1))
		at--;
	if (at == floor)
		return line;
	for (; at > floor && line_has_words(lines, at - 1); at--) {
		struct slice text = line_text(lines, at - 1);

		if (line - at == LETTERHEAD_LINES || !is_head_line(text))
			return line;
		*ret_date |= is_date_line(text);
	}
	return at;
}

/* The office's name over the address of whom it writes to, where the date stands below that: one more block,
 * parted from it by one line and from what is above by more. */
static size_t with_name_above(const struct lines *lines, size_t first, size_t floor)
{
	bool dated = false;
	size_t above = above_block(lines, first, floor, &dated);
	bool near = first > 1 && line_has_words(lines, first - 2);
	bool apart = above == floor || (above > floor + 1 && !line_has_words(lines, above - 1) &&
					!line_has_words(lines, above - 2));

	return near && apart ? above : first;
}

size_t opening_letterhead(const struct lines *lines, size_t line, size_t floor)
{
	size_t first = line, more = LETTERHEAD_BLOCKS;
	bool dated = false;

	while (more > 0 && line - first <= LETTERHEAD_LINES) {
		size_t above = above_block(lines, first, floor, &dated);

		if (above == first)
			break;
		first = above;
		more -= dated;
	}
	return dated ? with_name_above(lines, first, floor) : line;
}

/* "Client:  Western Office": a short label, and something behind it. */
static bool is_field(struct slice s)
{
	size_t colon = 0;

	while (colon < s.length && colon <= FIELD_LABEL && s.at[colon] != ':')
		colon++;
	return s.length <= FIELD_MAX && colon > 1 && colon + 1 < s.length && s.at[colon] == ':' &&
	       byte_is_upper(s.at[0]) && byte_is_space(s.at[colon + 1]) &&
	       shape_word_count(slice_sub(s, 0, colon), FIELD_WORDS + 1) <= FIELD_WORDS;
}

bool opening_is_form(const struct lines *lines, size_t line, const struct regimes *regimes)
{
	size_t fields = 0, at = line;
	bool dated = false;

	static const char *const parts[] = {"part ", "section ", "item "};

	/* "PART B - To be completed by the manager" goes on. */
	if (slice_starts_with_one_of_ci(line_text(lines, line), parts, sizeof parts / sizeof *parts))
		return false;
	/* Below a sentence stand fields too: those that sign a briefing, those of the next paper. */
	if (!opening_stands_alone(lines, line) || !shape_is_title(line_text(lines, line), regimes) ||
	    shape_is_prose(line_text(lines, line)))
		return false;
	for (size_t n = 0; n < FORM_LINES; n++) {
		struct header header;
		struct edtf date;
		size_t first, last;

		at = lines_next_words(lines, at + 1, lines->count);
		if (at == lines->count || !is_field(line_text(lines, at)))
			break;
		/* A message begins with its header block; "Author:" alone makes none. */
		if (header_read(lines, at, lines->count, regimes, &header) &&
		    (header.fields[HEADER_TO].present || header.fields[HEADER_SUBJECT].present ||
		     slice_starts_ci(line_text(lines, header.fields[HEADER_FROM].first_line), SLICE("from"))))
			return false;
		fields++;
		dated |= date_find(line_text(lines, at), &date, &first, &last);
	}
	return fields >= FORM_FIELDS && dated;
}

/* Does a page begin below `line`, at `next` or above it? */
static bool page_ends(const struct lines *lines, size_t line, size_t next)
{
	while (++line <= next && line < lines->count)
		if (line_begins_page(lines, line))
			return true;
	return false;
}

/* "Present: A, B", "In attendance", "Sederunt:": who sat in a meeting. */
static bool is_attendance(struct slice s)
{
	static const char *const labels[] = {
		"present",           "attendees",    "attendance",  "in attendance",    "attending",
		"members present",   "also present", "apologies",   "sederunt",         "participants",
		"in the chair",      "chair",        "members",     "invitees",         "those present",
		"committee members", "on the line",  "on the call", "i l\xc3\xa1thair", "pr\xc3\xa9sents",
		"pr\xc3\xa9sences",  "anwesend",     "teilnehmer",  "asistentes",       "aanwezig",
		"presenti"};

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		struct slice label = slice_of(labels[i]);

		if (slice_starts_ci(s, label) &&
		    (s.length == label.length || s.at[label.length] == ':' ||
		     slice_starts(slice_sub(s, label.length, s.length), SLICE("   ")) ||
		     slice_starts(slice_sub(s, label.length, s.length), SLICE(" :"))))
			return byte_is_upper(s.at[0]);
	}
	return false;
}

/* "Held in the Council Chamber, 12 Pitt Road, on Tuesday 22 August 2023 at 1.00 pm" */
static bool is_held(struct slice s)
{
	struct edtf date;
	size_t first, last;

	return slice_starts_ci(s, SLICE("held ")) && date_find(s, &date, &first, &last) &&
	       slice_last(s) != '.';
}

bool opening_is_meeting(const struct lines *lines, size_t line, const struct regimes *regimes)
{
	size_t at = line, titles = 0;

	for (size_t n = 0; n < MEETING_LINES && at < lines->count; n++) {
		struct slice text = line_text(lines, at);
		enum header_label label;
		size_t value;

		if (n > 0 && is_attendance(text))
			return titles > 0;
		bool heading = n == 0 && opening_is_parted(lines, line) && shape_is_title(text, regimes);

		if (text.length > SHAPE_TITLE_MAX || (shape_is_prose(text) && !heading && !is_held(text)) ||
		    shape_is_bullet(text) ||
		    (header_label(lines, at, &label, &value) && label != HEADER_SENT &&
		     label != HEADER_OTHER))
			return false;
		titles += shape_is_title(text, regimes) && !is_date_line(text);
		size_t next = lines_next_words(lines, at + 1, lines->count);

		if (page_ends(lines, at, next))
			return false;
		at = next;
	}
	return false;
}

/* "Fenn Hydraulics Ltd", "Prepared by Clearair Ltd for the Department" */
static bool is_maker(struct slice s, const struct regimes *regimes)
{
	return s.length <= LETTERHEAD_LINE && !is_date_line(s) && slice_last(s) != ':' &&
	       (slice_starts_ci(s, SLICE("prepared by ")) || slice_starts_ci(s, SLICE("report by ")) ||
		(shape_is_title(s, regimes) && !shape_is_prose(s)));
}

bool opening_is_dated(const struct lines *lines, size_t line, const struct regimes *regimes)
{
	struct slice text = line_text(lines, line), cell = shape_last_cell(text);
	size_t next = lines_next_words(lines, line + 1, lines->count);
	struct slice title = slice_trim(slice_sub(text, 0, text.length - cell.length));

	if (cell.length < text.length)
		return (is_date_line(cell) || is_month(cell)) && shape_is_title(title, regimes) &&
		       shape_word_count(title, 2) == 2 && !is_date_line(title);
	if (next == lines->count || page_ends(lines, line, next) || !opening_is_parted(lines, line))
		return false;
	/* Of a report who made it stands between. */
	if (is_maker(line_text(lines, next), regimes) && next + 1 < lines->count &&
	    line_has_words(lines, next + 1))
		next++;
	/* A position paper may bear no more than the month, and a title as long as a sentence. */
	return (is_date_line(line_text(lines, next)) || is_month(line_text(lines, next))) &&
	       shape_is_title(text, regimes) &&
	       (!shape_is_prose(text) || opening_stands_alone(lines, line)) && !is_date_line(text) &&
	       shape_word_count(text, 2) == 2;
}

bool opening_is_letter(const struct lines *lines, size_t line)
{
	bool dated = false, prose = false;
	size_t at = line;

	for (size_t n = 0; n < LETTER_LINES && at < lines->count; n++) {
		struct slice text = line_text(lines, at);
		size_t next = lines_next_words(lines, at + 1, lines->count), value;
		enum header_label label;

		if (prose && shape_is_closing(text))
			return true;
		if (header_label(lines, at, &label, &value) && (label == HEADER_FROM || label == HEADER_TO))
			return false;
		prose |= shape_is_prose(text);
		dated |= !prose && is_date_line(text);
		if ((!prose && !is_head_line(text)) || (!dated && (prose || n >= LETTER_HEAD)) ||
		    page_ends(lines, at, next))
			return false;
		at = next;
	}
	return false;
}

bool opening_has_body(const struct lines *lines, size_t line, bool same_page)
{
	size_t limit = lines->count, i = line;

	for (size_t n = 0; n < BODY_DISTANCE; n++) {
		enum header_label label;
		size_t value;

		size_t next = lines_next_words(lines, i + 1, limit);

		if (next == limit || (same_page && page_ends(lines, i, next)))
			return false;
		i = next;
		struct slice text = line_text(lines, i);

		if (shape_is_end(text) || (header_label(lines, i, &label, &value) && label == HEADER_FROM))
			return false;
		if (n < CONTACT_DISTANCE && shape_is_contact(text))
			return false;
		if (shape_is_prose(text) || (shape_is_bullet(text) && shape_word_count(text, 4) == 4))
			return true;
	}
	return false;
}
