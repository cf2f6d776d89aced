/* SPDX-License-Identifier: MIT */
#include "regime-habit.h"

enum {
	ALONE_MAX = 12,   /* bytes of the longest code alone */
	LINE_MAX = 160,   /* bytes of a line with a regulation in a field */
	LABEL_MAX = 30,   /* bytes of a field's label */
	SLOT_MAX = 4,     /* bytes between the brackets of a paragraph */
	PLACES_NEEDED = 2 /* so many codes of one form show how a source prints its marks */
};

static const char *const codes_alone[] = {"s6(a)",   "s6(b)",   "s6(c)",       "s6(d)",
					  "[s6(a)]", "[s6(b)]", "s6(a), s6(b)"};

/* A full code alone on its line is nothing but a mark, in a source too short to say more. */
static bool is_code_alone(struct slice words)
{
	for (size_t i = 0; words.length <= ALONE_MAX && i < sizeof codes_alone / sizeof *codes_alone; i++)
		if (slice_equal(words, slice_of(codes_alone[i])))
			return true;
	return false;
}

/* "9(2)(a)" and nothing else. */
static bool is_bare_alone(struct slice words, const struct reading *reading)
{
	struct code_read code;

	return reading && words.length <= ALONE_MAX && byte_is_digit(words.at[0]) &&
	       code_read(reading, words, 0, false, &code) && code.last == words.length && code.repairs == 0 &&
	       !code.lead && !code.whole;
}

/* "To: Regulation 13", or that alone: what every law has is a mark of one where it fills fields. */
static bool is_regulation_alone(struct slice words)
{
	struct slice lead = SLICE("Regulation");
	size_t at = words.length;

	if (at > 0 && words.at[at - 1] == ']' && slice_find(words, SLICE("["), 0) < at)
		words.length = --at;
	while (at > 0 && byte_is_digit(words.at[at - 1]))
		at--;
	if (at == words.length || at == 0 || words.at[at - 1] != ' ')
		return false;
	words = slice_trim(slice_sub(words, 0, at));
	if (!slice_ends_ci(words, lead))
		return false;
	words = slice_trim(slice_sub(words, 0, words.length - lead.length));
	if (slice_ends_ci(words, SLICE("[")))
		words = slice_trim(slice_sub(words, 0, words.length - 1));
	return words.length == 0 || words.at[words.length - 1] == ':' || slice_equal_ci(words, SLICE("dear"));
}

/* Behind "47F" or "4.1" of a section's number; *slots rises for what a bare number has not. */
static size_t number_end(struct slice words, size_t at, unsigned *slots)
{
	while (byte_is_digit(byte_at(words, at)))
		at++;
	if (byte_is_upper(byte_at(words, at)) ||
	    (byte_at(words, at) == '.' && byte_is_digit(byte_at(words, at + 1)))) {
		at += byte_is_upper(words.at[at]) ? 1 : 2;
		++*slots;
	}
	return at;
}

/* Where the section ends whose number begins at `at`: "36(1)(b)", "37 (1)"; 0 where it has no paragraph. */
static size_t section_end(struct slice words, size_t at)
{
	unsigned slots = 0;

	if (!byte_is_digit(byte_at(words, at)))
		return 0;
	for (at = number_end(words, at, &slots); byte_at(words, blanks_skip(words, at, 1)) == '('; slots++) {
		size_t first = blanks_skip(words, at, 1) + 1, last = first;

		while (last < first + SLOT_MAX &&
		       (byte_is_letter(byte_at(words, last)) || byte_is_digit(byte_at(words, last))))
			last++;
		if (byte_at(words, last) != ')' || last == first)
			break;
		at = last + 1;
	}
	return slots > 0 ? at : 0;
}

/* "From: Section 37(1)", "Dear Section 37(1) ,", and in a sentence with a gap on both sides, a box. */
static bool is_filled(struct slice before, struct slice after)
{
	struct slice gap = SLICE("   "), label = slice_trim(before), rest = slice_trim(after);

	if (rest.length == 0 || slice_equal(rest, SLICE(",")))
		return slice_equal_ci(label, SLICE("dear")) || slice_ends_ci(before, gap) ||
		       (slice_ends_ci(label, SLICE(":")) && label.length <= LABEL_MAX);
	return slice_starts(after, gap) &&
	       (label.length == 0 ? byte_is_lower(rest.at[0]) : slice_ends_ci(before, gap));
}

/* Where the number begins behind a word that begins at `at` and leads it; 0 where none does. */
static size_t lead_end(struct slice words, size_t at)
{
	static const char *const leads[] = {"Section ", "Sec ", "Sec. ", "Regulation ", "Article "};
	struct slice rest = slice_sub(words, at, words.length);

	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
		if (slice_starts(rest, slice_of(leads[i])))
			return at + strlen(leads[i]);
	return 0;
}

static void note_sections(struct slice words, struct habits *habits)
{
	for (size_t at = 0; at < words.length; at++) {
		char c = words.at[at];

		if (byte_is_lower(c)) /* most bytes */
			continue;
		size_t last = c == 'S' || c == 'R' || c == 'A' ? lead_end(words, at) : 0;

		last = last > 0 ? section_end(words, last) : 0;
		if (last == 0)
			continue;
		if (at == 0 && last == words.length)
			habits->sections++;
		else
			habits->filled +=
				is_filled(slice_sub(words, 0, at), slice_sub(words, last, words.length));
	}
}

void habits_note(struct slice words, const struct reading *keyed, struct habits *habits)
{
	habits->regulations += words.length <= LINE_MAX && is_regulation_alone(words);
	note_sections(words, habits);
	if (words.length == 0 || (words.at[0] != 's' && words.at[0] != '[' && !byte_is_digit(words.at[0])))
		return;
	habits->bares += is_bare_alone(words, keyed);
	habits->alone = habits->alone || is_code_alone(words);
}

void habits_tell(const struct habits *habits, struct regimes *regimes)
{
	regimes->prints_bare = habits->bares >= PLACES_NEEDED;
	regimes->prints_regulations = habits->regulations >= PLACES_NEEDED;
	/* "Section 37(1)" alone may head a chapter of the answer */
	regimes->prints_sections = habits->filled > 0 && habits->sections + habits->filled >= PLACES_NEEDED;
}
