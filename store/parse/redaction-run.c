/* SPDX-License-Identifier: MIT */
#include "redaction-run.h"

#include "redaction-place.h"
#include "redaction-tail.h"
#include "redaction-words.h"

enum { SEPARATOR_BLANKS_MAX = 60, KEY_DIGITS_MAX = 3, TAIL_MAX = 4, VERB_WORDS_MAX = 6 };

enum separator { SEPARATOR_NONE, SEPARATOR_BLANK, SEPARATOR_PRINTED };

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

struct slice word_last(struct slice text)
{
	size_t last = text.length, first;

	while (last > 0 && !byte_is_word(text.at[last - 1]))
		last--;
	for (first = last; first > 0 && byte_is_word(text.at[first - 1]);)
		first--;
	return slice_sub(text, first, last);
}

bool word_is(struct slice word, const char *const *words)
{
	char first = word.length > 0 ? byte_lower(word.at[0]) : '\0';

	for (; *words; words++)
		if (first == **words && slice_equal_ci(word, slice_of(*words)))
			return true;
	return false;
}

bool has_any(struct slice text, const char *const *words)
{
	size_t count = 0;

	while (words[count])
		count++;
	return slice_holds_one_of_ci(text, words, count);
}

bool run_is_wrapping(struct slice word)
{
	return word_is(word, verbs) || word_is(word, verb_objects) || word_is(word, links);
}

/* The row of the heaviest regime that has one; nz-oia's else, which stands for any regime (RULES.md). */
static const struct ground *row_of(const struct regimes *regimes, struct slice code)
{
	const char *decided = regime_decided(regimes);
	const struct ground *row = decided ? ground_find(slice_of(decided), code) : NULL;

	return row ? row : ground_find(SLICE("nz-oia"), code);
}

void run_rules_make(const struct regimes *regimes, struct run_rules *ret)
{
	*ret = (struct run_rules){.regimes = regimes,
				  .out_of_scope = row_of(regimes, SLICE("OUT OF SCOPE")),
				  .unspecified = row_of(regimes, SLICE("unspecified"))};
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
	}
	return from;
}

/* --- Items --- */

static void add_ground(struct run *run, const struct ground *ground)
{
	for (size_t i = 0; i < run->count; i++)
		if (run->grounds[i] == ground)
			return;
	if (ground && run->count < RUN_MAX)
		run->grounds[run->count++] = ground;
}

static void drop_ground(struct run *run, const struct ground *ground)
{
	size_t kept = 0;

	for (size_t i = 0; i < run->count; i++)
		if (run->grounds[i] != ground)
			run->grounds[kept++] = run->grounds[i];
	run->count = kept;
}

static void add_code(struct run *run, const struct code_read *code, bool carried)
{
	bool exact = code->repairs == 0;

	if (run->count == 0)
		run->bare = !code->lead && !code->short_form;
	add_ground(run, code->ground);
	run->clear |= exact && code->lead && !code->word && !code->whole && !carried;
	run->clean |= exact;
	run->coded = true;
	run->paragraph |= !code->whole;
	run->lossy |= code->lossy;
	run->word |= code->word;
	run->category |= code->category;
	run->last = code->last;
}

/* "16.6(a)", "552-6(a)": the number is part of a longer one. */
static bool is_part_of_number(struct slice line, size_t at)
{
	return at >= 2 && byte_is_digit(line.at[at]) && strchr(".-/:", line.at[at - 1]) &&
	       line.at[at - 1] != '\0' && byte_is_word(line.at[at - 2]);
}

static bool has_two_brackets(const struct ground *ground)
{
	return strchr(ground->code, '(') != strrchr(ground->code, '(');
}

/* "s47F" is a mark by its form, unlike "s 22". */
static bool is_numbered_apart(const struct ground *ground)
{
	size_t length = strcspn(ground->code, "(");

	return length > 1 && byte_is_upper(ground->code[length - 1]) && ground->code[0] == 's';
}

/* What the first code of a run says by its lead. */
static void begin_code(const struct run_rules *rules, struct slice line, size_t at,
		       const struct reading *reading, const struct code_read *code, struct run *run)
{
	char first = byte_lower(line.at[at]), next = at + 1 < code->last ? line.at[at + 1] : '\0';

	bool apart = is_numbered_apart(code->ground) && code->lead && !code->word && code->repairs <= 1;

	run->led = (first == 's' && (byte_is_digit(next) || (next == '.' && code->lead))) ||
		   (code->lead && !byte_is_of_word(first));
	run->habitual = !code->lead && code->repairs == 0 && rules->regimes->prints_bare;
	run->twice = has_two_brackets(code->ground);
	run->full = run->habitual && run->twice;
	run->capital = code->word && code->repairs == 0 && byte_is_upper(line.at[at]) &&
		       (!code->whole || first == 'r'); /* "Regulation 13" is a whole ground */
	run->article = reading_has_articles(reading) && code->lead;
	run->brief = code->short_form;
	run->mended = code->repairs > 0;
	run->wholes = reading_has_wholes(reading);
	run->margins = reading_has_margins(reading);
	run->sectioned = run->wholes && code->lead && !code->word && (code->repairs == 0 || apart);
	run->clear = run->wholes && apart;
}

