/* SPDX-License-Identifier: MIT */
#include "header-head.h"

#include "date.h"
#include "dating-line.h"
#include "header-label.h"
#include "shape.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	SPECKS_MAX = 8,
	HEAD_MAX = 70, /* bytes of a line with a name or a date above labels */
	LINE_MAX = 200,
	NUMBER_LABEL = 12, /* bytes of the label of a cable's number */
	ABOVE_LINES = 3,
	BETWEEN_LINES = 2,  /* lines with words between a dateline and the labels */
	ADDRESS_LINES = 24, /* lines of a cable that say who gets it */
	POST_DIGITS = 2,    /* least digits of a cable's number */
	CLASS_WORDS = 4,
	SUBJECT_LINES = 14, /* lines with words in which its subject stands */
	SUBJECT_FULL = 55   /* a subject this long goes on in the next line */
};

/* Any style does, since only the shape is looked at here. */
static const struct date_style any_style = {.order = DATE_MONTH_FIRST, .short_years = true};

static bool label_at(const struct lines *lines, size_t line, size_t limit, enum header_label *ret)
{
	size_t value;

	return line < limit && header_label_at(lines, line, true, ret, &value);
}

static void set_field(const struct lines *lines, struct slice value, size_t line, struct header_field *ret)
{
	*ret = (struct header_field){true, lines_span(lines, value), line, line + 1};
}

/* ---- Above labels ---- */

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
	set_field(lines, slice_sub(text, dated.first, dated.last), line, &header->fields[HEADER_SENT]);
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
	set_field(lines, name, line, &header->fields[HEADER_FROM]);
	set_field(lines, time, below, &header->fields[HEADER_SENT]);
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
	set_field(lines, slice_sub(text, 0, close + 1), line, &header->fields[HEADER_FROM]);
	set_field(lines, time, line, &header->fields[HEADER_SENT]);
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
	set_field(lines, time, line, &header->fields[HEADER_SENT]);
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

/* ---- Cables ---- */

/* The address behind "FM ", "TO " or "INFO "; empty where the line has no such beginning, or small letters.
 */
static struct slice address(struct slice line, const char *word)
{
	size_t length = strlen(word);

	/* "FM. CANBERRA" */
	length += line.length > length && line.at[length] == '.';
	struct slice rest = slice_sub(line, length, line.length);

	if (line.length > LINE_MAX || !slice_starts(line, slice_of(word)) || rest.length == 0 ||
	    !byte_is_space(rest.at[0]) || !shape_is_capitals(rest))
		return (struct slice){line.at, 0};
	return slice_trim(rest);
}

/* Do capitals without a label go on with the list of addresses above? */
static bool goes_on(const struct lines *lines, size_t line)
{
	struct slice text = line_text(lines, line);
	enum header_label label;
	size_t value;

	return line_has_words(lines, line) && text.length <= LINE_MAX && shape_is_capitals(text) &&
	       !slice_equal(text, SLICE("BT")) && !shape_is_classification(text) &&
	       !header_label_at(lines, line, false, &label, &value) &&
	       slice_find(text, SLICE(" "), 0) < text.length && text.at[1] != ' ';
}

/* "TELNO 88", "OF 101530Z NOVEMBER 03", a classification: what British cables print among the addresses. */
static bool read_detail(struct slice text, const struct lines *lines, size_t line, struct header *header)
{
	static const char *const starts[] = {"TELNO", "TEL NO", "TELEGRAM N", "DTG", "OF "};
	bool received;
	struct dated dated;

	if (shape_is_classification(text))
		return true;
	if (text.length > LINE_MAX || !slice_starts_with_one_of_ci(text, starts, COUNT(starts)) ||
	    !shape_is_capitals(text))
		return false;
	if (!header->fields[HEADER_SENT].present && dating_cable(text, &any_style, &dated, &received) &&
	    dated.confidence >= 90)
		set_field(lines, slice_sub(text, dated.first, dated.last), line,
			  &header->fields[HEADER_SENT]);
	return !slice_starts(text, SLICE("OF ")) || dating_has_digit(text);
}

/* The line where the lists TO and INFO end. */
static size_t read_addresses(const struct lines *lines, size_t line, size_t limit, struct header *header)
{
	struct header_field *field = NULL;
	size_t first = line;

	for (; line < limit && line < first + ADDRESS_LINES; line++) {
		struct slice text = line_text(lines, line), to = address(text, "TO"),
			     info = address(text, "INFO");

		/* Australian cables repeat to these. */
		if (info.length == 0)
			info = address(text, "RP");

		if (line_is_blank(lines, line) && header->fields[HEADER_TO].present)
			break;
		if (line_is_blank(lines, line) || read_detail(text, lines, line, header)) {
			field = NULL;
			continue;
		}
		if (to.length > 0 || info.length > 0) {
			field = &header->fields[to.length > 0 ? HEADER_TO : HEADER_CC];
			if (field->present)
				break;
			set_field(lines, to.length > 0 ? to : info, line, field);
		} else if (field && goes_on(lines, line)) {
			field->where.last = lines_span(lines, text).last;
			field->last_line = line + 1;
		} else {
			break;
		}
	}
	return line;
}

