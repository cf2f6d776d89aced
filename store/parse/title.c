/* SPDX-License-Identifier: MIT */
#include "title.h"

#include "article.h"
#include "date.h"
#include "dating-line.h"
#include "kind.h"
#include "opening.h"
#include "redaction.h"
#include "shape.h"
#include "signature.h"
#include "title-line.h"

#include <errno.h>

enum {
	HEADING_DISTANCE = 10, /* lines with words in which a document's heading stands */
	TITLE_LINES_MAX = 4,
	LINE_FULL = 45,       /* a heading this long may go on in the next line */
	PARAGRAPH_FULL = 80,  /* a line this long is as long as those of running text */
	PARAGRAPH_LINES = 16, /* that are looked at for its end */
	FIELDS_MAX = 4,       /* of a block that are not known */
	REPLY_LINES = 16,     /* lines with words of a question */
	VALUE_MAX = 64 * 1024
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

int title_set(struct slice value, struct span where, unsigned confidence, struct arena *arena,
	      struct text_fact *ret)
{
	const char *copy = arena_string(arena, slice_sub(value, 0, VALUE_MAX));

	*ret = (struct text_fact){copy, where, confidence};
	return copy ? 0 : -ENOMEM;
}

struct slice title_cleaned(struct slice s)
{
	return shape_bare(redaction_trim_out_of_scope(shape_bare(s)));
}

/* The value of a line such as "Subject :   X", "Objet : X", "Re: X"; all of `s`, which is of that line, where
 * it has no such label. */
struct slice title_without_label(const struct lines *lines, size_t line, struct slice s)
{
	enum header_label label;
	size_t value;

	if (header_label(lines, line, &label, &value) && label == HEADER_SUBJECT)
		return title_cleaned(slice_sub(lines->text, value, line_last(lines, line)));
	return slice_starts_ci(s, SLICE("ref:")) ? slice_trim(slice_sub(s, 4, s.length)) : s;
}

/* "He rang to say how sorry he was. He added in confidence that": running text that a mark cuts off. */
static bool holds_sentence(struct slice s)
{
	for (size_t i = 4; i + 2 < s.length; i++)
		if (s.at[i] == '.' && s.at[i + 1] == ' ' && byte_is_upper(s.at[i + 2]) &&
		    byte_is_lower(s.at[i - 1]) && byte_is_lower(s.at[i - 2]) && byte_is_lower(s.at[i - 3]))
			return true;
	return false;
}

static int join_title(const struct lines *lines, struct span where, unsigned confidence, struct arena *arena,
		      struct text_fact *ret)
{
	const char *joined = lines_join(lines, where, arena);

