/* SPDX-License-Identifier: MIT */
/* Heads of pages, and the header blocks below them: of a message, a memorandum, a cable. */
#include "split-rule.h"

#include "date.h"
#include "dating-line.h"
#include "opening.h"
#include "shape.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	FORM_WORDS = 8,     /* most words of a heading that names the kind of paper */
	LETTERHEAD_GAP = 2, /* blank lines between a letterhead and the block below it */
	CENTRE_INDENT = 10, /* blanks before a line that stands in the middle */
	SHEET_DIGITS = 6,
	SHEET_NUMBERS = 2, /* lines of a number or a rule at the head of a page */
	PAGE_HEAD = 4,     /* lines with letters above a heading at the head of a page */
	PAGE_HEAD_LINES = 40
};

/* "cc: Hydrology" below a letter's signature, parted from the block of the next paper. */
static bool is_lone_copy(const struct lines *lines, size_t line)
{
	enum header_label label;
	size_t value;

	return header_label(lines, line, &label, &value) && (label == HEADER_CC || label == HEADER_BCC) &&
	       line + 1 < lines->count && !line_has_words(lines, line + 1);
}

static bool reads_header(const struct splitter *s, size_t line, struct header *ret)
{
	return header_read(s->lines, line, s->lines->count, s->regimes, ret) && !is_lone_copy(s->lines, line);
}

/* "Prepared by: J Roe", "Date: 5 May 2019" below a paper's text: who wrote it, to nobody and of nothing. */
static bool signs_above(const struct splitter *s, const struct header *header)
{
	const struct part *part = open_part(s);

	return part && !s->page_start && s->page_prose && !part->has_header &&
	       !header->fields[HEADER_TO].present && !header->fields[HEADER_SUBJECT].present &&
	       header->fields[HEADER_FROM].present &&
	       !slice_starts_ci(line_text(s->lines, header->fields[HEADER_FROM].first_line), SLICE("from"));
}

bool head_has_header(const struct splitter *s, size_t line, size_t distance, struct header *ret)
{
	size_t limit = s->lines->count;

	for (size_t n = 0, i = line + 1; n < distance; n++, i++) {
		i = lines_next_words(s->lines, i, limit);
		if (i == limit)
			return false;
		if (reads_header(s, i, ret))
			return true;
		if (shape_is_prose(line_text(s->lines, i)) &&
		    !shape_is_title(line_text(s->lines, i), s->regimes))
			return false;
	}
	return false;
}

size_t head_first_line(const struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);
	size_t words = 0;

	if (!part || s->page_prose || s->page_first < part->first_line || s->page_first > line)
		return line;
	for (size_t i = s->page_first; i < line && words <= LETTERHEAD_LINES; i++)
		words += line_has_words(s->lines, i);
	return words <= LETTERHEAD_LINES ? s->page_first : line;
}

bool head_is_letterhead(const struct splitter *s)
{
	const struct part *part = open_part(s);

	if (!part || part->has_header || s->prose)
		return false;
	return part->type == TYPE_DOCUMENT && s->words <= HEADING_DISTANCE;
}

/* "MINISTRY OF TIDES," above "LOCKS & WEIRS": an office's name over two lines. */
static bool breaks_off(const struct lines *lines, size_t line)
{
	struct slice text = line_text(lines, line);

	return slice_last(text) == ',' && shape_is_capitals(text) && line + 1 < lines->count &&
	       line_has_words(lines, line + 1) && shape_is_capitals(line_text(lines, line + 1));
}

/* "3391", "________": the number of the sheet in its folder, a rule. */
static bool is_sheet_number(struct slice s)
{
	size_t digits = 0, strokes = 0;

	for (size_t i = 0; i < s.length; i++) {
		digits += byte_is_digit(s.at[i]);
		strokes += s.at[i] == '_';
	}
	return strokes == s.length || (digits == s.length && digits <= SHEET_DIGITS);
}

bool head_is_above(const struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);
	size_t words = 0, numbers = 0;

	/* A header block without any text below it is not all of a message. */
	if (!part || s->page_prose || s->page_first <= part->first_line || s->page_first > line ||
	    (part->has_header && !s->prose && s->marks == 0 &&
	     s->page_words <= part->header.last_line - part->header.first_line))
		return false;
	if (line - s->page_first > PAGE_HEAD_LINES)
		return false;
	for (size_t i = s->page_first; i < line && words <= PAGE_HEAD; i++) {
		struct slice text = line_text(s->lines, i);

		if (!line_has_words(s->lines, i))
			continue;
		if (is_sheet_number(text) && ++numbers <= SHEET_NUMBERS)
			continue;
		if (shape_is_bullet(text) || (!shape_is_classification(text) &&
					      !shape_is_title(text, s->regimes) && !breaks_off(s->lines, i)))
			return false;
		words++;
	}
	return words <= PAGE_HEAD;
}

