/* SPDX-License-Identifier: MIT */
#include "header-line.h"

#include "date.h"
#include "header-field.h"
#include "header-label.h"
#include "redaction.h"
#include "shape.h"

enum {
	LINE_MAX = 220,
	NAME_MAX = 90,   /* bytes of a name and its address */
	LEAD_MAX = 24,   /* bytes before the date: "Am Montag, den " */
	WROTE_LINES = 3, /* lines over which the line above a reply may be broken */
	COLUMN_LINES = 10,
	LEFT_LINES = 4, /* between the name and "To" */
	COLUMN_GAP = 3  /* blanks between the columns */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Any style does, since only the shape is looked at here. */
static const struct date_style any_style = {.order = DATE_MONTH_FIRST, .short_years = true};

/* What is quoted below stays where it is. */
static bool is_quoted_below(const struct lines *lines, size_t line, size_t limit)
{
	size_t next = lines_next_words(lines, line, limit);

	return next == limit || line_text(lines, next).at[0] == '>';
}

static struct slice without(struct slice s, const char *ends)
{
	s = slice_trim(s);
	while (s.length > 0 && s.at[0] && strchr(ends, s.at[0]))
		s = slice_trim(slice_sub(s, 1, s.length));
	while (s.length > 0 && s.at[s.length - 1] && strchr(ends, s.at[s.length - 1]))
		s = slice_trim(slice_sub(s, 0, s.length - 1));
	return s;
}

/* ---- GroupWise ---- */

/* ">>> Jane Marlowe 09/06/2009 09:41 >>>", ">>> "Jane Marlowe" <jane@example> 6/9/2009 9:41 AM >>>" */
static bool read_groupwise(const struct lines *lines, size_t line, size_t limit, struct header *ret)
{
	struct slice text = line_text(lines, line), mark = SLICE(">>>");
	size_t first, last;
	struct edtf date;

	if (text.length > LINE_MAX || !slice_starts(text, mark) || is_quoted_below(lines, line + 1, limit))
		return false;
	text = slice_trim(slice_sub(text, mark.length, text.length));
	if (!date_find_in(text, &any_style, &date, &first, &last) || date.precision < EDTF_DAY ||
	    first == 0 || first > NAME_MAX || without(slice_sub(text, last, text.length), ">").length > 0)
		return false;
	struct slice name = without(slice_sub(text, 0, first), "\",");

	if (name.length == 0)
		return false;
	*ret = (struct header){.first_line = line, .last_line = line + 1};
	header_field_set(lines, name, line, &ret->fields[HEADER_FROM]);
	header_field_set(lines, slice_sub(text, first, last), line, &ret->fields[HEADER_SENT]);
	return true;
}

/* ---- Above a reply ---- */

static const struct wrote_form {
	const char *lead;
	const char *verb; /* behind the name, or before it where it is German */
} wrote_forms[] = {{"On ", "wrote"},
		   {"Le ", "a \xc3\xa9"
			   "crit"},
		   {"Am ", "schrieb"},
		   {"El ", "escribi\xc3\xb3"},
		   {"Em ", "escreveu"},
		   {"Il ", "ha scritto"},
		   {"Op ", "schreef"}};

/* The name between the date and the verb; in German and Dutch it stands behind the verb. */
static struct slice name_of(struct slice rest, const char *verb)
{
	size_t at = slice_find(rest, slice_of(verb), 0);
	struct slice before = without(slice_sub(rest, 0, at), ",:");
	struct slice behind = without(slice_sub(rest, at + strlen(verb), rest.length), ",:");

