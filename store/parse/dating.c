/* SPDX-License-Identifier: MIT */
#include "dating.h"

#include "dating-line.h"
#include "header-label.h"
#include "shape.h"

#include <errno.h>

enum {
	VALUE_MAX = 240,    /* bytes of a header's date value */
	TOP_LINES = 25,     /* lines with words in which a document that is no message prints its date */
	FORM_LINES = 8,     /* lines with words in which a form's fields stand */
	PROSE_LINES = 2,    /* lines of running text, for recognition makes one of a form's small print */
	BELOW_LINES = 3,    /* lines from a label to the date below it */
	END_LINES = 4,      /* lines with words at the end in which a signature's date stands */
	HEAD_LINES = 60,    /* lines with words in which a cable's head may be looked for */
	NEAR_LINES = 15,    /* in which a day without month is that of the date beside it */
	WITNESSES_MAX = 32, /* dates that may confirm one that was read with doubt */
	HEAD_PIECE = 20,    /* bytes of a line that may be the month of a torn day */
	LONE_MAX = 110,     /* bytes of a line that is a stamped date */
};

struct search {
	const struct lines *lines;
	const struct date_style *style;
	const struct part *part;
	struct dated best;
	struct span where; /* of the best, in the text */
	size_t first;      /* the line from which the document's own date is looked for */
	bool found;
	bool torn;  /* the best stands over several lines: one in a single line is better */
	bool label; /* a label "Date" was seen without its date */
};

int dating_fact(const struct edtf *date, struct span where, unsigned confidence, struct arena *arena,
		struct text_fact *ret)
{
	char text[EDTF_SIZE];

	edtf_print(date, text);
	*ret = (struct text_fact){arena_string(arena, slice_of(text)), where, confidence};
	return ret->value ? 0 : -ENOMEM;
}

/* Where numbers leave the order open, that of the country whose law released the papers. Canada prints both.
 */
static enum date_order order_of_regime(const char *regime)
{
	if (!regime || strncmp(regime, "ca-", 3) == 0)
		return DATE_ANY_ORDER;
	return strncmp(regime, "us-", 3) == 0 ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
}

void dating_style(const struct lines *lines, const struct regimes *regimes, struct date_style *ret)
{
	*ret = (struct date_style){.order = DATE_ANY_ORDER};
	date_style_of(lines->text, ret);
	if (ret->order == DATE_ANY_ORDER)
		ret->order = order_of_regime(regime_decided(regimes));
}

static void keep(struct search *s, size_t line, const struct dated *dated)
{
	size_t first = lines_span(s->lines, line_text(s->lines, line)).first;

	s->best = *dated;
	s->where = (struct span){first + dated->first, first + dated->last};
	s->found = true;
}

/* ---- The header block ---- */

/* "March 4, 20111:36 PM": OCR lost the blank between year and hour. */
static bool parse_glued(struct slice text, struct arena *arena, struct edtf *ret_date)
{
	for (size_t at = 0; at + 6 < text.length; at++) {
		bool year = (at == 0 || !byte_is_digit(text.at[at - 1])) && byte_is_digit(text.at[at + 4]) &&
			    (text.at[at + 5] == ':' || text.at[at + 6] == ':');

		if (!year || !(slice_starts(slice_sub(text, at, text.length), SLICE("20")) ||
			       slice_starts(slice_sub(text, at, text.length), SLICE("19"))))
			continue;
		char *parted = arena_alloc(arena, text.length + 2);

		if (!parted)
			return false;
		memcpy(parted, text.at, at + 4);
		parted[at + 4] = ' ';
		memcpy(parted + at + 5, text.at + at + 4, text.length - at - 4);
		return date_parse((struct slice){parted, text.length + 1}, ret_date);
	}
	return false;
}

/* How sure the value of a date field is; 0: it holds no date. */
static unsigned parse_value(struct slice text, const struct date_style *style, struct arena *arena,
			    struct edtf *ret)
{
	struct edtf found = {.precision = EDTF_NONE};
	struct dated dated;
	size_t first, last;

	if (date_parse_in(text, style, ret))
		return 98;
	if (date_find_in(text, style, &found, &first, &last) && found.precision >= EDTF_MINUTE) {
		*ret = found;
		return 85;
	}
	if (parse_glued(text, arena, ret))
		return 70;
	if (found.precision != EDTF_NONE) {
		*ret = found;
		return 80;
	}
	if (!dating_begins(text, style, &dated))
		return 0;
	*ret = dated.date;
	return dated.confidence;
}

