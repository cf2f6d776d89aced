/* SPDX-License-Identifier: MIT */
/*
 * The rules by which split.c parts documents, in their order: each looks at one line and returns how many
 * lines it has taken; the first that takes any wins. Those of header blocks and headings have files of their
 * own.
 */
#include "split-rule.h"

#include "article.h"
#include "opening.h"
#include "redaction.h"
#include "shape.h"

enum {
	LABEL_INDENT = 20,  /* blanks before a divider in the middle */
	LABEL_WORDS = 3,    /* least words of a divider that names the request too */
	RUNNING_LINES = 12, /* lines with words at a document's head among which its heading stands */
	HEAD_MAX = 60,      /* bytes of a department's name */
	HEAD_LINES = 5,     /* lines with words below it in which it says what to refer to */
	DATED_WORDS = 3     /* least lines with words of a document that another, dated one may end */
};

/* "LEX 2281        Document 3", or "Record 3" in the middle, where no page ends are told: the number of the
 * request before that of the document. */
static bool is_labelled_divider(const struct splitter *s, size_t line)
{
	struct slice text = line_text(s->lines, line);
	size_t indent = line_indent(s->lines, line);

	return !s->has_furniture && opening_stands_alone(s->lines, line) && shape_is_divider(text) &&
	       (shape_word_count(text, LABEL_WORDS) == LABEL_WORDS || indent >= LABEL_INDENT);
}

static size_t rule_divider(struct splitter *s, size_t line)
{
	struct slice text = line_text(s->lines, line);

	if (!shape_is_divider(text) || !(at_boundary(s) || is_labelled_divider(s, line)))
		return 0;
	/* It heads every page of the document. */
	if (s->open && slice_equal(text, s->divider) && !s->ended)
		return 1;
	s->divider = text;
	close_part(s, line);
	s->page_start = true;
	return 1;
}

/* The heading of the open document's first page again, where "Page 2 of 3" tells that the page is its own. */
static size_t rule_running(struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);
	size_t above = part ? part->first_line : 0;

	if (!part || !s->page_start || !s->goes_on)
		return 0;
	for (size_t n = 0; n < RUNNING_LINES && above < s->page_first; n++) {
		if (slice_equal_ci(line_text(s->lines, above), line_text(s->lines, line)))
			return 1;
		above = lines_next_words(s->lines, above + 1, s->page_first);
	}
	return 0;
}

/* Does what a rule began at the head of this page go on in the line: below a classification, or in its own?
 */
static bool goes_on_with_heading(const struct splitter *s, size_t line)
{
	return s->open && s->part.has_kind &&
	       (s->part.first_line == line || (s->page_marked && s->part.first_line == s->page_first));
}

/* "Guarantee working group", "10 May 2019, Level 1", "Attendees: A, B": minutes on a page of their own,
 * whatever their heading says. */
static size_t rule_meeting(struct splitter *s, size_t line)
{
	if (!s->page_start || !s->has_furniture || goes_on_with_heading(s, line) ||
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

	if (!part || !s->page_start || !s->has_furniture || part->first_line == line || part->is_declared ||
	    !(is_bare_annex(s, part) || s->prose || s->marks > 0 || s->rows >= DATED_WORDS) ||
	    (!is_bare_annex(s, part) && s->words < DATED_WORDS) ||
	    !opening_is_dated(s->lines, line, s->regimes) ||
	    slice_equal(line_text(s->lines, line), line_text(s->lines, part->first_line)))
		return 0;
	begin_part(s, line, TYPE_DOCUMENT, 45);
	s->dated = true;
	return 0; /* the line is looked at as text too */
}

/* A heading above lines such as "Client: A", wherever it stands. */
static size_t rule_form(struct splitter *s, size_t line)
{
	/* Below a letter's closing stand who signs it, who gets a copy and what is enclosed; a message's ends
	 * with its block. */
	bool signing = s->open && s->signing != NOT_SIGNING &&
		       (s->part.type == TYPE_LETTER || s->signing == SIGNING_BELOW);

	if (signing || !opening_is_form(s->lines, line, s->regimes) ||
	    (s->open && !s->part.has_header && !s->prose))
		return 0;
	struct part *part =
		begin_part(s, head_is_above(s, line) ? head_first_line(s, line) : line, TYPE_DOCUMENT, 60);

	part->has_kind = true;
	part->kind_line = line;
	s->words = 1;
	return 1;
}

/* "U.S. Department of Justice", "In Reply, Please Refer to" below it: the letterhead of a paper that greets
 * nobody. */
static bool is_reply_letterhead(const struct splitter *s, size_t line)
{
	struct slice text = line_text(s->lines, line);

	if (text.length > HEAD_MAX || slice_find_ci(text, SLICE("department of "), 0) == text.length)
		return false;
	for (size_t n = 0; n < HEAD_LINES; n++) {
		line = lines_next_words(s->lines, line + 1, s->lines->count);
		if (line == s->lines->count || line_is(s->lines, line, LINE_BREAK))
			return false;
		if (slice_starts_ci(line_text(s->lines, line), SLICE("in reply, please refer to")) ||
		    slice_starts_ci(line_text(s->lines, line), SLICE("in reply please refer to")))
			return true;
	}
	return false;
}

static size_t rule_reply_letterhead(struct splitter *s, size_t line)
{
	if (!s->page_start || !s->has_furniture || !s->open || s->part.first_line == line ||
	    !is_reply_letterhead(s, line))
		return 0;
	begin_part(s, line, TYPE_DOCUMENT, 60);
	return 0; /* the line is looked at as text too */
}

/* The first page of an agency's printed form: the FBI's interviews, the State Department's letters of
 * transmittal. */
static size_t rule_form_number(struct splitter *s, size_t line)
{
	if (!s->page_start || !s->has_furniture || !s->open || s->part.first_line == line ||
	    !shape_is_form_number(line_text(s->lines, line)))
		return 0;
	begin_part(s, line, TYPE_DOCUMENT, 60);
	return 0; /* the line is looked at as text too */
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
		size_t first = head_first_line(s, line), head = opening_letterhead(s->lines, line, s->floor);

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

	begin_part(s, new_page ? head_first_line(s, line) : line, TYPE_DOCUMENT, 40);
	return 0; /* the line is looked at as text too */
}

typedef size_t split_rule(struct splitter *s, size_t line);

static split_rule *const rules[] = {
	rule_cover, rule_attributes, rule_header,      rule_running,          rule_divider, rule_kind,
	rule_topic, rule_scheduled,  rule_salutation,  rule_meeting,          rule_letter,  rule_article,
	rule_dated, rule_form,       rule_form_number, rule_reply_letterhead, rule_title};

size_t split_rules(struct splitter *s, size_t line)
{
	size_t taken = 0;

	for (size_t i = 0; i < sizeof rules / sizeof *rules && taken == 0; i++)
		taken = rules[i](s, line);
	return taken;
}
