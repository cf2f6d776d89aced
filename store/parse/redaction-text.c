/* SPDX-License-Identifier: MIT */
/* Texts that are marks and nothing else: withheld names, OUT OF SCOPE beside a title. */
#include "redaction-place.h"
#include "redaction.h"
#include "word.h"

enum {
	SCOPE_MAX = 48, /* bytes of the longest OUT OF SCOPE mark */
	NUMBER_MAX = 3  /* digits of a paragraph's number */
};

const struct label *redaction_label(const struct regimes *regimes, struct slice text)
{
	const struct label *label = NULL;

	for (size_t i = 0; i < regimes->count && !label && regimes->at[i].weight >= REGIME_NEEDED; i++)
		label = label_find(regimes->at[i].regime, text);
	return label;
}

static size_t word_end(struct slice text, size_t at)
{
	while (at < text.length && byte_is_word(text.at[at]))
		at++;
	return at;
}

bool redaction_is_whole(struct slice text, const struct regimes *regimes)
{
	struct run_rules rules = {.regimes = NULL};
	struct run run;
	bool found = text.length <= LABEL_LINE_MAX && redaction_label(regimes, line_bare(text));

	for (size_t at = found ? text.length : 0; at < text.length;) {
		size_t end = word_end(text, at);
		bool start = run_next_start(regimes, slice_sub(text, 0, at + 1), at) == at;

		if (start && !rules.regimes)
			run_rules_make(regimes, &rules);
		if (start && run_read(&rules, text, at, &run) && !run.overlong &&
		    !(run.brief && run.mended)) {
			found = true;
			at = run.last;
		} else if (end == at) {
			at++;
		} else if (run_is_wrapping(slice_sub(text, at, end))) {
			at = end;
		} else {
			return false;
		}
	}
	return found;
}

/* End of an OUT OF SCOPE mark that begins at `at`, brackets included; 0 where none does. */
static size_t scope_end(struct slice text, size_t at, bool capped)
{
	bool bracket = text.at[at] == '[';
	struct words_read words;

	if (at + bracket >= text.length || !words_may_be_scope(text, at + bracket) ||
	    !words_read(text, at + bracket, &words) || !words.outside)
		return 0;
	if (bracket)
		return words.last < text.length && text.at[words.last] == ']' ? words.last + 1 : 0;
	return words.form == WORDS_CLEAR || (capped && words.form == WORDS_CAPPED) ? words.last : 0;
}

bool redaction_is_out_of_scope(struct slice text)
{
	bool found = false;

	for (size_t at = 0; at < text.length;) {
		size_t end = scope_end(text, at, true), word = word_end(text, at);

		if (end > 0) {
			found = true;
			at = end;
		} else if (word == at) {
			at++;
		} else if (!found && word - at <= NUMBER_MAX && byte_is_digit(text.at[at])) {
			at = word; /* the number of a paragraph */
		} else {
			return false;
		}
	}
	return found;
}

/* Where an OUT OF SCOPE mark begins that ends the text; text.length where none does. */
static size_t scope_at_end(struct slice text)
{
	size_t first = text.length > SCOPE_MAX ? text.length - SCOPE_MAX : 0;
	char last = text.at[text.length - 1];

	/* Small letters are a mark in brackets only. */
	if (last != ']' && !byte_is_upper(last) && !byte_is_digit(last))
		return text.length;
	for (; first < text.length; first++)
		if ((first == 0 || !byte_is_word(text.at[first - 1])) &&
		    scope_end(text, first, false) == text.length)
			return first;
	return text.length;
}

static struct slice trim_separators(struct slice text)
{
	static const char separators[] = ",;:-/ \t";
	size_t first = 0, last = text.length;

	while (first < last && text.at[first] != '\0' && strchr(separators, text.at[first]))
		first++;
	while (last > first && text.at[last - 1] != '\0' && strchr(separators, text.at[last - 1]))
		last--;
	return slice_sub(text, first, last);
}

struct slice redaction_trim_out_of_scope(struct slice text)
{
	text = slice_trim(text);
	while (text.length > 0) {
		size_t begin = scope_end(text, 0, false), end = scope_at_end(text);

		if (begin == 0 && end == text.length)
			break;
		text = trim_separators(begin > 0 ? slice_sub(text, begin, text.length)
						 : slice_sub(text, 0, end));
	}
	return text;
}
