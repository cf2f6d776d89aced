/* SPDX-License-Identifier: MIT */
#include "split.h"

#include "article.h"
#include "date.h"
#include "kind.h"
#include "redaction.h"
#include "schedule.h"
#include "shape.h"

enum {
	SIGN_OFF_MAX = 140,    /* bytes of a line that signs and dates a briefing */
	SIGN_OFF_WORDS = 5,    /* most words of a date: "14 June 2019", "Friday 14 June 2019" */
	UNIT_DISTANCE = 8,     /* lines with words between the unit and its date; footnotes stand between */
	BODY_DISTANCE = 16,    /* lines with words below a title in which its text must begin */
	HEADING_DISTANCE = 8,  /* lines with words between "MEMORANDUM" and its header block */
	LETTERHEAD_LINES = 40, /* lines with words above a salutation */
	COVER_LINES = 60,      /* most lines with words of a cover page */
	SIGN_OFF_TAIL = 12,    /* lines with words that may follow the sign-off: footnotes, distribution */
	CONTACT_DISTANCE = 6   /* a signature shows a contact within so many lines */
};

struct splitter {
	const struct lines *lines;
	const struct regimes *regimes;
	split_sink *sink;
	void *context;
	struct arena arena;
	struct part held; /* the last one that was closed: more is to be judged of it if it is the only one */
	size_t count;     /* of those closed and kept */
	struct schedule schedule;
	bool has_furniture; /* the source's pages can be told apart */
	int error;

	/* of the document that is open */
	struct part part;
	bool open;
	bool ended;      /* its end was printed: the next title begins another */
	bool signed_off; /* its end may have been printed: the next title at the head of a page begins another
			  */
	bool prose;      /* running text was seen in it */
	size_t marks;    /* lines that are nothing but a withheld place */
	size_t titles;   /* lines that may be a title */
	size_t words;    /* lines with words in it */
	size_t unit_line;      /* the last line that names a unit */
	size_t unit_words;     /* `words` at that line; 0: none yet */
	size_t sign_off_words; /* `words` where it was signed off */

	/* of the page */
	bool page_start;   /* nothing but furniture since the page began */
	size_t page_first; /* its first line with words */
	bool page_prose;
};

static const struct part *open_part(const struct splitter *s)
{
	return s->open ? &s->part : NULL;
}

/* What looked like a sign-off stands in the middle. */
static void unsign(struct part *part)
{
	part->has_sign_off = false;
	if (part->type == TYPE_BRIEFING && !part->has_kind) {
		part->type = TYPE_DOCUMENT;
		part->confidence = 40;
	}
}

/* "Annex B" and no more: what follows is the document that is annexed. */
static bool is_bare_annex(const struct splitter *s, const struct part *part)
{
	return part->type == TYPE_ATTACHMENT && s->words == 1;
}

static void send_held(struct splitter *s)
{
	if (s->count > 0 && s->error == 0)
		s->error = s->sink(s->context, &s->held);
}

static void end_at_words(const struct lines *lines, struct part *part)
{
	while (part->last_line > part->first_line + 1 && line_is_blank(lines, part->last_line - 1))
		part->last_line--;
}

static void keep_part(struct splitter *s)
{
	send_held(s);
	s->held = s->part;
	s->count++;
	end_at_words(s->lines, &s->held);
}

static void close_part(struct splitter *s, size_t line)
{
	struct part *part = &s->part;

	if (!s->open)
		return;
	part->last_line = line;
	if (part->has_sign_off && s->words - s->sign_off_words > SIGN_OFF_TAIL)
		unsign(part);
	s->open = false;
	/* Its lines went to the document that begins here, as letterhead. */
	bool is_taken = line <= part->first_line;
	/* A cover, or what is left between a divider and the document: no text, nothing withheld, nothing
	 * that tells a kind. */
	bool is_cover = part->type == TYPE_DOCUMENT && !part->has_header && !part->has_sign_off &&
			!s->prose && (s->marks == 0 || s->titles == 0) && !part->has_kind &&
			s->words <= COVER_LINES;

	if (!is_taken && (line == s->lines->count || (!is_cover && !is_bare_annex(s, part))))
		keep_part(s);
}

