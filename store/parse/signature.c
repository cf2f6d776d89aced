/* SPDX-License-Identifier: MIT */
#include "signature.h"

#include "redaction.h"
#include "shape.h"

enum {
	NAME_MAX = 60, /* bytes of a line that is a name */
	NAME_WORDS = 6,
	FROM_MAX = 200,      /* of a value that ran over lines no more is looked at */
	LABELLED_MAX = 140,  /* bytes of a line such as "Prepared by: Squid Office" */
	LABEL_LINES = 12,    /* lines with words at the head of a document in which it stands */
	SIGNATURE_LINES = 40 /* lines with words at the end of a letter in which its closing stands */
};

static const char *const labels[] = {"prepared by:", "produced by:", "drafted by:", "written by:", "author:"};

/* The next run of letters and what is no ASCII. */
static struct slice next_name(struct slice s, size_t *at)
{
	size_t first;

	while (*at < s.length && !byte_is_letter(s.at[*at]) && (unsigned char)s.at[*at] < 0x80)
		(*at)++;
	first = *at;
	while (*at < s.length && (byte_is_letter(s.at[*at]) || (unsigned char)s.at[*at] >= 0x80))
		(*at)++;
	return slice_sub(s, first, *at);
}

static bool holds_name(struct slice from, struct slice name)
{
	size_t at = 0;

	for (struct slice word = next_name(from, &at); word.length > 0; word = next_name(from, &at))
		if (slice_equal_ci(word, name) ||
		    (name.length == 1 && byte_is_upper(name.at[0]) && slice_starts(word, name)))
			return true;
	return false;
}

bool signature_is_sender(struct slice line, struct slice from)
{
	size_t at = 0, words = 0;

	line = shape_bare(line);
	from = slice_trim(slice_sub(from, 0, FROM_MAX));
	if (line.length == 0 || line.length > NAME_MAX || from.length == 0 ||
	    strchr(":.?!", line.at[line.length - 1]))
		return false;
	for (size_t i = 0; i < line.length; i++)
		if (byte_is_digit(line.at[i]))
			return slice_equal(line, from); /* a withheld sender signs with the same mark */
	for (struct slice name = next_name(line, &at); name.length > 0; name = next_name(line, &at), words++)
		if (words == NAME_WORDS || !holds_name(from, name))
			return false;
	return words > 0 && byte_is_upper(line.at[0]);
}

static bool is_name_line(struct slice s, const struct regimes *regimes)
{
	return s.length <= NAME_MAX && (redaction_is_whole(s, regimes) || shape_is_title(s, regimes)) &&
	       !shape_is_prose(s) && !shape_is_unit(s);
}

size_t signature_line(const struct lines *lines, const struct part *part, const struct regimes *regimes)
{
	size_t below = part->last_line, words = 0;

	for (size_t i = part->last_line; i > part->first_line && words < SIGNATURE_LINES; i--) {
		if (!line_has_words(lines, i - 1))
			continue;
		if (shape_is_closing(line_text(lines, i - 1)))
			return below < part->last_line && is_name_line(line_text(lines, below), regimes)
				       ? below
				       : part->last_line;
		below = i - 1;
		words++;
	}
	return part->last_line;
}

struct slice signature_unlabelled(struct slice line)
{
	line = shape_bare(line);
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (slice_starts_ci(line, slice_of(labels[i])))
			return shape_bare(slice_sub(line, strlen(labels[i]), line.length));
	return line;
}

size_t signature_label_line(const struct lines *lines, const struct part *part)
{
	size_t line = lines_next_words(lines, part->first_line, part->last_line), words = 0;

	for (; words < LABEL_LINES && line < part->last_line; words++) {
		struct slice text = shape_bare(line_text(lines, line));

		if (text.length <= LABELLED_MAX && signature_unlabelled(text).length < text.length)
			return line;
		line = lines_next_words(lines, line + 1, part->last_line);
	}
	return part->last_line;
}
