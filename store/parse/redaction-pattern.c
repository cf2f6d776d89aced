/* SPDX-License-Identifier: MIT */
/* Takes the codes of the table of grounds apart, once per process; any thread may ask. */
#include "redaction-pattern.h"

#include "../util/arena.h"
#include "redaction-read.h"

#include <pthread.h>

/* "(a)(i)" and "(b)(7)(C)" */
#define LIMBS .alphabetic = {SLOT_LETTER, SLOT_ROMAN}
#define LETTERS .alphabetic = {SLOT_LETTER, SLOT_LETTER}

/* A regime is read if it has a row here. */
static const struct rules rules[] = {
	{.regime = "nz-oia", LIMBS, .lossy = "i", .lossy_number = "6"},
	{.regime = "nz-lgoima", LIMBS},
	{.regime = "nz-privacy", LIMBS},
	{.regime = "nz-privacy-1993", LIMBS},
	{.regime = "us-foia", LETTERS, .lettered = true, .margins = true},
	{.regime = "us-privacy", LETTERS, .lettered = true, .weak = true, .margins = true},
	{.regime = "us-pra", LETTERS, .lettered = true, .weak = true, .margins = true},
	{.regime = "us-eo13526", LETTERS, .leads = LEADS_ORDER, .wholes = true, .margins = true},
	{.regime = "us-eo-old", LETTERS, .led = true},
	{.regime = "us-jfk", LETTERS, .leads = LEADS_JFK, .led = true},
	{.regime = "uk-foia", LIMBS, .wholes = true},
	{.regime = "uk-eir", LIMBS, .wholes = true},
	{.regime = "scot-foisa", LIMBS, .wholes = true},
	{.regime = "ie-foi", LIMBS, .wholes = true},
	{.regime = "ie-foi-1997", LIMBS, .wholes = true},
	{.regime = "au-foi", LIMBS, .wholes = true},
	{.regime = "au-foi-pre2010", LIMBS, .wholes = true},
	{.regime = "au-vic-foi", LIMBS, .wholes = true},
	{.regime = "au-qld-rti", LIMBS, .wholes = true},
	{.regime = "ca-atia", LIMBS, .wholes = true, .halved = true, .margins = true},
	{.regime = "ca-privacy", LIMBS, .wholes = true, .halved = true, .margins = true},
	{.regime = "eu-1049", LIMBS, .wholes = true, .dotted = true, .halved = true},
	{.regime = "in-rti", LIMBS},
	{.regime = "za-paia", LIMBS},
};

/* How the table writes what stands before a code's number; longest first where one begins another. */
static const struct {
	const char *text;
	unsigned leads;
} prefixes[] = {
	{"Sch 3 s", LEADS_SCHEDULE},
	{"PRA s", LEADS_RETAINED},
	{"EIR(S) reg ", LEADS_REGULATION},
	{"E.O. 12958 ", LEADS_ORDER_12958},
	{"E.O. 12356 ", LEADS_ORDER_12356},
	{"reg ", LEADS_REGULATION},
	{"Art ", LEADS_ARTICLE},
	{"s.", LEADS_SECTION | LEADS_FRENCH},
	{"s", LEADS_SECTION},
};

enum { READINGS = sizeof rules / sizeof *rules, PREFIXES = sizeof prefixes / sizeof *prefixes };

static struct {
	pthread_once_t once;
	struct arena arena;
	struct reading at[READINGS];
} readings = {.once = PTHREAD_ONCE_INIT};

static bool is_slot_byte(char c)
{
	return byte_is_digit(c) || byte_is_letter(c) || c == '.' || c == '-';
}

static bool pattern_add_slot(struct pattern *pattern, const struct rules *law, struct slice text,
			     unsigned *letters)
{
	enum slot_kind kind;

	if (pattern->slot_count == SLOTS_MAX || text.length == 0 || text.length > SLOT_TEXT)
		return false;
	for (size_t i = 0; i < text.length; i++)
		if (!is_slot_byte(text.at[i]))
			return false;
	kind = byte_is_digit(text.at[0]) ? SLOT_DIGITS : law->alphabetic[(*letters)++];
	pattern->slots[pattern->slot_count++] = slot_make(kind, text);
	return true;
}

