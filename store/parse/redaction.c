/* SPDX-License-Identifier: MIT */
/*
 * Two passes over a document: the first notes which codes stand in it clean and alone, the second judges
 * every run. A line is passed once, and a run looks at bounded stretches beside it.
 */
#include "redaction.h"

#include "redaction-cited.h"
#include "redaction-place.h"
#include "redaction-score.h"
#include "redaction-torn.h"
#include "release.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

enum {
	CONFIDENCE_BASE = 50,
	CONFIDENCE_POINT = 10,
	CONFIDENCE_MAX = 99,
	CONFIDENCE_CITED = 60,
	CONFIDENCE_LABEL = 70,
	CONFIDENCE_STAMP = 95,
	CONFIDENCE_OVER = 70,    /* true of the paper, perhaps of another part of it */
	MARKS_MAX = 512 * 1024,  /* of one document; more than a store takes of it */
	CITED_LIST = 4,          /* so many bare codes together are a schedule's cell or a list */
	NAME_REACH = 16,         /* lines from a letter's name to its greeting or closing words */
	HEADING_FOLLOW_WORDS = 6 /* a label over a line with so many words is a heading */
};

/* Gets each run of a line that may be a mark. 0 or -ENOMEM. */
typedef int run_visit(struct finder *f, size_t line, struct slice text, const struct run *run);

static int note(struct finder *f, size_t line, struct slice text, const struct run *run)
{
	struct score score = run_score(text, run);
	size_t bit = line - f->first_line;

	f->has_runs[bit / CHAR_BIT] |= (unsigned char)(1u << bit % CHAR_BIT);
	for (size_t i = 0; i < run->count; i++) {
		f->clean[run->grounds[i] - f->table] |= run->clean && !run->lossy;
		f->clear[run->grounds[i] - f->table] |= run->clear && !run->lossy;
		f->alone[run->grounds[i] - f->table] |= score.alone;
	}
	return 0;
}

static int add_mark(struct finder *f, struct span where, const struct ground *const *grounds, size_t count,
		    enum mark_class class, unsigned confidence)
{
	struct citation *citations = arena_array(f->arena, count, sizeof *citations);
	struct mark_fact *mark = arena_push(f->arena, &f->marks, &f->count, &f->capacity, sizeof *mark);

	if (!citations || !mark)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		citations[i] = (struct citation){grounds[i]->regime, grounds[i]->code};
	*mark = (struct mark_fact){where, class, confidence, citations, count};
	return 0;
}

static bool any_flag(const struct finder *f, const bool *flags, const struct run *run)
{
	for (size_t i = 0; i < run->count; i++)
		if (flags[run->grounds[i] - f->table])
			return true;
	return false;
}

static struct slice section_of(const struct ground *ground)
{
	struct slice code = slice_of(ground->code);

	return slice_sub(code, 0, slice_find(code, SLICE("("), 0));
}

/* Does a code of the run's section stand elsewhere, a mark by its form? Then a bare one may be a mark too. */
static bool has_clear_sibling(const struct finder *f, const struct run *run)
{
	struct slice section = section_of(run->grounds[0]);

	for (size_t i = 0; i < f->rows; i++)
		if (f->clear[i] && strcmp(f->table[i].regime, run->grounds[0]->regime) == 0 &&
		    slice_equal(section_of(&f->table[i]), section))
			return true;
	return false;
}

/* The name of a letter's addressee or signatory: all of a line outside the letter itself. */
static bool is_letter_name(const struct finder *f, size_t line, const struct run *run)
{
	struct slice words = line_text(f->lines, line);
	size_t first = line_first(f->lines, line);

	return ((line < f->letter_first && line + NAME_REACH > f->letter_first) ||
		(line >= f->letter_last && line < f->letter_last + NAME_REACH)) &&
	       run->clear && words.length == run->last - run->first &&
	       words.at == f->lines->text.at + first + run->first;
}

/* False for prose. */
static bool classify(const struct finder *f, size_t line, const struct run *run, const struct score *score,
		     enum mark_class *ret_class)
{
	bool letter = f->type == TYPE_LETTER, schedule = f->type == TYPE_SCHEDULE;
	bool listed = run->bare && run->count >= CITED_LIST && !run->square && !run->margins;

