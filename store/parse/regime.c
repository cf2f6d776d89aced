/* SPDX-License-Identifier: MIT */
/*
 * Evidence is a table of phrases with weights. The text is passed once: at each beginning of a word only the
 * phrases with its first letter are compared, and those only where any has its first two.
 */
#include "regime.h"

#include "regime-habit.h"
#include "regime-marks.h"
#include "regime-phrases.h"
#include "shape.h"

#include <limits.h>
#include <pthread.h>

enum {
	TELLTALES_NEEDED = 3, /* so many broken words show a copy that drops doubled letters */
	COUNTED_MAX = 3,      /* a stamp on every page says no more than on three */
	SPACES_MAX = 160,     /* white space between two words of a phrase, lines may end there */
	KEY_DIGITS_MAX = 3,
	ALIKE_TENTHS = 6,  /* of a word of a stamp that must be right */
	ALIKE_MORE = 3,    /* bytes that it may be longer */
	RUINED_TENTHS = 6, /* words of a stamp that must be alike */
	RUINED_MAX = 160   /* bytes of a stamp's line */
};

enum { PHRASES = PHRASE_COUNT, NO_PHRASE = PHRASES };

struct phrase_form {
	bool any_case, words; /* words: the name of a law, not an extraction's fault */
};

static struct index {
	pthread_once_t once;
	unsigned char first[BYTES], next[PHRASES]; /* phrases by first byte, chained */
	struct phrase_form forms[PHRASES];
	unsigned char pairs[BYTES]
			   [BYTES / CHAR_BIT]; /* which two bytes begin any: most words begin otherwise */
} phrase_index = {.once = PTHREAD_ONCE_INIT};

static bool is_any_case(const char *phrase)
{
	while (*phrase && !byte_is_upper(*phrase))
		phrase++;
	return *phrase == '\0';
}

static void add_pair(char first, char second)
{
	unsigned char bit = (unsigned char)second;

	phrase_index.pairs[(unsigned char)first][bit / CHAR_BIT] |= (unsigned char)(1u << bit % CHAR_BIT);
}

static void add_pairs(const char *text, bool any_case)
{
	for (unsigned i = 0; i < (any_case ? 4u : 1u); i++)
		add_pair(i & 1 ? byte_upper(text[0]) : text[0], i & 2 ? byte_upper(text[1]) : text[1]);
	for (char space = '\t'; text[1] == ' ' && space <= '\r'; space++) {
		add_pair(text[0], space);
		if (any_case)
			add_pair(byte_upper(text[0]), space);
	}
}

static void index_make(void)
{
	memset(phrase_index.first, NO_PHRASE, sizeof phrase_index.first);
	for (unsigned i = 0; i < PHRASES; i++) {
		unsigned char c = (unsigned char)phrases[i].text[0];

		phrase_index.next[i] = phrase_index.first[c];
		phrase_index.first[c] = (unsigned char)i;
		phrase_index.forms[i].any_case = is_any_case(phrases[i].text);
		phrase_index.forms[i].words =
			phrases[i].weight != TELLTALE && strchr(phrases[i].text, ' ') != NULL;
		add_pairs(phrases[i].text, phrase_index.forms[i].any_case);
	}
}

/* A scan reads strokes for one another, and rings: "Freedom of lnformation Act 20l4". */
static bool is_misread_letter(char c, char want)
{
	switch (want) {
	case 'i':
	case 'l':
	case '1':
		return c == 'i' || c == 'I' || c == 'l' || c == '1' || c == '|' || c == '!';
	case '0':
		return c == 'O' || c == 'o';
	default:
		return false;
	}
}

/* The names of laws are known through a scan, in any case. */
static bool is_letter_of(const char *phrase, const struct phrase_form *form, char c)
{
	if (!form->any_case)
		return c == *phrase;
	return byte_lower(c) == *phrase || (form->words && is_misread_letter(c, *phrase));
}

static bool phrase_stands(const char *phrase, const struct phrase_form *form, struct slice text, size_t at)
{
	for (; *phrase; phrase++) {
		size_t limit = at + SPACES_MAX;

		if (*phrase == ' ') {
			if (at >= text.length || !byte_is_space(text.at[at]))
				return false;
			while (at < text.length && at < limit && byte_is_space(text.at[at]))
				at++;
			continue;
		}
		if (at >= text.length || !is_letter_of(phrase, form, text.at[at]))
			return false;
		at++;
	}
	return at >= text.length || !byte_is_letter(phrase[-1]) || !byte_is_letter(text.at[at]);
}

static bool begins_word(struct slice text, size_t at)
{
	char before = at > 0 ? text.at[at - 1] : ' ';

	return !byte_is_digit(before) && (!byte_is_letter(before) || byte_is_digit(text.at[at]));
}

