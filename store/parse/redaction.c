/* SPDX-License-Identifier: MIT */
/*
 * Two passes over a document: the first notes which codes stand in it clean and alone, the second judges
 * every run. A line is passed once, and a run looks at bounded stretches beside it.
 */
#include "redaction.h"

#include "redaction-run.h"
#include "redaction-score.h"
#include "redaction-words.h"
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
	LABEL_LINE_MAX = 60,     /* bytes of a line that may be a label */
	SCOPE_MAX = 48,          /* bytes of the longest OUT OF SCOPE mark */
	NUMBER_MAX = 3,          /* digits of a paragraph's number */
	CITED_LIST = 4,          /* so many bare codes together are a schedule's cell or a list */
	SHEET_REACH = 4,         /* lines between the words of a sheet for missing pages and its codes */
	NAME_REACH = 16,         /* lines from a letter's name to its greeting or closing words */
	HEADING_FOLLOW_WORDS = 6 /* a label over a line with so many words is a heading */
};

struct finder {
	const struct lines *lines;
	struct arena *arena;
	struct run_rules rules;
	enum document_type type;
	bool decision;              /* a letter that answers a request: its codes stand for other pages */
	const struct ground *table; /* of which these have a flag for every row */
	bool *clean, *clear, *alone;
	size_t rows;
	size_t letter_first, letter_last; /* lines of a decision from its greeting to its closing words */
	size_t first_line, last_line;
	size_t first_release, last_release; /* numbers of the stamps that stand in it */
	size_t boxed;                       /* after the line of the last marks, where those are boxes */
	size_t boxes;                       /* so many */
	size_t told_line, told_first;       /* the line of the last marks, the number of its first */
	bool told_edge;                     /* one of them stands in the margin */
	bool told_goes_on;                  /* and its label may go on below */
	size_t labelled; /* after the last line with a code in the margin, or with the box that belongs to it
			  */
	unsigned char *has_runs; /* a bit for each line */
	struct mark_fact *marks;
	size_t count, capacity;
};

static bool is_in_release(const struct finder *f, size_t line, struct span where);

/* Gets each run of a line that may be a mark. 0 or -ENOMEM. */
typedef int run_visit(struct finder *f, size_t line, const struct run *run);