/* Of the readings of all laws the one with the fewest repairs; of equal ones the longest, of the heaviest
 * law.
 */
static const struct reading *best_reading(const struct run_rules *rules, struct slice line, size_t at,
					  struct code_read *ret)
{
	unsigned char starts = rules->regimes->starts[(unsigned char)line.at[at]];
	const struct reading *best = NULL;

	for (size_t i = 0; starts && i < rules->reading_count; i++) {
		struct code_read code;

		if (!(starts >> i & 1) ||
		    !code_read(rules->readings[i], line, at, rules->regimes->drops_doubles, &code) ||
		    (best && (code.repairs > ret->repairs ||
			      (code.repairs == ret->repairs && code.last <= ret->last))))
			continue;
		best = rules->readings[i];
		*ret = code;
	}
	return best;
}

/* "5 U.S.C. 552 (b)(6)": the law itself. */
static bool follows_statute(struct slice line, size_t at)
{
	static const char *const numbers[] = {"552", "552a", NULL};

	return line.at[at] == '(' &&
	       word_is(word_last(slice_sub(line, at > RUN_WINDOW ? at - RUN_WINDOW : 0, at)), numbers);
}

/* "Regulation 13" is of any law, but where the source prints it for its marks. */
static bool is_regulation_of_any(const struct run_rules *rules, struct slice line, size_t at,
				 const struct code_read *code)
{
	return code->whole && code->word && !rules->regimes->prints_regulations &&
	       slice_starts_ci(slice_sub(line, at, line.length), SLICE("regulation"));
}

static bool read_code(const struct run_rules *rules, struct slice line, size_t at, struct run *run)
{
	const struct reading *reading;
	struct code_read code;

	reading = best_reading(rules, line, at, &code);
	if (!reading || follows_statute(line, at) || is_regulation_of_any(rules, line, at, &code))
		return false;
	if (run->count == 0)
		begin_code(rules, line, at, reading, &code, run);
	code.ground = tail_read(code.ground, line, &code.last);
	add_code(run, &code, false);
	return true;
}

static bool read_key(const struct run_rules *rules, struct slice line, size_t at, struct run *run)
{
	const struct ground *ground = NULL;
	unsigned number = 0;
	size_t end = at + 1;

	if (line.at[at] != '[' || rules->regimes->key_count == 0)
		return false;
	for (; end < line.length && end <= at + KEY_DIGITS_MAX && byte_is_digit(line.at[end]); end++)
		number = number * 10 + (unsigned)(line.at[end] - '0');
	if (end > at + 1 && end < line.length && line.at[end] == ']')
		ground = regime_key_find(rules->regimes, number);
	if (!ground)
		return false;
	add_ground(run, ground);
	run->keyed |= run->count == 1 && !run->coded;
	run->clear = run->coded = true;
	run->last = end + 1;
	return true;
}

static bool read_words(const struct run_rules *rules, struct slice line, size_t at, struct run *run)
{
	struct words_read words;

	if (!words_read(line, at, &words) || (words.form != WORDS_CLEAR && !rules->capped))
		return false;
	run->clear |= words.form == WORDS_CLEAR;
	run->lower |= run->count == 0 && words.form == WORDS_LOWER;
	run->box |= line.at[at] == '\xe2';
	add_ground(run, words.outside ? rules->out_of_scope : rules->unspecified);
	run->last = words.last;
	return true;
}

/* "[Privacy of natural persons]": an agency's words for a ground. */
static bool read_label(const struct run_rules *rules, struct slice line, size_t at, struct run *run)
{
	struct slice inside = slice_sub(line, at + 1, at + 1 + LABEL_LINE_MAX);
	size_t end = slice_find(inside, SLICE("]"), 0);
	const struct label *label;
	const struct ground *ground;

	if (line.at[at] != '[' || end == inside.length)
		return false;
	label = redaction_label(rules->regimes, slice_trim(slice_sub(inside, 0, end)));
	ground = label ? ground_find(slice_of(label->regime), slice_of(label->code)) : NULL;
	if (!ground)
		return false;
	add_ground(run, ground);
	run->clear = true;
	run->last = at + 1 + end + 1;
	return true;
}