	return before.length > 0 && behind.length == 0 ? before : behind;
}

/* The line where the sentence ends in a colon; `limit` where it does not, or not with the verb. */
static size_t wrote_last(const struct lines *lines, size_t line, size_t limit, const char *verb)
{
	for (size_t n = 0; n < WROTE_LINES && line < limit && line_has_words(lines, line); n++, line++) {
		struct slice text = line_text(lines, line);

		if (n > 0 && text.at[0] == '>')
			break;
		if (text.at[text.length - 1] == ':')
			return slice_find(text, slice_of(verb), 0) < text.length ? line : limit;
	}
	return limit;
}

/* "On Mon, 3 May 2021 at 17:26, Jane Marlowe <jane@example> wrote:" */
static bool read_wrote(const struct lines *lines, size_t line, size_t limit, struct header *ret)
{
	struct slice text = line_text(lines, line);

	for (size_t i = 0; i < COUNT(wrote_forms) && text.length <= LINE_MAX; i++) {
		size_t first, last, end;
		struct edtf date;

		if (text.at[0] != *wrote_forms[i].lead ||
		    !slice_starts(text, slice_of(wrote_forms[i].lead)) ||
		    !date_find_in(text, &any_style, &date, &first, &last) || first > LEAD_MAX ||
		    date.precision < EDTF_DAY)
			continue;
		end = wrote_last(lines, line, limit, wrote_forms[i].verb);
		if (end == limit || is_quoted_below(lines, end + 1, limit))
			return false;
		struct slice whole = {text.at, line_last(lines, end) - lines_span(lines, text).first};
		struct slice name =
			name_of(slice_trim(slice_sub(whole, last, whole.length)), wrote_forms[i].verb);

		if (name.length == 0 || name.length > NAME_MAX)
			return false;
		*ret = (struct header){.first_line = line, .last_line = end + 1};
		header_field_set(lines, name, end, &ret->fields[HEADER_FROM]);
		header_field_set(lines, slice_sub(text, first, last), line, &ret->fields[HEADER_SENT]);
		return true;
	}
	return false;
}

/* ---- Lotus Notes ---- */

/* Where a column may begin in a line without a gap behind its indent: before the byte that is returned. */
static size_t column_limit(size_t indent)
{
	return (indent > COLUMN_GAP ? indent : COLUMN_GAP) + 1;
}

/* The label that begins `rest`, which stands `at` bytes into its line, and its value. */
static bool read_column_label(struct slice rest, size_t at, enum header_label *ret, struct slice *ret_value)
{
	static const struct {
		const char *name;
		enum header_label label;
		bool is_word; /* of sentences, too: gaps must part it on both sides */
	} labels[] = {{"To", HEADER_TO, false},
		      {"cc", HEADER_CC, false},
		      {"bcc", HEADER_BCC, false},
		      {"Subject", HEADER_SUBJECT, false},
		      /* of Canada's French pages */
		      {"A", HEADER_TO, true},
		      {"\xc3\x80", HEADER_TO, true},
		      {"cci", HEADER_BCC, false},
		      {"Objet", HEADER_SUBJECT, false}};

	for (size_t i = 0; i < COUNT(labels); i++) {
		if (rest.at[0] != labels[i].name[0]) /* most */
			continue;
		struct slice name = slice_of(labels[i].name), behind;

		if (!slice_starts(rest, name))
			continue;
		behind = slice_sub(rest, name.length, rest.length);
		if ((behind.length > 0 && !byte_is_space(behind.at[0])) ||
		    (behind.length > 1 && !byte_is_space(behind.at[1]) && (at == 0 || labels[i].is_word)) ||
		    (labels[i].is_word && at < COLUMN_GAP))
			continue;
		*ret = labels[i].label;
		*ret_value = slice_trim(behind);
		return true;
	}
	return false;
}

/* In "2012-11-27 04:40 PM       Subject   Runway": what stands left of the label, and its value. */
static bool read_right(const struct lines *lines, size_t line, struct slice *ret_left, enum header_label *ret,
		       struct slice *ret_value)
{
	struct slice s = line_bytes(lines, line);
	size_t indent = line_indent(lines, line);
	size_t limit = line_is_parted(lines, line) ? s.length : column_limit(indent);

