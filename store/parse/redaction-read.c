/* SPDX-License-Identifier: MIT */
/*
 * A code is a lead, a number, and bracketed slots. Most are printed as the table has them, and that is tried
 * first; else each pattern whose number stands there is read slot by slot.
 */
#include "redaction-read.h"

#include "redaction-exact.h"
#include "redaction-lead.h"
#include "redaction-letters.h"
#include "redaction-pattern.h"

#include <limits.h>

enum {
	LOSSY_REPAIRS = 3, /* what a lossy lead counts as */
	EVIDENT_MIN = 3    /* bytes of a number with a letter that is a code by itself */
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

			if ((pattern->slot_count > 1 && !goes_on) || !lead_fits(reading, pattern, lead))
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

bool code_read(const struct reading *reading, struct slice text, size_t at, bool drops_doubles,
	       struct code_read *ret)
{
	struct match m = {.text = text, .drops_doubles = drops_doubles, .halved = reading->rules->halved};
	struct code_read read;
	struct lead lead;

	if (reading->rules->lettered)
		return letters_read(reading, text, at, ret);
	if (!exact_may_begin(text, at))
		return false;
	if (exact_read(reading, text, at, ret))
		return true;
	for (size_t i = lead_begin(text, at); i <= LEADS; i = lead_next(i)) {
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
	size_t last = exact_number_end(text, at);

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
	unsigned leads = 0;

	for (size_t i = 0; i < reading->count; i++) {
		leads |= reading->patterns[i].leads;
		if (!reading->rules->led)
			set_start(starts, bit, reading->patterns[i].slots[0].text[0]);
	}
	for (size_t k = 0; k < LEADS; k++)
		if (lead_families(k) & leads)
			set_start(starts, bit, lead_first(k));
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
