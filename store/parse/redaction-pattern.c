/* SPDX-License-Identifier: MIT */
/* Takes the codes of the table of grounds apart, once per process; any thread may ask. */
#include "redaction-pattern.h"

#include "../util/arena.h"
#include "redaction-read.h"

#include <pthread.h>

/* A regime is read if it has a row here. */
static const struct rules rules[] = {
	{"nz-oia", {SLOT_LETTER, SLOT_ROMAN}, "i", "6"},
	{"nz-lgoima", {SLOT_LETTER, SLOT_ROMAN}, NULL, NULL},
};

enum { READINGS = sizeof rules / sizeof *rules };

static struct {
	pthread_once_t once;
	struct arena arena;
	struct reading at[READINGS];
} readings = {.once = PTHREAD_ONCE_INIT};

static bool pattern_add_slot(struct pattern *pattern, const struct rules *law, struct slice text,
			     unsigned *letters)
{
	enum slot_kind kind;

	if (pattern->slot_count == SLOTS_MAX || text.length == 0 || text.length > SLOT_TEXT)
		return false;
	for (size_t i = 0; i < text.length; i++)
		if (!byte_is_digit(text.at[i]) && !byte_is_letter(text.at[i]))
			return false;
	kind = byte_is_digit(text.at[0]) ? SLOT_DIGITS : law->alphabetic[(*letters)++];
	pattern->slots[pattern->slot_count++] = slot_make(kind, text);
	return true;
}

/* False for what is no section number with bracketed slots, such as OUT OF SCOPE. */
static bool pattern_make(struct pattern *pattern, const struct rules *law, const struct ground *ground)
{
	struct slice code = slice_of(ground->code);
	size_t at = slice_starts(code, SLICE("s")) ? 1 : 0, end = at;
	unsigned letters = 0;

	*pattern = (struct pattern){.ground = ground};
	while (end < code.length && byte_is_digit(code.at[end]))
		end++;
	if (!pattern_add_slot(pattern, law, slice_sub(code, at, end), &letters))
		return false;
	for (at = end; at < code.length; at = end + 1) {
		end = slice_find(code, SLICE(")"), at);
		if (code.at[at] != '(' || end == code.length ||
		    !pattern_add_slot(pattern, law, slice_sub(code, at + 1, end), &letters))
			return false;
	}
	return true;
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

static void reading_make(struct reading *reading, const struct rules *law)
{
	size_t count;
	const struct ground *all = grounds(&count);

	reading->rules = law;
	for (size_t i = 0; i < count; i++) {
		struct pattern made, *pattern;

		if (strcmp(all[i].regime, law->regime) != 0 ||
		    (strcmp(all[i].kind, "ground") != 0 && strcmp(all[i].kind, "refusal") != 0) ||
		    !pattern_make(&made, law, &all[i]))
			continue;
		pattern = arena_push(&readings.arena, &reading->patterns, &reading->count, &reading->capacity,
				     sizeof *pattern);
		if (!pattern)
			return;
		*pattern = made;
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