/* *ret_read: the block has a value that is meant for a date, whatever it is. */
static int read_header(const struct search *s, struct arena *arena, struct text_fact *ret, bool *ret_read)
{
	const struct header_field *field = &s->part->header.fields[HEADER_SENT];
	const char *value = header_value(s->lines, field, arena);
	struct edtf date;

	if (!value)
		return -ENOMEM;
	/* "PAGES", the next label of a form: no date is without a digit. */
	*ret_read = strpbrk(value, "0123456789") != NULL;
	unsigned confidence = parse_value(slice_sub(slice_of(value), 0, VALUE_MAX), s->style, arena, &date);

	return confidence > 0 ? dating_fact(&date, field->where, confidence, arena, ret) : 0;
}

/* ---- The top ---- */

/* The date in the line below a label that has none of its own. */
static bool read_below(struct search *s, size_t line)
{
	bool begins, ends;
	struct dated dated;
	size_t last = s->part->last_line, below = lines_next_words(s->lines, line + 1, last);

	if (!dating_is_label(line_text(s->lines, line), &begins, &ends))
		return false;
	s->label |= begins;
	if (below == last || below > line + BELOW_LINES)
		return false;
	struct slice text = line_text(s->lines, below);

	if (!(begins && dating_begins(text, s->style, &dated)) &&
	    !(ends && dating_ends(text, s->style, &dated)))
		return false;
	keep(s, below, &dated);
	return true;
}

static bool is_labelled(struct search *s, size_t line)
{
	struct slice text = line_text(s->lines, line);
	struct dated dated;

	if (dating_is_other(text))
		return false;
	if (!dating_labelled(text, s->style, &dated))
		return read_below(s, line);
	dated.confidence = dated.confidence == 90 ? 95 : dated.confidence;
	keep(s, line, &dated);
	return true;
}

/* A line of a block of labels names no date but where the label does. */
static bool is_field(const struct lines *lines, size_t line)
{
	enum header_label label;
	size_t value;

	return header_label_at(lines, line, false, &label, &value) && label != HEADER_SENT;
}

/* The line with anything on it above or below `line`; `line` where there is none. */
static size_t next_printed(const struct search *s, size_t line, bool above)
{
	size_t at = line;

	for (size_t n = 0; n < BELOW_LINES; n++) {
		if (above ? at <= s->first : at + 1 >= s->part->last_line)
			return line;
		at += above ? -(size_t)1 : 1;
		if (!line_is_blank(s->lines, at))
			return at;
	}
	return line;
}

/* A date that has a line of its own, and is no part of a sentence that began above. */
static bool stands_alone(const struct search *s, size_t line, struct dated *ret)
{
	size_t above = next_printed(s, line, true);

	return line_last(s->lines, line) - line_first(s->lines, line) <= LONE_MAX &&
	       dating_has_digit(line_text(s->lines, line)) &&
	       dating_alone(line_text(s->lines, line), s->style, ret) &&
	       (above == line || !dating_leads_on(line_text(s->lines, above)));
}

static bool read_dateline(struct search *s, size_t line, bool below_prose)
{
	struct slice text = line_text(s->lines, line);
	struct dated dated;

	if (!dating_has_digit(text) || dating_is_other(text) || is_field(s->lines, line))
		return false;
	if (!stands_alone(s, line, &dated) &&
	    (below_prose || s->torn || !dating_dateline(text, s->style, &dated)))
		return false;
	if (dated.date.precision < (s->torn ? EDTF_DAY : EDTF_MONTH) || (dated.is_short && below_prose))
		return false;
	keep(s, line, &dated);
	s->torn = false;
	return true;
}