	for (size_t at = indent; at + 1 < s.length && at < limit; at++) {
		if ((at > 0 && !byte_is_space(s.at[at - 1])) || byte_is_space(s.at[at])) /* most bytes */
			continue;
		if (at >= COLUMN_GAP && !byte_is_space(s.at[at - 2]))
			continue;
		if (read_column_label(slice_sub(s, at, s.length), at, ret, ret_value)) {
			*ret_left = slice_trim(slice_sub(s, 0, at));
			return true;
		}
	}
	return false;
}

static bool is_day(struct slice s)
{
	struct edtf date;
	size_t last;

	return s.length <= NAME_MAX && date_opens(s, &any_style, &date, &last) && date.precision >= EDTF_DAY;
}

static void take_left(const struct lines *lines, struct slice left, size_t line, struct header *header)
{
	if (left.length > 0 && is_day(left) && !header->fields[HEADER_SENT].present)
		header_field_set(lines, left, line, &header->fields[HEADER_SENT]);
}

/* A name, or a mark in its place: "[Redacted]", "s 47F", "[Redacted]/NCR/NAC". */
static bool is_left_name(struct slice s, const struct regimes *regimes)
{
	size_t account = slice_find(s, SLICE("]/"), 0);

	return s.length > 0 && s.length <= NAME_MAX &&
	       (byte_is_upper(s.at[0]) ||
		redaction_is_whole(account < s.length ? slice_sub(s, 0, account + 1) : s, regimes));
}

static bool is_deputy(struct slice s)
{
	return slice_starts(s, SLICE("Sent by:")) || slice_starts(s, SLICE("Envoy\xc3\xa9 par"));
}

/* Does "To" stand alone right below the name, or below the day that follows it? */
static bool is_above_columns(const struct lines *lines, size_t line, size_t limit, enum header_label *ret)
{
	size_t next = lines_next_words(lines, line + 1, limit);
	struct slice left, value;

	bool dated = next < limit && is_day(line_text(lines, next));

	if (dated)
		next = lines_next_words(lines, next + 1, limit);
	return next < limit && (dated || next == line + 1) && next <= line + LEFT_LINES &&
	       line_bytes(lines, next).length <= LINE_MAX && read_right(lines, next, &left, ret, &value) &&
	       (left.length == 0 || is_deputy(left));
}

/* The name at the left of "To", or above it, where that is not a deputy's, "Sent by: X"; false where no such
 * columns begin. */
static bool read_left_name(const struct lines *lines, size_t line, size_t limit,
			   const struct regimes *regimes, struct slice *ret)
{
	struct slice first = line_bytes(lines, line), value;
	enum header_label label;

	if (first.length > LINE_MAX)
		return false;
	if (!read_right(lines, line, ret, &label, &value)) {
		if (!is_above_columns(lines, line, limit, &label))
			return false;
		*ret = slice_trim(first);
	}
	return label == HEADER_TO && is_left_name(*ret, regimes) && !is_deputy(*ret);
}

/*
 * "Jane Marlowe/OTT/NAC         To   X"
 * "                             cc   Y"
 * "2012-11-27 04:40 PM     Subject   Z": who and when at the left, the labels without colons at the right.
 */
static bool read_columns(const struct lines *lines, size_t line, size_t limit, const struct regimes *regimes,
			 struct header *ret)
{
	struct slice left, value;
	enum header_label label;
	size_t at = line;

	if (!read_left_name(lines, line, limit, regimes, &left))
		return false;
	struct header header = {.first_line = line};

	header_field_set(lines, left, line, &header.fields[HEADER_FROM]);
	for (; at < limit && at < line + COLUMN_LINES && !header.fields[HEADER_SUBJECT].present; at++) {
		struct slice text = line_bytes(lines, at);

		if (line_is_blank(lines, at))
			continue;
		if (text.length > LINE_MAX)
			return false;
		if (!read_right(lines, at, &left, &label, &value))
			left = slice_trim(text);
		else if (!header.fields[label].present)
			header_field_set(lines, value, at, &header.fields[label]);
		take_left(lines, left, at, &header);
	}
	if (!header.fields[HEADER_SUBJECT].present || !header.fields[HEADER_SENT].present)
		return false;
	header.last_line = at;
	*ret = header;
	return true;
}

bool header_line_read(const struct lines *lines, size_t line, size_t limit, const struct regimes *regimes,
		      struct header *ret)
{
	return read_groupwise(lines, line, limit, ret) || read_wrote(lines, line, limit, ret) ||
	       read_columns(lines, line, limit, regimes, ret);
}