static bool is_cable(const struct splitter *s, const struct header *header)
{
	const struct header_field *from = &header->fields[HEADER_FROM];

	enum header_label label;
	size_t value;

	return from->present && header->fields[HEADER_SUBJECT].first_line != from->first_line &&
	       (slice_starts(line_text(s->lines, from->first_line), SLICE("FM")) ||
		(!header_label(s->lines, from->first_line, &label, &value) &&
		 shape_is_capitals(line_text(s->lines, from->first_line)) &&
		 header->first_line + 2 > from->first_line));
}

/* British telegrams print post and time in one line. */
static bool holds_time(const struct splitter *s, size_t line)
{
	static const struct date_style any_style = {.order = DATE_DAY_FIRST, .short_years = true};
	struct dated dated;
	bool received;

	return slice_starts(line_text(s->lines, line), SLICE("FM ")) &&
	       dating_cable(line_text(s->lines, line), &any_style, &dated, &received);
}

/* "INWARD CABLEGRAM", "C O N F I D E N T I A L   LA PAZ 000761": what heads a cable's page is its own. */
static size_t cable_first_line(const struct splitter *s, size_t line)
{
	size_t first = cable_routing(s, line);

	if (first < line)
		return first;
	if (head_is_letterhead(s) || head_is_above(s, line))
		first = head_first_line(s, line);
	/* A classification alone heads the page, but right above "FM BOGOTA 141620Z JUN 83" it is the
	 * telegram's. */
	while (first < line &&
	       (!line_has_words(s->lines, first) || (shape_is_classification(line_text(s->lines, first)) &&
						     !(first + 1 == line && holds_time(s, line)))))
		first++;
	return first;
}

/* Messages are dated to the minute, papers to the day. */
static bool names_minute(const struct splitter *s, const struct header *header)
{
	const struct header_field *sent = &header->fields[HEADER_SENT];
	struct edtf date;
	size_t first, last;

	return sent->present &&
	       date_find(slice_sub(s->lines->text, sent->where.first, sent->where.last), &date, &first,
			 &last) &&
	       date.precision > EDTF_DAY;
}

/* The block of a memorandum, a minute, a facsimile: labels in capitals or first whom it is for, and a day
 * without a time. */
static bool is_memorandum(const struct splitter *s, const struct header *header)
{
	const struct header_field *from = &header->fields[HEADER_FROM], *to = &header->fields[HEADER_TO];

	if (!to->present || names_minute(s, header) ||
	    (!from->present && header->fields[HEADER_SENT].present))
		return false;
	/* "To: X            From: Y": both may stand in one line. */
	return !from->present || to->where.first < from->where.first ||
	       shape_is_capitals(slice_sub(line_text(s->lines, from->first_line), 0, 4));
}

/* A letterhead in the middle and in capitals right above the block, wide apart from what is above: a page
 * whose beginning was lost. */
static size_t lone_letterhead(const struct splitter *s, size_t line)
{
	size_t above = line;

	while (above > 0 && line - above < LETTERHEAD_GAP && !line_has_words(s->lines, above - 1))
		above--;
	if (above < LETTERHEAD_GAP + 1 || above == line)
		return line;
	above--;
	struct slice text = line_text(s->lines, above);
	size_t indent = line_indent(s->lines, above);

	return line_has_words(s->lines, above) && above >= s->floor && indent >= CENTRE_INDENT &&
			       shape_is_capitals(text) && !shape_is_classification(text) &&
			       !line_has_words(s->lines, above - 1) && !line_has_words(s->lines, above - 2)
		       ? above
		       : line;
}

/* "Office Memorandum   \xe2\x80\xa2   UNITED STATES GOVERNMENT", "INTERNAL NOTE", "BRIEFING NOTE FOR WARD
 * MEMBERS": what kind of paper the block below is of, as its own heading says. */
static bool is_form_heading(const struct splitter *s, size_t line)
{
	static const char *const names[] = {"office memorandum", "united states government"};
	static const char *const kinds[] = {" note", " memo", " minute", "briefing"};
	struct slice text = line_text(s->lines, line);

	if (!line_has_words(s->lines, line) || text.length > SHAPE_TITLE_MAX)
		return false;
	return slice_starts_with_one_of_ci(text, names, COUNT(names)) ||
	       (shape_is_capitals(text) && slice_holds_one_of_ci(text, kinds, COUNT(kinds)) &&
		shape_word_count(text, FORM_WORDS + 1) <= FORM_WORDS && shape_is_title(text, s->regimes) &&
		opening_is_parted(s->lines, line));
}