/* "10 May", "1982"; also "19", "April 1968", where the day looks like the number of a page. */
static bool read_torn(struct search *s, size_t line)
{
	if (!dating_has_digit(line_text(s->lines, line)) && line_text(s->lines, line).length > HEAD_PIECE)
		return false;
	size_t at[3] = {next_printed(s, line, true), line, next_printed(s, line, false)};
	struct slice pieces[3];
	struct dated dated = {.confidence = 55};

	for (size_t i = 0; i < 3; i++)
		pieces[i] = line_text(s->lines, at[i]);
	for (size_t first = 0; first < 2; first++)
		for (size_t count = 3 - first; count > 1; count--) {
			if ((first == 0 && at[0] == line) || (first + count == 3 && at[2] == line) ||
			    !dating_torn(pieces + first, count, s->style, &dated.date))
				continue;
			keep(s, line, &dated);
			s->where = (struct span){lines_span(s->lines, pieces[first]).first,
						 lines_span(s->lines, pieces[first + count - 1]).last};
			s->torn = true;
			return true;
		}
	return false;
}

/* The first date near the top, but the one that is labelled as the document's own if there is one. False:
 * "undated". */
static bool read_top(struct search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);
	size_t prose = 0;

	for (size_t n = 0; n < TOP_LINES && line < last;
	     n++, line = lines_next_words(s->lines, line + 1, last)) {
		struct slice text = line_text(s->lines, line);

		if (!s->found && dating_is_undated(text))
			return false;
		if (is_labelled(s, line))
			return true;
		if ((!s->found && !read_torn(s, line)) || s->torn)
			read_dateline(s, line, prose >= PROSE_LINES);
		prose += shape_is_prose(text) && !dating_is_other(text);
		if (prose > 0 && n >= FORM_LINES)
			break;
	}
	return true;
}

/* A labelled date, further below. */
static void read_labelled(struct search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);

	for (size_t n = 0; n < HEAD_LINES && line < last; n++) {
		if (is_labelled(s, line))
			return;
		line = lines_next_words(s->lines, line + 1, last);
	}
}

/* Where a form's labels stand first and its values below them, the first day that stands alone is that of the
 * first label. */
static void read_column(struct search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);
	struct dated dated;

	for (size_t n = 0; s->label && n < HEAD_LINES && line < last; n++) {
		if (stands_alone(s, line, &dated) && dated.date.precision >= EDTF_DAY && !dated.is_short) {
			dated.confidence = 60;
			keep(s, line, &dated);
			return;
		}
		line = lines_next_words(s->lines, line + 1, last);
	}
}

/* ---- Cables ---- */

static bool same_day(const struct edtf *a, const struct edtf *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

struct cable {
	struct dated sent, received;
	size_t sent_line, received_line;
	bool has_sent, has_received;
	struct edtf dates[WITNESSES_MAX]; /* of all lines of the head */
	size_t count;
};

static void note_cable(struct cable *c, size_t line, const struct dated *dated, bool received)
{
	struct dated *kept = received ? &c->received : &c->sent;
	bool *has = received ? &c->has_received : &c->has_sent;

	if (*has && kept->confidence >= dated->confidence)
		return;
	*kept = *dated;
	*has = true;
	*(received ? &c->received_line : &c->sent_line) = line;
}

static void look_at_cable(const struct search *s, size_t line, struct cable *c)
{
	struct slice text = line_text(s->lines, line);
	struct dated dated;
	bool received;

	if (!dating_has_digit(text))
		return;
	if (dating_cable(text, s->style, &dated, &received)) {
		if (!dating_is_other(text))
			note_cable(c, line, &dated, received);
	} else if (!date_find_in(slice_sub(text, 0, VALUE_MAX), s->style, &dated.date, &dated.first,
				 &dated.last)) {
		return;
	}
	if (c->count < WITNESSES_MAX)
		c->dates[c->count++] = dated.date;
}

static bool is_confirmed(const struct cable *c, const struct edtf *date)
{
	size_t times = 0;

	for (size_t i = 0; i < c->count; i++)
		times += same_day(&c->dates[i], date);
	return times >= 2;
}

/* The day and time of a cable; when it was received is as good as when it was sent. What was read with doubt
 * counts where another date says the same. */
static void read_cable(struct search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);
	struct cable c = {.count = 0};

	for (size_t n = 0; n < HEAD_LINES && line < last;
	     n++, line = lines_next_words(s->lines, line + 1, last))
		look_at_cable(s, line, &c);
	if (c.has_sent && (c.sent.confidence >= 90 || is_confirmed(&c, &c.sent.date)))
		keep(s, c.sent_line, &c.sent);
	else if (c.has_received && (c.received.confidence >= 90 || is_confirmed(&c, &c.received.date)))
		keep(s, c.received_line, &c.received);
}