	return joined ? title_set(title_cleaned(slice_of(joined)), where, confidence, arena, ret) : -ENOMEM;
}

/* Does the heading in `line` go on in the next one? */
static bool heading_goes_on(const struct lines *lines, const struct part *part, size_t line,
			    const struct regimes *regimes)
{
	if (line + 1 >= part->last_line || !line_has_words(lines, line + 1) ||
	    title_without_day(line_text(lines, line)).length < line_text(lines, line).length)
		return false;
	struct slice text = title_cleaned(line_text(lines, line)), next = line_text(lines, line + 1);
	struct slice unit, date;
	struct edtf day;
	size_t first, end;

	if (!shape_is_title(next, regimes) && !(shape_is_hanging(text) && next.length <= SHAPE_TITLE_MAX))
		return false;
	/* "5 July 2022, Brussels": below a heading stand day and place. */
	if (shape_is_bullet(next) || shape_is_prose(next) || title_is_furniture(next) ||
	    split_sign_off(next, &unit, &date) || (date_find(next, &day, &first, &end) && first == 0))
		return false;
	return shape_is_hanging(text) || (shape_is_capitals(text) && shape_is_capitals(next)) ||
	       (text.length >= LINE_FULL && !shape_is_unit(next));
}

int title_from(const struct lines *lines, const struct part *part, size_t line, unsigned confidence,
	       const struct regimes *regimes, struct arena *arena, struct text_fact *ret)
{
	struct span where = lines_span(lines, title_cleaned(title_without_day(line_text(lines, line))));
	size_t last = line;

	while (last - line + 1 < TITLE_LINES_MAX && heading_goes_on(lines, part, last, regimes))
		last++;
	if (last > line)
		where.last = lines_span(lines, title_without_day(line_text(lines, last))).last;
	return join_title(lines, where, confidence, arena, ret);
}

/* Is the line the first of a printed paragraph? Then a full stop or a colon ends the last. */
static bool begins_paragraph(const struct lines *lines, const struct part *part, size_t line)
{
	size_t last = line + 1;

	if (last >= part->last_line || !line_has_words(lines, last) ||
	    (!byte_is_lower(line_text(lines, last).at[0]) && line_text(lines, line).length < PARAGRAPH_FULL))
		return false;
	while (last + 1 < part->last_line && last - line < PARAGRAPH_LINES && line_has_words(lines, last + 1))
		last++;
	struct slice text = line_text(lines, last);

	return strchr(".:?", text.at[text.length - 1]) != NULL;
}

/* Of three words, and no section's name with its colon. */
static bool is_full_title(struct slice s)
{
	return shape_word_count(s, 3) == 3 && slice_last(s) != ':';
}

/* The first title-shaped line among the next `distance` lines with words, before any running text. */
size_t title_find(const struct lines *lines, const struct part *part, size_t from, size_t distance,
		  const struct regimes *regimes)
{
	size_t line = lines_next_words(lines, from, part->last_line), held = part->last_line;
	size_t below = line;

	while (below < held && shape_is_classification(line_text(lines, below)))
		below = lines_next_words(lines, below + 1, held);
	line = below;
	below = line < held ? title_below_letterhead(lines, line, part->last_line) : line;
	if (below > line && below < part->last_line) {
		held = line;
		line = below;
	}
	for (size_t n = 0; n < distance && line < part->last_line; n++) {
		struct slice text = line_text(lines, line), unit, date;

		if (shape_is_prose(text) && title_without_label(lines, line, text).length == text.length &&
		    (!shape_is_title(text, regimes) || begins_paragraph(lines, part, line) ||
		     holds_sentence(text)))
			break;
		/* What stands above a header block signs nothing: "Meeting with the Squid Group, 6 July
		 * 2022". */
		bool signs = split_sign_off(text, &unit, &date) && !shape_is_hanging(unit) &&
			     (unit.length == 0 || (!part->has_header &&
						   (shape_is_unit(unit) || shape_word_count(unit, 4) < 4))) &&
			     !(part->has_kind && line == part->kind_line);

		if (shape_is_title(text, regimes) && !signs && !title_is_other_field(lines, line) &&
		    !title_is_deadline(text) && !title_is_furniture(text)) {
			if (!title_is_paper_number(text) && !shape_is_minister(text))
				return held == part->last_line || is_full_title(text) ? line : held;
			held = held == part->last_line ? line : held;
		}
		line = lines_next_words(lines, line + 1, part->last_line);
	}
	return held;
}

static int subject_title(const struct lines *lines, const struct part *part, struct arena *arena,
			 struct text_fact *ret)
{
	const struct header_field *field = &part->header.fields[HEADER_SUBJECT];
	const char *joined = header_value(lines, field, arena);

