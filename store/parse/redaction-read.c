/* SPDX-License-Identifier: MIT */
/*
 * Slot by slot: a code is a lead, a number, and bracketed slots. At each step every way to read it is tried,
 * the cheapest kept; a code has at most SLOTS_MAX slots, so that is a bounded number of steps at any place of
 * a text.
 */
#include "redaction-read.h"

#include "redaction-pattern.h"

#include <limits.h>

enum {
	REPAIRS_MAX = 4,   /* more than that is not a reading but a guess */
	LOSSY_REPAIRS = 3, /* what a lossy lead counts as */
	BLANKS_MAX = 2,    /* between the parts of a code */
	HINT_REACH = 14,   /* "sections. 6" with its blanks */
	BRACKET = 2,       /* a bracket is evidence enough that this is a code; a dot is half of that */
	DOT = 1,
};

/* How one character of a slot is misread. */
static const struct {
	enum slot_kind kind;
	char want;
	const char *reads;
} confusions[] = {
    {SLOT_DIGITS, '9', "gq"},  {SLOT_DIGITS, '2', "Zz"},   {SLOT_DIGITS, '6', "GbSo5"},
    {SLOT_DIGITS, '7', "T"},   {SLOT_DIGITS, '1', "lI!i"}, {SLOT_DIGITS, '0', "O"},
    {SLOT_DIGITS, '5', "S"},   {SLOT_LETTER, 'a', "@o3"},  {SLOT_LETTER, 'b', "6"},
    {SLOT_LETTER, 'f', "t"},   {SLOT_LETTER, 'g', "9q&"},  {SLOT_LETTER, 'h', "n"},
    {SLOT_LETTER, 'i', "1l!"}, {SLOT_LETTER, 'j', "]"},    {SLOT_ROMAN, 'i', "1l!j|"},
    {SLOT_ROMAN, 'v', "y"},
};

/* How a whole slot is misread where that is not character by character. */
static const struct {
	enum slot_kind kind;
	const char *want, *read;
} mergers[] = {
    {SLOT_DIGITS, "6", "\xc3\xa9"}, {SLOT_LETTER, "k", "lc"}, {SLOT_LETTER, "d", "cl"},
    {SLOT_ROMAN, "ii", "n"},        {SLOT_ROMAN, "ii", "u"},  {SLOT_ROMAN, "iv", "w"},
};

static const struct {
	const char *text;
	unsigned repairs;
	bool word;
} leads[] = {
    {"sections", 0, true},  {"section", 0, true}, {"sec", 0, true}, {"ss", 0, false}, {"s", 0, false},
    {"\xc2\xa7", 0, false}, {"$", 1, false},      {"5", 1, false},  {"8", 1, false},
};

enum { LEADS = sizeof leads / sizeof *leads };

size_t blanks_skip(struct slice text, size_t at, size_t most)
{
	for (; most > 0 && at < text.length; most--) {
		char c = text.at[at];

		if (c == ' ' || c == '\t')
			at++;
		else if (c == '\xc2' && at + 1 < text.length &&
			 (text.at[at + 1] == '\xa0' || text.at[at + 1] == '\xad'))
			at += 2;
		else
			break;
	}
	return at;
}

struct match {
	const struct pattern *pattern;
	struct slice text;
	bool drops_doubles;
	size_t last; /* of the best reading so far */
	unsigned repairs;
};

struct step {
	size_t at;
	unsigned slot, repairs, brackets;
	bool opened; /* this slot's bracket stands there, so blanks may stand inside it */
};

static void read_open(struct match *m, struct step s);

static char byte_at(struct slice text, size_t at)
{
	return at < text.length ? text.at[at] : '\0';
}

static bool is_word_byte(char c)
{
	return byte_is_letter(c) || byte_is_digit(c) || (unsigned char)c >= 0xc3; /* letters beyond ASCII */
}

static void record(struct match *m, struct step s)
{
	if ((s.brackets < BRACKET && m->pattern->slot_count > 1) || s.repairs > REPAIRS_MAX)
		return;
	if (s.at > m->last || (s.at == m->last && s.repairs < m->repairs)) {
		m->last = s.at;
		m->repairs = s.repairs;
	}
}

/* On to the next slot, or to the end of the code. */
static void read_next(struct match *m, struct step s)
{
	s.slot++;
	if (s.slot == m->pattern->slot_count)
		record(m, s);
	else if (s.repairs <= REPAIRS_MAX)
		read_open(m, s);
}

static void read_content(struct match *m, struct step s, unsigned from);

/* After a slot's content: its bracket, a misread one, `X` for `)(`, or none; at the end of a clipped box none
 * is normal. */
