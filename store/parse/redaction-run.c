/* SPDX-License-Identifier: MIT */
#include "redaction-run.h"

#include "redaction-item.h"
#include "word.h"

enum {
	TAIL_MAX = 4,      /* letters or digits of a bracket that fits no code */
	NOTE_MAX = 32,     /* bytes of words behind a code in its brackets */
	VERB_WORDS_MAX = 6 /* from the verb to the code: "withheld in full under section" */
};

/* First bytes of marks in words; those of codes are the source's own, see struct regimes. */
enum { OF_WORDS = 1, INSIDE = 2 /* begins one inside a word too */ };
static const unsigned char word_starts[BYTES] = {
	['('] = OF_WORDS,          ['R'] = OF_WORDS, ['W'] = OF_WORDS, ['X'] = OF_WORDS,
	['o'] = OF_WORDS,          ['O'] = OF_WORDS, ['0'] = OF_WORDS, ['Q'] = OF_WORDS,
	['q'] = OF_WORDS,          ['n'] = OF_WORDS, ['N'] = OF_WORDS, ['['] = OF_WORDS | INSIDE,
	[0xe2] = OF_WORDS | INSIDE};

static const char *const verbs[] = {"withheld",    "redacted", "deleted",  "refused",  "removed",
				    "withholding", "exempt",   "exempted", "retained", NULL};
static const char *const verb_objects[] = {"information", "text",     "name", "names",
					   "paragraph",   "sentence", NULL};
static const char *const links[] = {"under",     "section",    "sections",   "s",    "ss",  "pursuant",
				    "to",        "per",        "by",         "the",  "in",  "as",
				    "full",      "entirety",   "part",       "oia",  "act", "information",
				    "official",  "of",         "accordance", "with", "foi", "foia",
				    "exemption", "exemptions", "reason",     NULL};
/* The law's name right before a code. */
static const char *const names[] = {"oia", "lgoima", "foia", "foisa", "foi", "eir", "atia", NULL};
static const char *const tails[] = {" of the Official Information Act 1982",
				    " of the Official Information Act",
				    " of the Freedom of Information Act 2000",
				    " of the Access to Information Act",
				    " of the OIA",
				    " of the FOI Act",
				    " of the Act",
				    " OIA",
				    NULL};

bool run_is_wrapping(struct slice word)
{
	return word_is(word, verbs) || word_is(word, verb_objects) || word_is(word, links);
}

void run_rules_make(const struct regimes *regimes, struct run_rules *ret)
{
	*ret = (struct run_rules){.regimes = regimes};
	ret->reading_count = regime_readings(regimes, ret->readings, REGIME_READINGS);
	for (size_t i = 0; i < ret->reading_count; i++)
		ret->margins |= reading_has_margins(ret->readings[i]);
	ret->capped =
		regime_decided(regimes) && !(ret->reading_count > 0 && reading_is_led(ret->readings[0]));
}

size_t run_next_start(const struct regimes *regimes, struct slice line, size_t from)
{
	for (; from < line.length; from++) {
		unsigned char c = (unsigned char)line.at[from];

		if ((word_starts[c] | regimes->starts[c]) &&
		    (from == 0 || word_starts[c] & INSIDE || !byte_is_word(line.at[from - 1])))
			return from;
		/* Within a word no mark begins that is of letters or digits. */
		while (byte_is_word((char)c) && from + 1 < line.length && byte_is_word(line.at[from + 1]))
			from++;
	}
	return from;
}

/* "16.6(a)", "552-6(a)": the number is part of a longer one. */
static bool is_part_of_number(struct slice line, size_t at)
{
	return at >= 2 && byte_is_digit(line.at[at]) && strchr(".-/:", line.at[at - 1]) &&
	       line.at[at - 1] != '\0' && byte_is_word(line.at[at - 2]);
}

static void drop_ground(struct run *run, const struct ground *ground)
{
	size_t kept = 0;

	for (size_t i = 0; i < run->count; i++)
		if (run->grounds[i] != ground)
			run->grounds[kept++] = run->grounds[i];
	run->count = kept;
}

/* "s6(a)(iii)" is a paragraph of another law. */
static bool goes_on(struct slice line, size_t at)
{
	size_t end = at + 1;

	if (at >= line.length || line.at[at] != '(')
		return false;
	while (end < line.length && end < at + TAIL_MAX + 1 &&
	       (byte_is_letter(line.at[end]) || byte_is_digit(line.at[end])))
		end++;
	return end > at + 1 && end < line.length && line.at[end] == ')';
}

/* Nothing, or one sign: "Redacted: s40", "Redacted – s40". */
static bool is_sign(struct slice text)
{
	return text.length <= 1 || slice_equal(text, SLICE("\xe2\x80\x93")) ||
	       slice_equal(text, SLICE("\xe2\x80\x94"));
}

