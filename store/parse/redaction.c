/* SPDX-License-Identifier: MIT */
/*
 * Two passes over a document: the first notes which codes stand in it clean and alone, the second judges
 * every run. A line is passed once, and a run looks at bounded stretches beside it.
 */
#include "redaction.h"

#include "redaction-cited.h"
#include "redaction-judge.h"
#include "redaction-stamp.h"
#include "redaction-torn.h"
#include "word.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

enum {
	CONFIDENCE_LABEL = 70,
	MARKS_MAX = 512 * 1024,  /* of one document; more than a store takes of it */
	LISTED_NEEDED = 3,       /* lines of a list of grounds, each another */
	HEADING_FOLLOW_WORDS = 6 /* a label over a line with so many words is a heading */
};

/* Where a run may be looked for in the line: behind what a code torn from the line above took of it. */
static size_t eaten(const struct finder *f, size_t line)
{
	return f->torn_line == line && line > 0 ? f->torn_last : 0;
}

static int each_run(struct finder *f, size_t line, run_visit *visit)
{
	const struct regimes *regimes = f->rules.regimes;
	struct slice text = line_bytes(f->lines, line), joined;
	bool tears = torn_join(f, line, &joined);
	size_t done = eaten(f, line); /* marks do not overlap, so words before a run are not taken from the
					 run before it */
	struct run run, whole;
	int r = 0;

	for (size_t next = run_next_start(regimes, text, done);
	     r == 0 && next < text.length && f->count <= MARKS_MAX;
	     next = run_next_start(regimes, text, next)) {
		bool torn = tears && run_read(&f->rules, joined, next, &whole) && torn_take(f, line, &whole);

		if (torn)
			run = whole;
		else if (!run_read(&f->rules, text, next, &run)) {
			next++;
			continue;
		}
		run.first = run.first < done ? done : run.first;
		r = visit(f, line, torn ? joined : text, &run);
		next = done = run.last;
	}
	return r;
}

/* A section's heading has its text below it; a box has not. */
static bool is_heading(const struct finder *f, size_t line)
{
	size_t next = lines_next_words(f->lines, line + 1, f->last_line);

	return next < f->last_line &&
	       word_count(line_text(f->lines, next), HEADING_FOLLOW_WORDS) == HEADING_FOLLOW_WORDS;
}

/* `words` without the number of the item that they stand for: "1.  Non-Responsive". */
static struct slice without_number(struct slice words)
{
	size_t at = 0;

	while (at < words.length && byte_is_digit(words.at[at]))
		at++;
	return at > 0 && at + 1 < words.length && strchr(".)", words.at[at]) && words.at[at + 1] == ' '
		       ? slice_trim(slice_sub(words, at + 1, words.length))
		       : words;
}

/* A line that is nothing but words which some agencies print for a code. *ret_found: it was one. */
static int find_label(struct finder *f, size_t line, bool *ret_found)
{
	struct slice words = line_text(f->lines, line), bare;
	const struct label *label;
	const struct ground *ground;
	size_t first;

	*ret_found = false;
	if (words.length > LABEL_LINE_MAX)
		return 0;
	bare = line_bare(words);
	label = redaction_label(f->rules.regimes, bare);
	/* Words for a ground may be a numbered heading, those for what was not asked for are none. */
	if (!label && (label = redaction_label(f->rules.regimes, without_number(words))) &&
	    strcmp(label->code, "NR") != 0)
		label = NULL;
	if (!label || (label->heading && words.at[0] != '[' && is_heading(f, line)))
		return 0;
	ground = ground_find(slice_of(label->regime), slice_of(label->code));
	if (!ground)
		return 0;
	*ret_found = true;
	first = (size_t)(words.at - f->lines->text.at);
	return mark_add(f, (struct span){first, first + words.length}, &ground, 1,
			f->type == TYPE_SCHEDULE || f->decision ? MARK_CITED : MARK_IN_PLACE,
			CONFIDENCE_LABEL);
}

/* An answer to a request speaks of it. */
static const char *const decision_words[] = {"your request",
					     "official information act",
					     "i have decided",
					     "withheld under",
					     "been withheld",
					     "act request",
					     "(foia) request",
					     "(foi) request",
					     "foi request",
					     "information request",
					     "request for information",
					     "application for access",
					     "access to documents",
					     "request for access",
					     "request which you made",
					     "internal review",
					     "confirmatory application",
					     "refused under",
					     "exempt under",
					     "reviewed under the freedom",
					     "exemptions have been applied",
					     "exceptions have been applied",
					     "redactions have been made",
					     "deletions have been made",
					     "redactions are marked",
					     "redactions are made under",
					     NULL};

/* "Reg 12(4)(e) - internal communications", "Reg 12(4)(e)     internal communications": a line of a list of
 * grounds. */
