/* SPDX-License-Identifier: MIT */
/*
 * At each step every way to read it is tried, the cheapest kept; a code has at most SLOTS_MAX slots and a
 * reading REPAIRS_MAX repairs, so that is a bounded number of steps at any place of a text.
 */
#include "redaction-slot.h"

/* How one character of a slot is misread. */
static const struct {
	enum slot_kind kind;
	char want;
	const char *reads;
} confusions[] = {
	{SLOT_DIGITS, '9', "gq"},   {SLOT_DIGITS, '2', "Zz"},   {SLOT_DIGITS, '6', "GbSo5"},
	{SLOT_DIGITS, '7', "T"},    {SLOT_DIGITS, '1', "lI!i"}, {SLOT_DIGITS, '0', "O"},
	{SLOT_DIGITS, '5', "S"},    {SLOT_DIGITS, '4', "A"},    {SLOT_DIGITS, 'F', "P"},
	{SLOT_DIGITS, '.', ","},    {SLOT_LETTER, 'a', "@o3"},  {SLOT_LETTER, 'b', "6"},
	{SLOT_LETTER, 'f', "t"},    {SLOT_LETTER, 'g', "9q&"},  {SLOT_LETTER, 'h', "n"},
	{SLOT_LETTER, 'i', "1l!"},  {SLOT_LETTER, '1', "lI"},   {SLOT_LETTER, 'j', "]"},
	{SLOT_ROMAN, 'i', "1l!j|"}, {SLOT_ROMAN, 'v', "y"},
};

/* How a whole slot is misread where that is not character by character. */
static const struct {
	enum slot_kind kind;
	const char *want, *read;
} mergers[] = {
	{SLOT_DIGITS, "1.4", "14"}, {SLOT_DIGITS, "6", "\xc3\xa9"}, {SLOT_LETTER, "k", "lc"},
	{SLOT_LETTER, "d", "cl"},   {SLOT_ROMAN, "ii", "n"},        {SLOT_ROMAN, "ii", "u"},
	{SLOT_ROMAN, "iv", "w"},
};

static const char *misread_as(enum slot_kind kind, char want)
{
	for (size_t i = 0; i < sizeof confusions / sizeof *confusions; i++)
		if (confusions[i].kind == kind && confusions[i].want == want)
			return confusions[i].reads;
	return "";
}

struct slot slot_make(enum slot_kind kind, struct slice text)
{
	struct slot slot = {.kind = kind, .length = (unsigned)text.length};
	size_t merged = 0;

	memcpy(slot.text, text.at, text.length);
	for (unsigned i = 0; i < slot.length; i++)
		slot.misread[i] = misread_as(kind, slot.text[i]);
	for (size_t i = 0; i < sizeof mergers / sizeof *mergers; i++)
		if (mergers[i].kind == kind && slice_equal(text, slice_of(mergers[i].want)) &&
		    merged < SLOT_MERGERS)
			slot.merged[merged++] = mergers[i].read;
	return slot;
}

