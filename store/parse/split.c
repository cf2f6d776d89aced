/* SPDX-License-Identifier: MIT */
#include "split.h"

#include "article.h"
#include "numbering.h"
#include "opening.h"
#include "release.h"
#include "shape.h"
#include "sheet.h"
#include "splitter.h"

enum {
	PAGE_HEAD_LINES = 24, /* from a header up to the form feed above it */
	COVER_LINES = 60,     /* most lines with words of a cover page */
	ROWS_TEXT = 2,        /* so many rows are a text: a chat, a table */
	SIGN_OFF_TAIL = 12    /* lines with words that may follow the sign-off: footnotes, distribution */
};

/* What looked like a sign-off stands in the middle. */
static void unsign(struct part *part)
{
	part->has_sign_off = false;
	if (part->type == TYPE_BRIEFING && !part->has_kind) {
		part->type = TYPE_DOCUMENT;
		part->confidence = 40;
	}
}

static void send_held(struct splitter *s)
{
	if (s->count > 0 && s->error == 0)
		s->error = s->sink(s->context, &s->held);
}

/* A document ends with its words: what is printed at the foot of its last page, or above the next document
 * at the head of a page, stands on the page. The stamp that says why words are gone speaks of the document.
 */
static void end_at_words(const struct splitter *s, struct part *part)
{
	size_t last = part->last_line;

	while (last > part->first_line + 1 && !line_has_words(s->lines, last - 1) &&
	       !release_is_line(s->regimes, s->lines, last - 1))
		last--;
	if (line_has_words(s->lines, last - 1) || release_is_line(s->regimes, s->lines, last - 1))
		part->last_line = last;
	while (part->last_line > part->first_line + 1 && line_is_blank(s->lines, part->last_line - 1))
		part->last_line--;
}

static void keep_part(struct splitter *s)
{
	struct part *part = &s->held;

	send_held(s);
	*part = s->part;
	s->count++;
	end_at_words(s, part);
	if (s->count > 1 && part->type == TYPE_DOCUMENT && !part->is_declared && !part->has_header &&
	    !part->has_kind && !part->has_sign_off &&
	    article_stands_in_bundle(s->lines, part->first_line, part->last_line)) {
		part->type = TYPE_ARTICLE;
		part->confidence = 70;
	}
}

void close_part(struct splitter *s, size_t line)
{
	struct part *part = &s->part;

	if (!s->open)
		return;
	part->last_line = is_below_sheet(s, line) && s->sheet > part->first_line ? s->sheet : line;
	/* The line that signs may have gone to the document that begins here, as its letterhead. */
	if (part->has_sign_off && (part->date_line >= line || s->words - s->sign_off_words > SIGN_OFF_TAIL))
		unsign(part);
	s->open = false;
	/* Its lines went to the document that begins here, as letterhead. */
	bool is_taken = line <= part->first_line;
	/* A cover, or what is left between a divider and the document: no text, nothing withheld, nothing
	 * that tells a kind. */
	bool is_cover = part->type == TYPE_DOCUMENT && !part->has_header && !part->has_sign_off &&
			!s->prose && (s->marks == 0 || s->titles == 0) && s->rows < ROWS_TEXT &&
			!part->has_kind && !s->dated && s->words <= COVER_LINES;

	if (!is_taken &&
	    (part->is_declared || line == s->lines->count || (!is_cover && !is_bare_annex(s, part))))
		keep_part(s);
}

/* A classification at the head of the page on which the next document begins is not of the one before. Only a
 * form feed tells where a page begins. */
static size_t above_page_head(const struct splitter *s, size_t head)
{
	size_t at = head;

	while (at > s->part.first_line + 1 && head - at < PAGE_HEAD_LINES) {
		if (line_has_words(s->lines, at - 1) && !shape_is_classification(line_text(s->lines, at - 1)))
			break;
		at--;
		if (slice_starts(line_bytes(s->lines, at), SLICE("\f")))
			return at;
	}
	return head;
}

struct part *begin_part(struct splitter *s, size_t line, enum document_type type, unsigned confidence)
{
	size_t head = release_head(s->regimes, s->lines, line);

	/* What a sheet for deleted pages between two papers says is of those pages. */
	if (s->open && head >= s->sheet && head < s->sheet_last)
		head = line;
	close_part(s, s->open ? above_page_head(s, head) : head);
	s->goes_on = false;
	s->part = (struct part){.first_line = line,
				.head_line = head,
				.last_line = line,
				.type = type,
				.confidence = confidence};
	s->open = true;
	s->ended = s->signed_off = s->prose = s->to_desk = s->dated = false;
	s->words = s->marks = s->rows = s->titles = s->unit_words = 0;
	s->floor = line;
	s->signing = NOT_SIGNING;
	return &s->part;
}

/* ---- Line by line ---- */

/* "Page 2 of 3" at the foot says that a third page follows, at the head that there was a first. */
static void note_page(struct splitter *s, size_t line)
{
	size_t page, pages;

	if (!numbering_of_pages(line_text(s->lines, line), &page, &pages))
		return;
	bool first = page == 1, next = pages == s->pages && page == s->page + 1;

	/* Without form feeds nothing tells a page's head from its foot. */
	s->goes_on = s->has_breaks && s->page_has_words ? (first || next) && page < pages
							: next && (s->has_breaks || page < pages);
	s->page = page;
	s->pages = pages;
}

