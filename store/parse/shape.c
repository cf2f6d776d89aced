/* SPDX-License-Identifier: MIT */
#include "shape.h"

#include "../util/utf8.h"
#include "redaction.h"

enum {
	LOOK_MAX = 512, /* bytes of a line that are looked at */
	TITLE_WORDS_MAX = 22,
	PROSE_BYTES = 60,
	PROSE_WORDS = 8,
	SENTENCE_WORDS = 5,
	UNIT_MAX = 110,
	NAME_MAX = 48, /* bytes of one of two names side by side */
	SUM_WORDS = 3, /* least words of a title that begins with a sum of money */
	ROW_GAPS = 2   /* wide gaps in a line that make it one of cells */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

bool shape_is_capitals(struct slice s)
{
	size_t capitals = 0;

	s = slice_sub(s, 0, LOOK_MAX);
	for (size_t i = 0; i < s.length; i++) {
		/* The small letters of a code, "s6(a)", are no words. */
		bool code = (i > 0 && s.at[i - 1] == '(') || (i + 1 < s.length && byte_is_digit(s.at[i + 1]));

		if (byte_is_lower(s.at[i]) && !code)
			return false;
		capitals += byte_is_upper(s.at[i]);
	}
	return capitals >= 2;
}

bool shape_has_digit(struct slice s)
{
	for (size_t i = 0; i < s.length; i++)
		if (byte_is_digit(s.at[i]))
			return true;
	return false;
}

size_t shape_word_count(struct slice s, size_t most)
{
	size_t words = 0, at = 0;

	while (words < most) {
		while (at < s.length && byte_is_space(s.at[at]))
			at++;
		if (at == s.length)
			break;
		words++;
		while (at < s.length && !byte_is_space(s.at[at]))
			at++;
	}
	return words;
}

bool shape_is_hanging(struct slice s)
{
	static const char *const words[] = {"of", "the",  "and", "for",  "in", "on",
					    "to", "a",    "an",  "with", "by", "at",
					    "or", "from", "as",  "&",    "-",  "\xe2\x80\x93"};
	size_t first = s.length;

	if (s.length == 0)
		return false;
	if (strchr(",:(/", slice_last(s)))
		return true;
	while (first > 0 && s.length - first < 8 && !byte_is_space(s.at[first - 1]))
		first--;
	return slice_is_one_of_ci(slice_sub(s, first, s.length), words, COUNT(words));
}

bool shape_is_bullet(struct slice s)
{
	static const char *const signs[] = {"- ",       "* ", "\xe2\x80\xa2", "\xe2\x80\x93 ", "\xe2\x97\x8f",
					    "\xc2\xb7", "o ", "\xe2\x96\xaa", "\xef\x82\xb7"};

	return slice_starts_with_one_of_ci(s, signs, COUNT(signs)) ||
	       (s.length == 1 && strchr("-*", s.at[0]));
}

struct slice shape_bare(struct slice s)
{
	bool changed = true;

	s = slice_trim(s);
	while (changed && s.length > 0) {
		const char *close = s.at[0] == '<' ? memchr(s.at, '>', s.length < 12 ? s.length : 12) : NULL;

		changed = true;
		if (close && s.length > 2 && (byte_is_letter(s.at[1]) || s.at[1] == '/'))
			s = slice_sub(s, (size_t)(close - s.at) + 1, s.length);
		else if (s.at[0] == '#')
			s = slice_sub(s, 1, s.length);
		else if (slice_starts(s, SLICE("**")) || slice_starts(s, SLICE("__")))
			s = slice_sub(s, 2, s.length);
		else if (s.at[0] == '*' && slice_last(s) == '*' && s.length > 2)
			s = slice_sub(s, 1, s.length - 1);
		else
			changed = false;
		s = slice_trim(s);
	}
	while (s.length > 1 && (slice_last(s) == '*' || slice_last(s) == '_') &&
	       s.at[s.length - 2] == slice_last(s))
		s = slice_trim(slice_sub(s, 0, s.length - 2));
	while (s.length > 3 && slice_last(s) == '>') { /* </i> */
		size_t open = s.length - 1;

		while (open > 0 && s.length - open < 8 && s.at[open] != '<')
			open--;
		if (s.at[open] != '<' || s.at[open + 1] != '/')
			break;
		s = slice_trim(slice_sub(s, 0, open));
	}
	return slice_trim(s);
}

static bool begins_like_title(struct slice s)
{
	size_t at = 0;
	uint32_t c;

	while (at < s.length && strchr("\"'([", s.at[at]) && s.at[at])
		at++;
	if (at == s.length)
		return false;
	c = utf8_next(s, &at);
	bool is_sum = c == '$' || c == 0xa3 || c == 0x20ac; /* "€6m ferry too deep for pier" */

	if (is_sum && shape_word_count(s, SUM_WORDS) < SUM_WORDS)
		return false;
	if (is_sum || c == 0x2018 || c == 0x201c || c == 0x201e || c == 0xab)
		c = at < s.length ? utf8_next(s, &at) : 0;
	return utf8_is_upper(c) || (c < 0x80 && byte_is_digit((char)c)) ||
	       (utf8_is_letter(c) && !utf8_is_lower(c));
}

size_t shape_letter_count(struct slice s)
{
	size_t letters = 0;

	for (size_t i = 0; i < s.length; i++)
		letters += byte_is_letter(s.at[i]) || (unsigned char)s.at[i] >= 0xc0;
	return letters;
}

struct slice shape_last_cell(struct slice s)
{
	for (size_t at = s.length; at > 2 && s.length - at < LOOK_MAX;)
		if (s.at[at - 3] != ' ') /* rules out the three places that it is in */
			at -= 3;
		else if (s.at[at - 2] != ' ')
			at -= 2;
		else if (s.at[at - 1] != ' ')
			at--;
		else
			return slice_sub(s, at, s.length);
	return s;
}

struct slice shape_next_cell(struct slice *rest)
{
	size_t gap = slice_find(*rest, SLICE("   "), 0);
	struct slice cell = slice_trim(slice_sub(*rest, 0, gap));

