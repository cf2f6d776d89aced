/* SPDX-License-Identifier: MIT */
/* Headings that name the kind of a document, and where the document that they head begins. */
#include "split-rule.h"

#include "date.h"
#include "dating-line.h"
#include "kind.h"
#include "opening.h"
#include "redaction.h"
#include "shape.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	SCHEDULE_LINES = 5, /* lines with words in which a schedule's first row stands */
	BODY_WORDS = 8,     /* most words of the name of those who meet */
	CONTENTS_LINES = 80 /* of a page of contents */
};

/* Does a table of documents stand right below the heading? */
static bool is_above_rows(const struct splitter *s, size_t line)
{
	for (size_t n = 0; n < SCHEDULE_LINES; n++) {
		line = lines_next_words(s->lines, line + 1, s->lines->count);
		if (line == s->lines->count)
			return false;
		if (schedule_is_row(line_text(s->lines, line)))
			return true;
	}
	return false;
}

/* Is the open document no more than a few lines that have not told what it is? */
static bool has_hardly_begun(const struct splitter *s)
{
	const struct part *part = open_part(s);

	return part && part->type == TYPE_DOCUMENT && !part->has_header && !part->has_kind &&
	       s->words <= HEADING_DISTANCE;
}

/* May the heading begin a document in the middle of a page? Then a table of whom it is from and for stands
 * below it, or a title of its own with text below. */
static bool is_strong(const struct splitter *s, size_t line, const struct kind *kind)
{
	size_t next = lines_next_words(s->lines, line + 1, s->lines->count);
	struct header header;

	/* A schedule below the letter that it is attached to, or below what the release says of itself. */
	if (kind->type == TYPE_SCHEDULE && (s->signed_off || has_hardly_begun(s)) &&
	    opening_is_parted(s->lines, line) && is_above_rows(s, line))
		return true;
	/* Where a page's end was lost, a signature may stand right above. */
	if (kind->type == TYPE_ATTACHMENT || kind->type == TYPE_SCHEDULE ||
	    !(opening_is_parted(s->lines, line) || s->floor == line))
		return false;
	if (kind->sense != KIND_CAPTION && head_has_header(s, line, TITLE_DISTANCE, &header))
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
	if (head_is_letterhead(s) || head_is_above(s, line)) {
		size_t head = head_first_line(s, line);

		return head < first ? head : first;
	}
	return at_boundary(s) || (dated && opening_is_parted(s->lines, first)) ? first : line + 1;
}

/* "Note of meeting - 5 May 2019" does not say who met. */
static bool names_no_body(struct slice s)
{
	static const char *const names[] = {"note of meeting", "notes of meeting", "record of meeting",
					    "minutes of meeting"};

	for (size_t i = 0; i < COUNT(names); i++) {
		struct slice rest = slice_sub(s, strlen(names[i]), s.length);

		if (slice_starts_ci(s, slice_of(names[i])))
			return rest.length < 2 || rest.at[0] == ',' ||
			       (rest.at[0] == ' ' && !byte_is_letter(rest.at[1]));
	}
	return false;
}

/* "WEIR GROUP" alone above "Note of meeting": who met; else the first line of the heading's own block. */
static size_t caption_title(const struct splitter *s, size_t line, size_t first)
{
	static const char *const bodies[] = {"group", "committee", "board", "panel", "forum", "taskforce"};
	size_t block = opening_block(s->lines, line, first), above = block;

	while (above > first && !line_has_words(s->lines, above - 1))
		above--;
	if (above == first || above == block || !names_no_body(line_text(s->lines, line)))
		return block;
	struct slice text = line_text(s->lines, above - 1);

	return opening_stands_alone(s->lines, above - 1) && shape_is_title(text, s->regimes) &&
			       shape_is_capitals(text) &&
			       shape_word_count(text, BODY_WORDS + 1) <= BODY_WORDS &&
			       slice_holds_one_of_ci(text, bodies, COUNT(bodies))
		       ? above - 1
		       : block;
}

/* Does a heading of this kind need a header block below it, and lack it? */
static bool lacks_block(const struct splitter *s, size_t line, const struct kind *kind)
{
	struct header header;

	if (kind->sense != KIND_MEMORANDUM && kind->sense != KIND_TABLE)
		return false;
	if (!head_has_header(s, line, kind->sense == KIND_TABLE ? TITLE_DISTANCE : HEADING_DISTANCE, &header))
		return true;
	const struct header_field *to = &header.fields[HEADER_TO], *from = &header.fields[HEADER_FROM];

	return kind->sense == KIND_TABLE &&
	       !(to->present && from->present && to->first_line < from->first_line);
}

