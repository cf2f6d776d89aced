/* SPDX-License-Identifier: MIT */
/* Rules: each looks at one line and returns how many lines it has taken; the first that takes any wins. */
#include "article.h"
#include "date.h"
#include "dating-line.h"
#include "kind.h"
#include "opening.h"
#include "redaction.h"
#include "shape.h"
#include "splitter.h"

enum {
	HEADING_DISTANCE = 8, /* lines with words between "MEMORANDUM" and its header block */
	TITLE_DISTANCE = 4,   /* and of any heading that begins a document in the middle of a page */
	DATED_WORDS = 3,      /* least lines with words of a document that another, dated one may end */
	CENTRE_INDENT = 10,   /* blanks before a line that stands in the middle */
	PAGE_HEAD = 4,        /* lines with words above a heading at the head of a page */
	LETTERHEAD_LINES = 40 /* lines with words above a salutation */
};

static bool reads_header(const struct splitter *s, size_t line, struct header *ret)
{
	return header_read(s->lines, line, s->lines->count, s->regimes, ret);
}

/* Does a header block begin within `distance` lines with words below? */
static bool header_is_near(const struct splitter *s, size_t line, size_t distance, struct header *ret)
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

/* Letterhead, date and address above a salutation or a memorandum belong to it if they stand at the head of
 * its page. */
static size_t letter_first_line(const struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);
	size_t words = 0;

	if (!part || s->page_prose || s->page_first < part->first_line || s->page_first > line)
		return line;
	for (size_t i = s->page_first; i < line && words <= LETTERHEAD_LINES; i++)
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

