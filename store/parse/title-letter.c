/* SPDX-License-Identifier: MIT */
/* The subject of a letter: below its salutation, above it, or above the text of one that greets nobody. */
#include "title-line.h"

#include "date.h"
#include "opening.h"
#include "shape.h"

enum {
	SUBJECT_DISTANCE = 4,  /* lines with words below a salutation in which a letter's subject stands */
	ABOVE_LINES = 6,       /* lines with words above a salutation in which a subject is labelled */
	LETTERHEAD_LINES = 16, /* lines with words of a letter's head and whom it is sent to */
	SENTENCE_WORDS = 8,    /* a line of so many that ends with a colon is no heading */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* An office that is written to; "Outcome of the December Council" says more than a name. */
static bool is_office(struct slice s)
{
	static const char *const desks[] = {"board",     "chair",     "clerk",   "commission",
					    "committee", "director",  "head of", "members",
					    "minister",  "president", "secretar"};
	static const char *const links[] = {" the ", " on ", " to ", " in ", " at "};
	size_t end = s.length;

	if (!shape_is_unit(s))
		return false;
	for (size_t i = 0; i < COUNT(links); i++) {
		size_t at = slice_find(s, slice_of(links[i]), 0);

		end = at < end ? at : end;
	}
	return end == s.length || shape_is_unit(slice_sub(s, 0, end)) ||
	       slice_starts_with_one_of_ci(s, desks, COUNT(desks));
}

/* Who is addressed, how, or under which number: no subject. */
static bool is_address(struct slice s)
{
	static const char *const starts[] = {
		"mr ",    "mr. ",     "mrs ",        "ms ",  "ms. ",   "mrs. ",     "dr ",  "hon",
		"rt ",    "sir ",     "the ",        "cr ",  "to ",    "by ",       "via ", "ref",
		"our ",   "your ref", "your letter", "attn", "att:",   "attention", "cc",   "prof",
		"madame", "herr ",    "frau ",       "dear", "senator"};
	struct edtf date;
	size_t first, last;

	return slice_starts_with_one_of_ci(s, starts, COUNT(starts)) || shape_is_contact(s) || is_office(s) ||
	       (date_find(s, &date, &first, &last) && (last - first + 12 >= s.length || first <= 3));
}

/*
 * Continental letters name their subject above the salutation: behind a label, or in a line that stands alone
 * right above it. part->last_line where none does.
 */
static size_t subject_above(const struct lines *lines, const struct part *part, const struct regimes *regimes)
{
	size_t above = part->last_line, words = 0;

	for (size_t i = part->salutation_line; i > part->first_line && words < ABOVE_LINES; i--) {
		if (!line_has_words(lines, i - 1))
			continue;
		struct slice text = title_cleaned(line_text(lines, i - 1));

		if (title_without_label(lines, i - 1, text).length < text.length &&
		    !slice_starts_ci(text, SLICE("ref:")))
			return i - 1;
		above = words++ == 0 ? i - 1 : above;
	}
	if (above == part->last_line || !opening_stands_alone(lines, above))
		return part->last_line;
	struct slice text = title_cleaned(line_text(lines, above));

	return shape_is_title(text, regimes) && shape_word_count(text, 3) == 3 && !is_address(text)
		       ? above
		       : part->last_line;
}

/* "Following our meeting we send the figures, in tonnes:" is the first sentence. */
static bool leads_on(struct slice s)
{
	return s.at[s.length - 1] == ':' && shape_word_count(s, SENTENCE_WORDS) == SENTENCE_WORDS;
}

/* A letter's subject stands below its salutation; without one the salutation itself says what it is. */
int title_of_letter(const struct lines *lines, const struct part *part, const struct regimes *regimes,
		    struct arena *arena, struct text_fact *ret)
{
	size_t line = title_find(lines, part, part->salutation_line + 1, SUBJECT_DISTANCE, regimes);
	size_t above = subject_above(lines, part, regimes);
	struct slice text;

	/* A sentence that a mark cuts short is no subject where one stands above. */
	if (line < part->last_line && !leads_on(line_text(lines, line)) &&
	    !(above < part->last_line && shape_is_prose(line_text(lines, line)))) {
		text = shape_bare(line_text(lines, line));
		struct slice subject = title_without_label(lines, line, text);

		if (subject.length < text.length)
			return title_set(subject, lines_span(lines, subject), 90, arena, ret);
		return title_from(lines, part, line, 75, regimes, arena, ret);
	}
	line = above;
	if (line < part->last_line) {
		text = title_without_label(lines, line, title_cleaned(line_text(lines, line)));
		return title_set(text, lines_span(lines, text), 75, arena, ret);
	}
	text = shape_bare(line_text(lines, part->salutation_line));
	if (text.length > 0 && text.at[text.length - 1] == ',')
		text.length--;
	return title_set(text, lines_span(lines, text), 60, arena, ret);
}

/*
 * A letter that greets nobody has its subject alone right above its text, below whom it is sent to.
 * part->last_line where it has none.
 */
size_t title_above_text(const struct lines *lines, const struct part *part, const struct regimes *regimes)
{
	size_t above = part->last_line, line = lines_next_words(lines, part->first_line, part->last_line);

	for (size_t n = 0; n < LETTERHEAD_LINES && line < part->last_line; n++) {
		struct slice text = line_text(lines, line);

		if (shape_is_prose(text) && line + 1 < part->last_line && line_has_words(lines, line + 1))
			break;
		above = n > 1 ? line : above;
		line = lines_next_words(lines, line + 1, part->last_line);
	}
	if (above == part->last_line || line == part->last_line || !opening_stands_alone(lines, above))
		return part->last_line;
	struct slice text = title_cleaned(line_text(lines, above));

	return shape_is_title(text, regimes) && shape_word_count(text, 3) == 3 && !is_address(text)
		       ? above
		       : part->last_line;
}