static struct part *begin_part(struct splitter *s, size_t line, enum document_type type, unsigned confidence)
{
	close_part(s, line);
	s->part = (struct part){.first_line = line, .last_line = line, .type = type, .confidence = confidence};
	s->open = true;
	s->ended = s->signed_off = s->prose = false;
	s->words = s->marks = s->titles = s->unit_words = 0;
	return &s->part;
}

/* May another document begin here without a header of its own? */
static bool at_boundary(const struct splitter *s)
{
	return !s->open || s->ended || s->page_start;
}

bool split_sign_off(struct slice line, struct slice *ret_unit, struct slice *ret_date)
{
	struct edtf date;
	size_t at = line.length;

	if (line.length > SIGN_OFF_MAX)
		return false;
	for (size_t words = 0; words < SIGN_OFF_WORDS && at > 0; words++) {
		while (at > 0 && byte_is_space(line.at[at - 1]))
			at--;
		while (at > 0 && !byte_is_space(line.at[at - 1]))
			at--;
		struct slice tail = slice_sub(line, at, line.length);

		if (tail.length > 0 && tail.at[0] == '(')
			tail = slice_sub(tail, 1,
					 tail.at[tail.length - 1] == ')' ? tail.length - 1 : tail.length);
		if (!date_parse(tail, &date) || date.precision < EDTF_MONTH)
			continue;
		struct slice unit = slice_trim(slice_sub(line, 0, at));

		while (unit.length > 0 && strchr(",-|;/ ", unit.at[unit.length - 1]))
			unit.length--;
		*ret_unit = unit;
		*ret_date = tail;
		/* "6 November" before "2018" is still to come */
		if (unit.length > 0 && byte_is_digit(unit.at[unit.length - 1]))
			continue;
		return true;
	}
	return false;
}

static bool reads_header(const struct splitter *s, size_t line, struct header *ret)
{
	return header_read(s->lines, line, s->lines->count, s->regimes, ret);
}

/* ---- Rules: each looks at one line and returns how many lines it has taken; the first that takes any wins.
 * ---- */

static size_t rule_header(struct splitter *s, size_t line)
{
	struct part *part = s->open ? &s->part : NULL;
	struct header header;

	if (!reads_header(s, line, &header))
		return 0;
	/* The block below a heading such as "MEMORANDUM" or "BRIEFING NOTE" is the heading's own. */
	bool own = part && part->has_kind && !part->has_header && !s->prose && s->words <= HEADING_DISTANCE &&
		   (part->type == TYPE_BRIEFING || part->type == TYPE_MESSAGE || part->type == TYPE_DOCUMENT);

	if (!own)
		part = begin_part(s, line, TYPE_MESSAGE, 98);
	part->has_header = true;
	part->header = header;
	s->words += header.last_line - line;
	s->page_first = line;
	return header.last_line - line;
}

static bool header_is_near(const struct splitter *s, size_t line)
{
	struct header header;
	size_t limit = s->lines->count;

	for (size_t n = 0, i = line + 1; n < HEADING_DISTANCE; n++, i++) {
		i = lines_next_words(s->lines, i, limit);
		if (i == limit)
			return false;
		if (reads_header(s, i, &header))
			return true;
	}
	return false;
}

/* Letterhead, date and address above a salutation or a memorandum belong to it if they stand at the head of
 * its page. */
static size_t letter_first_line(const struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);
	size_t words = 0;

	if (!part || s->page_prose || s->page_first < part->first_line || s->page_first > line)
		return line;
	for (size_t i = s->page_first; i < line; i++)
		words += line_has_words(s->lines, i);
	return words <= LETTERHEAD_LINES ? s->page_first : line;
}

/* Is the open document no more than the head of a page so far: a ministry's name, a date, a classification?
 */
static bool is_letterhead(const struct splitter *s)
{
	const struct part *part = open_part(s);

	if (!part || part->has_header || s->prose)
		return false;
	return (part->type == TYPE_DOCUMENT && s->words <= HEADING_DISTANCE) || is_bare_annex(s, part);
}

static size_t rule_divider(struct splitter *s, size_t line)
{
	if (!at_boundary(s) || !shape_is_divider(line_text(s->lines, line)))
		return 0;
	close_part(s, line);
	s->page_start = true;
	return 1;
}