/* "131915Z" and, among the lines around, one date of a 13th. */
static void read_cable_day(struct search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);
	struct dated dated, first = {.confidence = 0};
	size_t first_line = 0;
	int day = 0;

	for (size_t n = 0; n < NEAR_LINES && line < last;
	     n++, line = lines_next_words(s->lines, line + 1, last)) {
		struct slice text = slice_sub(line_text(s->lines, line), 0, VALUE_MAX);

		if (day == 0)
			day = dating_cable_day(text);
		if (first.confidence == 0 && !dating_is_other(text) &&
		    date_find_in(text, s->style, &dated.date, &dated.first, &dated.last) &&
		    dated.date.precision >= EDTF_DAY) {
			first = dated;
			first.confidence = 60;
			first_line = line;
		}
	}
	if (first.confidence > 0 && day == first.date.day)
		keep(s, first_line, &first);
}

/* ---- The end, and stamps ---- */

/* A date alone on one of the last lines: whoever signed dated it. */
static void read_end(struct search *s)
{
	size_t words = 0;

	for (size_t i = s->part->last_line; i > s->first && words < END_LINES && !s->found; i--) {
		struct dated dated;

		if (!line_has_words(s->lines, i - 1))
			continue;
		words++;
		if (!stands_alone(s, i - 1, &dated) || dated.date.precision < EDTF_MONTH || dated.is_short)
			continue;
		dated.confidence = 60;
		keep(s, i - 1, &dated);
	}
}

/* A stamped day that stands alone in the document, if no other one does. */
static void read_stamped(struct search *s)
{
	struct dated dated, first = {.confidence = 0};
	size_t first_line = 0;

	for (size_t i = s->first; i < s->part->last_line; i++) {
		if (!line_has_words(s->lines, i) || !stands_alone(s, i, &dated) || dated.confidence < 90 ||
		    dated.date.precision < EDTF_DAY)
			continue;
		if (first.confidence > 0 && !same_day(&first.date, &dated.date))
			return;
		if (first.confidence > 0)
			continue;
		first = dated;
		first.confidence = 40;
		first_line = i;
	}
	if (first.confidence > 0)
		keep(s, first_line, &first);
}

static void read_printed(struct search *s)
{
	static void (*const readers[])(struct search *) = {read_cable,  read_cable_day, read_labelled,
							   read_column, read_end,       read_stamped};

	if (!read_top(s))
		return;
	for (size_t i = 0; i < sizeof readers / sizeof *readers && !s->found; i++)
		readers[i](s);
}

static void read_sign_off(struct search *s)
{
	struct slice line = line_text(s->lines, s->part->date_line), unit, text;
	struct dated dated = {.confidence = 85};

	if (!split_sign_off(line, &unit, &text) || !date_parse(text, &dated.date))
		return;
	dated.first = (size_t)(text.at - line.at);
	dated.last = dated.first + text.length;
	keep(s, s->part->date_line, &dated);
}

/*
 * Is the document a sheet that went round with papers? Then its own date is that of a memorandum below, if
 * there is one: the search begins a few lines above that heading.
 */
static bool skip_routing(struct search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);
	size_t above[2] = {line, line};
	bool routing = false;

	for (size_t n = 0; line < last && (n < TOP_LINES || routing); n++) {
		struct slice text = line_text(s->lines, line);

		if (routing && dating_is_memorandum(text)) {
			s->first = above[n % 2];
			return true;
		}
		routing |= dating_is_routing(text);
		above[n % 2] = line;
		line = lines_next_words(s->lines, line + 1, last);
	}
	return !routing;
}

int dating_read(const struct lines *lines, const struct date_style *style, const struct part *part,
		struct arena *arena, struct text_fact *ret)
{
	struct search s = {.lines = lines, .style = style, .part = part, .first = part->first_line};
	bool read = false;

	*ret = (struct text_fact){"", {0, 0}, 0};
	if (part->has_header && part->header.fields[HEADER_SENT].present) {
		int r = read_header(&s, arena, ret, &read);

		if (r || read)
			return r;
	}
	if (!skip_routing(&s))
		return 0;
	if (part->has_sign_off)
		read_sign_off(&s);
	else if (part->type != TYPE_SCHEDULE)
		read_printed(&s);
	return s.found ? dating_fact(&s.best.date, s.where, s.best.confidence, arena, ret) : 0;
}
