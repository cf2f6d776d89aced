/* SPDX-License-Identifier: MIT */
/*
 * Lines near a heading that are no title, or cells of its line that are no part of it: fields of a form,
 * numbers, days, classifications, the names of sections, what a press office prints above its headline. Each
 * is told from the line alone.
 */
#include "title-line.h"

#include "date.h"
#include "dating-line.h"
#include "shape.h"

enum {
	FIELD_LABEL = 28, /* bytes of a form's label with its colon */
	FIELD_WORDS = 4,
	NUMBER_DIGITS = 4, /* of a file's number with a stroke in it */
	NUMBER_LONG = 6,   /* and of one without */
	NUMBER_LETTERS = 5,
	LETTERHEAD_LINES = 4,
	FIELD_GAP = 3, /* blanks behind that colon that no typist puts there */
	UNIT_WORDS = 5,
	STATE_WORDS = 4,
	CELL_MAX = 48 /* bytes of a last cell that may be a day */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* As many blanks behind the colon of a label as the line has, up to three; 0 where it has no label. */
static size_t label_gap(const struct lines *lines, size_t line)
{
	struct slice text = line_text(lines, line);
	size_t colon = slice_find(slice_sub(text, 0, FIELD_LABEL), SLICE(":"), 0), gap = 0;

	if (colon >= text.length || text.at[colon] != ':' ||
	    shape_word_count(slice_sub(text, 0, colon), FIELD_WORDS + 1) > FIELD_WORDS)
		return 0;
	while (gap < FIELD_GAP && colon + 1 + gap < text.length && text.at[colon + 1 + gap] == ' ')
		gap++;
	return gap;
}

/* "For:   Hon Alba Wren", "Reporting officer:     A. Poe": a line of a form that names no subject. A typist
 * may put two blanks behind any colon, but not in two lines that stand one below the other. */
bool title_is_other_field(const struct lines *lines, size_t line)
{
	enum header_label label;
	size_t value, gap = label_gap(lines, line);

	if (header_label(lines, line, &label, &value))
		return label != HEADER_SUBJECT;
	return gap >= FIELD_GAP ||
	       (gap == FIELD_GAP - 1 &&
		((line > 0 && label_gap(lines, line - 1) >= FIELD_GAP - 1) ||
		 (line + 1 < lines->count && label_gap(lines, line + 1) >= FIELD_GAP - 1)));
}

/* "MPC-2020-104417", "Sub20-0031", "TOIA 20240097" */
static bool is_file_number(struct slice s)
{
	size_t digits = 0, first = 0;

	while (first < s.length && first < NUMBER_LETTERS && byte_is_letter(s.at[first]))
		first++;
	bool parted = first > 0 && first < s.length && s.at[first] == ' ', inner = false;

	if (s.length == 0 || byte_is_lower(s.at[0]) || (parted && !shape_is_capitals(slice_sub(s, 0, first))))
		return false;
	for (size_t i = first + parted; i < s.length; i++) {
		if (byte_is_lower(s.at[i]) || byte_is_space(s.at[i]) || (parted && !byte_is_digit(s.at[i])))
			return false;
		digits += byte_is_digit(s.at[i]);
		inner |= s.at[i] == '-' || s.at[i] == '/';
	}
	/* "ISO 14001" and "May2019" are words. */
	return digits >= (inner ? NUMBER_DIGITS : NUMBER_LONG);
}

/* "Wharf Borough Council                 Environmental Protection": who prints the paper, in two cells. */
static bool is_letterhead_row(struct slice s)
{
	struct slice cell = shape_last_cell(s), unit = slice_trim(slice_sub(s, 0, s.length - cell.length));
	bool begins = true;

	for (size_t i = 0; i < cell.length; begins = cell.at[i++] == ' ')
		if (byte_is_digit(cell.at[i]) ||
		    (begins && byte_is_lower(cell.at[i]) &&
		     !slice_starts(slice_sub(cell, i, cell.length), SLICE("and "))))
			return false;
	return cell.length < s.length && shape_is_unit(unit) &&
	       shape_word_count(cell, UNIT_WORDS + 1) <= UNIT_WORDS;
}

/* "DRAFT", "Board paper 21/34": the state and the number of the paper that is named below. */
bool title_is_paper_number(struct slice s)
{
	static const char *const papers[] = {"paper ", "item ", "paper no. ", "item no. "};
	size_t first = s.length;

	if (shape_is_draft(s) || is_file_number(s) || is_letterhead_row(s))
		return true;
	while (first > 0 && !byte_is_space(s.at[first - 1])) {
		if (!byte_is_digit(s.at[first - 1]) && !strchr("/-.", s.at[first - 1]))
			return false;
		first--;
	}
	return first < s.length && shape_word_count(s, 5) < 5 &&
	       slice_ends_with_one_of_ci(slice_sub(s, 0, first), papers, COUNT(papers));
}

static bool begins_with_day(struct slice s)
{
	struct edtf date;
	size_t first, last;

	return dating_has_digit(s) && date_find(s, &date, &first, &last) && first == 0 &&
	       date.precision >= EDTF_DAY;
}

size_t title_below_letterhead(const struct lines *lines, size_t line, size_t last_line)
{
	static const char *const starts[] = {"ministry of ",    "ministry for ",  "department of ",
					     "department for ", "office of the ", "embassy of ",
					     "high commission "};
	struct slice text = line_text(lines, line);
	size_t at = line;

	if (!slice_starts_with_one_of_ci(text, starts, COUNT(starts)) || !shape_is_office(text))
		return line;
	for (size_t n = 0; n < LETTERHEAD_LINES; n++) {
		at = lines_next_words(lines, at + 1, last_line);
		if (at == last_line || shape_is_prose(line_text(lines, at)))
			return line;
		if (begins_with_day(line_text(lines, at)))
			return lines_next_words(lines, at + 1, last_line);
	}
	return line;
}

/* "Minister for Lights          For decision by 18 September": whom a submission is for, and until when. */
bool title_is_deadline(struct slice text)
{
	static const char *const starts[] = {"for decision",  "for information",  "for concurrence",
					     "for approval",  "for noting",       "for action",
					     "for signature", "for consideration"};
	struct slice cell = shape_last_cell(text);

	return cell.length < text.length && slice_starts_with_one_of_ci(cell, starts, COUNT(starts));
}

/* "Purpose", "1. Issue", "Background": the name of a paper's first section. */
bool title_is_section(struct slice text)
{
	static const char *const sections[] = {"purpose",         "issue",
					       "issues",          "background",
					       "summary",         "executive summary",
					       "context",         "aim",
					       "timing",          "key points",
					       "recommendation",  "recommendations",
					       "introduction",    "overview",
					       "subject",         "request",
					       "decision",        "action",
					       "action required", "decision required",
					       "proposal",        "findings"};

	text = shape_bare(text);
	while (text.length > 0 && (byte_is_digit(text.at[0]) || text.at[0] == '.' || text.at[0] == ' '))
		text = slice_sub(text, 1, text.length);
	if (text.length > 0 && text.at[text.length - 1] == ':')
		text.length--;
	return slice_is_one_of_ci(text, sections, COUNT(sections));
}

/* "as at 9 June 2023", "11/12/2020", "9 June 2023": a day and nothing else. */
static bool is_day(struct slice cell)
{
	static const struct date_style any_style = {.order = DATE_DAY_FIRST, .short_years = true};
	struct dated dated;

	if (!dating_has_digit(cell) || cell.length > CELL_MAX)
		return false;
	if (dating_alone(cell, &any_style, &dated))
		return dated.date.precision >= EDTF_MONTH;
	return dating_labelled(cell, &any_style, &dated) && dated.last + 1 >= cell.length;
}

/* "Version 2", "DRAFT", "Page 1 of 3", "Ref: DLT/12", "OFFICIAL" */
static bool is_state(struct slice cell)
{
	static const char *const starts[] = {"version ", "draft",      "final",   "page ",   "ref:",
					     "ref.:",    "reference:", "our ref", "file no", "file ref"};

	return shape_is_classification(cell) || shape_is_divider(cell) ||
	       (shape_word_count(cell, STATE_WORDS + 1) <= STATE_WORDS &&
		slice_starts_with_one_of_ci(cell, starts, COUNT(starts)));
}

/* "Form FD7 \xe2\x80\x93 Site visit report" beside the name of who prints it: the form's title; `line` for
 * none. */
static struct slice behind_form(struct slice cell, struct slice line)
{
	static const char *const dashes[] = {" - ", " \xe2\x80\x93 ", " \xe2\x80\x94 "};

