/* SPDX-License-Identifier: MIT */
/* Lines that bound documents: ends, dividers, classifications at the heads of pages. */
#include "shape.h"

#include "telling.h"

enum { END_MAX = 40, REMAINDER_MAX = 180, DIVIDER_MAX = 60, ROW_MAX = 200, STATE_WORDS = 5 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct slice next_word(struct slice s, size_t *at)
{
	size_t first;

	while (*at < s.length && byte_is_space(s.at[*at]))
		(*at)++;
	first = *at;
	while (*at < s.length && !byte_is_space(s.at[*at]))
		(*at)++;
	return slice_sub(s, first, *at);
}

static bool is_frame(char c)
{
	return byte_is_space(c) || (c && strchr("()[]{}-*_#=.<>/", c));
}

static struct slice unframed(struct slice s)
{
	while (s.length > 0 && is_frame(s.at[0]))
		s = slice_sub(s, 1, s.length);
	while (s.length > 0 && is_frame(slice_last(s)))
		s.length--;
	return s;
}

bool shape_is_end(struct slice s)
{
	static const char *const capitals[] = {"ENDS", "END"};
	static const char *const any[] = {"end of message", "message ends", "end of text", "end message",
					  "text ends",      "end of cable", "cable ends",  "ends"};
	static const char *const meetings[] = {"meeting closed", "the meeting closed", "meeting ended",
					       "the meeting ended"};
	struct slice core = s.length <= END_MAX ? unframed(s) : (struct slice){NULL, 0};

	if (core.length == 0)
		return false;
	if (slice_starts_with_one_of_ci(core, meetings, COUNT(meetings)))
		return true;
	for (size_t i = 0; i < COUNT(capitals); i++)
		if (slice_equal(core, slice_of(capitals[i])))
			return true;
	return slice_is_one_of_ci(core, any, COUNT(any));
}

/* "NLT FORM 14      INCIDENT AND HAZARD REPORT      Page 1 of 1": a cell with the form's number at the left.
 */
static bool is_row_of_form(struct slice s)
{
	struct slice cell = shape_first_cell(s);
	size_t at = slice_find_ci(cell, SLICE("form "), 0), page = slice_find_ci(s, SLICE("page "), 0);

	if (cell.length == s.length || cell.length > END_MAX || at == cell.length || s.length > ROW_MAX)
		return false;
	if (page + 5 < s.length && s.at[page + 5] != '1')
		return false;
	return byte_is_digit(slice_last(cell)) && shape_is_capitals(slice_sub(cell, 0, at + 4));
}

bool shape_is_form_number(struct slice s)
{
	size_t at = 0, first;

	if (is_row_of_form(s))
		return true;
	while (at < s.length && byte_is_upper(s.at[at]))
		at++;
	if (at < 2 || at > 4 || s.length > END_MAX || at == s.length || !strchr("- ", s.at[at]))
		return false;
	first = ++at;
	while (at < s.length && byte_is_digit(s.at[at]))
		at++;
	return at > first && slice_starts_ci(slice_sub(s, at, s.length), SLICE(" (rev"));
}

bool shape_is_remainder_note(struct slice s)
{
	static const char *const gone[] = {"out of scope", "not in scope", "outside the scope",
					   "outside scope"};

	return s.length <= REMAINDER_MAX && telling_holds(s, TELLING_REMAINDER) &&
	       slice_holds_one_of_ci(s, gone, COUNT(gone));
}

/* Bytes without the widest gap: the number of the request may stand at the left, that of the document at the
 * right. */
static size_t words_length(struct slice s)
{
	struct slice cell = shape_last_cell(s);

	return cell.length == s.length
		       ? s.length
		       : cell.length + slice_trim(slice_sub(s, 0, s.length - cell.length)).length;
}

bool shape_divider(struct slice s, struct slice *ret_number)
{
	static const char *const nouns[] = {"document", "doc",          "doc.", "record",
					    "item",     "document no.", "tab"};
	size_t at = 0;
	bool named = false;

	s = shape_bare(s);
	if (s.length > ROW_MAX || strchr(".;,", slice_last(s)))
		return false;
	while (at < s.length) {
		struct slice word = next_word(s, &at);

		if (named) {
			*ret_number = word;
			return shape_is_number(word) && at + 12 > s.length && words_length(s) <= DIVIDER_MAX;
		}
		/* What stands before the noun names the request: "FOI 24/013 -". */
		if (slice_is_one_of_ci(word, nouns, COUNT(nouns)))
			named = true;
		else if (word.length > 0 && !shape_is_capitals(word) && !shape_is_number(word) &&
			 shape_letter_count(word) > 0)
			return false;
	}
	return false;
}

bool shape_is_divider(struct slice s)
{
	struct slice number;

	return shape_divider(s, &number);
}

bool shape_is_classification(struct slice s)
{
	static const char *const core[] = {"unclassified",  "confidential", "secret",    "restricted",
					   "in-confidence", "confidence",   "sensitive", "official",
					   "protected",     "classified"};
	static const char *const rest[] = {
		"top",   "in",         "but",           "cabinet", "limited", "use",
		"only",  "noforn",     "for",           "fouo",    "nzeo",    "policy",
		"staff", "commercial", "personal",      "and",     "sbu",     "-",
		"//",    "&",          "not",           "nz",      "uk",      "us",
		"eyes",  "security",   "classification"};
	size_t at = 0, found = 0;

	s = shape_bare(s);
	if (s.length == 0 || s.length > DIVIDER_MAX)
		return false;
	while (at < s.length) {
		struct slice word = next_word(s, &at);

		while (word.length > 1 && strchr(":,;/[](){}", slice_last(word)))
			word.length--;
		while (word.length > 1 && strchr("[({/", word.at[0]))
			word = slice_sub(word, 1, word.length);
		if (slice_is_one_of_ci(word, core, COUNT(core)))
			found++;
		else if (found > 0 && word.length == 1 && word.at[0] >= 'A' && word.at[0] <= 'C')
			continue; /* "PROTECTED B" */
		else if (word.length > 0 && !slice_is_one_of_ci(word, rest, COUNT(rest)))
			return false;
	}
	return found > 0;
}

/* "NOT FOR RELEASE", "v3", "3/15/2017" */
static bool is_of_draft(struct slice s)
{
	static const char *const starts[] = {"not ",
					     "version ",
					     "no. ",
					     "deliberative",
					     "subject to ",
					     "predecisional",
					     "pre-decisional",
					     "for discussion",
					     "for comment",
					     "for consultation",
					     "for information",
					     "for decision",
					     "for review",
					     "for approval",
					     "for release"};
	struct slice digits = slice_starts_ci(s, SLICE("v")) ? slice_sub(s, 1, s.length) : s;

	return (shape_letter_count(digits) == 0 && shape_has_digit(digits)) || shape_is_classification(s) ||
	       (slice_starts_with_one_of_ci(s, starts, COUNT(starts)) &&
		shape_word_count(s, STATE_WORDS + 1) <= STATE_WORDS);
}

static const char *const dashes[] = {"- ", "\xe2\x80\x93 ", "\xe2\x80\x94 ", ": "};

/* Up to the next dash between blanks. */
static struct slice next_state(struct slice *rest)
{
	struct slice s = *rest = slice_trim(*rest);
	size_t end = s.length, behind = s.length;

	for (size_t i = 0; i < COUNT(dashes); i++) {
		size_t at = slice_find(s, slice_of(dashes[i]), 0);

		if (at < end && (at == 0 || s.at[at] == ':' || byte_is_space(s.at[at - 1]))) {
			end = at;
			behind = at + strlen(dashes[i]);
		}
	}
	*rest = slice_sub(s, behind, s.length);
	return slice_trim(slice_sub(s, 0, end));
}

bool shape_is_draft(struct slice s)
{
	struct slice rest = slice_sub(s, strlen("draft"), s.length);

	if (s.length > DIVIDER_MAX || !slice_starts_ci(s, SLICE("draft")) ||
	    (rest.length > 0 && !byte_is_space(rest.at[0]) && rest.at[0] != ':'))
		return false;
	while (slice_trim(rest).length > 0) {
		struct slice state = next_state(&rest);

		if (state.length > 0 && !is_of_draft(state))
			return false;
	}
	return true;
}