/* Counts the phrases with first byte `c` that stand at `at`. */
static void count_chain(struct slice text, size_t at, char c, unsigned counts[static PHRASES])
{
	for (unsigned i = phrase_index.first[(unsigned char)c]; i < PHRASES; i = phrase_index.next[i])
		if (counts[i] < COUNTED_MAX &&
		    phrase_stands(phrases[i].text, &phrase_index.forms[i], text, at))
			counts[i]++;
}

static bool may_begin(unsigned char first, unsigned char second)
{
	return phrase_index.pairs[first][second / CHAR_BIT] >> second % CHAR_BIT & 1;
}

static void count_phrases(struct slice text, unsigned counts[static PHRASES])
{
	pthread_once(&phrase_index.once, index_make);
	for (size_t at = 0; at + 1 < text.length; at++) {
		char c = text.at[at];

		if (may_begin((unsigned char)c, (unsigned char)text.at[at + 1]) && begins_word(text, at)) {
			count_chain(text, at, c, counts);
			if (byte_is_upper(c))
				count_chain(text, at, byte_lower(c), counts);
		}
		/* No word begins at a letter behind another. */
		if (byte_is_letter(c))
			while (at + 2 < text.length && byte_is_letter(text.at[at + 1]))
				at++;
	}
}

static void add_evidence(struct regimes *regimes, const char *regime, unsigned weight)
{
	size_t i = 0;

	if (weight == 0) /* most phrases stand nowhere */
		return;
	while (i < regimes->count && strcmp(regimes->at[i].regime, regime) != 0)
		i++;
	if (i == REGIMES_MAX)
		return;
	if (i == regimes->count)
		regimes->at[regimes->count++] = (struct regime_evidence){regime, 0};
	regimes->at[i].weight += weight;
	for (; i > 0 && regimes->at[i].weight > regimes->at[i - 1].weight; i--) {
		struct regime_evidence lighter = regimes->at[i - 1];

		regimes->at[i - 1] = regimes->at[i];
		regimes->at[i] = lighter;
	}
}

static unsigned weight_of(const struct regimes *regimes, const char *regime)
{
	for (size_t i = 0; i < regimes->count; i++)
		if (strcmp(regimes->at[i].regime, regime) == 0)
			return regimes->at[i].weight;
	return 0;
}

/* --- Stamps that a scan has ruined --- */

/* The word that begins at *at, which then is behind it; empty at the end. */
static struct slice next_word(struct slice text, size_t *at)
{
	size_t first = *at, last;

	while (first < text.length && byte_is_space(text.at[first]))
		first++;
	for (last = first; last < text.length && !byte_is_space(text.at[last]);)
		last++;
	*at = last;
	return slice_sub(text, first, last);
}

/* Most of its letters stand where they should. */
static bool is_alike(struct slice word, struct slice wanted)
{
	size_t same = 0;

	for (size_t i = 0; i < word.length && i < wanted.length; i++)
		same += byte_lower(word.at[i]) == wanted.at[i];
	return same * 10 >= wanted.length * ALIKE_TENTHS && word.length <= wanted.length + ALIKE_MORE;
}

/* Do so many of the stamp's words stand in the line, in order? */
static bool is_ruined(struct slice line, struct slice stamp)
{
	size_t most_missing = shape_word_count(stamp, SIZE_MAX) * (10 - RUINED_TENTHS) / 10, missing = 0,
	       from = 0;

	for (size_t at = 0; at < stamp.length && missing <= most_missing;) {
		struct slice wanted = next_word(stamp, &at);
		bool found = false;

		for (size_t next = from; next < line.length && !found;) {
			found = is_alike(next_word(line, &next), wanted);
			from = found ? next : from;
		}
		missing += !found;
	}
	return missing <= most_missing;
}

/* A stamp that is not to be read any more still says whose it is, if most of its words are alike. */
static void add_ruined_stamp(struct regimes *regimes, struct slice line)
{
	for (size_t i = 0; line.length > 0 && line.length <= RUINED_MAX && i < STAMP_COUNT; i++) {
		if (byte_lower(line.at[0]) != stamps[i].text[0])
			continue;
		struct slice stamp = slice_of(stamps[i].text);

		if (line.length * 2 > stamp.length &&
		    weight_of(regimes, stamps[i].regime) < COUNTED_MAX * STRONG && is_ruined(line, stamp))
			add_evidence(regimes, stamps[i].regime, stamps[i].weight);
	}
}

/* "[33] 9(2)(f)(iv) - to maintain ...": a line of the key. */
static void read_key(struct slice words, const struct reading *reading, struct regimes *regimes)
{
	struct code_read code;
	unsigned number = 0;
	size_t at = 1;

	if (!slice_starts(words, SLICE("[")) || !reading || regimes->key_count == REGIME_KEYS_MAX)
		return;
	for (; at < words.length && at <= KEY_DIGITS_MAX && byte_is_digit(words.at[at]); at++)
		number = number * 10 + (unsigned)(words.at[at] - '0');
	if (at == 1 || at == words.length || words.at[at] != ']')
		return;
	at = blanks_skip(words, at + 1, SPACES_MAX);
	if (code_read(reading, words, at, false, &code) && code.repairs == 0 && !code.whole &&
	    !regime_key_find(regimes, number))
		regimes->keys[regimes->key_count++] = (struct regime_key){number, code.ground};
}