/* Has the page nothing above the line but the head of one: an office, a classification? */
static bool at_page_head(const struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);
	size_t words = 0;

	/* A header block without any text below it is not all of a message. */
	if (!part || s->page_prose || s->page_first <= part->first_line || s->page_first > line ||
	    (part->has_header && !s->prose && s->marks == 0 &&
	     s->page_words <= part->header.last_line - part->header.first_line))
		return false;
	for (size_t i = s->page_first; i < line && words <= PAGE_HEAD; i++) {
		struct slice text = line_text(s->lines, i);

		if (!line_has_words(s->lines, i))
			continue;
		if (shape_is_bullet(text) ||
		    (!shape_is_classification(text) && !shape_is_title(text, s->regimes)))
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

/* "INWARD CABLEGRAM", "C O N F I D E N T I A L   LA PAZ 000761": what heads a cable's page is its own. */
static size_t cable_first_line(const struct splitter *s, size_t line)
{
	size_t first = is_letterhead(s) || at_page_head(s, line) ? letter_first_line(s, line) : line;

	/* A classification alone heads the page. */
	while (first < line &&
	       (!line_has_words(s->lines, first) || shape_is_classification(line_text(s->lines, first))))
		first++;
	return first;
}

/* The block of a memorandum, a minute, a facsimile: labels in capitals or first whom it is for, and a day
 * without a time. */
static bool is_memorandum(const struct splitter *s, const struct header *header)
{
	const struct header_field *from = &header->fields[HEADER_FROM], *to = &header->fields[HEADER_TO],
				  *sent = &header->fields[HEADER_SENT];
	struct edtf date;
	size_t first, last;

	if (!from->present || !to->present)
		return false;
	if (sent->present &&
	    date_find(slice_sub(s->lines->text, sent->where.first, sent->where.last), &date, &first, &last) &&
	    date.precision > EDTF_DAY)
		return false;
	return to->first_line < from->first_line ||
	       shape_is_capitals(slice_sub(line_text(s->lines, from->first_line), 0, 4));
}

/* "OFFICE OF HIGH WINDS", in the middle or in capitals, above the block of a memorandum at the head of a
 * page.
 */
static size_t memorandum_first_line(const struct splitter *s, size_t line)
{
	size_t first = is_letterhead(s) || at_page_head(s, line) ? letter_first_line(s, line) : line;
	struct slice text = line_text(s->lines, first);
	size_t indent = lines_span(s->lines, text).first - line_first(s->lines, first);

	return shape_is_capitals(text) || shape_is_unit(text) || indent >= CENTRE_INDENT ? first : line;
}

static size_t header_first_line(const struct splitter *s, size_t line, const struct header *header)
{
	if (is_cable(s, header))
		return cable_first_line(s, line);
	return is_memorandum(s, header) ? memorandum_first_line(s, line) : line;
}

static size_t rule_header(struct splitter *s, size_t line)
{
	struct part *part = s->open ? &s->part : NULL;
	struct header header;

	if (!reads_header(s, line, &header))
		return 0;
	/* What begins a page below text is a block of its own. */
	bool new_page = s->page_start && s->prose;
	/* The block below a heading such as "MEMORANDUM" or "BRIEFING NOTE" is the heading's own. */
	bool own = part && part->has_kind && !part->has_header && !new_page &&
		   s->words <= (s->prose ? TITLE_DISTANCE : HEADING_DISTANCE) &&
		   (part->type == TYPE_BRIEFING || part->type == TYPE_MESSAGE || part->type == TYPE_DOCUMENT);

	if (!own)
		part = begin_part(s, header_first_line(s, line, &header), TYPE_MESSAGE, 98);
	part->has_header = true;
	part->header = header;
	s->words += header.last_line - line;
	s->page_first = line;
	return header.last_line - line;
}

/* May the heading begin a document in the middle of a page? Then a table of whom it is from and for stands
 * below it, or a title of its own with text below. */
static bool is_strong(const struct splitter *s, size_t line, const struct kind *kind)
{
	size_t next = lines_next_words(s->lines, line + 1, s->lines->count);
	struct header header;

	/* Where a page's end was lost, a signature may stand right above. */
	if (kind->type == TYPE_ATTACHMENT || kind->type == TYPE_SCHEDULE ||
	    !(opening_is_parted(s->lines, line) || s->floor == line))
		return false;
	if (kind->sense != KIND_CAPTION && header_is_near(s, line, TITLE_DISTANCE, &header))
		return true;
	if (s->has_furniture || next == s->lines->count || kind->sense != KIND_HEADING ||
	    !opening_stands_alone(s->lines, line))
		return false;
	struct slice title = line_text(s->lines, next);

	/* A sheet that went round and the memorandum for the record below it are one paper. */
	if (dating_is_memorandum(line_text(s->lines, line)))
		return false;
	return opening_stands_alone(s->lines, next) && shape_is_title(title, s->regimes) &&
	       !shape_is_prose(title) && shape_word_count(title, 3) == 3 &&
	       opening_has_body(s->lines, next, false);
}

/* "Squid group" above "Minutes of the meeting of 5 May 2019": the heading's first line, or `line` + 1 where
 * the two are no heading. */
static size_t caption_first(const struct splitter *s, size_t line)
{
	size_t first = opening_block(s->lines, line, s->open ? s->floor : 0);
	struct edtf date;
	size_t at, end;
	bool dated = date_find(line_text(s->lines, line), &date, &at, &end);

	for (size_t i = first; i < line; i++)
		if (!shape_is_title(line_text(s->lines, i), s->regimes) ||
		    shape_is_prose(line_text(s->lines, i)))
			return line + 1;
	/* The office whose minutes they are stands at the head of the page. */
	if (is_letterhead(s) || at_page_head(s, line)) {
		size_t head = letter_first_line(s, line);

		return head < first ? head : first;
	}
	return at_boundary(s) || (dated && opening_is_parted(s->lines, first)) ? first : line + 1;
}

/* Does a heading of this kind need a header block below it, and lack it? */
static bool lacks_block(const struct splitter *s, size_t line, const struct kind *kind)
{
	struct header header;

	if (kind->sense != KIND_MEMORANDUM && kind->sense != KIND_TABLE)
		return false;
	if (!header_is_near(s, line, kind->sense == KIND_TABLE ? TITLE_DISTANCE : HEADING_DISTANCE, &header))
		return true;
	const struct header_field *to = &header.fields[HEADER_TO], *from = &header.fields[HEADER_FROM];

	return kind->sense == KIND_TABLE &&
	       !(to->present && from->present && to->first_line < from->first_line);
}

static size_t kind_first_line(const struct splitter *s, size_t line, const struct kind *kind)
{
	bool below_letterhead =
		is_letterhead(s) &&
		(kind->type == TYPE_BRIEFING || kind->type == TYPE_MESSAGE || kind->type == TYPE_DOCUMENT);

	if (kind->sense == KIND_CAPTION)
		return caption_first(s, line);
	if (lacks_block(s, line, kind))
		return line + 1;
	if (below_letterhead || at_page_head(s, line))
		return letter_first_line(s, line);
	return at_boundary(s) || is_strong(s, line, kind) ? line : line + 1;
}

/* "SUBMISSION" right below the block of whom it is from and for, as British departments print it. */
static bool names_block(const struct splitter *s, const struct kind *kind)
{
	const struct part *part = open_part(s);

	return part && !s->page_start && part->has_header && !part->has_kind &&
	       !part->header.fields[HEADER_SUBJECT].present &&
	       s->words == part->header.last_line - part->header.first_line &&
	       (kind->type == TYPE_BRIEFING || kind->type == TYPE_MEDIA_LINES) && kind->sense == KIND_HEADING;
}

static size_t rule_kind(struct splitter *s, size_t line)
{
	struct slice text = shape_bare(redaction_trim_out_of_scope(line_text(s->lines, line)));
	struct kind kind;

	if (text.length > SHAPE_TITLE_MAX || !kind_read(text, &kind) || kind.sense == KIND_COVER ||
	    (kind.sense == KIND_PREFIX && kind.type == TYPE_MESSAGE))
		return 0;
	if (names_block(s, &kind)) {
		s->part.type = kind.type;
		s->part.has_kind = true;
		s->part.kind_line = line;
		s->words++;
		return 1;
	}
	size_t first = kind_first_line(s, line, &kind);

	if (first > line)
		return 0;
	struct part *part = begin_part(s, first, kind.type, 90);

	part->has_kind = true;
	part->kind_line = kind.sense == KIND_CAPTION ? opening_block(s->lines, line, first) : line;
	s->words = 1;
	return 1;
}

/* A sheet that was put in front of the papers is a cover, up to the end of its page. */
static size_t rule_cover(struct splitter *s, size_t line)
{
	struct kind kind;

	if (s->cover && !s->page_start)
		return 1;
	s->cover = false;
	if (!s->has_furniture || !at_boundary(s) || line_text(s->lines, line).length > SHAPE_TITLE_MAX ||
	    !kind_read(shape_bare(line_text(s->lines, line)), &kind) || kind.sense != KIND_COVER)
		return 0;
	close_part(s, line);
	s->cover = true;
	return 1;
}

/* "Guarantee working group", "10 May 2019, Level 1", "Attendees: A, B": minutes on a page of their own,
 * whatever their heading says. */
static size_t rule_meeting(struct splitter *s, size_t line)
{
	if (!s->page_start || !s->has_furniture ||
	    (s->open && s->part.first_line == line && s->part.has_kind) ||
	    !opening_is_meeting(s->lines, line, s->regimes))
		return 0;
	struct part *part = begin_part(s, line, TYPE_DOCUMENT, 70);

	part->has_kind = true;
	part->kind_line = line;
	s->words = 1;
	return 1;
}

/* A letter on a page of its own that greets nobody. */
static size_t rule_letter(struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);

	if (!part || !s->page_start || !s->has_furniture || part->first_line == line ||
	    (part->has_header && !s->prose && s->marks == 0) || !opening_is_letter(s->lines, line))
		return 0;
	begin_part(s, line, TYPE_LETTER, 70);
	return 0; /* the line is looked at as text too */
}

