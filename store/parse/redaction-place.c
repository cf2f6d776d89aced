/* SPDX-License-Identifier: MIT */
#include "redaction-place.h"

#include "redaction-law.h"
#include "release.h"
#include "telling.h"
#include "word.h"

enum {
	TOLD_MAX = 16,   /* marks on a line that are compared with the next one */
	ITEM_REACH = 12, /* lines of one item of a list */
	KEY_LINES = 40,  /* of a form that explains exemptions */
	TORN_WORDS = 3,  /* before a bare code that ends an unfinished sentence */
	SHEET_REACH = 4  /* lines between the words of a sheet for missing pages and its codes */
};

/* Do so many blanks stand beside the run, or nothing, that it is in the margin? Not "(b)(4)     , and", where
 * the sentence goes on. */
static bool is_in_margin(struct slice line, const struct run *run)
{
	struct slice before = slice_sub(line, 0, run->first);
	struct slice after = slice_sub(line, run->last, line.length);
	char next = byte_at(slice_trim(after), 0);

	return slice_trim(before).length == 0
		       ? next == '\0' || (slice_starts(after, SLICE("   ")) && !strchr(",;.", next))
		       : slice_trim(after).length == 0 && slice_ends_ci(before, SLICE("   "));
}

bool place_is_in_margin(const struct finder *f, size_t line, const struct run *run)
{
	return is_in_margin(line_bytes(f->lines, line), run);
}

bool place_goes_on_below(const struct finder *f, size_t line, const struct run *run)
{
	struct slice below = line + 1 < f->last_line ? line_text(f->lines, line + 1) : (struct slice){0};
	struct slice rest = line_bytes(f->lines, line);

	if (is_in_margin(rest, run)) /* a column of its own is no part of a sentence */
		return false;
	rest = slice_sub(rest, run->last, rest.length);
	return slice_trim(rest).length == 0 && below.length > 0 && byte_is_lower(below.at[0]);
}

/* The line begins with the time of the next message: "08:12  Aroha". */
static bool begins_with_time(struct slice words)
{
	size_t at = 0;

	while (at < 2 && at < words.length && byte_is_digit(words.at[at]))
		at++;
	return at > 0 && byte_at(words, at) == ':' && byte_is_digit(byte_at(words, at + 1)) &&
	       byte_is_digit(byte_at(words, at + 2)) && byte_at(words, at + 3) == ' ';
}

/* Nothing of the sentence stands on the next line. */
static bool ends_above(const struct finder *f, size_t line)
{
	return line >= f->last_line || line_is_blank(f->lines, line) ||
	       begins_with_time(line_text(f->lines, line));
}

bool place_ends_torn(const struct finder *f, size_t line, const struct run *run)
{
	static const char *const leads[] = {"see", "and", "or", "cf", "of", "in", NULL};
	struct slice text = line_bytes(f->lines, line), before = slice_trim(slice_sub(text, 0, run->first));

	return slice_trim(slice_sub(text, run->last, text.length)).length == 0 && ends_above(f, line + 1) &&
	       word_count(before, TORN_WORDS) == TORN_WORDS && byte_is_word(before.at[before.length - 1]) &&
	       !word_is(word_last(before), leads) && !law_releases(before) &&
	       !law_leads(before, CITING_REACH);
}

bool place_is_labelled_box(struct finder *f, size_t line, const struct run *run)
{
	struct slice text = line_bytes(f->lines, line);
	bool begins = slice_trim(slice_sub(text, 0, run->first)).length == 0;

	if (!run->box || f->labelled == 0 || !(f->labelled == line + 1 || (f->labelled == line && begins)))
		return false;
	f->labelled = line + 1;
	return true;
}

void place_note_label(struct finder *f, size_t line, const struct run *run)
{
	if (!run->coded || !is_in_margin(line_bytes(f->lines, line), run))
		return;
	f->labelled = line + 1;
	if (f->boxed == line + 1)
		f->count -= f->boxes;
}

static bool cites(const struct mark_fact *mark, const struct ground *ground)
{
	for (size_t i = 0; i < mark->citation_count; i++)
		if (mark->citations[i].code == ground->code && mark->citations[i].regime == ground->regime)
			return true;
	return false;
}