/* Laws whose codes stand beside those of another, and which say little of themselves. */
static const struct companion {
	const char *regime, *with;
} companions[] = {
	{"us-eo13526", "us-foia"}, {"us-privacy", "us-foia"},    {"us-foia", "us-pra"},
	{"us-eo-old", "us-foia"},  {"au-foi-pre2010", "au-foi"}, {"uk-eir", "uk-foia"},
};

/* A companion weighs less than what it comes with, so it decides nothing. */
static void add_companions(struct regimes *regimes)
{
	for (size_t i = 0; i < sizeof companions / sizeof *companions; i++) {
		unsigned with = weight_of(regimes, companions[i].with);
		unsigned own = weight_of(regimes, companions[i].regime);

		if (with >= REGIME_NEEDED && own < REGIME_NEEDED)
			add_evidence(regimes, companions[i].regime, REGIME_NEEDED - own);
	}
}

size_t regime_readings(const struct regimes *regimes, const struct reading **ret, size_t most)
{
	size_t count = 0;

	for (size_t i = 0; i < regimes->count && count < most; i++) {
		const struct reading *reading = reading_of(regimes->at[i].regime);

		if (reading && regimes->at[i].weight >= REGIME_NEEDED)
			ret[count++] = reading;
	}
	return count;
}

static void add_marks(struct regimes *regimes, const struct lines *lines)
{
	const char *regime = regime_of_marks(lines, regimes);

	if (regime)
		add_evidence(regimes, regime, REGIME_NEEDED - weight_of(regimes, regime));
}

static void make_starts(struct regimes *regimes)
{
	const struct reading *readings[REGIME_READINGS];
	size_t count = regime_readings(regimes, readings, REGIME_READINGS);

	for (size_t i = 0; i < count; i++)
		reading_starts(readings[i], 1u << i, regimes->starts);
}

/*
 * The row of the decided regime, else of any other that the source has evidence of, as of New Zealand's below
 * the stamps of another country's case; else by its `other` name; nz-oia's at last, which stands for any
 * regime (RULES.md).
 */
static const struct ground *row_of(const struct regimes *regimes, struct slice code, struct slice other)
{
	const char *decided = regime_decided(regimes);
	const struct ground *row = decided ? ground_find(slice_of(decided), code) : NULL;

	for (size_t i = 0; i < regimes->count && !row && decided; i++)
		row = ground_find(slice_of(regimes->at[i].regime), code);
	if (!row && decided)
		row = ground_find(slice_of(decided), other);
	return row ? row : ground_find(SLICE("nz-oia"), code);
}

void regime_weigh(const struct lines *lines, struct regimes *ret)
{
	const struct reading *keyed =
		reading_of("nz-oia"); /* the only releases with such keys are New Zealand's */
	unsigned counts[PHRASES] = {0}, telltales = 0;
	struct habits habits = {0};

	*ret = (struct regimes){.count = 0};
	count_phrases(lines->text, counts);
	for (size_t i = 0; i < PHRASES; i++) {
		if (phrases[i].regime[0] == '(')
			telltales += counts[i];
		else
			add_evidence(ret, phrases[i].regime, counts[i] * phrases[i].weight);
	}
	ret->drops_doubles = telltales >= TELLTALES_NEEDED;
	for (size_t i = 0; i < lines->count; i++) {
		struct slice words = line_text(lines, i);

		add_ruined_stamp(ret, words);
		habits_note(words, keyed, &habits);
		read_key(words, keyed, ret);
	}
	habits_tell(&habits, ret);
	add_evidence(ret, "nz-oia", habits.alone ? STRONG : 0);
	if (!regime_decided(ret))
		add_marks(ret, lines);
	add_companions(ret);
	make_starts(ret);
	ret->out_of_scope = row_of(ret, SLICE("OUT OF SCOPE"), SLICE("NR"));
	ret->unspecified = row_of(ret, SLICE("unspecified"), SLICE("unspecified"));
}

const char *regime_decided(const struct regimes *regimes)
{
	return regimes->count > 0 && regimes->at[0].weight >= REGIME_NEEDED ? regimes->at[0].regime : NULL;
}

bool regime_has(const struct regimes *regimes, const char *regime)
{
	for (size_t i = 0; i < regimes->count; i++)
		if (strcmp(regimes->at[i].regime, regime) == 0)
			return regimes->at[i].weight >= REGIME_NEEDED;
	return false;
}

const struct ground *regime_key_find(const struct regimes *regimes, unsigned number)
{
	for (size_t i = 0; i < regimes->key_count; i++)
		if (regimes->keys[i].number == number)
			return regimes->keys[i].ground;
	return NULL;
}