	*rest = slice_trim(slice_sub(*rest, gap, rest->length));
	return cell;
}

struct slice shape_first_cell(struct slice s)
{
	return shape_next_cell(&s);
}

/* A row of a table: tabs or wide gaps part its cells. */
static bool is_row(struct slice s)
{
	size_t gaps = 0;

	for (size_t at = slice_find(s, SLICE("   "), 0); at < s.length;
	     at = slice_find(s, SLICE("   "), at)) {
		while (at < s.length && s.at[at] == ' ')
			at++;
		gaps++;
	}
	return gaps >= ROW_GAPS || memchr(s.at, '\t', s.length);
}

bool shape_is_title(struct slice s, const struct regimes *regimes)
{
	if (s.length > SHAPE_TITLE_MAX || redaction_is_out_of_scope(s))
		return false;
	s = shape_bare(redaction_trim_out_of_scope(shape_bare(s)));
	/* "Confirmed: ____________ (Chair)": a place to sign. */
	if (slice_find(s, SLICE("____"), 0) < s.length || slice_find(s, SLICE("....."), 0) < s.length)
		return false;
	if (s.length < 2 || shape_letter_count(s) < 2 || !begins_like_title(s) ||
	    strchr(".;,", slice_last(s)))
		return false;
	return !shape_is_bullet(s) && !is_row(s) && !redaction_is_whole(s, regimes) &&
	       !shape_is_classification(s) && !shape_is_contact(s) && !shape_is_greeting(s) &&
	       !shape_is_closing(s) && !shape_is_end(s) &&
	       shape_word_count(s, TITLE_WORDS_MAX + 1) <= TITLE_WORDS_MAX;
}

/* "The Hon. A Marlowe, P.C., M.P.", "Squid Exports Ltd.": the full stop ends a word and no sentence. */
static bool ends_with_abbreviation(struct slice s)
{
	static const char *const words[] = {"ltd.", "inc.", "co.",  "jr.",   "sr.",   "esq.",
					    "st.",  "rd.",  "ave.", "dr.",   "corp.", "ph.d.",
					    "etc.", "teo.", "u.s.", "p.l.c."};
	size_t first = s.length;

	while (first > 0 && !byte_is_space(s.at[first - 1]))
		first--;
	struct slice word = slice_sub(s, first, s.length);
	bool initials = word.length >= 4 && word.length % 2 == 0;

	for (size_t i = 0; initials && i < word.length; i++)
		initials = i % 2 ? word.at[i] == '.' : byte_is_upper(word.at[i]);
	return initials || slice_is_one_of_ci(word, words, COUNT(words));
}

/* "Harbours and Ferries Canada        Havres et Traversiers Canada": a name in two languages side by side. */
static bool is_pair_of_names(struct slice s)
{
	struct slice right = shape_last_cell(s), left = slice_trim(slice_sub(s, 0, s.length - right.length));

	return right.length < s.length && left.length > 0 && right.length <= NAME_MAX &&
	       left.length <= NAME_MAX && byte_is_upper(left.at[0]) && begins_like_title(right) &&
	       !byte_is_digit(right.at[0]) && right.at[0] != '(' && right.at[0] != '[' &&
	       slice_last(right) != '.' && slice_last(right) != ',' && slice_last(left) != '.' &&
	       slice_last(left) != ',' && !shape_is_hanging(left);
}

/* "Bureau de l'acc\xc3\xa8s \xc3\xa0 l'information et de la protection des renseignements personnels": the
 * name of a French office is as long as a sentence. */
static bool is_french_office(struct slice s)
{
	static const char *const starts[] = {"Bureau de ",
					     "Bureau du ",
					     "Direction de ",
					     "Direction des ",
					     "Direction du ",
					     "Direction g\xc3\xa9n\xc3\xa9rale ",
					     "Division de ",
					     "Division des ",
					     "Minist\xc3\xa8re de ",
					     "Minist\xc3\xa8re des ",
					     "Secr\xc3\xa9tariat de ",
					     "Service de ",
					     "Service des "};

	if (s.length > UNIT_MAX || strchr(".:;,?", slice_last(s)) || !strchr("BDMS", s.at[0]))
		return false;
	for (size_t i = 0; i < COUNT(starts); i++)
		if (slice_starts(s, slice_of(starts[i])))
			return true;
	return false;
}

/* "By registered letter with acknowledgment of receipt and by e-mail only": how a letter was sent. */
static bool is_delivery(struct slice s)
{
	static const char *const starts[] = {"by registered ", "by e-mail ", "by email ",
					     "by courier ",    "by post ",   "via courier ",
					     "via e-mail ",    "via email ", "sent by "};

	return s.length <= UNIT_MAX && !strchr(".:;,?", slice_last(s)) &&
	       slice_starts_with_one_of_ci(s, starts, COUNT(starts)) && byte_is_upper(s.at[0]);
}

bool shape_is_prose(struct slice s)
{
	struct slice head = slice_sub(s, 0, LOOK_MAX);

	if (shape_is_capitals(head) || is_row(head) || is_pair_of_names(s))
		return false;
	size_t words = shape_word_count(head, PROSE_WORDS);
	bool prose = (s.length >= PROSE_BYTES && words >= PROSE_WORDS) ||
		     (words >= SENTENCE_WORDS &&
		      (slice_last(s) == '?' || (slice_last(s) == '.' && !ends_with_abbreviation(s))));

	return prose && !is_french_office(s) && !is_delivery(s);
}

bool shape_is_number(struct slice s)
{
	size_t digits = 0;

	while (s.length > 0 && strchr("#(:", s.at[0]) && s.at[0])
		s = slice_sub(s, 1, s.length);
	while (digits < s.length && byte_is_digit(s.at[digits]))
		digits++;
	if (digits == 0)
		return s.length == 1 && byte_is_upper(s.at[0]);
	return digits <= 4 && s.length - digits <= 2;
}

/* What units of governments are called. */
/* clang-format off */
static const char *const unit_words[] = {
	"Division", "Directorate", "Branch", "Embassy", "Ministry", "Department", "Office", "Unit",
	"Bureau", "Section", "Consulate", "Mission", "High Commission", "Secretariat", "Delegation",
	"Desk", "Agency", "Commission", "Group", "Team", "Taskforce", "Task Force", "Service",
	"Centre", "Council", "Authority", "Department of", "MFAT", "DFAT", "FCO", "FCDO", "DPMC",
	"DFA",
};
/* clang-format on */

bool shape_is_unit(struct slice s)
{
	if (s.length > UNIT_MAX || s.length < 3 || !begins_like_title(s) || slice_last(s) == '.' ||
	    slice_last(s) == ':')
		return false;
	for (size_t i = 0; i < COUNT(unit_words); i++) {
		struct slice word = slice_of(unit_words[i]);
		size_t at = slice_find(s, word, 0);

		if (at < s.length && (at == 0 || !byte_is_letter(s.at[at - 1])) &&
		    (at + word.length == s.length || !byte_is_lower(s.at[at + word.length])))
			return shape_word_count(s, 13) <= 12;
	}
	return false;
}

bool shape_is_purpose(struct slice s)
{
	static const char *const starts[] = {
		"(for decision",         "(for information",  "(for concurrence",  "(for approval",
		"(for noting",           "(for action",       "(for signature",    "(for discussion",
		"(pour d\303\251cision", "(pour information", "(pour approbation", "(pour signature"};

	return slice_starts_with_one_of_ci(s, starts, COUNT(starts));
}