	return joined ? title_set(title_cleaned(slice_of(joined)), field->where, 98, arena, ret) : -ENOMEM;
}

/* Does the heading say no more than what kind of document stands below? */
static bool is_label(const struct part *part, const struct kind *kind)
{
	return kind->sense == KIND_HEADING || kind->sense == KIND_MEMORANDUM ||
	       (kind->sense == KIND_TABLE && part->has_header);
}

/* Do numbered paragraphs begin right below a line that is none itself? */
static bool is_above_numbers(const struct lines *lines, const struct part *part, size_t line)
{
	size_t next = lines_next_words(lines, line + 1, part->last_line);
	struct slice text = line_text(lines, line);

	return next < part->last_line && slice_starts(line_text(lines, next), SLICE("1")) &&
	       line_text(lines, next).length > 2 && !byte_is_digit(line_text(lines, next).at[1]) &&
	       !byte_is_digit(text.at[0]) && !shape_is_prose(text);
}

/* Below the lines that go on with the fields of the block under labels of their own: "Marking:   OFFICIAL".
 */
static size_t behind_fields(const struct lines *lines, const struct part *part)
{
	size_t line = part->header.last_line;

	for (size_t n = 0; n < FIELDS_MAX && line < part->last_line && line_has_words(lines, line); n++) {
		struct slice text = line_text(lines, line);
		size_t colon = slice_find(text, SLICE(":"), 0);

		if (colon + 1 >= text.length || !byte_is_space(text.at[colon + 1]) ||
		    shape_word_count(slice_sub(text, 0, colon), 4) > 3)
			break;
		line++;
	}
	/* Running text may begin so too. */
	return line < part->last_line && line_has_words(lines, line) ? part->header.last_line : line;
}

/* Does that stand right below the line? */
static bool is_above_section(const struct lines *lines, const struct part *part, size_t line)
{
	size_t next = lines_next_words(lines, line + 1, part->last_line);

	return next < part->last_line && title_is_section(shape_first_cell(line_text(lines, next)));
}

/* Below "Mr Marlowe", "PS/Lord Poe" alone between the block and the title of a British minute: whom it is
 * for. */
static size_t below_reader(const struct lines *lines, const struct part *part, size_t line)
{
	static const char *const starts[] = {"mr ",   "mrs ", "ms ", "miss ", "dr ",   "sir ", "lord ",
					     "lady ", "ps/",  "pus", "mr. ",  "mrs. ", "dr. "};

	return !part->header.fields[HEADER_TO].present && line < part->last_line &&
			       opening_stands_alone(lines, line) &&
			       shape_word_count(line_text(lines, line), 5) < 5 &&
			       slice_starts_with_one_of_ci(line_text(lines, line), starts, COUNT(starts))
		       ? lines_next_words(lines, line + 1, part->last_line)
		       : line;
}

/* "Report on closure of the baths" alone between a letterhead and the block of a report: its line;
 * part->last_line where none is. */
static size_t title_above_block(const struct lines *lines, const struct part *part,
				const struct regimes *regimes)
{
	size_t above = part->header.first_line, head = part->header.first_line;

	while (above > part->first_line && !line_has_words(lines, above - 1))
		above--;
	if (above <= part->first_line + 1 || above == head ||
	    lines_next_words(lines, part->first_line, above - 1) >= above - 1)
		return part->last_line;
	struct slice text = line_text(lines, above - 1);

	return opening_stands_alone(lines, above - 1) && shape_is_title(text, regimes) &&
			       !shape_is_unit(text) && !shape_is_capitals(text) &&
			       shape_word_count(text, 3) == 3 && !title_is_furniture(text) &&
			       !dating_has_digit(text)
		       ? above - 1
		       : part->last_line;
}

/* "KERB HEIGHTS: RESPONSE TO THE COMMITTEE" alone below a block of To, From and Date: British submissions
 * have no label for it. */
static int title_below_block(const struct lines *lines, const struct part *part,
			     const struct regimes *regimes, struct arena *arena, struct text_fact *ret)
{
	size_t line = lines_next_words(lines, behind_fields(lines, part), part->last_line), reader = line;

	line = below_reader(lines, part, line);
	if ((part->header.fields[HEADER_TO].present || line > reader) && line < part->last_line &&
	    opening_stands_alone(lines, line) &&
	    (shape_is_capitals(line_text(lines, line)) || is_above_numbers(lines, part, line) ||
	     is_above_section(lines, part, line)) &&
	    shape_is_title(line_text(lines, line), regimes) &&
	    (shape_word_count(line_text(lines, line), 3) == 3 ||
	     (shape_is_capitals(line_text(lines, line)) && is_above_numbers(lines, part, line))))
		return title_from(lines, part, line, 70, regimes, arena, ret);
	line = title_above_block(lines, part, regimes);
	if (line < part->last_line)
		return title_from(lines, part, line, 60, regimes, arena, ret);
	return title_set(SLICE(""), (struct span){0, 0}, 0, arena, ret);
}

/*
 * "Title:   X", "Subject: X" among the other fields of a form that has a heading of its own: the line, before
 * any running text. part->last_line where there is none.
 */
static size_t labelled_line(const struct lines *lines, const struct part *part)
{
	size_t line = lines_next_words(lines, part->first_line, part->last_line);

	for (size_t n = 0; n < HEADING_DISTANCE && line < part->last_line; n++) {
		struct slice text = title_cleaned(line_text(lines, line));

		if (shape_is_prose(text))
			break;
		if (!slice_starts_ci(text, SLICE("re")) &&
		    title_without_label(lines, line, text).length < text.length)
			return line;
		line = lines_next_words(lines, line + 1, part->last_line);
	}
	return part->last_line;
}

/* Irish parliamentary questions print their subject alone between question and "REPLY": its line, else
 * `heading`.
 */
static size_t above_reply(const struct lines *lines, const struct part *part, size_t heading,
			  const struct regimes *regimes)
{
	static const char *const replies[] = {"reply", "reply.", "reply:", "answer", "answer:"};
	size_t line = lines_next_words(lines, heading + 1, part->last_line);

	for (size_t n = 0; n < REPLY_LINES && line < part->last_line; n++) {
		size_t next = lines_next_words(lines, line + 1, part->last_line);

		if (next < part->last_line && opening_stands_alone(lines, line) &&
		    slice_is_one_of_ci(line_text(lines, next), replies, COUNT(replies)))
			return shape_is_title(line_text(lines, line), regimes) ? line : heading;
		line = next;
	}
	return heading;
}

static int heading_title(const struct lines *lines, const struct part *whole, const struct regimes *regimes,
			 struct arena *arena, struct text_fact *ret)
{
	struct part above = *whole;
	const struct part *part = &above;

