/* SPDX-License-Identifier: MIT */
/*
 * A code is a lead, a number, and bracketed slots. Most are printed as the table has them, and that is tried
 * first; else each pattern whose number stands there is read slot by slot.
 */
#include "redaction-read.h"

#include "redaction-lead.h"
#include "redaction-letters.h"
#include "redaction-pattern.h"

#include <limits.h>

enum {
	LOSSY_REPAIRS = 3,  /* what a lossy lead counts as */
	HINT_REACH = 20,    /* "Schedule 3 section 8" */
	BRACKET_REACH = 48, /* bytes of the longest code */
	CROSS_REACH = 4,    /* bytes before the letter of "25X1" */
	EVIDENT_MIN = 3     /* bytes of a number with a letter that is a code by itself */
};

/* "25X1", "47F" */
static bool is_evident(const struct slot *number)
{
	return number->length >= EVIDENT_MIN &&
	       (memchr(number->text, 'X', number->length) || byte_is_upper(number->text[number->length - 1]));
}

/* Such is a code by itself; a number is none without its lead. */
static bool stands_alone(const struct reading *reading, const struct match *m, const struct lead *lead,
			 const struct step *s)
{
	const struct slot *number = &m->slots[0];
	bool evident = !lead->present && s->repairs <= 1 && is_evident(number);

	if (!reading->rules->wholes)
		return lead->present && !lead->word && s->repairs == 0;
	if (!evident && (!lead->present || lead->parted || (lead->word && !lead->capital)))
		return false;
	return s->repairs == 0 || (s->repairs == 1 && lead->repairs == 0 && number->length > 1);
}

/* A section alone needs its lead, and must not go on into brackets that are no paragraph of it. */
static void match_section(const struct reading *reading, struct match *m, const struct lead *lead,
			  struct step s)
{
	char c = byte_at(m->text, blanks_skip(m->text, s.at, 1));

	if (stands_alone(reading, m, lead, &s) && !byte_is_of_word(byte_at(m->text, s.at)) && c != '(' &&
	    c != '[' && c != '{' && c != '<' && !(c == '.' && byte_is_of_word(byte_at(m->text, s.at + 1))))
		match_record(m, s);
}

static void match_begin(struct match *m, const struct pattern *pattern)
{
	m->slots = pattern->slots;
	m->slot_count = pattern->slot_count;
	m->last = 0;
	m->repairs = UINT_MAX;
}

static bool has_dot(const struct slot *number)
{
	return memchr(number->text, '.', number->length) != NULL;
}

/* All but the first slot of a pattern whose number ends at s.at. */
static void match_slots(const struct reading *reading, struct match *m, const struct lead *lead,
			struct step s)
{
	bool mended = s.repairs > lead->repairs;

	if (m->slot_count == 1)
		match_section(reading, m, lead, s);
	else if (!mended || has_dot(&m->slots[0]) ||
		 (lead->present && byte_at(m->text, s.at) != ' ')) /* "so (a)" is English */
		match_rest(m, s);
	if (m->repairs > lead->repairs &&
	    (lead->repairs > 0 || (!lead->present && m->slot_count == 2 && !has_dot(&m->slots[0]))))
		m->last = 0; /* "86(3)" and "6(3)" are numbers before they are misread codes */
}

static void consider(const struct match *m, const struct pattern *pattern, struct code_read *best,
		     bool *ambiguous)
{
	if (m->last == 0 || m->last < best->last)
		return;
	if (m->last == best->last && m->repairs >= best->repairs) {
		*ambiguous |= m->repairs == best->repairs;
		return;
	}
	*ambiguous = false;
	best->ground = pattern->ground;
	best->last = m->last;
	best->repairs = m->repairs;
	best->whole = pattern->slot_count == 1;
}

static bool takes_lead(const struct reading *reading, const struct pattern *pattern, const struct lead *lead)
{
	return lead->present ? (pattern->leads & lead->leads) != 0
			     : !reading->rules->led && pattern->leads != LEADS_RETAINED;
}

static bool match_all(const struct reading *reading, struct match *m, const struct lead *lead,
		      struct code_read *ret)
{
	bool ambiguous = false;

