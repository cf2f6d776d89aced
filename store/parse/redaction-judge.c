/* SPDX-License-Identifier: MIT */
#include "redaction-judge.h"

#include "redaction-cited.h"
#include "redaction-score.h"
#include "redaction-torn.h"

#include <errno.h>
#include <limits.h>

enum {
	CONFIDENCE_BASE = 50,
	CONFIDENCE_POINT = 10,
	CONFIDENCE_MAX = 99,
	CONFIDENCE_CITED = 60,
	CITED_LIST = 4, /* so many bare codes together are a schedule's cell or a list */
	NAME_REACH = 16 /* lines from a letter's name to its greeting or closing words */
};

int judge_note(struct finder *f, size_t line, struct slice text, const struct run *run)
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

int mark_add(struct finder *f, struct span where, const struct ground *const *grounds, size_t count,
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

/* What its own line leaves in doubt, and other marks of the document or the lines around it tell. */
static void weigh_place(const struct finder *f, size_t line, const struct run *run, struct score *score)
{
	if (!score->alone && any_flag(f, f->alone, run))
		score->points +=
			1 + 2 * run->sectioned; /* "with s 22 about", where "s 22" stands alone too */
	else if (!score->alone && score->closing && has_clear_sibling(f, run))
		score->points++;
	else if (!score->alone && !score->cited && run->led && run->mended && any_flag(f, f->clear, run))
		score->points++; /* a misread "s4O(2)" where a clean s40(2) stands too */
	if (run->bare && run->clean && score->opening && any_flag(f, f->clear, run))
		score->points += score->needed; /* "Noted. 40(2) to book the room", where s40(2) stands too */
	if (run->mended && run->paragraph && !run->margins && !score->alone && !score->cited &&
	    place_is_in_margin(f, line, run) && has_clear_sibling(f, run))
		score->points = score->needed; /* "The range is        57(2)(b)(ii)", where s7(2)(i) stands */
	if (run->mended && run->wholes && !run->bare && !run->brief && !run->margins && !run->paragraph &&
	    !score->alone && !score->cited && place_is_in_margin(f, line, run) && any_flag(f, f->clean, run))
		score->points = score->needed; /* "her son        Reg l3", where Reg 13 stands */
	if (run->brief && run->mended && !score->cited && place_is_in_margin(f, line, run) &&
	    any_flag(f, f->clean, run))
		score->points = score->needed; /* "at every dinner.       BG", where B6 stands */
	if (run->sectioned && !run->clear && !run->margins && !score->alone && !score->cited &&
	    place_ends_torn(f, line, run))
		score->points = score->needed; /* "has told me in confidence  s 45", and the paragraph ends */
	if (run->bare && run->twice && run->clean && !run->margins && !score->cited &&
	    place_ends_torn(f, line, run))
		score->points += score->needed; /* "and we lose 12(5)(e)", and the paragraph ends */
	if (score->running && f->rules.regimes->prints_sections)
		score->points = score->needed; /* "and want a deposit of Section 36(1)(b) by May" */
	else if (score->between && place_goes_on_below(f, line, run))
		score->points = 0;
}

int judge_run(struct finder *f, size_t line, struct slice text, const struct run *run)
{
	struct score score = run_score(text, run);
	struct span where = torn_span(f, line, run);
	enum mark_class class;

	weigh_place(f, line, run, &score);
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
	return mark_add(f, where, run->grounds, run->count, class, confidence_of(&score, class));
}
