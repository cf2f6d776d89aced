/* SPDX-License-Identifier: MIT */
#include "redaction-item.h"

#include "redaction-place.h"
#include "redaction-tail.h"
#include "redaction-words.h"
#include "word.h"

enum {
	SEPARATOR_BLANKS_MAX = 60,
	BOX_GAP = 4,        /* blanks before a comma that leave room for a box, not for another code in it */
	BRACKET_REACH = 24, /* bytes between a bracket and the code in it */
	KEY_DIGITS_MAX = 3  /* of a number in a release's key */
};

/* SEPARATOR_BOX: "(b) (4)         , and (b) (4)", where the sentence goes on behind the first code's box. */
enum separator { SEPARATOR_NONE, SEPARATOR_BLANK, SEPARATOR_PRINTED, SEPARATOR_BOX };

static void add_ground(struct run *run, const struct ground *ground)
{
	for (size_t i = 0; i < run->count; i++)
		if (run->grounds[i] == ground)
			return;
	if (ground && run->count < RUN_MAX)
		run->grounds[run->count++] = ground;
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
	run->capital =
		code->word && code->repairs == 0 && byte_is_upper(line.at[at]) &&
		(!code->whole || first == 'r' || /* "Regulation 13" is a whole ground, "Section 47F" too */
		 is_numbered_apart(code->ground));
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

/* "[Regulation 13]", "[Redacted: Regulation 13]": nothing but words of a mark stands before it in its
 * bracket. */
static bool begins_bracket(struct slice line, size_t at)
{
	struct slice before = slice_sub(line, at > BRACKET_REACH ? at - BRACKET_REACH : 0, at);

	for (;;) {
		struct slice word = word_last(before);
		size_t gap = word.length > 0 ? (size_t)(word.at - before.at) + word.length : 0;

		if (memchr(before.at + gap, '[', before.length - gap))
			return true;
		if (word.length == 0 || !run_is_wrapping(word))
			return false;
		before.length = (size_t)(word.at - before.at);
	}
}

/* "Regulation 13" is of any law, but where the source prints it for its marks. */
static bool is_regulation_of_any(const struct run_rules *rules, struct slice line, size_t at,
				 const struct code_read *code)
{
	return code->whole && code->word && !rules->regimes->prints_regulations &&
	       slice_starts_ci(slice_sub(line, at, line.length), SLICE("regulation")) &&
	       !begins_bracket(line, at);
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

/* "Not Relevant", "Out of Scope": of prose no word but the first has a capital. */
static bool is_titled(struct slice words)
{
	struct slice last = word_last(words);

	return byte_is_upper(words.at[0]) && last.at != words.at && byte_is_upper(last.at[0]);
}

static bool read_words(const struct run_rules *rules, struct slice line, size_t at, struct run *run)
{
	struct words_read words;

	if (!words_read(line, at, &words) || (words.form != WORDS_CLEAR && !rules->capped))
		return false;
	run->clear |= words.form == WORDS_CLEAR;
	run->lower |= run->count == 0 && words.form == WORDS_LOWER;
	run->box |= line.at[at] == '\xe2';
	run->titled |= run->count == 0 && words.outside && is_titled(slice_sub(line, at, words.last));
	add_ground(run, words.outside ? rules->regimes->out_of_scope : rules->regimes->unspecified);
	run->last = words.last;
	return true;
}

/* "[Privacy of natural persons]": an agency's words for a ground. */
static bool read_label(const struct run_rules *rules, struct slice line, size_t at, struct run *run)
{
	struct slice inside = slice_sub(line, at + 1, at + 1 + LABEL_LINE_MAX);
	size_t end = line.at[at] == '[' ? slice_find(inside, SLICE("]"), 0) : inside.length;
	const struct label *label;
	const struct ground *ground;

	if (end == inside.length)
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

bool item_read(const struct run_rules *rules, struct slice line, size_t at, struct run *run)
{
	return read_code(rules, line, at, run) || read_key(rules, line, at, run) ||
	       read_label(rules, line, at, run) || read_words(rules, line, at, run);
}

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
	if (printed && next >= first + BOX_GAP + 1 && line.at[first] == ' ' &&
	    line.at[first + BOX_GAP - 1] == ' ')
		return SEPARATOR_BOX;
	*at = blanks_skip(line, next, SEPARATOR_BLANKS_MAX);
	return printed ? SEPARATOR_PRINTED : *at > first ? SEPARATOR_BLANK : SEPARATOR_NONE;
}

bool item_read_next(const struct run_rules *rules, struct slice line, struct run *run)
{
	size_t at = run->last;
	enum separator separator = read_separator(line, &at);
	const struct ground *before = run->grounds[run->count - 1];
	struct code_read code;

	if (at >= line.length || run->count == RUN_MAX || separator == SEPARATOR_BOX)
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

	if (!item_read(rules, line, at, &tried))
		return false;
	struct slice gap = slice_sub(line, run->last, at);

	if (tried.count == run->count &&
	    (memchr(gap.at, ';', gap.length) || slice_find(gap, SLICE(" and "), 0) < gap.length || run->word))
		return false; /* "s9(2)(a) and s9(2)(a)", "Regulation 13, Regulation 13" are two names */
	if (tried.count == run->count && separator == SEPARATOR_BLANK && gap.length >= BOX_GAP &&
	    run->coded && !run->margins)
		return false; /* "s 9(2)(b)(ii)        s 9(2)(b)(ii)" are two cells */
	if (separator != SEPARATOR_PRINTED && tried.clean == run->clean && tried.clear == run->clear &&
	    !run->clear && !(run->margins && run->clean))
		return false; /* what is doubtful itself joins nothing without a comma */
	*run = tried;
	return true;
}