static const struct ground *listed_ground(const struct finder *f, size_t line)
{
	static const char *const dashes[] = {" - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", ": ", NULL};
	struct slice words = line_text(f->lines, line), rest;
	struct run run;
	bool dash;

	if (words.length == 0 || !run_read(&f->rules, words, 0, &run) || !run.coded || !run.clean ||
	    run.count > 1)
		return NULL;
	rest = slice_sub(words, run.last, words.length);
	dash = starts_any(rest, dashes);
	if (!dash && (run.margins || !slice_starts(rest, SLICE("   "))))
		return NULL;
	rest = dash ? slice_sub(rest, slice_find(rest, SLICE(" "), 1), rest.length) : rest;
	return byte_is_lower(byte_at(slice_trim(rest), 0)) ? run.grounds[0] : NULL;
}

/* An answer names the grounds that it used, each on a line of its own with what it protects. */
static bool lists_grounds(const struct finder *f)
{
	const struct ground *above = NULL, *ground;
	unsigned count = 0;

	for (size_t i = f->first_line; i < f->last_line && count < LISTED_NEEDED; i++) {
		if (line_is_blank(f->lines, i))
			continue;
		ground = listed_ground(f, i);
		count = !ground ? 0 : ground == above ? count : count + 1;
		above = ground;
	}
	return count >= LISTED_NEEDED;
}

static bool is_decision(const struct finder *f)
{
	if (f->type != TYPE_LETTER)
		return false;
	for (size_t i = f->first_line; i < f->last_line; i++)
		if (line_has_words(f->lines, i) && has_any(line_text(f->lines, i), decision_words))
			return true;
	return lists_grounds(f);
}

static const char *const greetings[] = {"dear ", "t\xc4\x93n\xc4\x81 koe", "tena koe", "kia ora", NULL};
static const char *const farewells[] = {"yours ",      "kind regards",    "regards", "sincerely",
					"n\xc4\x81ku", "ng\xc4\x81 mihi", "naku",    NULL};

/* Without a greeting or closing words all of the letter is the letter. */
static void find_letter(struct finder *f)
{
	bool greeted = false;

	f->letter_first = f->first_line;
	f->letter_last = f->last_line;
	for (size_t i = f->first_line; f->decision && i < f->last_line; i++) {
		struct slice text = line_text(f->lines, i);

		if (!greeted && starts_any(text, greetings)) {
			greeted = true;
			f->letter_first = i;
		} else if (greeted && starts_any(text, farewells)) {
			f->letter_last = i;
			return;
		}
	}
}

static bool has_runs(const struct finder *f, size_t line)
{
	size_t bit = line - f->first_line;

	return f->has_runs[bit / CHAR_BIT] >> bit % CHAR_BIT & 1;
}

/* "[33]" looks like the number of a page, but not in a source with a key of numbers. */
static bool may_hold_marks(const struct finder *f, size_t line)
{
	return line_has_words(f->lines, line) ||
	       (f->rules.regimes->key_count > 0 && !line_is_stamp(f->lines, line) &&
		slice_starts(line_text(f->lines, line), SLICE("[")));
}

static int finder_run(struct finder *f)
{
	int r = 0;

	for (size_t i = f->first_line; i < f->last_line && r == 0; i++)
		if (may_hold_marks(f, i))
			r = each_run(f, i, judge_note);
	for (size_t i = f->first_line; i < f->last_line && r == 0 && f->count <= MARKS_MAX; i++) {
		bool labelled = false;

		place_note_key(f, i);
		cited_note_table(f, i);
		if (!may_hold_marks(f, i))
			continue;
		r = find_label(f, i, &labelled);
		if (r == 0 && !labelled && has_runs(f, i))
			r = each_run(f, i, judge_run);
	}
	return r;
}

static int compare_marks(const void *a, const void *b)
{
	const struct mark_fact *left = a, *right = b;

	return (left->where.first > right->where.first) - (left->where.first < right->where.first);
}

int redaction_find(const struct lines *lines, size_t first_line, size_t last_line,
		   const struct regimes *regimes, enum document_type type, struct arena *arena,
		   const struct mark_fact **ret_marks, size_t *ret_count)
{
	struct finder f = {.lines = lines,
			   .arena = arena,
			   .type = type,
			   .first_line = first_line,
			   .last_line = last_line};
	int r;

	f.table = grounds(&f.rows);
	f.clean = arena_array(arena, f.rows, sizeof *f.clean);
	f.clear = arena_array(arena, f.rows, sizeof *f.clear);
	f.alone = arena_array(arena, f.rows, sizeof *f.alone);
	f.has_runs = arena_alloc(arena, (last_line - first_line) / CHAR_BIT + 1);
	if (!f.table || !f.clean || !f.clear || !f.alone || !f.has_runs)
		return -ENOMEM;
	run_rules_make(regimes, &f.rules);
	f.decision = is_decision(&f);
	find_letter(&f);
	stamps_find(&f);
	r = finder_run(&f);
	if (r == 0)
		r = stamps_add(&f);
	if (r < 0)
		return r;
	if (f.count > 1)
		qsort(f.marks, f.count, sizeof *f.marks, compare_marks);
	*ret_marks = f.marks;
	*ret_count = f.count;
	return 0;
}