static bool is_capitals(struct slice word)
{
	for (size_t i = 0; i < word.length; i++)
		if (byte_is_lower(word.at[i]))
			return false;
	return true;
}

/* "REDACTED"; amid a sentence also "told Redacted s40(2) that". */
static bool is_stamp(struct slice before, struct slice verb)
{
	static const char *const amid[] = {"redacted", "withheld", NULL};

	before = slice_trim(before);
	return is_capitals(verb) || (byte_is_upper(verb.at[0]) && word_is(verb, amid) && before.length > 0 &&
				     byte_is_lower(before.at[before.length - 1]));
}

/* "Withheld under", "Redacted under section", "OIA" before the codes, however bracketed. */
static void wrap_before(struct slice line, struct run *run)
{
	size_t from = run->first > RUN_WINDOW ? run->first - RUN_WINDOW : 0;
	struct slice before = slice_sub(line, from, run->first);

	for (unsigned i = 0; i < VERB_WORDS_MAX; i++) {
		struct slice word = word_last(before);
		size_t first = word.length > 0 ? (size_t)(word.at - line.at) : 0;
		struct slice gap = slice_sub(line, first + word.length, from + before.length);

		gap = slice_trim(gap);
		if (word.length == 0 || (i == 0 ? !is_sign(gap) : gap.length > 0))
			break;
		before = slice_sub(line, from, first);
		if (i == 0 && byte_is_upper(word.at[0]) && word_is(word, names))
			run->first = first;
		if (word_is(word, verbs)) {
			struct slice object = word_last(before);
			/* "for your information, [deleted - s6(a)]": not what was deleted */
			bool beside =
				object.length > 0 &&
				slice_trim(
					slice_sub(line, (size_t)(object.at - line.at) + object.length, first))
						.length == 0;

			run->verb = true;
			run->stamped = i == 0 && is_stamp(slice_sub(line, from, first), word);
			run->first = beside && word_is(object, verb_objects) ? (size_t)(object.at - line.at)
									     : first;
			break;
		}
		if (!word_is(word, links))
			break;
		if (first > 0 && line.at[first - 1] == '[') {
			run->first = first; /* "[FOI exemption section 35(1)(a)]" */
			break;
		}
	}
}

static void wrap_after(struct slice line, struct run *run)
{
	struct slice rest = slice_sub(line, run->last, line.length);

	for (const char *const *tail = tails; *tail; tail++)
		if (slice_starts_ci(rest, slice_of(*tail)) && (run->verb || tail[1] == NULL)) {
			run->last += strlen(*tail);
			break;
		}
}

/* Where the bracket closes behind a code with a few words that say what it is: "[s40(2) personal data]",
 * "[Section 40(2) redaction]"; run->last where it does not, or where
 * the words are a sentence, or name a treaty. */
static size_t note_end(struct slice line, const struct run *run)
{
	static const char *const sentence[] = {" of ", " appl", " refer", " requir",
					       " is ", " was ", " does ", NULL};
	struct slice note;
	size_t last = run->last;

	if (!run->coded || !run->clean || run->article || byte_at(line, last) != ' ')
		return run->last;
	while (last < line.length && last < run->last + NOTE_MAX &&
	       (byte_is_letter(line.at[last]) || line.at[last] == ' '))
		last++;
	note = slice_sub(line, run->last, last);
	return byte_at(line, last) == ']' && !has_any(note, sentence) ? last : run->last;
}

static void wrap_brackets(struct slice line, struct run *run)
{
	static const char opens[] = "[(<{", closes[] = "])>}";
	size_t before = run->first, after;
	const char *open;

	while (before > 0 && line.at[before - 1] == ' ' && run->first - before < 1)
		before--;
	if (before == 0 || line.at[before - 1] == '\0')
		return;
	after = blanks_skip(line, line.at[before - 1] == '[' ? note_end(line, run) : run->last, 1);
	if (after >= line.length)
		return;
	open = strchr(opens, line.at[before - 1]);
	if (!open || line.at[after] != closes[open - opens])
		return;
	run->square = *open != '(';
	run->round = *open == '(';
	run->first = before - 1;
	run->last = after + 1;
}

bool run_read(const struct run_rules *rules, struct slice line, size_t at, struct run *ret)
{
	struct run run = {.first = at};

	if (is_part_of_number(line, at) || !item_read(rules, line, at, &run) || run.count == 0)
		return false;
	while (item_read_next(rules, line, &run))
		continue;
	if (run.coded)
		drop_ground(&run, rules->regimes->unspecified); /* "[redacted] s6(a)" states its ground */
	run.box &= !run.coded;
	run.overlong = run.coded && goes_on(line, run.last);
	wrap_before(line, &run);
	wrap_after(line, &run);
	wrap_brackets(line, &run);
	*ret = run;
	return true;
}