static int note(struct finder *f, size_t line, const struct run *run)
{
	struct score score = run_score(line_bytes(f->lines, line), run);
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

/* "... the Minister. Out of scope" and the next line goes on with the sentence. */
static bool goes_on_below(const struct finder *f, size_t line, const struct run *run)
{
	struct slice below = line + 1 < f->last_line ? line_text(f->lines, line + 1) : (struct slice){0};
	struct slice rest = line_bytes(f->lines, line);

	rest = slice_sub(rest, run->last, rest.length);
	return slice_trim(rest).length == 0 && below.length > 0 && byte_is_lower(below.at[0]);
}

/* Do so many blanks stand beside the run, or nothing, that it is in the margin? */
static bool is_in_margin(struct slice line, const struct run *run)
{
	struct slice before = slice_sub(line, 0, run->first);
	struct slice after = slice_sub(line, run->last, line.length);

	return slice_trim(before).length == 0
		       ? slice_trim(after).length == 0 || slice_starts(after, SLICE("   "))
		       : slice_trim(after).length == 0 && slice_ends_ci(before, SLICE("   "));
}

/*
 * A box of glyphs and the code in the margin beside it are one mark: the code's. The box may stand on its
 * line or begin the next ones.
 */
static bool is_labelled_box(struct finder *f, size_t line, const struct run *run)
{
	struct slice text = line_bytes(f->lines, line);
	bool begins = slice_trim(slice_sub(text, 0, run->first)).length == 0;

	if (!run->box || f->labelled == 0 || !(f->labelled == line + 1 || (f->labelled == line && begins)))
		return false;
	f->labelled = line + 1;
	return true;
}

/* Notes a code in the margin, and takes back the boxes before it on its line. */
static void note_label(struct finder *f, size_t line, const struct run *run)
{
	if (!run->coded || !is_in_margin(line_bytes(f->lines, line), run))
		return;
	f->labelled = line + 1;
	if (f->boxed == line + 1)
		f->count -= f->boxes;
}

static bool cites(const struct mark_fact *mark, const struct ground *ground)
{
	for (size_t i = 0; i < mark->citation_count; i++)
		if (mark->citations[i].code == ground->code && mark->citations[i].regime == ground->regime)
			return true;
	return false;
}

/* Is each ground of the run cited by the marks from number `first`? */
static bool are_cited(const struct finder *f, size_t first, const struct run *run)
{
	for (size_t i = 0; i < run->count; i++) {
		size_t k = first;

		while (k < f->count && !cites(&f->marks[k], run->grounds[i]))
			k++;
		if (k == f->count)
			return false;
	}
	return f->count > first;
}

/* A code in its box and again in the margin of its line, or of the next where the margin's goes on. */
static bool is_told_twice(struct finder *f, size_t line, const struct run *run)
{
	bool edge = run->category || is_in_margin(line_bytes(f->lines, line), run), told;

	if (!run->margins)
		return false;
	if (line != f->told_line) {
		f->told_first = f->told_goes_on && line == f->told_line + 1 ? f->told_first : f->count;
		f->told_edge = f->told_goes_on = false;
		f->told_line = line;
	}
	told = (edge || f->told_edge) && are_cited(f, f->told_first, run);
	f->told_edge |= edge;
	f->told_goes_on |= run->category;
	return told;
}

/* On a sheet for pages that are missing, a few lines below what it says of them. */
static bool is_below_sheet(const struct finder *f, size_t line)
{
	static const char *const sheet[] = {"withheld pursuant to", "retenue(s) conform", NULL};

	for (size_t i = line; i > f->first_line && i + SHEET_REACH > line; i--)
		if (has_any(line_text(f->lines, i - 1), sheet))
			return true;
	return false;
}

/* "(b) (5) staff were moved" under "(a) the boats were": the items of a list. */
static bool is_item(const struct finder *f, size_t line, const struct run *run)
{
	struct slice text = line_text(f->lines, line), words = line_bytes(f->lines, line);
	struct slice above = line > f->first_line ? line_text(f->lines, line - 1) : (struct slice){0};

	if (!run->margins || run->last + 1 >= words.length || words.at[run->last] != ' ' ||
	    !byte_is_lower(words.at[run->last + 1]) || text.at != words.at + run->first || above.length < 3 ||
	    text.length < 3)
		return false;
	return above.at[0] == '(' && above.at[2] == ')' && text.at[0] == '(' && above.at[1] + 1 == text.at[1];
}

static int judge(struct finder *f, size_t line, const struct run *run)
{
	size_t first = line_first(f->lines, line);
	struct score score = run_score(line_bytes(f->lines, line), run);
	struct span where = {first + run->first, first + run->last};
	enum mark_class class;

	if (!score.alone && any_flag(f, f->alone, run))
		score.points += 1 + run->signed_; /* "with s 22 about", where "s 22" stands alone too */
	else if (!score.alone && score.closing && has_clear_sibling(f, run))
		score.points++;
	if (score.between && goes_on_below(f, line, run))
		score.points = 0;
	if (is_in_release(f, line, where) || !classify(f, line, run, &score, &class) ||
	    is_labelled_box(f, line, run) || is_told_twice(f, line, run) || is_item(f, line, run))
		return 0;
	if (class == MARK_IN_PLACE && score.alone && run->margins && is_below_sheet(f, line))
		class = MARK_PAGE;
	if (class == MARK_IN_PLACE)
		note_label(f, line, run);
	f->boxes = f->boxed == line + 1 && run->box ? f->boxes + 1 : 1;
	f->boxed = run->box ? line + 1 : 0;
	return add_mark(f, where, run->grounds, run->count, class, confidence_of(&score, class));
}

static int each_run(struct finder *f, size_t line, run_visit *visit)
{
	const struct regimes *regimes = f->rules.regimes;
	struct slice text = line_bytes(f->lines, line);
	size_t done =
		0; /* marks do not overlap, so words before a run are not taken from the run before it */
	struct run run;
	int r = 0;

	for (size_t next = run_next_start(regimes, text, 0);
	     r == 0 && next < text.length && f->count <= MARKS_MAX;
	     next = run_next_start(regimes, text, next)) {
		if (!run_read(&f->rules, text, next, &run)) {
			next++;
			continue;
		}
		run.first = run.first < done ? done : run.first;
		r = visit(f, line, &run);
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

/* Words that stand for a code in the laws of the source. */
static const struct label *find_label_of(const struct regimes *regimes, struct slice text)
{
	const struct label *label = NULL;

	for (size_t i = 0; i < regimes->count && !label && regimes->at[i].weight >= REGIME_NEEDED; i++)
		label = label_find(regimes->at[i].regime, text);
	return label;
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
	label = find_label_of(f->rules.regimes, bare);
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
static const char *const decision_words[] = {"your request",   "official information act",
					     "i have decided", "withheld under",
					     "been withheld",  NULL};

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

/* A stamp's own codes are no marks in place. */
static bool is_in_release(const struct finder *f, size_t line, struct span where)
{
	const struct release *release = release_at(f->rules.regimes, line);

	return release && where.first < release->where.last && where.last > release->where.first;
}

/* The stamp above a document that is true of it has no place in it but its beginning. */
static int add_release_over(struct finder *f)
{
	const struct release *over = release_over(f->rules.regimes, f->first_line, f->last_line);
	size_t first = line_first(f->lines, f->first_line);

	while (first < f->lines->text.length && f->lines->text.at[first] == '\f')
		first++;
	if (!over || over->count == 0 || (f->count > 0 && f->marks[0].where.first <= first))
		return 0;
	return add_mark(f, (struct span){first, first}, over->grounds, over->count, MARK_PAGE,
			CONFIDENCE_OVER);
}

static int add_releases(struct finder *f)
{
	const struct release *releases = f->rules.regimes->releases;
	int r = add_release_over(f);

	for (size_t i = f->first_release; r == 0 && i < f->last_release; i++)
		if (releases[i].count > 0)
			r = add_mark(f, releases[i].where, releases[i].grounds, releases[i].count, MARK_PAGE,
				     CONFIDENCE_STAMP);
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

/* --- Texts that are marks --- */

static size_t word_end(struct slice text, size_t at)
{
	while (at < text.length && byte_is_word(text.at[at]))
		at++;
	return at;
}

bool redaction_is_whole(struct slice text, const struct regimes *regimes)
{
	struct run_rules rules = {.regimes = NULL};
	struct run run;
	bool found = text.length <= LABEL_LINE_MAX && find_label_of(regimes, line_bare(text));

	for (size_t at = found ? text.length : 0; at < text.length;) {
		size_t end = word_end(text, at);
		bool start = run_next_start(regimes, slice_sub(text, 0, at + 1), at) == at;

		if (start && !rules.regimes)
			run_rules_make(regimes, &rules);
		if (start && run_read(&rules, text, at, &run) && !run.overlong &&
		    !(run.brief && run.mended)) {
			found = true;
			at = run.last;
		} else if (end == at) {
			at++;
		} else if (run_is_wrapping(slice_sub(text, at, end))) {
			at = end;
		} else {
			return false;
		}
	}
	return found;
}

/* End of an OUT OF SCOPE mark that begins at `at`, brackets included; 0 where none does. */
static size_t scope_end(struct slice text, size_t at, bool capped)
{
	bool bracket = text.at[at] == '[';
	struct words_read words;

	if (at + bracket >= text.length || !words_read(text, at + bracket, &words) || !words.outside)
		return 0;
	if (bracket)
		return words.last < text.length && text.at[words.last] == ']' ? words.last + 1 : 0;
	return words.form == WORDS_CLEAR || (capped && words.form == WORDS_CAPPED) ? words.last : 0;
}

bool redaction_is_out_of_scope(struct slice text)
{
	bool found = false;

	for (size_t at = 0; at < text.length;) {
		size_t end = scope_end(text, at, true), word = word_end(text, at);

		if (end > 0) {
			found = true;
			at = end;
		} else if (word == at) {
			at++;
		} else if (!found && word - at <= NUMBER_MAX && byte_is_digit(text.at[at])) {
			at = word; /* the number of a paragraph */
		} else {
			return false;
		}
	}
	return found;
}

/* Where an OUT OF SCOPE mark begins that ends the text; text.length where none does. */
static size_t scope_at_end(struct slice text)
{
	size_t first = text.length > SCOPE_MAX ? text.length - SCOPE_MAX : 0;

	for (; first < text.length; first++)
		if ((first == 0 || !byte_is_word(text.at[first - 1])) &&
		    scope_end(text, first, false) == text.length)
			return first;
	return text.length;
}

static struct slice trim_separators(struct slice text)
{
	static const char separators[] = ",;:-/ \t";
	size_t first = 0, last = text.length;

	while (first < last && text.at[first] != '\0' && strchr(separators, text.at[first]))
		first++;
	while (last > first && text.at[last - 1] != '\0' && strchr(separators, text.at[last - 1]))
		last--;
	return slice_sub(text, first, last);
}

struct slice redaction_trim_out_of_scope(struct slice text)
{
	text = slice_trim(text);
	while (text.length > 0) {
		size_t begin = scope_end(text, 0, false), end = scope_at_end(text);

		if (begin == 0 && end == text.length)
			break;
		text = trim_separators(begin > 0 ? slice_sub(text, begin, text.length)
						 : slice_sub(text, 0, end));
	}
	return text;
}