bool slot_equal(const struct slot *a, const struct slot *b)
{
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

bool slot_is(const struct slot *slot, struct slice text)
{
	if (slot->length != text.length)
		return false;
	for (unsigned i = 0; i < slot->length; i++)
		if (byte_lower(text.at[i]) != byte_lower(slot->text[i]))
			return false;
	return true;
}

char byte_at(struct slice text, size_t at)
{
	return at < text.length ? text.at[at] : '\0';
}

bool byte_is_of_word(char c)
{
	return byte_is_letter(c) || byte_is_digit(c) || (unsigned char)c >= 0xc3;
}

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

void match_record(struct match *m, struct step s)
{
	if ((s.brackets < BRACKET && m->slot_count > 1) || s.repairs > REPAIRS_MAX)
		return;
	if (s.at > m->last || (s.at == m->last && s.repairs < m->repairs)) {
		m->last = s.at;
		m->repairs = s.repairs;
	}
}

/* Is character `i` of the slot at `at`? *repairs rises for a misreading. */
static bool read_character(const struct slot *slot, unsigned i, struct slice text, size_t at,
			   unsigned *repairs)
{
	char c = byte_at(text, at), want = slot->text[i];

	if (c == '\0')
		return false;
	if (c == want || byte_lower(c) == byte_lower(want))
		return true;
	for (const char *read = slot->misread[i]; *read; read++)
		if (*read == c) {
			++*repairs;
			return true;
		}
	return false;
}

/* The characters of the slot from number `from`: where they end, 0 if they are not there. */
static size_t read_characters(const struct slot *slot, unsigned from, struct slice text, size_t at,
			      unsigned *repairs)
{
	for (unsigned i = from; i < slot->length; i++) {
		/* "47 F" */
		if (i > 0 && slot->kind == SLOT_DIGITS && byte_is_upper(slot->text[i]) &&
		    byte_at(text, at) == ' ') {
			at++;
			++*repairs;
		}
		if (!read_character(slot, i, text, at++, repairs))
			return 0;
	}
	return at;
}

size_t slot_content(const struct slot *slot, struct slice text, size_t at, unsigned *repairs)
{
	unsigned before = *repairs;
	size_t last = read_characters(slot, 0, text, at, repairs);

	if (last > 0)
		return last - at;
	*repairs = before + 1;
	for (size_t i = 0; i < SLOT_MERGERS && slot->merged[i]; i++)
		if (slice_starts(slice_sub(text, at, text.length), slice_of(slot->merged[i])))
			return strlen(slot->merged[i]);
	return 0;
}

static void read_content(struct match *m, struct step s, unsigned from);

/* After a slot's content: its bracket, a misread one, `X` for `)(`, or none; at the end of a clipped box none
 * is normal. */
static void read_close(struct match *m, struct step s)
{
	bool final = s.slot + 1 == m->slot_count;
	size_t near = s.opened ? blanks_skip(m->text, s.at, 1) : s.at;
	char c = byte_at(m->text, near);
	struct step next = s;

	next.at = near + 1;
	if (c == ')') {
		next.brackets += BRACKET;
		match_rest(m, next);
		return;
	}
	next.repairs += !s.dotted;
	/* "[Art. 4.3]", "[Art. 4(1)b]": nothing has opened what this could close */
	if ((c == ']' && s.opened) || c == '}' || c == '>' || c == 'j') {
		next.repairs += s.dotted;
		next.brackets += c == 'j' ? 0 : BRACKET;
		match_rest(m, next);
	} else if ((c == 'X' || c == 'x') && !final) {
		next.slot++;
		next.opened = true;
		read_content(m, next, 0);
	}
	next.at = s.at;
	if (!final || !byte_is_of_word(byte_at(m->text, s.at)))
		match_rest(m, next);
}

/* A text that dropped one of two equal letters reads "i )" for "ii)". */
static bool lost_double(const struct match *m, const struct slot *slot, size_t at)
{
	return m->drops_doubles && slot->kind == SLOT_ROMAN && byte_at(m->text, at) == 'i' &&
	       byte_at(m->text, at + 1) == ' ';
}

static void read_merged(struct match *m, struct step s)
{
	const struct slot *slot = &m->slots[s.slot];
	struct slice rest = slice_sub(m->text, s.at, m->text.length);

	for (size_t i = 0; i < SLOT_MERGERS && slot->merged[i]; i++) {
		struct step next = s;

		if (!slice_starts(rest, slice_of(slot->merged[i])))
			continue;
		next.at += strlen(slot->merged[i]);
		next.repairs++;
		read_close(m, next);
	}
}

/* The content of the slot from its character `from`; what stands before that is read already. */
static void read_content(struct match *m, struct step s, unsigned from)
{
	const struct slot *slot = &m->slots[s.slot];
	struct step next = s;
	size_t last = read_characters(slot, from, m->text, s.at, &next.repairs);

	if (last > 0 && !(slot->length == 1 && lost_double(m, slot, s.at))) {
		next.at = last;
		read_close(m, next);
	}
	if (from > 0)
		return;
	if (slot->length == 2 && slot->text[1] == 'i' && lost_double(m, slot, s.at)) {
		next = s;
		next.at += 2;
		read_close(m, next);
	}
	read_merged(m, s);
}

/* Is the slot a letter behind which its bracket closes, as the French print it: "21(1)a)", "4.1 b)"? */
static bool is_halved(const struct match *m, unsigned slot, size_t at)
{
	return m->halved && m->slots[slot].kind == SLOT_LETTER && byte_is_letter(byte_at(m->text, at)) &&
	       byte_at(m->text, at + 1) == ')';
}

/* Before a slot's content: its bracket, a misread one, a dot, `G` for `(i`, or none. */
static void read_open(struct match *m, struct step s)
{
	const struct slot *slot = &m->slots[s.slot];
	size_t near = blanks_skip(m->text, s.at, 1);
	char c = byte_at(m->text, near);
	struct step next = s;

	if (c == '.' && near == s.at && byte_at(m->text, near + 1) == '(') { /* "1.4.(c)" */
		next.at++;
		next.repairs++;
		c = byte_at(m->text, ++near);
		s = next;
	}
	next.at = near + 1;
	next.opened = c == '(';
	next.dotted = false;
	if (is_halved(m, s.slot, near)) {
		next.at = near;
		read_content(m, next, 0);
		return;
	}
	if (c == '.' && near == s.at && m->dotted) {
		next.dotted = true;
		next.brackets += BRACKET;
		read_content(m, next, 0);
		return;
	}
	if (c == '(') {
		next.at = blanks_skip(m->text, next.at, 1);
		next.brackets += BRACKET;
		read_content(m, next, 0);
		return;
	}
	if (near != s.at) /* what stands apart is the code's only if it is bracketed */
		return;
	next.repairs++;
	next.opened = c != '.' && c != 'G';
	if (c == '[' || c == '{' || c == '<' || c == 'f' || c == 't' || c == '.') {
		next.brackets += c == '.' ? DOT : byte_is_letter(c) ? 0 : BRACKET;
		read_content(m, next, 0);
	} else if (c == 'G' && slot->kind == SLOT_ROMAN && slot->text[0] == 'i') {
		read_content(m, next, 1);
	}
	next.at = s.at;
	next.brackets = s.brackets;
	next.opened = false;
	read_content(m, next, 0);
}

void match_rest(struct match *m, struct step s)
{
	s.slot++;
	if (s.slot == m->slot_count)
		match_record(m, s);
	else if (s.repairs <= REPAIRS_MAX)
		read_open(m, s);
}

bool match_may_go_on(struct slice text, size_t at)
{
	size_t near = blanks_skip(text, at, 1);

	return byte_at(text, near) == '(' || near == at;
}