	/* Between the kind and the block of whom it is from and for. */
	if (above.has_header && above.kind_line < above.header.first_line)
		above.last_line = above.header.first_line;
	size_t from = part->has_kind ? part->kind_line : part->first_line, line;
	bool named = part->has_kind && part->type != TYPE_SCHEDULE && part->type != TYPE_ATTACHMENT;
	size_t heading = from;
	struct slice minutes;
	struct kind kind;

	if (named && kind_read(title_cleaned(line_text(lines, from)), &kind) && is_label(part, &kind))
		from++;
	line = named ? labelled_line(lines, part) : part->last_line;
	if (line == part->last_line)
		line = title_find(lines, part, from, HEADING_DISTANCE, regimes);
	if ((line == part->last_line || title_is_paper_number(line_text(lines, line))) && from > heading &&
	    whole->has_header) {
		int r = title_below_block(lines, whole, regimes, arena, ret);

		if (r || ret->value[0])
			return r;
	}
	if (from > heading && (line == part->last_line || title_is_section(line_text(lines, line))))
		line = heading;
	if (line == part->last_line)
		return title_set(SLICE(""), (struct span){0, 0}, 0, arena, ret);
	line = title_below_unit(lines, part, above_reply(lines, part, line, regimes), from > heading,
				regimes);
	line = title_below_masthead(lines, part, line, heading, regimes);
	line = title_below_agency(lines, part, line, regimes);
	if (title_is_of_minutes(lines, part, line, &minutes))
		return title_set(minutes, lines_span(lines, minutes), 80, arena, ret);
	struct slice text = title_cleaned(line_text(lines, line)),
		     subject = title_without_label(lines, line, text);

	if (subject.length < text.length)
		return title_set(subject, lines_span(lines, subject), 90, arena, ret);
	if (part->type == TYPE_SCHEDULE && line == heading)
		return join_title(lines, lines_span(lines, title_without_day(line_text(lines, line))), 80,
				  arena, ret);
	return title_from(lines, part, line, 80, regimes, arena, ret);
}

int title_read(const struct lines *lines, const struct part *part, const struct regimes *regimes,
	       struct arena *arena, struct text_fact *ret)
{
	struct article article = {0};

	if (part->has_header && part->header.fields[HEADER_SUBJECT].present)
		return subject_title(lines, part, arena, ret);
	if (part->has_header && !part->has_kind)
		return title_below_block(lines, part, regimes, arena, ret);
	if (part->type == TYPE_ARTICLE) {
		article_read(lines, part->first_line, part->last_line, &article);
		return join_title(lines, lines_span(lines, article.title), 70, arena, ret);
	}
	if (part->has_salutation)
		return title_of_letter(lines, part, regimes, arena, ret);
	/* What closes like a letter is one. */
	if (part->type == TYPE_LETTER || (part->type == TYPE_DOCUMENT && !part->has_kind &&
					  signature_line(lines, part, regimes) < part->last_line)) {
		size_t line = title_above_text(lines, part, regimes);

		if (line < part->last_line)
			return title_from(lines, part, line, 70, regimes, arena, ret);
	}
	return heading_title(lines, part, regimes, arena, ret);
}