	for (size_t i = 0; i < COUNT(dashes); i++) {
		size_t at = slice_find(cell, slice_of(dashes[i]), 0) + strlen(dashes[i]);

		if (at < cell.length)
			return slice_sub(cell, at, cell.length);
	}
	return line;
}

/* "Note of telephone call      11/12/2020", "Schedule of documents     OIA-2023/0417" */
struct slice title_without_day(struct slice line)
{
	struct slice cell = shape_last_cell(line),
		     rest = slice_trim(slice_sub(line, 0, line.length - cell.length));

	if (cell.length == line.length || shape_letter_count(rest) < 2)
		return line;
	if (slice_starts_ci(cell, SLICE("form ")) && shape_is_unit(rest))
		return behind_form(cell, line);
	return is_day(cell) || is_file_number(cell) || is_state(cell) ? rest : line;
}

/* "PROTECTED B     DDT-2019-0412": cells of which each is a classification or a number. */
static bool is_row_of_marks(struct slice line)
{
	size_t cells = 0;

	while (line.length > 0) {
		struct slice cell = shape_next_cell(&line);

		if (!shape_is_classification(cell) && !is_file_number(cell))
			return false;
		cells++;
	}
	return cells > 1;
}

bool title_names_release(struct slice line)
{
	static const char *const names[] = {
		"news",         "news release",    "press release",     "media release",
		"press notice", "media statement", "communiqu\303\251", "communiqu\303\251 de presse"};

	return slice_is_one_of_ci(line, names, COUNT(names));
}

/* "For immediate release: 9 April 2018", "Pour diffusion imm\303\251diate", "Contact: Press Office", "Harbour
 * Agency          NEWS" */
static bool is_of_press(struct slice line)
{
	static const char *const starts[] = {"for immediate release",
					     "for immediate use",
					     "for release",
					     "pour diffusion imm\303\251",
					     "embargoed",
					     "strictly embargoed",
					     "under embargo",
					     "embargo:",
					     "contact:",
					     "media contact:",
					     "press contact:"};
	struct slice cell = shape_last_cell(line);

	return slice_starts_with_one_of_ci(line, starts, COUNT(starts)) ||
	       (cell.length < line.length && title_names_release(cell));
}

/* "Meeting held on 5 April 2023 by video", "R\303\251union tenue le 5 avril 2023": when people met, and who.
 */
static bool is_of_meeting(struct slice line)
{
	static const char *const starts[] = {"meeting held ", "r\303\251union tenue ", "held ", "tenue le "};
	static const char *const labels[] = {
		"participants :", "participants:", "pr\303\251sents :", "pr\303\251sences :"};

	return (dating_has_digit(line) && slice_starts_with_one_of_ci(line, starts, COUNT(starts))) ||
	       slice_starts_with_one_of_ci(line, labels, COUNT(labels));
}

bool title_is_furniture(struct slice line)
{
	line = shape_bare(line);
	return shape_is_form_number(line) || shape_is_divider(line) || shape_is_purpose(line) ||
	       is_row_of_marks(line) || is_of_press(line) || is_of_meeting(line);
}