	for (size_t i = 0; i < reading->count;) {
		size_t end = reading->patterns[i].section_end;
		unsigned repairs = lead->repairs;
		size_t length = slot_content(&reading->patterns[i].slots[0], m->text, lead->last, &repairs);
		struct step step = {.at = lead->last + length, .repairs = repairs};
		bool goes_on = length > 0 && match_may_go_on(m->text, step.at);

		for (; length > 0 && i < end; i++) {
			const struct pattern *pattern = &reading->patterns[i];

			if ((pattern->slot_count > 1 && !goes_on) || !takes_lead(reading, pattern, lead))
				continue;
			match_begin(m, pattern);
			match_slots(reading, m, lead, step);
			consider(m, pattern, ret, &ambiguous);
		}
		i = end;
	}
	return ret->last > 0 && !ambiguous;
}

/* A lead with its number of which only one stroke is left, right before a bracket. */
static bool match_lossy(const struct reading *reading, struct match *m, size_t at, struct code_read *ret)
{
	const struct rules *law = reading->rules;
	size_t length = law->lossy ? strlen(law->lossy) : 0;
	bool ambiguous = false;

	if (length == 0 || !slice_starts(slice_sub(m->text, at, m->text.length), slice_of(law->lossy)) ||
	    byte_at(m->text, at + length) != '(')
		return false;
	for (size_t i = 0; i < reading->count; i++) {
		const struct pattern *pattern = &reading->patterns[i];

		if (pattern->slot_count == 1 || !slot_is(&pattern->slots[0], slice_of(law->lossy_number)))
			continue;
		match_begin(m, pattern);
		match_rest(m, (struct step){.at = at + length, .repairs = LOSSY_REPAIRS});
		consider(m, pattern, ret, &ambiguous);
	}
	ret->lossy = true;
	return ret->last > 0 && ret->repairs == LOSSY_REPAIRS && !ambiguous;
}

/* --- What is looked at first --- */

static bool is_bracket(char c)
{
	return c != '\0' && strchr("([{<)]}>", c);
}

