/* SPDX-License-Identifier: MIT */
/* The head of a cable: who sent it and when, who gets it, its subject. */
#include "header-head.h"

#include "date.h"
#include "dating-line.h"
#include "header-field.h"
#include "header-label.h"
#include "shape.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	HEAD_MAX = 70, /* bytes of a line with a classification, a post and a number */
	LINE_MAX = 200,
	ADDRESS_LINES = 24, /* lines of a cable that say who gets it */
	POST_DIGITS = 2,    /* least digits of a cable's number */
	CLASS_WORDS = 4,
	TELETYPE_LINES = 4,  /* lines with words of whom a teletype goes to and who sends it */
	TELEGRAM_LINES = 16, /* and of an incoming telegram's head */
	ROUTE_LINES = 8,     /* lines with words from a subject to the route below it */
	SUBJECT_LINES = 14,  /* lines with words in which its subject stands */
	SUBJECT_FULL = 55,   /* a subject this long goes on in the next line */
	SUBJECT_LONG = 40,   /* and one this long in lines that nothing parts from it but a blank one */
	SUBJECT_MORE = 2,    /* so many of them */
	SUBJECT_SLACK = 2    /* blanks by which they differ from its column */
};

/* Any style does, since only the shape is looked at here. */
static const struct date_style any_style = {.order = DATE_MONTH_FIRST, .short_years = true};

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
		header_field_set(lines, slice_sub(text, dated.first, dated.last), line,
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
			header_field_set(lines, to.length > 0 ? to : info, line, field);
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

/* Does the line begin where the value of the label above it begins, or at the margin as the label does? */
static bool in_column(const struct lines *lines, const struct header_field *field, size_t line)
{
	size_t column = field->where.first - line_first(lines, field->first_line);
	size_t label = line_indent(lines, field->first_line), indent = line_indent(lines, line);

	return indent == label || (indent + SUBJECT_SLACK >= column && indent <= column + SUBJECT_SLACK);
}

/* "REF: ACCRA 311", "1. SUMMARY", "FOR THE AMBASSADOR FROM X", "SIPDIS": what stands below a subject and is
 * not of it. */
static bool is_below_subject(const struct lines *lines, size_t line)
{
	static const char *const starts[] = {
		"REF",     "SUMMARY", "FOR ",    "FROM ",  "PASS ",  "SIPDIS",      "TAGS",     "BEGIN ",
		"E.O. ",   "DEPT ",   "STATE ",  "NOFORN", "NODIS",  "EXDIS",       "LIMDIS",   "EYES ",
		"COMMENT", "CLASSI",  "SECTION", "JOINT ", "STADIS", "DEPARTMENT ", "CORRECTED"};
	struct slice text = line_text(lines, line);
	size_t blank = slice_find(text, SLICE(" "), 0);

	/* "LONDON FOR ROE; PARIS FOR POE" */
	if (slice_starts(slice_sub(text, blank, text.length), SLICE(" FOR ")) ||
	    slice_find(text, SLICE(" PASS "), 0) < text.length)
		return true;

	return text.length > HEAD_MAX || byte_is_digit(text.at[0]) || !shape_is_capitals(text) ||
	       slice_starts_with_one_of_ci(text, starts, COUNT(starts)) || shape_is_classification(text) ||
	       slice_find(text, SLICE(":"), 0) < text.length || slice_last(text) == '.';
}

/* The line behind a subject in capitals that goes on down to the next blank line; `line` where none does. */
static size_t subject_end(const struct lines *lines, const struct header_field *field, size_t limit)
{
	size_t line = field->last_line, last = line;
	struct slice value = slice_sub(lines->text, field->where.first, field->where.last);

	if (value.length < SUBJECT_LONG || !shape_is_capitals(value))
		return line;
	while (last < limit && last - line < SUBJECT_MORE && line_has_words(lines, last) &&
	       in_column(lines, field, last) && !is_below_subject(lines, last))
		last++;
	return last < limit && line_is_blank(lines, last) ? last : line;
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

	header_field_set(lines, slice_sub(lines->text, value, line_last(lines, line)), line, field);
	while (field->where.last > value && slice_starts(line_text(lines, line), SLICE("SUBJ/")) &&
	       lines->text.at[field->where.last - 1] == '/')
		field->where.last--;
	size_t end = subject_end(lines, field, limit);

	if (end == line + 1 && field->where.last - field->where.first >= SUBJECT_FULL && end < limit &&
	    goes_on(lines, end))
		end++;
	if (end > line + 1) {
		field->where.last = lines_span(lines, line_text(lines, end - 1)).last;
		field->last_line = end;
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
	header_field_set(lines, post, line, &header->fields[HEADER_FROM]);
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

/* The time, "FM", "TO" and "INFO"; `time` is that of the first line, NULL where it has none. */
static bool read_timed_route(const struct lines *lines, size_t line, size_t limit, const struct dated *time,
			     struct header *header)
{
	struct slice text = line_text(lines, line);

	if (time) {
		header_field_set(lines, slice_sub(text, time->first, time->last), line,
				 &header->fields[HEADER_SENT]);
		if (address(text, "FM").length == 0)
			line = lines_next_words(lines, line + 1, limit);
	}
	if (line >= limit)
		return false;
	text = line_text(lines, line);
	if ((text = address(text, slice_starts(text, SLICE("FROM")) ? "FROM" : "FM")).length == 0)
		return false;
	header_field_set(lines, without_time(text), line, &header->fields[HEADER_FROM]);
	header->last_line = read_addresses(lines, line + 1, limit, header);
	return header->fields[HEADER_TO].present;
}

static bool read_route(const struct lines *lines, size_t line, size_t limit, struct header *header)
{
	struct dated dated;
	bool timed = cable_dated(line_text(lines, line), &dated);

	return read_timed_route(lines, line, limit, timed ? &dated : NULL, header);
}

/* "C O N F I D E N T I A L ACCRA 000311" and the subject may stand above the route, which says more exactly
 * who sends; references and what machines read, "DE RUEHAR #0311", between them. */
static void read_route_below(const struct lines *lines, size_t limit, struct header *header)
{
	size_t line = lines_next_words(lines, header->last_line, limit);
	struct header route = *header;

	for (size_t n = 0; n < ROUTE_LINES && line < limit; n++) {
		struct slice text = line_text(lines, line);

		if (read_route(lines, line, limit, &route)) {
			*header = route;
			return;
		}
		route = *header;
		if (text.length > LINE_MAX || byte_is_digit(text.at[0]) || !shape_is_capitals(text))
			return;
		line = lines_next_words(lines, line + 1, limit);
	}
}

/* "FBI BOSTON     4-2-54     4-12 PM     JMR": the office, then the day. */
static bool read_teletype_row(const struct lines *lines, size_t line, struct header *header)
{
	struct slice text = line_text(lines, line);
	size_t first, last;
	struct edtf date;

	if (text.length > HEAD_MAX || !slice_starts(text, SLICE("FBI ")) || !shape_is_capitals(text) ||
	    !date_find_in(text, &any_style, &date, &first, &last) || date.precision < EDTF_DAY)
		return false;
	header_field_set(lines, slice_sub(text, first, last), line, &header->fields[HEADER_SENT]);
	return true;
}

/* Without the file's number and the count of pages: "BOSTON (100-4417) 2P". */
static struct slice without_number(struct slice s)
{
	return slice_trim(slice_sub(s, 0, slice_find(s, SLICE("("), 0)));
}

/* Such a row, maybe below "TELETYPE", whom it goes to in capitals, and "FROM SAC, BOSTON": as the FBI wired.
 */
static bool read_teletype(const struct lines *lines, size_t line, size_t limit, struct header *header)
{
	size_t row = slice_equal(line_text(lines, line), SLICE("TELETYPE"))
			     ? lines_next_words(lines, line + 1, limit)
			     : line;

	if (row == limit || !read_teletype_row(lines, row, header))
		return false;
	row = lines_next_words(lines, row + 1, limit);
	for (size_t n = 0; n < TELETYPE_LINES && row < limit; n++) {
		struct slice text = line_text(lines, row), from = without_number(address(text, "FROM"));
		struct header_field *to = &header->fields[HEADER_TO];

		if (from.length > 0) {
			header_field_set(lines, from, row, &header->fields[HEADER_FROM]);
			header->last_line = row + 1;
			return to->present;
		}
		if (text.length > LINE_MAX || !shape_is_capitals(text))
			return false;
		if (!to->present)
			header_field_set(lines, address(text, "TO").length > 0 ? address(text, "TO") : text,
					 row, to);
		to->where.last = lines_span(lines, text).last;
		to->last_line = row + 1;
		row = lines_next_words(lines, row + 1, limit);
	}
	return false;
}

/* The value of "FROM:", "TO:" or "NO:" in a line, at its beginning or behind the offices of the left column;
 * empty where there is none. */
static struct slice telegram_value(struct slice line, const char *label)
{
	size_t at = slice_find(line, slice_of(label), 0);

	if (at == line.length || (at > 0 && (at < 2 || line.at[at - 1] != ' ' || line.at[at - 2] != ' ')))
		return (struct slice){line.at, 0};
	return shape_first_cell(slice_trim(slice_sub(line, at + strlen(label), line.length)));
}

/*
 * "INCOMING TELEGRAM      Department of State" above "FROM:  Tananarive", "TO:    Secretary of State", "NO:
 * 214": a column of offices that get it stands left of them. The day is elsewhere in its head.
 */
static bool read_telegram(const struct lines *lines, size_t line, size_t limit, struct header *header)
{
	struct header_field *from = &header->fields[HEADER_FROM], *to = &header->fields[HEADER_TO];
	struct slice text = line_text(lines, line);

	if (!slice_starts(text, SLICE("INCOMING TELEGRAM")) &&
	    !slice_starts(text, SLICE("OUTGOING TELEGRAM")))
		return false;
	for (size_t n = 0; n < TELEGRAM_LINES; n++) {
		line = lines_next_words(lines, line + 1, limit);
		if (line == limit || line_is(lines, line, LINE_BREAK) ||
		    (text = line_text(lines, line)).length > LINE_MAX)
			break;
		struct slice sender = telegram_value(text, "FROM:"), receiver = telegram_value(text, "TO:");

		if (sender.length > 0 && !from->present)
			header_field_set(lines, sender, line, from);
		else if (receiver.length > 0 && !to->present)
			header_field_set(lines, receiver, line, to);
		else if (telegram_value(text, "NO:").length > 0)
			n = TELEGRAM_LINES;
		else
			continue;
		header->last_line = line + 1;
	}
	return from->present && to->present;
}

/* What all routes and posts begin with, in their first line or in the one below the time. */
static bool begins_route(const struct lines *lines, size_t line, size_t limit)
{
	struct slice text = line < limit ? line_text(lines, line) : (struct slice){NULL, 0};

	return slice_starts(text, SLICE("FM")) || slice_starts(text, SLICE("FROM")) || skip_class(text) > 0;
}

/* The time, the post and the subject, with the route below them; or the time, the route and the subject. */
static bool read_cable(const struct lines *lines, size_t line, size_t limit, struct header *header)
{
	struct slice text = line_text(lines, line);
	size_t next = lines_next_words(lines, line + 1, limit), post = line;
	struct dated dated;

	if (!begins_route(lines, line, limit) && !begins_route(lines, next, limit))
		return false;
	bool timed = cable_dated(text, &dated);

	if (timed && address(text, "FM").length == 0) {
		header_field_set(lines, slice_sub(text, dated.first, dated.last), line,
				 &header->fields[HEADER_SENT]);
		post = next;
	}
	if (post < limit && read_post(lines, post, limit, header)) {
		read_route_below(lines, limit, header);
		return true;
	}
	*header = (struct header){.first_line = line};
	if (!read_timed_route(lines, line, limit, timed ? &dated : NULL, header))
		return false;
	read_subject(lines, limit, header);
	return true;
}

typedef bool form_read(const struct lines *lines, size_t line, size_t limit, struct header *header);

bool header_cable_read(const struct lines *lines, size_t line, size_t limit, struct header *ret)
{
	static form_read *const forms[] = {read_cable, read_teletype, read_telegram};
	struct slice text = line_text(lines, line);

	if (text.length > LINE_MAX || text.length < 4)
		return false;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct header header = {.first_line = line};

		if (forms[i](lines, line, limit, &header)) {
			*ret = header;
			return true;
		}
	}
	return false;
}