static bool read_item(const struct run_rules *rules, struct slice line, size_t at, struct run *run)
{
	return read_code(rules, line, at, run) || read_key(rules, line, at, run) ||
	       read_label(rules, line, at, run) || read_words(rules, line, at, run);
}

/* --- Runs --- */

static enum separator read_separator(struct slice line, size_t *at)
{
	size_t first = *at, next = blanks_skip(line, first, SEPARATOR_BLANKS_MAX);
	struct slice rest = slice_sub(line, next, line.length);
	bool printed = true;

	if (slice_starts(rest, SLICE(", and ")) || slice_starts(rest, SLICE(" and ")))
		next += 5;
	else if (slice_starts(rest, SLICE("and ")))
		next += 3;
	else if (rest.length > 0 && rest.at[0] != '\0' && strchr(",;/&+", rest.at[0]))
		next++;
	else
		printed = false;
	*at = blanks_skip(line, next, SEPARATOR_BLANKS_MAX);
	return printed ? SEPARATOR_PRINTED : *at > first ? SEPARATOR_BLANK : SEPARATOR_NONE;
}

/* The next item of the run, after a separator of the kind that may stand before it. */
static bool read_more(const struct run_rules *rules, struct slice line, struct run *run)
{
	size_t at = run->last;
	enum separator separator = read_separator(line, &at);
	const struct ground *before = run->grounds[run->count - 1];
	struct code_read code;

	if (at >= line.length || run->count == RUN_MAX)
		return false;
	for (size_t i = 0; separator != SEPARATOR_BLANK && i < rules->reading_count; i++)
		if (code_continue(rules->readings[i], line, at, before, &code) ||
		    (separator == SEPARATOR_PRINTED &&
		     code_beside(rules->readings[i], line, at, before, &code))) {
			add_code(run, &code, true);
			return true;
		}
	if (separator == SEPARATOR_NONE && (byte_is_word(line.at[at - 1]) || byte_is_digit(line.at[at])))
		return false;
	struct run tried = *run;

	if (!read_item(rules, line, at, &tried))
		return false;
	if (tried.count == run->count && (memchr(line.at + run->last, ';', at - run->last) || run->word))
		return false; /* "s9(2)(a); s9(2)(a)", "Regulation 13, Regulation 13" are two names */
	if (separator != SEPARATOR_PRINTED && tried.clean == run->clean && tried.clear == run->clear &&
	    !run->clear && !(run->margins && run->clean))
		return false; /* what is doubtful itself joins nothing without a comma */
	*run = tried;
	return true;
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

/* "Withheld under", "Redacted under section", "OIA" before the codes, however bracketed. */
static void wrap_before(struct slice line, struct run *run)
{
	size_t from = run->first > RUN_WINDOW ? run->first - RUN_WINDOW : 0;
	struct slice before = slice_sub(line, from, run->first);

	for (unsigned i = 0; i < VERB_WORDS_MAX; i++) {
		struct slice word = word_last(before);
		size_t first = word.length > 0 ? (size_t)(word.at - line.at) : 0;
		struct slice gap = slice_sub(line, first + word.length, from + before.length);

		if (word.length == 0 || slice_trim(gap).length > (i == 0 ? 1 : 0))
			break;
		before = slice_sub(line, from, first);
		if (i == 0 && byte_is_upper(word.at[0]) && word_is(word, names))
			run->first = first;
		if (word_is(word, verbs)) {
			struct slice object = word_last(before);

			run->verb = true;
			run->first = word_is(object, verb_objects) ? (size_t)(object.at - line.at) : first;
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

static void wrap_brackets(struct slice line, struct run *run)
{
	static const char opens[] = "[(<{", closes[] = "])>}";
	size_t after = blanks_skip(line, run->last, 1), before = run->first;
	const char *open;

	while (before > 0 && line.at[before - 1] == ' ' && run->first - before < 1)
		before--;
	if (before == 0 || after >= line.length || line.at[before - 1] == '\0')
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

	if (is_part_of_number(line, at) || !read_item(rules, line, at, &run) || run.count == 0)
		return false;
	while (read_more(rules, line, &run))
		continue;
	if (run.coded)
		drop_ground(&run, rules->unspecified); /* "[redacted] s6(a)" states its ground */
	run.box &= !run.coded;
	run.overlong = run.coded && goes_on(line, run.last);
	wrap_before(line, &run);
	wrap_after(line, &run);
	wrap_brackets(line, &run);
	*ret = run;
	return true;
}