static size_t rule_kind(struct splitter *s, size_t line)
{
	struct slice text = shape_bare(redaction_trim_out_of_scope(line_text(s->lines, line)));
	struct kind kind;

	if (text.length > SHAPE_TITLE_MAX || !kind_read(text, &kind) ||
	    (kind.sense == KIND_PREFIX && kind.type == TYPE_MESSAGE))
		return 0;
	bool below_letterhead = is_letterhead(s) && (kind.type == TYPE_BRIEFING || kind.type == TYPE_MESSAGE);

	if (!at_boundary(s) && !below_letterhead)
		return 0;
	if (kind.sense == KIND_MEMORANDUM && !header_is_near(s, line))
		return 0;
	size_t first = below_letterhead ? letter_first_line(s, line) : line;
	struct part *part = begin_part(s, first, kind.type, 90);

	part->has_kind = true;
	part->kind_line = line;
	s->words = 1;
	return 1;
}

static size_t rule_scheduled(struct splitter *s, size_t line)
{
	struct slice text = line_text(s->lines, line);

	if (s->schedule.count == 0 || !at_boundary(s) || text.length > 2 * SHAPE_TITLE_MAX)
		return 0;
	const struct schedule_row *row =
	    schedule_find(&s->schedule, shape_bare(redaction_trim_out_of_scope(shape_bare(text))));

	if (!row)
		return 0;
	begin_part(s, line, row->type == TYPE_MESSAGE ? TYPE_DOCUMENT : row->type, 85);
	s->words = 1;
	return 1;
}

static size_t rule_salutation(struct splitter *s, size_t line)
{
	struct part *part = s->open ? &s->part : NULL;
	bool public;

	if (!shape_is_salutation(line_text(s->lines, line), &public))
		return 0;
	if (part && !part->has_header && !s->prose && !part->has_salutation && s->words <= LETTERHEAD_LINES &&
	    (part->type == TYPE_DOCUMENT || part->type == TYPE_ATTACHMENT || part->type == TYPE_LETTER)) {
		if (part->type == TYPE_DOCUMENT)
			part->type = TYPE_LETTER;
		part->confidence = 90;
	} else {
		/* A message greets too: only after its text, at a boundary or addressed to an office, begins
		 * a letter. */
		bool new_page = part && s->page_first > part->first_line && !s->page_prose;

		if (part && (!s->prose || !(public || s->ended || s->page_start || new_page)))
			return 0;
		part = begin_part(s, letter_first_line(s, line), TYPE_LETTER, 85);
	}
	part->has_salutation = true;
	part->salutation_line = line;
	s->words++;
	return 1;
}

/* Is there text below a title, before anything else begins, and no contact block instead? */
static bool has_body(const struct splitter *s, size_t line)
{
	size_t limit = s->lines->count, i = line;

	for (size_t n = 0; n < BODY_DISTANCE; n++) {
		enum header_label label;
		size_t value;

		i = lines_next_words(s->lines, i + 1, limit);
		if (i == limit)
			return false;
		struct slice text = line_text(s->lines, i);

		if (shape_is_end(text) || (header_label(s->lines, i, &label, &value) && label == HEADER_FROM))
			return false;
		if (n < CONTACT_DISTANCE && shape_is_contact(text))
			return false;
		if (shape_is_prose(text) || (shape_is_bullet(text) && shape_word_count(text, 4) == 4))
			return true;
	}
	return false;
}

static size_t rule_title(struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);
	/* Below a letter's closing stands who signs it: only a new page ends it. */
	bool after_sign_off =
	    s->signed_off && (s->page_start || (!s->has_furniture && part && part->type != TYPE_LETTER));
	bool free = !part || s->ended || after_sign_off ||
		    (part->type == TYPE_SCHEDULE && s->page_start && s->words > 1 &&
		     !schedule_is_row(line_text(s->lines, line)));

	if (!free)
		return 0;
	if (part && (!shape_is_title(line_text(s->lines, line), s->regimes) || !has_body(s, line)))
		return 0;
	begin_part(s, line, TYPE_DOCUMENT, 40);
	return 0; /* the line is looked at as text too */
}

typedef size_t split_rule(struct splitter *s, size_t line);

static split_rule *const rules[] = {rule_header,    rule_divider,    rule_kind,
				    rule_scheduled, rule_salutation, rule_title};

/* ---- Text of the open document ---- */