/* Digits in a section's number, with what some add to it: "47F", "1.4"; digits or letters in brackets. */
static bool is_exact(char c, unsigned slot)
{
	return byte_is_digit(c) || (slot > 0 ? byte_is_letter(c) : byte_is_upper(c) || c == '.');
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
	for (size_t i = 0; i <= LEADS; i++)
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
static bool may_be_code(struct slice text, size_t at)
{
	struct slice near = slice_sub(text, at, at + BRACKET_REACH);
	bool sign = !byte_is_digit(byte_at(text, at)) || has_cross(near);
	size_t i = 0;

	if (!has_number(text, at))
		return false;
	while (i < near.length && i < HINT_REACH && !byte_is_digit(near.at[i]) && !is_bracket(near.at[i]))
		i++;
	if (i == near.length || i == HINT_REACH)
		return false;
	while (!sign && i < near.length && near.at[i] != '.' && !is_bracket(near.at[i]))
		i++;
	return i < near.length;
}

/* Where the number begins behind a lead without fault, or without any. False behind a misread one. */
static bool exact_lead(struct slice text, size_t at, struct lead *ret)
{
	size_t i = 0;

	while (!lead_read(i, text, at, ret) || (ret->present && !byte_is_digit(byte_at(text, ret->last))))
		if (i++ == LEADS)
			return false; /* the last one, the empty, stands anywhere */
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

/* A code with brackets as the table has it: nothing that is mended is as long and as cheap. */
static bool read_exact(const struct reading *reading, struct slice text, size_t at, struct code_read *ret)
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
		if (has_slots(pattern, slots, count) && takes_lead(reading, pattern, &lead)) {
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

bool code_read(const struct reading *reading, struct slice text, size_t at, bool drops_doubles,
	       struct code_read *ret)
{
	struct match m = {.text = text, .drops_doubles = drops_doubles, .halved = reading->rules->halved};
	struct code_read read;
	struct lead lead;

	if (reading->rules->lettered)
		return letters_read(reading, text, at, ret);
	if (!may_be_code(text, at))
		return false;
	if (read_exact(reading, text, at, ret))
		return true;
	for (size_t i = 0; i <= LEADS; i++) {
		if (!lead_read(i, text, at, &lead))
			continue;
		read = (struct code_read){.lead = lead.present, .word = lead.word};
		m.dotted = lead.present && reading->rules->dotted; /* "4.2" alone numbers a paragraph */
		if (match_all(reading, &m, &lead, &read)) {
			*ret = read;
			return true;
		}
	}
	read = (struct code_read){0};
	if (!match_lossy(reading, &m, at, &read))
		return false;
	*ret = read;
	return true;
}

static const struct pattern *pattern_of(const struct reading *reading, const struct ground *ground)
{
	for (size_t i = 0; i < reading->count; i++)
		if (reading->patterns[i].ground == ground)
			return &reading->patterns[i];
	return NULL;
}

static bool same_prefix(const struct pattern *a, const struct pattern *b, unsigned slots)
{
	for (unsigned i = 0; i < slots; i++)
		if (i >= b->slot_count || !slot_equal(&a->slots[i], &b->slots[i]))
			return false;
	return true;
}

/* The nearest relative wins: "(i)" after s9(2)(g)(ii) is s9(2)(g)(i), not s9(2)(i). */
bool code_continue(const struct reading *reading, struct slice text, size_t at, const struct ground *before,
		   struct code_read *ret)
{
	const struct pattern *model = pattern_of(reading, before);
	struct code_read read = {.lead = true};

	if (!model || byte_at(text, at) != '(')
		return false;
	for (unsigned carried = model->slot_count - 1; carried > 0 && !read.ground; carried--)
		for (size_t i = 0; i < reading->count; i++) {
			const struct pattern *pattern = &reading->patterns[i];
			struct match m = {.text = text};

			if (pattern->slot_count <= carried || !same_prefix(model, pattern, carried))
				continue;
			match_begin(&m, pattern);
			match_rest(&m, (struct step){.at = at, .slot = carried - 1});
			if (m.repairs > 0 || m.last <= read.last)
				continue;
			read.ground = pattern->ground;
			read.last = m.last;
		}
	if (read.ground)
		*ret = read;
	return read.ground != NULL;
}

bool code_beside(const struct reading *reading, struct slice text, size_t at, const struct ground *before,
		 struct code_read *ret)
{
	const struct pattern *model = reading->rules->wholes ? pattern_of(reading, before) : NULL;
	size_t last = at;

	while (last < text.length && is_exact(text.at[last], 0))
		last++;
	if (!model || model->slot_count != 1 || last == at || byte_is_of_word(byte_at(text, last)) ||
	    byte_at(text, last) == '(')
		return false;
	for (size_t i = 0; i < reading->count; i = reading->patterns[i].section_end) {
		const struct pattern *pattern = &reading->patterns[i];

		if (pattern->slot_count != 1 || !slot_is(&pattern->slots[0], slice_sub(text, at, last)))
			continue;
		*ret = (struct code_read){
			.ground = pattern->ground, .last = last, .lead = true, .whole = true};
		return true;
	}
	return false;
}

/* --- What may begin a code --- */

static void set_start(unsigned char *starts, unsigned bit, char c)
{
	starts[(unsigned char)c] |= (unsigned char)bit;
	if (byte_is_lower(c))
		starts[(unsigned char)(c - 'a' + 'A')] |= (unsigned char)bit;
}

void reading_starts(const struct reading *reading, unsigned bit, unsigned char *starts)
{
	if (reading->rules->lettered) {
		letters_starts(reading, bit, starts);
		return;
	}
	if (reading->rules->lossy)
		starts[(unsigned char)reading->rules->lossy[0]] |= (unsigned char)bit;
	for (size_t i = 0; i < reading->count; i++) {
		if (!reading->rules->led)
			set_start(starts, bit, reading->patterns[i].slots[0].text[0]);
		for (size_t k = 0; k < LEADS; k++)
			if (lead_families(k) & reading->patterns[i].leads)
				set_start(starts, bit, lead_first(k));
	}
}

bool reading_has_wholes(const struct reading *reading)
{
	return reading->rules->wholes;
}

bool reading_has_articles(const struct reading *reading)
{
	return reading->rules->dotted;
}

bool reading_has_margins(const struct reading *reading)
{
	return reading->rules->margins;
}

bool reading_is_led(const struct reading *reading)
{
	return reading->rules->led;
}