/* "Risk register        5 May 2021" at the head of a page below another document's text. */
static size_t rule_dated(struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);

	if (!part || !s->page_start || !s->has_furniture || part->first_line == line || part->has_header ||
	    part->is_declared || !(s->prose || s->marks > 0) || s->words < DATED_WORDS ||
	    !opening_is_dated(s->lines, line, s->regimes) ||
	    slice_equal(line_text(s->lines, line), line_text(s->lines, part->first_line)))
		return 0;
	begin_part(s, line, TYPE_DOCUMENT, 45);
	return 0; /* the line is looked at as text too */
}

/* A heading above lines such as "Client: A", wherever it stands. */
static size_t rule_form(struct splitter *s, size_t line)
{
	/* Below a letter's closing stand who signs it, who gets a copy and what is enclosed. */
	if (s->signing != NOT_SIGNING || !opening_is_form(s->lines, line, s->regimes) ||
	    (s->open && !s->part.has_header && !s->prose))
		return 0;
	struct part *part =
		begin_part(s, at_page_head(s, line) ? letter_first_line(s, line) : line, TYPE_DOCUMENT, 60);

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
		size_t first = letter_first_line(s, line),
		       head = opening_letterhead(s->lines, line, s->floor);

		bool has_text = s->prose || (new_page && part->has_kind);

		if (part && (!has_text || !(public || s->ended || s->page_start || new_page || head < line)))
			return 0;
		part = begin_part(s, new_page && first < line ? first : head, TYPE_LETTER, 85);
	}
	part->has_salutation = true;
	part->salutation_line = line;
	s->words++;
	return 1;
}