static void note_sign_off(struct splitter *s, struct part *part, size_t line, struct slice text)
{
	struct slice unit, date;

	if (part->type != TYPE_DOCUMENT && part->type != TYPE_BRIEFING && part->type != TYPE_MEDIA_LINES)
		return;
	if (!split_sign_off(text, &unit, &date)) {
		if (shape_is_unit(text)) {
			s->unit_line = line;
			s->unit_words = s->words;
		}
		return;
	}
	if (unit.length > 0 && !shape_is_unit(unit))
		return;
	if (unit.length == 0 && (s->unit_words == 0 || s->words - s->unit_words > UNIT_DISTANCE))
		return;
	/* A date below a letterhead stands at the beginning, not the end. */
	if (!s->prose && s->marks == 0)
		return;
	part->has_sign_off = true;
	part->unit_line = unit.length > 0 ? line : s->unit_line;
	part->date_line = line;
	s->signed_off = true;
	s->sign_off_words = s->words;
	if (part->type == TYPE_DOCUMENT) {
		part->type = TYPE_BRIEFING;
		part->confidence = 85;
	}
}

static int take_text(struct splitter *s, size_t line)
{
	struct part *part = &s->part;
	struct slice text = line_text(s->lines, line);

	s->words++;
	s->prose |= shape_is_prose(text);
	s->page_prose |= shape_is_prose(text);
	s->titles += shape_is_title(text, s->regimes);
	s->marks += text.length <= SIGN_OFF_MAX &&
		    (redaction_is_whole(text, s->regimes) || redaction_is_out_of_scope(text));
	if (shape_is_end(text) || shape_is_remainder_note(text))
		s->ended = true;
	if (shape_is_closing(text) && part->type == TYPE_LETTER)
		s->signed_off = true;
	note_sign_off(s, part, line, text);
	return part->type == TYPE_SCHEDULE ? schedule_add(&s->schedule, text, &s->arena) : 0;
}

static void cross_furniture(struct splitter *s, size_t line)
{
	if (line_begins_page(s->lines, line)) {
		s->page_start = true;
		s->page_prose = false;
	}
}

static size_t take_line(struct splitter *s, size_t line)
{
	size_t taken = 0;

	if (s->page_start)
		s->page_first = line;
	for (size_t i = 0; i < sizeof rules / sizeof *rules && taken == 0; i++)
		taken = rules[i](s, line);
	if (taken == 0 && s->open) {
		if (s->error == 0)
			s->error = take_text(s, line);
		taken = 1;
	}
	return taken;
}

/* ---- The whole ---- */

/* A text without structure is one document: an article if it reads as one. */
static void judge_single(struct splitter *s)
{
	struct part *part = &s->held;

	if (s->count != 1 || part->type != TYPE_DOCUMENT || part->has_header || part->has_kind)
		return;
	unsigned confidence = article_likely(s->lines, part->first_line, part->last_line);

	part->confidence = 50;
	if (confidence > 0) {
		part->type = TYPE_ARTICLE;
		part->confidence = confidence;
	}
}

static void take_lines(struct splitter *s)
{
	size_t limit = s->lines->count;

	for (size_t i = 0; i < limit && !s->has_furniture; i++)
		s->has_furniture = line_begins_page(s->lines, i);
	for (size_t i = 0; i < limit && s->error == 0;) {
		cross_furniture(s, i);
		if (!line_has_words(s->lines, i)) {
			i++;
			continue;
		}
		size_t divider = i, taken = take_line(s, i);

		i += taken;
		s->page_start = !s->open && divider < i;
	}
	close_part(s, limit);
}

/* Nothing but stamps and numbers is still a document: no source that has any text disappears. */
static void keep_furniture(struct splitter *s)
{
	for (size_t i = 0; i < s->lines->count && s->count == 0; i++)
		if (!line_is_blank(s->lines, i)) {
			begin_part(s, i, TYPE_DOCUMENT, 10);
			close_part(s, s->lines->count);
		}
}

int split_lines(const struct lines *lines, const struct regimes *regimes, split_sink *sink, void *context)
{
	struct splitter s = {
	    .lines = lines, .regimes = regimes, .sink = sink, .context = context, .page_start = true};

	take_lines(&s);
	if (s.error == 0) {
		keep_furniture(&s);
		judge_single(&s);
		send_held(&s);
	}
	arena_finish(&s.arena);
	return s.error;
}