	if (score->points >= score->needed && (!run->lossy || run->clean || any_flag(f, f->clean, run))) {
		bool cites = f->decision && !score->field && !is_letter_name(f, line, run);

		*ret_class = schedule || listed || cites ? MARK_CITED : MARK_IN_PLACE;
		return true;
	}
	*ret_class = MARK_CITED;
	return run->coded && run->clean && !run->overlong && (letter || schedule || score->glossed);
}

static unsigned confidence_of(const struct score *score, enum mark_class class)
{
	int sure = CONFIDENCE_BASE + CONFIDENCE_POINT * score->points;

	if (class == MARK_CITED)
		return CONFIDENCE_CITED;
	return (unsigned)(sure > CONFIDENCE_MAX ? CONFIDENCE_MAX : sure);
}

static int judge(struct finder *f, size_t line, struct slice text, const struct run *run)
{
	struct score score = run_score(text, run);
	struct span where = torn_span(f, line, run);
	enum mark_class class;

	if (!score.alone && any_flag(f, f->alone, run))
		score.points += 1 + 2 * run->sectioned; /* "with s 22 about", where "s 22" stands alone too */
	else if (!score.alone && score.closing && has_clear_sibling(f, run))
		score.points++;
	else if (!score.alone && !score.cited && run->led && run->mended && any_flag(f, f->clear, run))
		score.points++; /* a misread "s4O(2)" where a clean s40(2) stands too */
	if (run->bare && run->clean && score.opening && any_flag(f, f->clear, run))
		score.points += score.needed; /* "Noted. 40(2) to book the room", where s40(2) stands too */
	if (score.between && place_goes_on_below(f, line, run))
		score.points = 0;
	if (place_is_in_release(f, line, where) || !classify(f, line, run, &score, &class) ||
	    place_is_labelled_box(f, line, run) || place_is_told_twice(f, line, run) ||
	    place_is_item(f, line, run)) {
		cited_note(f, line, run);
		return 0;
	}
	if (!place_is_below_sheet(f, line) && (cited_goes_on(f, line, run) || cited_in_table(f, line, run)))
		class = MARK_CITED;
	if (class == MARK_CITED)
		cited_note(f, line, run);
	if (class == MARK_IN_PLACE && score.alone && run->margins && place_is_below_sheet(f, line))
		class = MARK_PAGE;
	if ((line < f->key_last && run->margins) || (run->keyed && run->clean && run->count == 1))
		class = MARK_CITED;
	if (class == MARK_IN_PLACE)
		place_note_label(f, line, run);
	f->boxes = f->boxed == line + 1 && run->box ? f->boxes + 1 : 1;
	f->boxed = run->box ? line + 1 : 0;
	return add_mark(f, where, run->grounds, run->count, class, confidence_of(&score, class));
}

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

static size_t word_count(struct slice text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.length && count < HEADING_FOLLOW_WORDS; i++)
		count += byte_is_word(text.at[i]) && (i == 0 || !byte_is_word(text.at[i - 1]));
	return count;
}

/* A section's heading has its text below it; a box has not. */
static bool is_heading(const struct finder *f, size_t line)
{
	size_t next = lines_next_words(f->lines, line + 1, f->last_line);

	return next < f->last_line && word_count(line_text(f->lines, next)) >= HEADING_FOLLOW_WORDS;
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
	if (!label || (label->heading && words.at[0] != '[' && is_heading(f, line)))
		return 0;
	ground = ground_find(slice_of(label->regime), slice_of(label->code));
	if (!ground)
		return 0;
	*ret_found = true;
	first = (size_t)(words.at - f->lines->text.at);
	return add_mark(f, (struct span){first, first + words.length}, &ground, 1,
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
					     NULL};

static bool is_decision(const struct lines *lines, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++)
		if (line_has_words(lines, i) && has_any(line_text(lines, i), decision_words))
			return true;
	return false;
}

static const char *const greetings[] = {"dear ", "t\xc4\x93n\xc4\x81 koe", "tena koe", "kia ora", NULL};
static const char *const farewells[] = {"yours ",      "kind regards",    "regards", "sincerely",
					"n\xc4\x81ku", "ng\xc4\x81 mihi", "naku",    NULL};

static bool begins_any(struct slice text, const char *const *words)
{
	for (; *words; words++)
		if (slice_starts_ci(text, slice_of(*words)))
			return true;
	return false;
}

