/* SPDX-License-Identifier: MIT */
#include "body.h"

#include "article.h"
#include "header-label.h"
#include "shape.h"
#include "signature.h"

enum {
	SIGNATURE_LINES = 16, /* lines with words of the longest contact block */
	SIGNATURE_LINE = 90,  /* bytes of its longest line */
	TELEPHONE_DIGITS = 10 /* of a line that is nothing but a number with its area */
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

/* What follows the first byte of an address, in small letters; of a mailbox anything may. */
static const char address_seconds[256] = {['h'] = 't', ['w'] = 'w', ['m'] = 'a', ['@'] = '@'};

/* An address in the web, or a mailbox whose name ends here. */
static bool begins_address(struct slice s, size_t at)
{
	char second = address_seconds[(unsigned char)s.at[at]];

	if (second == '@')
		return true;
	if (at + 1 == s.length || byte_lower(s.at[at + 1]) != second)
		return false;
	struct slice rest = slice_sub(s, at, s.length);

	return slice_starts_ci(rest, SLICE("http://")) || slice_starts_ci(rest, SLICE("https://")) ||
	       slice_starts_ci(rest, SLICE("www.")) || slice_starts_ci(rest, SLICE("mailto:"));
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
		if (!address_seconds[(unsigned char)text.at[at]] || !begins_address(text, at))
			continue;
		add_span(body, from, token_first(text, at, from));
		from = at = token_last(text, at);
	}
	add_span(body, from, last);
}

/* "(202) 555-0100", "O: +1 202 555 0100": a line of digits and what parts them, behind a letter at most. */
static bool is_telephone(struct slice s)
{
	size_t digits = 0;

	if (s.length > 2 && byte_is_letter(s.at[0]) && s.at[1] == ':')
		s = slice_sub(s, 2, s.length);
	for (size_t i = 0; i < s.length; i++) {
		digits += byte_is_digit(s.at[i]);
		if (s.at[i] == '\0' || (!byte_is_digit(s.at[i]) && !strchr(" ()-.+", s.at[i])))
			return false;
	}
	return digits >= TELEPHONE_DIGITS;
}

/* Only a contact block has such a line: an address, a number, a site, or the sender's name below the text. */
static bool is_of_contact(struct slice s, struct slice from)
{
	return shape_is_contact(s) || is_telephone(s) || signature_is_sender(s, from);
}

/*
 * The contact block at the end of a message: short lines below the sender's name, or with an address, a
 * telephone number or a site among them. Returns its first line, or `last` where there is none.
 */
static size_t signature_first(const struct lines *lines, size_t first, size_t last, struct slice from)
{
	size_t block = last, found = last, words = 0;

	for (size_t i = last; i > first && words <= SIGNATURE_LINES; i--) {
		struct slice text = line_text(lines, i - 1);

		if (!line_has_words(lines, i - 1))
			continue;
		bool contact = is_of_contact(text, from);

		if (text.length > SIGNATURE_LINE || shape_is_bullet(text) ||
		    (shape_is_prose(text) && !contact))
			break;
		words++;
		block = i - 1;
		if (contact || found < last)
			found = block;
	}
	return found;
}

/*
 * The address above a greeting, with a telephone number or the like among its short lines: of whom it is
 * written to, or of the letter's head. Returns the line below it, or `first` where there is none.
 */
static size_t text_first(const struct lines *lines, size_t first, size_t last)
{
	size_t below = first, words = 0;

	for (size_t i = first; i < last && words <= SIGNATURE_LINES; i++) {
		struct slice text = line_text(lines, i);

		if (!line_has_words(lines, i))
			continue;
		if (shape_is_greeting(text))
			return below;
		if (text.length > SIGNATURE_LINE || shape_is_bullet(text) || shape_is_prose(text))
			return first;
		if (shape_is_contact(text) || is_telephone(text))
			below = i + 1;
		words++;
	}
	return first;
}

static struct slice sender_of(const struct body *body, const struct part *part)
{
	const struct header_field *field = &part->header.fields[HEADER_FROM];

	return slice_trim(slice_sub(body->lines->text, field->where.first, field->where.last));
}

/* "TO: LUXEMBOURG" of a cable, "From: ..." of what is quoted: posts and persons. */
static bool is_address_line(const struct lines *lines, size_t line)
{
	enum header_label label;
	size_t value;

	return header_label_at(lines, line, true, &label, &value) &&
	       (label == HEADER_FROM || label == HEADER_TO || label == HEADER_CC || label == HEADER_BCC);
}

static void add_lines(const struct body *body, const struct part *part, size_t first, size_t last)
{
	size_t from = 0, to = 0; /* bytes of lines that follow each other: a name may be broken between two */

	if (part->has_header || part->type == TYPE_LETTER)
		first = text_first(body->lines, first, last);
	if (part->has_header)
		last = signature_first(body->lines, first, last, sender_of(body, part));
	for (size_t i = first; i < last; i++) {
		bool sign_off = part->has_sign_off && (i == part->unit_line || i == part->date_line);
		bool counts = line_has_words(body->lines, i) && !sign_off && !is_address_line(body->lines, i);

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
		/* The next document may have begun among the block's lines. */
		if (subject->present && subject->last_line <= part->last_line)
			add_span(&body, subject->where.first, subject->where.last);
		add_lines(&body, part, part->header.last_line, part->last_line);
	} else {
		add_lines(&body, part, part->first_line, part->last_line);
	}
}