/* "TITLE   VANUATU: TALKS", "SUBJECT: TALKS": Australian cables leave out the colon. */
static bool subject_at(const struct lines *lines, size_t line, size_t *ret_value)
{
	static const char *const names[] = {"TITLE  ", "SUBJECT  ", "SUBJ  "};
	struct slice text = line_text(lines, line);
	enum header_label label;

	/* "SUBJ/LADDER FOUND//" */
	if (slice_starts(text, SLICE("SUBJ/"))) {
		*ret_value = lines_span(lines, slice_sub(text, 5, text.length)).first;
		return true;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (slice_starts(text, slice_of(names[i]))) {
			*ret_value = lines_span(lines, slice_sub(text, strlen(names[i]), text.length)).first;
			return true;
		}
	return header_label_at(lines, line, true, &label, ret_value) && label == HEADER_SUBJECT;
}

static void read_subject(const struct lines *lines, size_t limit, struct header *header)
{
	size_t line = lines_next_words(lines, header->last_line, limit), value;

	for (size_t n = 0; n < SUBJECT_LINES && line < limit; n++) {
		if (subject_at(lines, line, &value))
			break;
		if (byte_is_digit(line_text(lines, line).at[0]))
			return;
		line = lines_next_words(lines, line + 1, limit);
	}
	if (line >= limit || !subject_at(lines, line, &value))
		return;
	struct header_field *field = &header->fields[HEADER_SUBJECT];

	set_field(lines, slice_sub(lines->text, value, line_last(lines, line)), line, field);
	while (field->where.last > value && slice_starts(line_text(lines, line), SLICE("SUBJ/")) &&
	       lines->text.at[field->where.last - 1] == '/')
		field->where.last--;
	if (field->where.last - field->where.first >= SUBJECT_FULL && line + 1 < limit &&
	    goes_on(lines, line + 1)) {
		field->where.last = lines_span(lines, line_text(lines, line + 1)).last;
		field->last_line = line + 2;
	}
	header->last_line = field->last_line;
}

/* Behind "UNCLAS", "C O N F I D E N T I A L", "SECTION 01 OF 02"; 0 where no classification begins the line.
 */
static size_t skip_class(struct slice s)
{
	static const char *const names[] = {
		"UNCLASSIFIED", "UNCLAS",     "C O N F I D E N T I A L", "CONFIDENTIAL", "S E C R E T",
		"SECRET",       "RESTRICTED", "LIMITED OFFICIAL USE"};
	static const char *const more[] = {"SECTION ", "SEC ",  "OF ",    "E F T O ",
					   "EFTO ",    "FOUO ", "NOFORN "};
	size_t at = 0;

	for (size_t i = 0; i < COUNT(names) && at == 0; i++)
		if (slice_starts(s, slice_of(names[i])))
			at = strlen(names[i]);
	for (size_t n = 0; at > 0 && n < CLASS_WORDS; n++) {
		while (at < s.length && (s.at[at] == ' ' || (n > 0 && byte_is_digit(s.at[at]))))
			at++;
		for (size_t i = 0; i < COUNT(more); i++)
			if (slice_starts(slice_sub(s, at, s.length), slice_of(more[i])))
				at += strlen(more[i]);
	}
	return at;
}

/* "UNCLAS SECTION 01 OF 02 LIMA 001234" above "SUBJECT: X": a cable whose addresses were left out. */
static bool read_post(const struct lines *lines, size_t line, size_t limit, struct header *header)
{
	struct slice text = line_text(lines, line);
	size_t at = text.length <= HEAD_MAX ? skip_class(text) : 0, last = text.length;

	while (last > at && byte_is_digit(text.at[last - 1]))
		last--;
	struct slice post = slice_trim(slice_sub(text, at, last));

	if (at == 0 || text.length - last < POST_DIGITS || post.length < 3 || !shape_is_capitals(post) ||
	    last == 0 || text.at[last - 1] != ' ' || shape_word_count(post, 4) > 3)
		return false;
	set_field(lines, post, line, &header->fields[HEADER_FROM]);
	header->last_line = line + 1;
	read_subject(lines, limit, header);
	return header->fields[HEADER_SUBJECT].present;
}

/* "1042Z 17 MAY 1998" too. */
static bool cable_dated(struct slice text, struct dated *ret)
{
	bool received;

	if (dating_cable(text, &any_style, ret, &received) && ret->confidence >= 90)
		return true;
	ret->first = 0;
	return date_opens(text, &any_style, &ret->date, &ret->last) && ret->date.zoned;
}

/* "BOGOTA 141620Z JUN 83", of a line that begins with "FM": British posts print the time behind their name.
 */
static struct slice without_time(struct slice post)
{
	struct dated dated;

	return cable_dated(post, &dated) && dated.first > 0 ? slice_trim(slice_sub(post, 0, dated.first))
							    : post;
}

bool header_cable_read(const struct lines *lines, size_t line, size_t limit, struct header *ret)
{
	struct header header = {.first_line = line};
	struct slice text = line_text(lines, line);
	struct dated dated;

	if (text.length > LINE_MAX || text.length < 4)
		return false;
	if (cable_dated(text, &dated)) {
		set_field(lines, slice_sub(text, dated.first, dated.last), line, &header.fields[HEADER_SENT]);
		if (address(text, "FM").length == 0)
			line = lines_next_words(lines, line + 1, limit);
	}
	if (line >= limit)
		return false;
	if (read_post(lines, line, limit, &header)) {
		*ret = header;
		return true;
	}
	text = line_text(lines, line);
	if ((text = address(text, slice_starts(text, SLICE("FROM")) ? "FROM" : "FM")).length == 0)
		return false;
	set_field(lines, without_time(text), line, &header.fields[HEADER_FROM]);
	header.last_line = read_addresses(lines, line + 1, limit, &header);
	if (!header.fields[HEADER_TO].present)
		return false;
	read_subject(lines, limit, &header);
	*ret = header;
	return true;
}