static void read_close(struct match *m, struct step s)
{
	bool final = s.slot + 1 == m->pattern->slot_count;
	size_t near = s.opened ? blanks_skip(m->text, s.at, 1) : s.at;
	char c = byte_at(m->text, near);
	struct step next = s;

	next.at = near + 1;
	if (c == ')') {
		next.brackets += BRACKET;
		read_next(m, next);
		return;
	}
	next.repairs++;
	if (c == ']' || c == '}' || c == '>' || c == 'j') {
		next.brackets += c == 'j' ? 0 : BRACKET;
		read_next(m, next);
	} else if ((c == 'X' || c == 'x') && !final) {
		next.slot++;
		next.opened = true;
		read_content(m, next, 0);
	}
	next.at = s.at;
	if (!final || !is_word_byte(byte_at(m->text, s.at)))
		read_next(m, next);
}

/* Bytes that character `want` takes at `at`, 0 if it is not there; *repairs rises for a misreading. */
static size_t read_character(enum slot_kind kind, char want, struct slice text, size_t at, unsigned *repairs)
{
	char c = byte_at(text, at);

	if (c != '\0' && (c == want || (kind != SLOT_DIGITS && byte_lower(c) == byte_lower(want))))
		return 1;
	for (size_t i = 0; c != '\0' && i < sizeof confusions / sizeof *confusions; i++)
		if (confusions[i].kind == kind && confusions[i].want == want &&
		    strchr(confusions[i].reads, c)) {
			++*repairs;
			return 1;
		}
	return 0;
}

/* A text that dropped one of two equal letters reads "i )" for "ii)". */
static bool lost_double(const struct match *m, const struct slot *slot, size_t at)
{
	return m->drops_doubles && slot->kind == SLOT_ROMAN && byte_at(m->text, at) == 'i' &&
	       byte_at(m->text, at + 1) == ' ';
}

/* The content of the slot from its character `from`; what stands before that is read already. */
static void read_content(struct match *m, struct step s, unsigned from)
{
	const struct slot *slot = &m->pattern->slots[s.slot];
	struct slice rest = slice_sub(m->text, s.at, m->text.length);
	struct step next = s;
	size_t length = 1;

	for (unsigned i = from; i < slot->length && length > 0; i++) {
		length = read_character(slot->kind, slot->text[i], m->text, next.at, &next.repairs);
		next.at += length;
	}
	if (length > 0 && !(slot->length == 1 && lost_double(m, slot, s.at)))
		read_close(m, next);
	if (from == 0 && slot->length == 2 && slot->text[1] == 'i' && lost_double(m, slot, s.at)) {
		next = s;
		next.at += 2;
		read_close(m, next);
	}
	for (size_t i = 0; from == 0 && i < sizeof mergers / sizeof *mergers; i++) {
		if (mergers[i].kind != slot->kind || strlen(mergers[i].want) != slot->length ||
		    memcmp(mergers[i].want, slot->text, slot->length) != 0 ||
		    !slice_starts(rest, slice_of(mergers[i].read)))
			continue;
		next = s;
		next.at += strlen(mergers[i].read);
		next.repairs++;
		read_close(m, next);
	}
}

/* Before a slot's content: its bracket, a misread one, a dot, `G` for `(i`, or none. */
static void read_open(struct match *m, struct step s)
{
	const struct slot *slot = &m->pattern->slots[s.slot];
	size_t near = blanks_skip(m->text, s.at, 1);
	char c = byte_at(m->text, near);
	struct step next = s;

	next.at = near + 1;
	next.opened = c == '(';
	if (c == '(') {
		next.at = blanks_skip(m->text, next.at, 1);
		next.brackets += BRACKET;
		read_content(m, next, 0);
		return;
	}
	if (near != s.at) /* what stands apart is the code's only if it is bracketed */
		return;
	next.repairs++;
	if (c == '[' || c == '{' || c == '<' || c == 'f' || c == 't' || c == '.') {
		next.brackets += c == '.' ? DOT : byte_is_letter(c) ? 0 : BRACKET;
		read_content(m, next, 0);
	} else if (c == 'G' && slot->kind == SLOT_ROMAN && slot->text[0] == 'i') {
		read_content(m, next, 1);
	}
	next.at = s.at;
	next.brackets = s.brackets;
	read_content(m, next, 0);
}

/* --- A code in the text --- */

struct lead {
	size_t last; /* where the number begins */
	unsigned repairs;
	bool present, word;
};

/* The lead of row `i` at `at`; a number without any has an empty one. False if it is not there. */
static bool read_lead(size_t i, struct slice text, size_t at, struct lead *ret)
{
	struct lead lead = {.last = at};

	if (i < LEADS) {
		if (!slice_starts_ci(slice_sub(text, at, text.length), slice_of(leads[i].text)))
			return false;
		lead = (struct lead){at + strlen(leads[i].text), leads[i].repairs, true, leads[i].word};
	}
	if (lead.present && lead.repairs == 0) {
		lead.last += byte_at(text, lead.last) == '.';
		lead.last = blanks_skip(text, lead.last, BLANKS_MAX);
	}
	*ret = lead;
	return true;
}