/* The first line of such headings right above the block; `line` where there is none. */
static size_t form_heading(const struct splitter *s, size_t line)
{
	size_t first = line;

	for (size_t n = 0; n < LETTERHEAD_GAP; n++) {
		size_t above = first;

		while (above > 0 && first - above < LETTERHEAD_GAP && !line_has_words(s->lines, above - 1))
			above--;
		if (above == 0 || above - 1 < s->floor || !is_form_heading(s, above - 1))
			break;
		first = above - 1;
	}
	return first;
}

/* "OFFICE OF HIGH WINDS", in the middle or in capitals, above the block of a memorandum at the head of a
 * page.
 */
static size_t memorandum_first_line(const struct splitter *s, size_t line)
{
	size_t first = head_is_letterhead(s) || head_is_above(s, line) ? head_first_line(s, line) : line;
	struct slice text = line_text(s->lines, first);
	size_t indent = line_indent(s->lines, first);

	if (first == line)
		return (first = form_heading(s, line)) < line ? first : lone_letterhead(s, line);
	return shape_is_capitals(text) || shape_is_unit(text) || indent >= CENTRE_INDENT ? first : line;
}

/* "YOUR FILE:       OUR FILE: TID/4", "19:05 (4460)     700/QUA/00000": no sentence and no name. */
static bool is_file_row(struct slice s)
{
	static const char *const labels[] = {"your file", "our file", "your ref", "our ref"};

	for (size_t i = 0; i < s.length; i++)
		if (byte_is_lower(s.at[i]))
			return slice_starts_with_one_of_ci(s, labels, COUNT(labels));
	return shape_has_digit(s) || slice_starts_with_one_of_ci(s, labels, COUNT(labels));
}

/* What a telegram prints of files and times above its block, from the head of the page; `line` for none. */
static size_t file_head(const struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);
	size_t words = 0;

	if (!part || s->page_prose || s->page_first <= part->first_line || s->page_first >= line ||
	    !slice_starts_ci(line_text(s->lines, s->page_first), SLICE("your file")))
		return line;
	for (size_t i = s->page_first; i < line; i = lines_next_words(s->lines, i + 1, line))
		if (++words > PAGE_HEAD || !is_file_row(line_text(s->lines, i)))
			return line;
	return s->page_first;
}

static size_t header_first_line(const struct splitter *s, size_t line, const struct header *header)
{
	size_t first = file_head(s, line);

	if (first < line)
		return first;
	if (is_cable(s, header))
		return cable_first_line(s, line);
	if (is_memorandum(s, header))
		return memorandum_first_line(s, line);
	return names_minute(s, header) ? line : form_heading(s, line);
}

/* Is the block addressed to who decides: a minister, a committee? Then it may head a submission. */
static bool is_to_desk(const struct splitter *s, const struct header *header)
{
	static const char *const desks[] = {"minister",  "secretary of state", "committee", "cabinet",
					    "taoiseach", "t\xc3\xa1naiste",    "council",   "board of",
					    "premier",   "lord advocate",      "treasurer", "attorney"};
	const struct header_field *to = &header->fields[HEADER_TO];

	return is_memorandum(s, header) &&
	       slice_holds_one_of_ci(slice_sub(s->lines->text, to->where.first, to->where.last), desks,
				     COUNT(desks));
}

static bool names_briefing(struct slice s)
{
	return slice_starts_ci(s, SLICE("briefing")) && shape_is_capitals(s);
}

size_t rule_header(struct splitter *s, size_t line)
{
	struct part *part = s->open ? &s->part : NULL;
	struct header header;

	if (!reads_header(s, line, &header) || signs_above(s, &header))
		return 0;
	/* What begins a page below text is a block of its own. */
	bool new_page = s->page_start && s->prose;
	/* The block below a heading such as "MEMORANDUM" or "BRIEFING NOTE" is the heading's own. */
	bool own = part && part->has_kind && !part->has_header && !new_page &&
		   s->words <= (s->prose ? TITLE_DISTANCE : HEADING_DISTANCE) &&
		   (part->type == TYPE_BRIEFING || part->type == TYPE_MESSAGE || part->type == TYPE_DOCUMENT);

	if (!own) {
		size_t first = header_first_line(s, line, &header);
		bool brief = (first < line && names_briefing(line_text(s->lines, first))) ||
			     (!header.fields[HEADER_FROM].present && is_to_desk(s, &header));

		part = begin_part(s, first, brief ? TYPE_BRIEFING : TYPE_MESSAGE, brief ? 85 : 98);
	}
	part->has_header = true;
	part->header = header;
	s->to_desk = !own && is_to_desk(s, &header);
	s->words += header.last_line - line;
	s->page_first = line;
	return header.last_line - line;
}
