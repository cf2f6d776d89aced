/* SPDX-License-Identifier: MIT */
#include "title.h"

#include "article.h"
#include "kind.h"
#include "redaction.h"
#include "shape.h"

#include <errno.h>

enum {
	SUBJECT_DISTANCE = 4,  /* lines with words below a salutation in which a letter's subject stands */
	HEADING_DISTANCE = 10, /* lines with words in which a document's heading stands */
	TITLE_LINES_MAX = 4,
	LINE_FULL = 45,       /* a heading this long may go on in the next line */
	PARAGRAPH_LINES = 16, /* that are looked at for its end */
	VALUE_MAX = 64 * 1024
};

static int set_title(struct slice value, struct span where, unsigned confidence, struct arena *arena,
		     struct text_fact *ret)
{
	const char *copy = arena_string(arena, slice_sub(value, 0, VALUE_MAX));

	*ret = (struct text_fact){copy, where, confidence};
	return copy ? 0 : -ENOMEM;
}

static struct slice cleaned(struct slice s)
{
	return shape_bare(redaction_trim_out_of_scope(shape_bare(s)));
}

static int join_title(const struct lines *lines, struct span where, unsigned confidence, struct arena *arena,
		      struct text_fact *ret)
{
	const char *joined = lines_join(lines, where, arena);

	return joined ? set_title(cleaned(slice_of(joined)), where, confidence, arena, ret) : -ENOMEM;
}

/* Does the heading in `line` go on in the next one? */
static bool heading_goes_on(const struct lines *lines, const struct part *part, size_t line,
			    const struct regimes *regimes)
{
	if (line + 1 >= part->last_line || !line_has_words(lines, line + 1))
		return false;
	struct slice text = cleaned(line_text(lines, line)), next = line_text(lines, line + 1);
	struct slice unit, date;

	if (!shape_is_title(next, regimes) && !(shape_is_hanging(text) && next.length <= SHAPE_TITLE_MAX))
		return false;
	if (shape_is_bullet(next) || shape_is_prose(next) || split_sign_off(next, &unit, &date))
		return false;
	return shape_is_hanging(text) || (shape_is_capitals(text) && shape_is_capitals(next)) ||
	       (text.length >= LINE_FULL && !shape_is_unit(next));
}

static int heading_from(const struct lines *lines, const struct part *part, size_t line, unsigned confidence,
			const struct regimes *regimes, struct arena *arena, struct text_fact *ret)
{
	struct span where = lines_span(lines, cleaned(line_text(lines, line)));
	size_t last = line;

	while (last - line + 1 < TITLE_LINES_MAX && heading_goes_on(lines, part, last, regimes))
		last++;
	if (last > line)
		where.last = lines_span(lines, line_text(lines, last)).last;
	return join_title(lines, where, confidence, arena, ret);
}

/* Is the line the first of a printed paragraph? Then the next one begins small, and a full stop ends the
 * last. */
static bool begins_paragraph(const struct lines *lines, const struct part *part, size_t line)
{
	size_t last = line + 1;

	if (last >= part->last_line || !line_has_words(lines, last) ||
	    !byte_is_lower(line_text(lines, last).at[0]))
		return false;
	while (last + 1 < part->last_line && last - line < PARAGRAPH_LINES && line_has_words(lines, last + 1))
		last++;
	struct slice text = line_text(lines, last);

	return text.at[text.length - 1] == '.';
}

/* The first title-shaped line among the next `distance` lines with words, before any running text. */
static size_t find_heading(const struct lines *lines, const struct part *part, size_t from, size_t distance,
			   const struct regimes *regimes)
{
	size_t line = lines_next_words(lines, from, part->last_line);

	for (size_t n = 0; n < distance && line < part->last_line; n++) {
		struct slice text = line_text(lines, line), unit, date;

		if (shape_is_prose(text) &&
		    (!shape_is_title(text, regimes) || begins_paragraph(lines, part, line)))
			break;
		/* What stands above a header block signs nothing: "Meeting with the Squid Group, 6 July
		 * 2022". */
		bool signs = split_sign_off(text, &unit, &date) && (unit.length == 0 || !part->has_header);

		if (shape_is_title(text, regimes) && !signs)
			return line;
		line = lines_next_words(lines, line + 1, part->last_line);
	}
	return part->last_line;
}

static int subject_title(const struct lines *lines, const struct part *part, struct arena *arena,
			 struct text_fact *ret)
{
	const struct header_field *field = &part->header.fields[HEADER_SUBJECT];
	const char *joined = header_value(lines, field, arena);

	return joined ? set_title(cleaned(slice_of(joined)), field->where, 98, arena, ret) : -ENOMEM;
}

static struct slice without_label(struct slice s)
{
	static const char *const labels[] = {"subject:", "re:", "ref:"};

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (slice_starts_ci(s, slice_of(labels[i])))
			return slice_trim(slice_sub(s, strlen(labels[i]), s.length));
	return s;
}

/* A letter's subject stands below its salutation; without one the salutation itself says what it is. */
static int letter_title(const struct lines *lines, const struct part *part, const struct regimes *regimes,
			struct arena *arena, struct text_fact *ret)
{
	size_t line = find_heading(lines, part, part->salutation_line + 1, SUBJECT_DISTANCE, regimes);
	struct slice text;

	if (line < part->last_line) {
		text = shape_bare(line_text(lines, line));
		struct slice subject = without_label(text);

		if (subject.length < text.length)
			return set_title(subject, lines_span(lines, subject), 90, arena, ret);
		return heading_from(lines, part, line, 75, regimes, arena, ret);
	}
	text = shape_bare(line_text(lines, part->salutation_line));
	if (text.length > 0 && text.at[text.length - 1] == ',')
		text.length--;
	return set_title(text, lines_span(lines, text), 60, arena, ret);
}

/* Does the heading say no more than what kind of document stands below? */
static bool is_label(const struct part *part, const struct kind *kind)
{
	return kind->sense == KIND_HEADING || kind->sense == KIND_MEMORANDUM ||
	       (kind->sense == KIND_TABLE && part->has_header);
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
	struct kind kind;

	if (named && kind_read(cleaned(line_text(lines, from)), &kind) && is_label(part, &kind))
		from++;
	line = find_heading(lines, part, from, HEADING_DISTANCE, regimes);
	if (line == part->last_line && from > heading)
		line = heading;
	if (line == part->last_line)
		return set_title(SLICE(""), (struct span){0, 0}, 0, arena, ret);
	struct slice text = cleaned(line_text(lines, line)), subject = without_label(text);

	if (subject.length < text.length)
		return set_title(subject, lines_span(lines, subject), 90, arena, ret);
	if (part->type == TYPE_SCHEDULE && line == heading)
		return join_title(lines, lines_span(lines, line_text(lines, line)), 80, arena, ret);
	return heading_from(lines, part, line, 80, regimes, arena, ret);
}

int title_read(const struct lines *lines, const struct part *part, const struct regimes *regimes,
	       struct arena *arena, struct text_fact *ret)
{
	struct article article = {0};

	if (part->has_header && part->header.fields[HEADER_SUBJECT].present)
		return subject_title(lines, part, arena, ret);
	if (part->has_header && !part->has_kind)
		return set_title(SLICE(""), (struct span){0, 0}, 0, arena, ret);
	if (part->type == TYPE_ARTICLE) {
		article_read(lines, part->first_line, part->last_line, &article);
		return set_title(article.title, lines_span(lines, article.title), 70, arena, ret);
	}
	if (part->has_salutation)
		return letter_title(lines, part, regimes, arena, ret);
	return heading_title(lines, part, regimes, arena, ret);
}