/* The section number, misread or not. Returns its length, 0 if it is not there. */
static size_t read_number(const struct slot *slot, struct slice text, size_t at, unsigned *repairs)
{
	size_t last = at, length = 1;

	for (unsigned i = 0; i < slot->length && length > 0; i++) {
		length = read_character(slot->kind, slot->text[i], text, last, repairs);
		last += length;
	}
	if (length > 0)
		return last - at;
	*repairs = 1;
	for (size_t i = 0; i < sizeof mergers / sizeof *mergers; i++)
		if (mergers[i].kind == slot->kind && slot->length == 1 &&
		    mergers[i].want[0] == slot->text[0] &&
		    slice_starts(slice_sub(text, at, text.length), slice_of(mergers[i].read)))
			return strlen(mergers[i].read);
	return 0;
}

/* A section alone needs its lead, and must not go on into brackets that are no paragraph of it. */
static void match_section(struct match *m, const struct lead *lead, struct step s)
{
	char c = byte_at(m->text, blanks_skip(m->text, s.at, 1));

	if (lead->present && !lead->word && s.repairs == 0 && !is_word_byte(byte_at(m->text, s.at)) &&
	    c != '(' && c != '[' && c != '{' && c != '<' &&
	    !(c == '.' && is_word_byte(byte_at(m->text, s.at + 1))))
		record(m, s);
}

/* All but the first slot of a pattern whose number ends at s.at. */
static void match_slots(struct match *m, const struct lead *lead, struct step s)
{
	bool mended = s.repairs > lead->repairs;

	if (m->pattern->slot_count == 1)
		match_section(m, lead, s);
	else if (!mended || (lead->present && byte_at(m->text, s.at) != ' ')) /* "so (a)" is English */
		read_next(m, s);
	if (m->repairs > lead->repairs &&
	    (lead->repairs > 0 || (!lead->present && m->pattern->slot_count == 2)))
		m->last = 0; /* "86(3)" and "6(3)" are numbers before they are misread codes */
}

static void consider(const struct match *m, struct code_read *best, bool *ambiguous)
{
	if (m->last == 0 || m->last < best->last)
		return;
	if (m->last == best->last && m->repairs >= best->repairs) {
		*ambiguous |= m->repairs == best->repairs;
		return;
	}
	*ambiguous = false;
	best->ground = m->pattern->ground;
	best->last = m->last;
	best->repairs = m->repairs;
	best->whole = m->pattern->slot_count == 1;
}

static bool match_all(const struct reading *reading, struct match *m, const struct lead *lead,
		      struct code_read *ret)
{
	bool ambiguous = false;

	for (size_t i = 0; i < reading->count;) {
		size_t end = reading->patterns[i].section_end;
		unsigned repairs = 0;
		size_t length = read_number(&reading->patterns[i].slots[0], m->text, lead->last, &repairs);

		for (; length > 0 && i < end; i++) {
			m->pattern = &reading->patterns[i];
			m->last = 0;
			m->repairs = UINT_MAX;
			match_slots(
			    m, lead,
			    (struct step){.at = lead->last + length, .repairs = lead->repairs + repairs});
			consider(m, ret, &ambiguous);
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
		const struct slot *number = &reading->patterns[i].slots[0];

		m->pattern = &reading->patterns[i];
		if (number->length != strlen(law->lossy_number) ||
		    memcmp(number->text, law->lossy_number, number->length) != 0 ||
		    m->pattern->slot_count == 1)
			continue;
		m->last = 0;
		m->repairs = UINT_MAX;
		read_next(m, (struct step){.at = at + length, .repairs = LOSSY_REPAIRS});
		consider(m, ret, &ambiguous);
	}
	ret->lossy = true;
	return ret->last > 0 && ret->repairs == LOSSY_REPAIRS && !ambiguous;
}

/* Every code has a digit or a bracket near its beginning; most words have none, so that is looked at first.
 */
static bool may_be_code(struct slice text, size_t at)
{
	static const char hints[] = "0123456789([{<)]}>";
	struct slice near = slice_sub(text, at, at + HINT_REACH);

	for (size_t i = 0; i < near.length; i++)
		if (near.at[i] != '\0' && strchr(hints, near.at[i]))
			return true;
	return false;
}

bool code_read(const struct reading *reading, struct slice text, size_t at, bool drops_doubles,
	       struct code_read *ret)
{
	struct match m = {.text = text, .drops_doubles = drops_doubles};
	struct code_read read;
	struct lead lead;

	if (!may_be_code(text, at))
		return false;
	for (size_t i = 0; i <= LEADS; i++) {
		if (!read_lead(i, text, at, &lead))
			continue;
		read = (struct code_read){.lead = lead.present, .word = lead.word};
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
			struct match m = {
			    .pattern = &reading->patterns[i], .text = text, .repairs = UINT_MAX};

			if (m.pattern->slot_count <= carried || !same_prefix(model, m.pattern, carried))
				continue;
			read_next(&m, (struct step){.at = at, .slot = carried - 1});
			if (m.repairs > 0 || m.last <= read.last)
				continue;
			read.ground = m.pattern->ground;
			read.last = m.last;
		}
	if (read.ground)
		*ret = read;
	return read.ground != NULL;
}