/* "DRAFT - NOT YET CLEARED" heads the page, and nothing else. */
static bool is_below_draft(const struct splitter *s, size_t line)
{
	const struct part *part = open_part(s);
	size_t at = part ? part->first_line : line;

	if (!head_is_letterhead(s) || part->has_kind || s->page_first != at)
		return false;
	while (at < line && shape_is_draft(line_text(s->lines, at)))
		at = lines_next_words(s->lines, at + 1, line);
	return at == line;
}

static size_t kind_first_line(const struct splitter *s, size_t line, const struct kind *kind)
{
	/* In small letters "Lines to take" may be a section of what it stands in. */
	bool media = kind->type == TYPE_MEDIA_LINES && kind->sense == KIND_HEADING && s->open &&
		     !s->part.has_kind && shape_is_capitals(line_text(s->lines, line));
	bool below_letterhead = head_is_letterhead(s) &&
				(media || kind->type == TYPE_BRIEFING || kind->type == TYPE_MESSAGE ||
				 kind->type == TYPE_DOCUMENT || kind->type == TYPE_SCHEDULE);

	if (kind->sense == KIND_CAPTION)
		return caption_first(s, line);
	if (lacks_block(s, line, kind))
		return line + 1;
	if (below_letterhead || is_below_draft(s, line) || head_is_above(s, line))
		return head_first_line(s, line);
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

size_t rule_kind(struct splitter *s, size_t line)
{
	struct slice text = shape_bare(redaction_trim_out_of_scope(line_text(s->lines, line)));
	struct kind kind;

	if (text.length > SHAPE_TITLE_MAX || !kind_read(text, &kind) || kind.sense == KIND_COVER ||
	    (kind.sense == KIND_PREFIX && kind.type == TYPE_MESSAGE))
		return 0;
	/* "Annex A: Lines to take - the weir" among others is a list of what is attached. */
	if (kind.type == TYPE_MEDIA_LINES && slice_starts_ci(text, SLICE("annex")) &&
	    line + 1 < s->lines->count && line_has_words(s->lines, line + 1))
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
	part->kind_line = kind.sense == KIND_CAPTION ? caption_title(s, line, first) : line;
	s->words = 1;
	return 1;
}

/* "Harbour ferries: lines to take if asked", "Kerb heights - Q&A": the matter first, then what it is. */
size_t rule_topic(struct splitter *s, size_t line)
{
	bool below_head = head_is_above(s, line);
	enum document_type type;

	if (!(at_boundary(s) || below_head || (s->signed_off && !s->has_furniture)))
		return 0;
	struct slice text = shape_bare(redaction_trim_out_of_scope(line_text(s->lines, line)));

	if (!(opening_stands_alone(s->lines, line) || opening_is_dated(s->lines, line, s->regimes) ||
	      (s->page_start && s->has_furniture)) ||
	    !kind_of_topic(text, &type) || !opening_has_body(s->lines, line, false))
		return 0;
	struct part *part = begin_part(s, below_head ? head_first_line(s, line) : line, type, 85);

	part->has_kind = true;
	part->kind_line = line;
	s->words = 1;
	return 1;
}

static bool names_contents(struct slice s)
{
	static const char *const names[] = {"table of contents", "contents", "list of contents"};

	return slice_is_one_of_ci(s, names, COUNT(names));
}

/* "TOIA 20240097", "Table of Contents" at the head of a page that says what is withheld from the papers: of
 * the release, and not of a paper. */
static bool is_contents(const struct splitter *s, size_t line)
{
	size_t next = lines_next_words(s->lines, line + 1, s->lines->count);
	struct slice text = line_text(s->lines, line);

	if (next == s->lines->count || text.length > SHAPE_TITLE_MAX ||
	    !(names_contents(text) || (shape_has_digit(text) && shape_is_capitals(text) &&
				       names_contents(line_text(s->lines, next)))))
		return false;
	bool told = false;

	for (size_t i = line + 1; i < s->lines->count && i < line + CONTENTS_LINES; i++) {
		if (line_begins_page(s->lines, i))
			return told;
		struct slice row = line_text(s->lines, i);

		/* "4. Information withheld     12" is a row of a report's own contents. */
		told |= row.length <= SHAPE_TITLE_MAX && !byte_is_digit(slice_last(row)) &&
			slice_find_ci(row, SLICE("withheld"), 0) < row.length;
	}
	return false;
}

size_t rule_cover(struct splitter *s, size_t line)
{
	struct kind kind;

	if (s->cover && !s->page_start)
		return 1;
	s->cover = false;
	if (!s->has_furniture || !at_boundary(s) || line_text(s->lines, line).length > SHAPE_TITLE_MAX)
		return 0;
	if (!(s->page_start && is_contents(s, line)) &&
	    (!kind_read(shape_bare(line_text(s->lines, line)), &kind) || kind.sense != KIND_COVER))
		return 0;
	close_part(s, line);
	s->cover = true;
	return 1;
}