/* Is each ground of the run cited by the marks from number `first`? */
static bool are_cited(const struct finder *f, size_t first, const struct run *run)
{
	first = f->count > first + TOLD_MAX ? f->count - TOLD_MAX : first;
	for (size_t i = 0; i < run->count; i++) {
		size_t k = first;

		while (k < f->count && !cites(&f->marks[k], run->grounds[i]))
			k++;
		if (k == f->count)
			return false;
	}
	return f->count > first;
}

/* Does the line above or below begin in the same column? Then the run begins the text, and is in no margin.
 */
static bool begins_text(const struct finder *f, size_t line, const struct run *run)
{
	for (size_t i = line > f->first_line ? line - 1 : line; i <= line + 1 && i < f->last_line; i++) {
		struct slice words = line_text(f->lines, i);

		if (i != line && words.length > 0 && byte_is_letter(words.at[0]) &&
		    (size_t)(words.at - line_bytes(f->lines, i).at) == run->first)
			return true;
	}
	return false;
}

bool place_is_told_twice(struct finder *f, size_t line, const struct run *run)
{
	bool edge = run->category ||
		    (is_in_margin(line_bytes(f->lines, line), run) && !begins_text(f, line, run));
	bool told;

	if (!run->margins)
		return false;
	if (line != f->told_line) {
		f->told_first = f->told_goes_on && line == f->told_line + 1 ? f->told_first : f->count;
		f->told_edge = f->told_goes_on = false;
		f->told_line = line;
	}
	told = (edge || f->told_edge) && are_cited(f, f->told_first, run);
	f->told_edge |= edge;
	f->told_goes_on |= run->category;
	return told;
}

bool place_is_below_sheet(const struct finder *f, size_t line)
{
	static const char *const sheet[] = {"withheld pursuant to", "exempted pursuant to",
					    "retenue(s) conform",
					    "exempt\xc3\xa9"
					    "e(s) en vertu",
					    NULL};

	for (size_t i = line; i > f->first_line && i + SHEET_REACH > line; i--)
		if (has_any(slice_sub(line_text(f->lines, i - 1), 0, RUN_WINDOW), sheet))
			return true;
	return false;
}

/* The letter of an item that the line begins with, "(b)"; NUL where none does. */
static char item_letter(const struct finder *f, size_t line)
{
	struct slice text = line_text(f->lines, line);

	return text.length > 2 && text.at[0] == '(' && text.at[2] == ')' ? byte_lower(text.at[1]) : '\0';
}

/* The letter of the next item from the line, up or down; its own lines stand between. */
static char next_item(const struct finder *f, size_t line, bool up)
{
	for (size_t i = 1; i <= ITEM_REACH; i++) {
		size_t at = up ? line - i : line + i;
		char letter;

		if (up ? line < f->first_line + i : at >= f->last_line)
			return '\0';
		letter = item_letter(f, at);
		if (letter)
			return letter;
	}
	return '\0';
}

bool place_is_item(const struct finder *f, size_t line, const struct run *run)
{
	struct slice text = line_text(f->lines, line), words = line_bytes(f->lines, line);
	char letter = item_letter(f, line), next;

	if (!run->margins || letter <= 'a' || run->last + 1 >= words.length || words.at[run->last] != ' ' ||
	    text.at != words.at + run->first)
		return false;
	next = words.at[run->last + 1];
	if (!byte_is_letter(next) || next_item(f, line, true) != letter - 1)
		return false;
	return byte_is_lower(next) || next_item(f, line, false) == letter + 1;
}

void place_note_key(struct finder *f, size_t line)
{
	if (f->rules.margins && line_tells(f->lines, line) &&
	    telling_holds(slice_sub(line_text(f->lines, line), 0, RUN_WINDOW), TELLING_KEY))
		f->key_last = line + KEY_LINES;
}

bool place_is_in_release(const struct finder *f, size_t line, struct span where)
{
	const struct release *release = release_at(f->rules.regimes, line);

	return release && where.first < release->where.last && where.last > release->where.first;
}
