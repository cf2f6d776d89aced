/* SPDX-License-Identifier: MIT */
#include "body.h"

#include "article.h"
#include "shape.h"

enum {
	SIGNATURE_LINES = 16, /* lines with words of the longest contact block */
	SIGNATURE_LINE = 90   /* bytes of its longest line */
};

struct body {
	const struct lines *lines;
	body_visit *visit;
	void *context;
};

static void add_span(const struct body *body, size_t first, size_t last)
{
	if (first < last)
		body->visit(body->context, (struct span){first, last});
}

/* An address in the web, or a mailbox whose name ends here. */
static bool begins_address(struct slice s, size_t at)
{
	struct slice rest = slice_sub(s, at, s.length);

	switch (s.at[at]) {
	case 'h':
		return slice_starts_ci(rest, SLICE("http://")) || slice_starts_ci(rest, SLICE("https://"));
	case 'w':
		return slice_starts_ci(rest, SLICE("www."));
	case 'm':
		return slice_starts_ci(rest, SLICE("mailto:"));
	default:
		return s.at[at] == '@';
	}
}

static size_t token_first(struct slice s, size_t at, size_t floor)
{
	while (at > floor && !byte_is_space(s.at[at - 1]) && !strchr("<([", s.at[at - 1]))
		at--;
	return at;
}

static size_t token_last(struct slice s, size_t at)
{
	while (at < s.length && !byte_is_space(s.at[at]) && !strchr(">)]", s.at[at]))
		at++;
	return at;
}

/* The bytes [first, last) without web and mail addresses. */
static void add_text(const struct body *body, size_t first, size_t last)
{
	struct slice text = slice_sub(body->lines->text, 0, last);
	size_t from = first;

	for (size_t at = first; at < last; at++) {
		if (!begins_address(text, at))
			continue;
		add_span(body, from, token_first(text, at, from));
		from = at = token_last(text, at);
	}
	add_span(body, from, last);
}

/*
 * The contact block at the end of a message: short lines that hold an address, a telephone number or a site.
 * Returns its first line, or `last` where there is none.
 */
static size_t signature_first(const struct lines *lines, size_t first, size_t last)
{
	size_t block = last, found = last, words = 0;

	for (size_t i = last; i > first && words <= SIGNATURE_LINES; i--) {
		struct slice text = line_text(lines, i - 1);

		if (!line_has_words(lines, i - 1))
			continue;
		if (text.length > SIGNATURE_LINE || shape_is_bullet(text) ||
		    (shape_is_prose(text) && !shape_is_contact(text)))
			break;
		words++;
		block = i - 1;
		if (shape_is_contact(text) || found < last)
			found = block;
	}
	return found;
}

static void add_lines(const struct body *body, const struct part *part, size_t first, size_t last)
{
	size_t from = 0, to = 0; /* bytes of lines that follow each other: a name may be broken between two */

	if (part->has_header)
		last = signature_first(body->lines, first, last);
	for (size_t i = first; i < last; i++) {
		bool sign_off = part->has_sign_off && (i == part->unit_line || i == part->date_line);
		bool counts = line_has_words(body->lines, i) && !sign_off;

		if (from < to && !counts)
			add_text(body, from, to);
		if (from == to || !counts)
			from = line_first(body->lines, i);
		to = counts ? line_last(body->lines, i) : from;
	}
	add_text(body, from, to);
}

void body_each(const struct lines *lines, const struct part *part, body_visit *visit, void *context)
{
	struct body body = {.lines = lines, .visit = visit, .context = context};
	struct article article = {0};

	if (part->is_declared && !part->has_header) {
		add_lines(&body, part, part->text_line, part->last_line);
	} else if (part->type == TYPE_ARTICLE) {
		article_read(lines, part->first_line, part->last_line, &article);
		add_text(&body, article.body.first, article.body.last);
	} else if (part->has_header) {
		const struct header_field *subject = &part->header.fields[HEADER_SUBJECT];

		add_lines(&body, &(struct part){0}, part->first_line, part->header.first_line);
		if (subject->present)
			add_span(&body, subject->where.first, subject->where.last);
		add_lines(&body, part, part->header.last_line, part->last_line);
	} else {
		add_lines(&body, part, part->first_line, part->last_line);
	}
}
