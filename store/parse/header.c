/* SPDX-License-Identifier: MIT */
#include "header.h"

#include "date.h"
#include "redaction.h"
#include "shape.h"

enum {
	TAG_MAX = 8,
	LABEL_MAX = 24,  /* bytes before the colon */
	JUNK_MAX = 4,    /* marks of emphasis, table rules, specks that OCR read before a label */
	WIDE_GAP = 3,    /* blanks that stand for a colon in a column of labels */
	AHEAD_WORDS = 4, /* lines with words in which the next label must come */
	AHEAD_LINES = 24,
	FIELDS_NEEDED = 3,
	LINE_VALUE_MAX = 200, /* longer than any subject line; the text of a message */
	SUBJECT_LINES_MAX = 4,
	SUBJECT_FULL = 55, /* a printed line this long may have been broken */
	COLUMN_SLACK = 2,  /* blanks by which the lines of one column differ */
	MARGIN_GAP = 8     /* blanks between a value and a note in the margin */
};

static const struct label_form {
	const char *name;
	enum header_label label;
} label_forms[] = {
    {"from", HEADER_FROM},
    {"sent", HEADER_SENT},
    {"date", HEADER_SENT},
    {"date sent", HEADER_SENT},
    {"sent on", HEADER_SENT},
    {"date/time", HEADER_SENT},
    {"dated", HEADER_SENT},
    {"to", HEADER_TO},
    {"cc", HEADER_CC},
    {"c.c.", HEADER_CC},
    {"c.c", HEADER_CC},
    {"copy", HEADER_CC},
    {"copy to", HEADER_CC},
    {"copies to", HEADER_CC},
    {"bcc", HEADER_BCC},
    {"subject", HEADER_SUBJECT},
    {"subj", HEADER_SUBJECT},
    {"re", HEADER_SUBJECT},
    /* French: Canada, the EU */
    {"de", HEADER_FROM},
    {"envoy\xc3\xa9", HEADER_SENT},
    {"envoy\xc3\xa9 le", HEADER_SENT},
    {"\xc3\x80", HEADER_TO},
    {"\xc3\xa0", HEADER_TO},
    {"cci", HEADER_BCC},
    {"objet", HEADER_SUBJECT},
    /* German: the EU */
    {"von", HEADER_FROM},
    {"gesendet", HEADER_SENT},
    {"datum", HEADER_SENT},
    {"an", HEADER_TO},
    {"betreff", HEADER_SUBJECT},
    {"attachments", HEADER_OTHER},
    {"attachment", HEADER_OTHER},
    {"importance", HEADER_OTHER},
    {"categories", HEADER_OTHER},
    {"sensitivity", HEADER_OTHER},
    {"classification", HEADER_OTHER},
    {"priority", HEADER_OTHER},
    {"precedence", HEADER_OTHER},
    {"reply-to", HEADER_OTHER},
    {"follow up flag", HEADER_OTHER},
    {"flag status", HEADER_OTHER},
    {"message-id", HEADER_OTHER},
    {"through", HEADER_OTHER},
    {"thru", HEADER_OTHER},
    {"via", HEADER_OTHER},
    {"file ref", HEADER_OTHER},
    {"file no", HEADER_OTHER},
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

static bool find_form(struct slice name, enum header_label *ret)
{
	for (size_t i = 0; i < sizeof label_forms / sizeof *label_forms; i++)
		if (slice_equal_ci(name, slice_of(label_forms[i].name))) {
			*ret = label_forms[i].label;
			return true;
		}
	return false;
}

/* Behind a tag such as <b> or </b> that begins at `at`; `at` where none does. */
static size_t skip_tag(struct slice s, size_t at)
{
	size_t last = at + 1;

	if (at >= s.length || s.at[at] != '<')
		return at;
	while (last < s.length && last - at < TAG_MAX && (byte_is_letter(s.at[last]) || s.at[last] == '/'))
		last++;
	return last < s.length && s.at[last] == '>' ? last + 1 : at;
}

static size_t skip_junk(struct slice s)
{
	size_t at = 0, junk = 0;

	for (; at < s.length && junk <= JUNK_MAX; at++) {
		char c = s.at[at];
		size_t tag = skip_tag(s, at);

		if (tag > at) {
			at = tag - 1;
			continue;
		}
		if (byte_is_space(c))
			continue;
		/* a bullet is three bytes: what OCR makes of a speck */
		if (!(c && strchr("*_|'`.\xe2\x80\xa2", c)))
			break;
		junk++;
	}
	return at;
}

static size_t skip_space(struct slice s, size_t at)
{
	while (at < s.length && byte_is_space(s.at[at]))
		at++;
	return at;
}

/* "From:", "**From:**", "| From |"; without a colon only where `columns` and a wide gap follows. */
static bool match_label(struct slice s, bool columns, enum header_label *ret_label, size_t *ret_after)
{
	size_t first = skip_junk(s), last = first, after;

	while (last < s.length && last - first <= LABEL_MAX && s.at[last] != ':' && s.at[last] != '\t' &&
	       s.at[last] != '|' &&
	       !(s.at[last] == ' ' && slice_starts(slice_sub(s, last, s.length), SLICE("   "))))
		last++;
	after = skip_space(s, last);
	struct slice name = slice_trim(slice_sub(s, first, last));

	while (name.length > 0 && (name.at[name.length - 1] == '*' || name.at[name.length - 1] == '_'))
		name.length--;
	if (name.length > LABEL_MAX || !find_form(name, ret_label))
		return false;
	if (after < s.length && s.at[after] == ':')
		after = skip_tag(s, after + 1);
	else if (!columns ||
		 (last < s.length && s.at[last] != '|' && after - last < WIDE_GAP && s.at[last] != '\t'))
		return false;
	while (after < s.length && (byte_is_space(s.at[after]) || s.at[after] == '*' || s.at[after] == '|'))
		after++;
	*ret_after = after;
	return true;
}

static bool label_at(const struct lines *lines, size_t line, bool columns, enum header_label *ret,
		     size_t *ret_value)
{
	size_t after;

	if (!match_label(line_bytes(lines, line), columns, ret, &after))
		return false;
	*ret_value = line_first(lines, line) + after;
	return true;
}

bool header_label(const struct lines *lines, size_t line, enum header_label *ret_label, size_t *ret_value)
{
	return line_has_words(lines, line) && label_at(lines, line, false, ret_label, ret_value);
}

/* Is the rest of `header` still to come within a few lines? */
static bool label_ahead(const struct reader *r, size_t line)
{
	size_t words = 0, value;

	for (size_t i = line; i < r->limit && i < line + AHEAD_LINES && words <= AHEAD_WORDS; i++) {
		enum header_label label;

		if (!line_has_words(r->lines, i))
			continue;
		words++;
		if (label_at(r->lines, i, true, &label, &value))
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
	       !label_at(r->lines, line, true, &label, &value);
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

static void begin_field(struct reader *r, enum header_label label, size_t line, size_t value)
{
	r->current = label;
	if (label == HEADER_OTHER)
		return;
	struct header_field *field = &r->header->fields[label];

	size_t last = line_last(r->lines, line);

	*field = (struct header_field){true, {value, value_end(r->lines, value, last)}, line, line + 1};
}

static void extend_field(struct reader *r, size_t line)
{
	if (r->current == HEADER_OTHER)
		return;
	struct header_field *field = &r->header->fields[r->current];

	if (field_text(r, field).length == 0) {
		field->where = lines_span(r->lines, line_text(r->lines, line));
		r->late_values |= r->gap;
	}
	field->where.last = value_end(r->lines, lines_span(r->lines, line_text(r->lines, line)).first,
				      line_last(r->lines, line));
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

/* The first label of a block may lack its colon only if the next line with words has a label too. */
static bool begins(const struct lines *lines, size_t line, size_t limit)
{
	enum header_label label;
	size_t value, next;

	if (!line_has_words(lines, line))
		return false;
	if (label_at(lines, line, false, &label, &value))
		return label != HEADER_OTHER;
	if (!label_at(lines, line, true, &label, &value) || label == HEADER_OTHER)
		return false;
	next = lines_next_words(lines, line + 1, limit);
	return next < limit && label_at(lines, next, true, &label, &value);
}

/* "Date: 05/13/2015" of a stamp above the block, which has its own date below From. */
static bool stands_above_block(const struct header *header, enum header_label label)
{
	const struct header_field *from = &header->fields[HEADER_FROM];

	return label != HEADER_FROM && from->present && header->fields[label].first_line < from->first_line;
}

bool header_read(const struct lines *lines, size_t line, size_t limit, const struct regimes *regimes,
		 struct header *ret)
{
	struct header header = {.first_line = line, .last_line = line + 1};
	struct reader r = {lines, regimes, limit, &header, HEADER_OTHER, false, false};

	if (line >= limit || !begins(lines, line, limit))
		return false;
	for (size_t i = line; i < limit; i++) {
		enum header_label label;
		size_t value;

		if (!line_has_words(lines, i)) {
			r.gap = true;
			continue;
		}
		if (label_at(lines, i, true, &label, &value)) {
			if (label != HEADER_OTHER && header.fields[label].present) {
				if (stands_above_block(&header, label))
					return false;
				break;
			}
			begin_field(&r, label, i, value);
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