/* Returns where the number begins in the code. */
static size_t pattern_prefix(struct pattern *pattern, const struct rules *law, struct slice code)
{
	pattern->leads = law->leads;
	for (size_t i = 0; i < PREFIXES; i++)
		if (slice_starts(code, slice_of(prefixes[i].text))) {
			pattern->leads = prefixes[i].leads;
			return strlen(prefixes[i].text);
		}
	return 0;
}

/* The end of what stands before the first bracket: a number, or the letter of "P5". */
static size_t number_end(const struct rules *law, struct slice code, size_t at)
{
	return law->lettered ? at + 1 : slice_find(code, SLICE("("), at);
}

/* False for what is no number with bracketed slots, such as OUT OF SCOPE. */
static bool pattern_make(struct pattern *pattern, const struct rules *law, const struct ground *ground)
{
	struct slice code = slice_of(ground->code);
	unsigned letters = 0;
	size_t at, end;

	*pattern = (struct pattern){.ground = ground};
	at = end = pattern_prefix(pattern, law, code);
	if (code.at[at] != '(') {
		end = number_end(law, code, at);
		if ((!law->lettered && !byte_is_digit(code.at[at])) ||
		    !pattern_add_slot(pattern, law, slice_sub(code, at, end), &letters))
			return false;
	}
	if (law->lettered && end == 1 && code.length > 1)
		return code.length == 2 && byte_is_digit(code.at[1]) &&
		       pattern_add_slot(pattern, law, slice_sub(code, 1, code.length), &letters);
	for (at = end; at < code.length; at = end + 1) {
		end = slice_find(code, SLICE(")"), at);
		if (code.at[at] != '(' || end == code.length ||
		    !pattern_add_slot(pattern, law, slice_sub(code, at + 1, end), &letters))
			return false;
	}
	return pattern->slot_count > 0 && (!law->lettered || pattern->slot_count > 1);
}

/* The patterns of a section stand together, as in the table of grounds. */
static void mark_sections(struct reading *reading)
{
	for (size_t i = reading->count; i-- > 0;) {
		struct pattern *pattern = &reading->patterns[i], *next = pattern + 1;
		bool same = i + 1 < reading->count && slot_equal(&pattern->slots[0], &next->slots[0]);

		pattern->section_end = same ? next->section_end : i + 1;
	}
}

/* What is never printed where words were taken out. */
static bool is_never_printed(const struct ground *ground)
{
	static const char *const kinds[] = {"test", "pseudo", "meeting"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(ground->kind, kinds[i]) == 0)
			return true;
	return false;
}

/* A section of which the table has but "s37(1)": "S.37" alone says the same. */
static bool is_only_subsection(const struct rules *law, const struct pattern *pattern)
{
	struct slice code = slice_of(pattern->ground->code);
	struct slice section = slice_sub(code, 0, slice_find(code, SLICE("("), 0));

	return law->wholes && pattern->slot_count == 2 && slot_is(&pattern->slots[1], SLICE("1")) &&
	       !ground_find(slice_of(law->regime), section);
}

static bool reading_add(struct reading *reading, const struct pattern *made)
{
	struct pattern *pattern = arena_push(&readings.arena, &reading->patterns, &reading->count,
					     &reading->capacity, sizeof *pattern);

	if (pattern)
		*pattern = *made;
	return pattern != NULL;
}

static void reading_make(struct reading *reading, const struct rules *law)
{
	size_t count;
	const struct ground *all = grounds(&count);

	reading->rules = law;
	for (size_t i = 0; i < count; i++) {
		struct pattern made;

		if (strcmp(all[i].regime, law->regime) != 0 || is_never_printed(&all[i]) ||
		    !pattern_make(&made, law, &all[i]))
			continue;
		if (!reading_add(reading, &made))
			return;
		if (is_only_subsection(law, &made)) {
			made.slot_count = 1;
			if (!reading_add(reading, &made))
				return;
		}
	}
	mark_sections(reading);
}

static void readings_make(void)
{
	for (size_t i = 0; i < READINGS; i++)
		reading_make(&readings.at[i], &rules[i]);
	if (!readings.arena.failed)
		return;
	arena_finish(&readings.arena);
	memset(readings.at, 0, sizeof readings.at);
}

const struct reading *reading_of(const char *regime)
{
	pthread_once(&readings.once, readings_make);
	for (size_t i = 0; i < READINGS; i++)
		if (readings.at[i].rules && strcmp(readings.at[i].rules->regime, regime) == 0)
			return &readings.at[i];
	return NULL;
}