/* Without a greeting or closing words all of the letter is the letter. */
static void find_letter(struct finder *f)
{
	bool greeted = false;

	f->letter_first = f->first_line;
	f->letter_last = f->last_line;
	for (size_t i = f->first_line; f->decision && i < f->last_line; i++) {
		struct slice text = line_text(f->lines, i);

		if (!greeted && begins_any(text, greetings)) {
			greeted = true;
			f->letter_first = i;
		} else if (greeted && begins_any(text, farewells)) {
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
			r = each_run(f, i, note);
	for (size_t i = f->first_line; i < f->last_line && r == 0 && f->count <= MARKS_MAX; i++) {
		bool labelled = false;

		place_note_key(f, i);
		cited_note_table(f, i);
		if (!may_hold_marks(f, i))
			continue;
		r = find_label(f, i, &labelled);
		if (r == 0 && !labelled && has_runs(f, i))
			r = each_run(f, i, judge);
	}
	return r;
}

/* --- Stamps --- */

static int compare_marks(const void *a, const void *b)
{
	const struct mark_fact *left = a, *right = b;

	return (left->where.first > right->where.first) - (left->where.first < right->where.first);
}

static bool has_placed(const struct finder *f)
{
	for (size_t i = 0; i < f->placed; i++)
		if (f->marks[i].class != MARK_CITED)
			return true;
	return false;
}

/* The stamp above a document that is true of it has no place in it but its beginning. */
static int add_release_over(struct finder *f)
{
	const struct release *over = release_over(f->rules.regimes, f->first_line, f->last_line);
	size_t first = line_first(f->lines, f->first_line);

	while (first < f->lines->text.length && f->lines->text.at[first] == '\f')
		first++;
	if (!over || over->count == 0 || has_placed(f) || (f->count > 0 && f->marks[0].where.first <= first))
		return 0;
	return add_mark(f, (struct span){first, first}, over->grounds, over->count, MARK_PAGE,
			CONFIDENCE_OVER);
}

static bool is_placed(const struct finder *f, const struct ground *ground)
{
	for (size_t i = 0; i < f->placed; i++)
		for (size_t k = 0; k < f->marks[i].citation_count; k++)
			if (f->marks[i].class != MARK_CITED &&
			    f->marks[i].citations[k].code == ground->code &&
			    f->marks[i].citations[k].regime == ground->regime)
				return true;
	return false;
}

/* What stands over a paper and again in it counts where it stands in it. */
static int add_release_within(struct finder *f, const struct release *release)
{
	const struct ground *left[RELEASE_GROUNDS];
	size_t count = 0;

	for (size_t i = 0; i < release->count; i++)
		if (!release->carries || !is_placed(f, release->grounds[i]))
			left[count++] = release->grounds[i];
	return count > 0 ? add_mark(f, release->where, left, count, MARK_PAGE, CONFIDENCE_STAMP) : 0;
}

static int add_releases(struct finder *f)
{
	const struct release *releases = f->rules.regimes->releases;
	int r;

	f->placed = f->count;
	r = add_release_over(f);

	for (size_t i = f->first_release; r == 0 && i < f->last_release; i++)
		r = add_release_within(f, &releases[i]);
	return r;
}

static size_t releases_before(const struct regimes *regimes, size_t line)
{
	const struct release *last = line > 0 ? release_at(regimes, line - 1) : NULL;

	return last ? (size_t)(last - regimes->releases) + 1 : 0;
}

static void find_releases(struct finder *f)
{
	f->first_release = releases_before(f->rules.regimes, f->first_line);
	f->last_release = releases_before(f->rules.regimes, f->last_line);
	if (f->last_release > f->first_release &&
	    f->rules.regimes->releases[f->last_release - 1].last_line > f->last_line)
		f->last_release--;
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
	f.decision = type == TYPE_LETTER && is_decision(lines, first_line, last_line);
	find_letter(&f);
	find_releases(&f);
	r = finder_run(&f);
	if (r == 0)
		r = add_releases(&f);
	if (r < 0)
		return r;
	if (f.count > 1)
		qsort(f.marks, f.count, sizeof *f.marks, compare_marks);
	*ret_marks = f.marks;
	*ret_count = f.count;
	return 0;
}