/* A cutting on a page of its own: headline, byline and day above the text. */
static size_t rule_article(struct splitter *s, size_t line)
{
	if (!s->page_start || !s->has_furniture || (s->open && s->part.first_line == line) ||
	    !(article_begins(s->lines, line) || article_is_print(line_text(s->lines, line))))
		return 0;
	begin_part(s, line, TYPE_ARTICLE, 75);
	return 0; /* the line is looked at as text too */
}

/* In a source whose pages cannot be told apart, a title between blank lines may follow what was signed. */
static bool is_free_title(const struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);
	struct slice text = line_text(s->lines, line);

	if (s->has_furniture || !part)
		return false;
	if (part->type != TYPE_MESSAGE)
		return part->type != TYPE_LETTER;
	return opening_stands_alone(s->lines, line) && shape_word_count(text, 3) == 3 &&
	       !shape_is_unit(text) && !shape_is_prose(text);
}

/* Does the line stand right below another that follows the end: rows of a table, who gets a copy? */
static bool goes_on_after_end(const struct lines *lines, size_t line)
{
	struct slice above;

	if (opening_is_parted(lines, line))
		return false;
	above = line_text(lines, line - 1);
	return !shape_is_end(above) && !shape_is_remainder_note(above);
}

static size_t rule_title(struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);

	if (part && part->first_line == line)
		return 0;
	/* Below a letter's closing stands who signs it: only a new page ends it. */
	bool after_sign_off = s->signed_off && (s->page_start || is_free_title(s, line));
	bool free = !part || s->ended || after_sign_off || is_below_sheet(s, line) ||
		    (part->type == TYPE_SCHEDULE && s->page_start && s->words > 1 &&
		     !schedule_is_row(line_text(s->lines, line)));

	if (!free || (part && !s->page_start && goes_on_after_end(s->lines, line)))
		return 0;
	if (part && (!shape_is_title(line_text(s->lines, line), s->regimes) ||
		     !opening_has_body(s->lines, line, s->has_furniture && !s->page_start)))
		return 0;
	/* Marks, and a line right below them, stand above the first title of a page too. */
	bool new_page = s->page_start || (s->ended && s->page_first > s->end_line);

	begin_part(s, new_page ? letter_first_line(s, line) : line, TYPE_DOCUMENT, 40);
	return 0; /* the line is looked at as text too */
}

typedef size_t split_rule(struct splitter *s, size_t line);

static split_rule *const rules[] = {rule_cover,     rule_header,     rule_divider, rule_kind,
				    rule_scheduled, rule_salutation, rule_meeting, rule_letter,
				    rule_dated,     rule_form,       rule_article, rule_title};

size_t split_rules(struct splitter *s, size_t line)
{
	size_t taken = 0;

	for (size_t i = 0; i < sizeof rules / sizeof *rules && taken == 0; i++)
		taken = rules[i](s, line);
	return taken;
}
