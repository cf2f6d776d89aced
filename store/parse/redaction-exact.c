/* SPDX-License-Identifier: MIT */
#include "redaction-exact.h"

#include "redaction-lead.h"

enum {
	HINT_REACH = 20,    /* "Schedule 3 section 8" */
	BRACKET_REACH = 48, /* bytes of the longest code */
	CROSS_REACH = 4     /* bytes before the letter of "25X1" */
};

static bool is_bracket(char c)
{
	return c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}' || c == '<' || c == '>';
}

/* Most bytes are letters and blanks. */
static bool is_hint(char c)
{
	return c != ' ' && !byte_is_lower(c) && (byte_is_digit(c) || is_bracket(c));
}

/* Digits in a section's number, with what some add to it: "47F", "1.4"; digits or letters in brackets. */
static bool is_exact(char c, unsigned slot)
{
	return byte_is_digit(c) || (slot > 0 ? byte_is_letter(c) : byte_is_upper(c) || c == '.');
}

size_t exact_number_end(struct slice text, size_t at)
{
	while (at < text.length && is_exact(text.at[at], 0))
		at++;
	return at;
}

enum { OF_NUMBER = 1, AFTER_S = 2 };

/* What a number begins with, misread or not, and what may stand behind the s of a lead before that. */
static const unsigned char byte_class[BYTES] = {
	['0'] = OF_NUMBER, ['1'] = OF_NUMBER, ['2'] = OF_NUMBER, ['3'] = OF_NUMBER, ['4'] = OF_NUMBER,
	['5'] = OF_NUMBER, ['6'] = OF_NUMBER, ['7'] = OF_NUMBER, ['8'] = OF_NUMBER, ['9'] = OF_NUMBER,
	['g'] = OF_NUMBER, ['q'] = OF_NUMBER, ['Z'] = OF_NUMBER, ['z'] = OF_NUMBER, ['G'] = OF_NUMBER,
	['b'] = OF_NUMBER, ['S'] = OF_NUMBER, ['o'] = OF_NUMBER, ['T'] = OF_NUMBER, ['l'] = OF_NUMBER,
	['I'] = OF_NUMBER, ['i'] = OF_NUMBER, ['!'] = OF_NUMBER, ['O'] = OF_NUMBER, [0xc3] = OF_NUMBER,
	['A'] = OF_NUMBER, ['c'] = AFTER_S,   ['C'] = AFTER_S,   ['e'] = AFTER_S,   ['E'] = AFTER_S,
	['s'] = AFTER_S,   ['.'] = AFTER_S,   [' '] = AFTER_S,   ['\t'] = AFTER_S,  [0xc2] = AFTER_S};

/* Might the number, misread or not, follow the lead that begins at `at`? */
static bool has_number(struct slice text, size_t at)
{
	char first = byte_lower(byte_at(text, at));
	struct lead lead;

	if (first == 'i')
		return byte_at(text, at) == 'i'; /* a lossy lead */
	if (first == 's' && !byte_class[(unsigned char)byte_at(text, at + 1)])
		return false;
	for (size_t i = lead_begin(text, at); i <= LEADS; i = lead_next(i))
		if (lead_read(i, text, at, &lead) &&
		    (byte_class[(unsigned char)byte_at(text, lead.last)] & OF_NUMBER))
			return true;
	return false;
}

/* "25X1", "25 X1", "47F" */
static bool has_cross(struct slice near)
{
	size_t i = 0;

	while (i < near.length && (byte_is_digit(near.at[i]) || near.at[i] == ' ' || near.at[i] == 'S'))
		i++;
	return i > 1 && i < CROSS_REACH && i < near.length && byte_is_upper(near.at[i]) &&
	       byte_is_digit(near.at[0]);
}

/*
 * Every code has a digit or a bracket near its beginning, and a bracket or dots unless it is a section with
 * its sign; most words have none.
 */
bool exact_may_begin(struct slice text, size_t at)
{
	struct slice near = slice_sub(text, at, at + BRACKET_REACH);
	size_t i = 0;

	while (i < near.length && i < HINT_REACH && !is_hint(near.at[i]))
		i++;
	if (i == near.length || i == HINT_REACH || !has_number(text, at))
		return false;
	bool sign = !byte_is_digit(byte_at(text, at)) || has_cross(near);

	while (!sign && i < near.length && near.at[i] != '.' && !is_bracket(near.at[i]))
		i++;
	return i < near.length;
}

/* Where the number begins behind a lead without fault, or without any. False behind a misread one. */
static bool exact_lead(struct slice text, size_t at, struct lead *ret)
{
	size_t i = lead_begin(text, at);

	/* The last one, the empty, stands anywhere. */
	while (!lead_read(i, text, at, ret) || (ret->present && !byte_is_digit(byte_at(text, ret->last))))
		i = lead_next(i);
	return ret->repairs == 0;
}

/* Could what follows the bracket that closed slot `count - 1` be read as one more slot? */
static bool ends_code(struct slice text, size_t at, struct slice last)
{
	char c = byte_at(text, at);

	if (at >= text.length)
		return true;
	if (c == ']') /* a misread j */
		return byte_is_letter(last.at[0]);
	return c != '\0' && strchr(" \t,;)/:-\"", c) && byte_at(text, blanks_skip(text, at, 1)) != '(';
}

/* Takes "9(2)(a)" apart. Returns the number of slots, 0 if it is not written so to its end. */
static unsigned exact_slots(struct slice text, size_t at, struct slice slots[static SLOTS_MAX],
			    size_t *ret_last)
{
	unsigned count = 0;

	while (count < SLOTS_MAX) {
		size_t end = at;

		while (end < text.length && end - at <= SLOT_TEXT && is_exact(text.at[end], count))
			end++;
		slots[count] = slice_sub(text, at, end);
		if (end == at || (count > 0 && byte_at(text, end) != ')'))
			return 0;
		at = end + (count > 0);
		count++;
		if (byte_at(text, at) != '(')
			break;
		at++;
	}
	*ret_last = at;
	return count > 1 && ends_code(text, at, slots[count - 1]) ? count : 0;
}

static bool has_slots(const struct pattern *pattern, const struct slice *slots, unsigned count)
{
	if (pattern->slot_count != count)
		return false;
	for (unsigned i = 0; i < count; i++)
		if (!slot_is(&pattern->slots[i], slots[i]))
			return false;
	return true;
}

bool exact_read(const struct reading *reading, struct slice text, size_t at, struct code_read *ret)
{
	const struct pattern *found = NULL;
	struct slice slots[SLOTS_MAX];
	struct lead lead;
	unsigned count;
	size_t last;

	if (!exact_lead(text, at, &lead) || (count = exact_slots(text, lead.last, slots, &last)) == 0)
		return false;
	for (size_t i = 0; i < reading->count;) {
		const struct pattern *pattern = &reading->patterns[i];

		if (!slot_is(&pattern->slots[0], slots[0])) {
			i = pattern->section_end;
			continue;
		}
		if (has_slots(pattern, slots, count) && lead_fits(reading, pattern, &lead)) {
			if (found)
				return false;
			found = pattern;
		}
		i++;
	}
	if (!found)
		return false;
	*ret = (struct code_read){
		.ground = found->ground, .last = last, .lead = lead.present, .word = lead.word};
	return true;
}