static void cross_furniture(struct splitter *s, size_t line)
{
	if (line_is(s->lines, line, LINE_BREAK))
		s->page_has_words = false;
	if (line_is(s->lines, line, LINE_NUMBER))
		note_page(s, line);
	if (line_begins_page(s->lines, line)) {
		s->page_start = true;
		s->page_prose = false;
	}
}

/* Is the line the number that the release gives to the document on the page? It stands on the page and not in
 * it; another one begins a document. */
static bool take_number(struct splitter *s, size_t line)
{
	struct numbering page;
	size_t last;

	if ((s->open && s->part.is_declared) || !numbering_at(s->lines, line, &page) ||
	    sheet_is_withheld(s->lines, line, &last))
		return false;
	if (slice_equal(page.number, s->number))
		return s->open && !s->ended;
	s->number = page.number;
	s->divider = line_text(s->lines, line);
	close_part(s, page.head);
	s->page_start = true;
	s->page_marked = false;
	return true;
}

/* Pages in the place of withheld ones belong to a document only where it goes on behind them. */
static size_t take_sheet(struct splitter *s, size_t line)
{
	size_t last;

	bool deleted = opening_is_parted(s->lines, line) && sheet_is_deleted(s->lines, line, &last);

	if (!deleted && (!s->page_start || s->page_marked || !sheet_is_withheld(s->lines, line, &last)))
		return 0;
	if (!is_below_sheet(s, line))
		s->sheet = line;
	s->sheet_last = last;
	return last - line;
}

static size_t take_line(struct splitter *s, size_t line)
{
	size_t taken = take_sheet(s, line);

	if (taken > 0)
		return taken;
	if (s->page_start && !s->page_marked) {
		s->page_first = line;
		s->page_words = s->words;
	}
	taken = split_rules(s, line);
	if (taken == 0 && s->open) {
		if (s->error == 0)
			s->error = split_text(s, line);
		taken = 1;
	}
	return taken;
}

/* ---- The whole ---- */

/* A text without structure is one document: an article if it reads as one. */
static void judge_single(struct splitter *s)
{
	struct part *part = &s->held;

	if (s->count != 1 || part->is_declared || part->type != TYPE_DOCUMENT || part->has_header ||
	    part->has_kind)
		return;
	unsigned confidence = article_likely(s->lines, part->first_line, part->last_line);

	part->confidence = 50;
	if (confidence > 0) {
		part->type = TYPE_ARTICLE;
		part->confidence = confidence;
	}
}

/* Is what follows `line` the head of a page: nothing is open, or it was a rule of Markdown, a sheet, a
 * divider? */
static bool begins_anew(const struct splitter *s, size_t line)
{
	struct slice text = line_text(s->lines, line);

	return (!s->open && !s->cover) || (line >= s->sheet && line < s->sheet_last) ||
	       (s->open && is_bare_annex(s, &s->part) && line == s->part.first_line) ||
	       slice_equal(text, s->divider) || slice_equal(text, SLICE("---")) ||
	       slice_equal(text, SLICE("***"));
}

static size_t line_at(const struct lines *lines, size_t offset)
{
	size_t line = 0;

	while (line < lines->count && line_first(lines, line) < offset)
		line++;
	return line;
}

/* The document that the file's format declares. Returns the first line that may begin another. */
static size_t take_declared(struct splitter *s, const struct declared_facts *declared)
{
	struct part *part = begin_part(s, 0, declared->type, 100);
	size_t head = line_at(s->lines, declared->head);

	part->is_declared = true;
	part->text_line = head;
	part->has_header = declared->type == TYPE_MESSAGE;
	if (part->has_header && !header_read(s->lines, 0, head, s->regimes, &part->header))
		part->header = (struct header){.last_line = head};
	part->header.last_line = head;
	s->page_start = false;
	return declared->is_whole ? s->lines->count : head;
}

static void take_lines(struct splitter *s, const struct declared_facts *declared)
{
	size_t limit = s->lines->count, first = declared ? take_declared(s, declared) : 0;

	for (size_t i = 0; i < limit && !s->has_furniture; i++)
		s->has_furniture = line_begins_page(s->lines, i);
	for (size_t i = first; i < limit && s->error == 0;) {
		cross_furniture(s, i);
		if (take_number(s, i) || !line_has_words(s->lines, i) ||
		    release_is_line(s->regimes, s->lines, i)) {
			i++;
			continue;
		}
		size_t line = i;

		s->page_has_words = true;
		/* A classification heads the page and not the text. */
		bool marked = s->page_start && shape_is_classification(line_text(s->lines, line));

		i += take_line(s, line);
		s->page_marked = marked && s->open;
		s->page_start = s->page_marked || begins_anew(s, line);
		s->goes_on = s->goes_on && s->page_start;
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

int split_lines(const struct lines *lines, const struct regimes *regimes,
		const struct declared_facts *declared, split_sink *sink, void *context)
{
	struct splitter s = {
		.lines = lines, .regimes = regimes, .sink = sink, .context = context, .page_start = true};
	s.has_breaks = slice_find(lines->text, SLICE("\f"), 0) < lines->text.length;

	take_lines(&s, declared);
	if (s.error == 0) {
		keep_furniture(&s);
		judge_single(&s);
		send_held(&s);
	}
	arena_finish(&s.arena);
	return s.error;
}
