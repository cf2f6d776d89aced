/* SPDX-License-Identifier: MIT */
#include "redaction-score.h"

#include "redaction-law.h"
#include "word.h"

enum {
	POINTS_CLEAR = 2,
	POINTS_ALONE = 3,
	POINTS_FIELD = 3,
	POINTS_BRACKETED = 2,
	POINTS_LIST = 2,
	POINTS_VERB = 2,
	POINTS_LED = 2,     /* a code mended after a certain lead */
	POINTS_FULL = 2,    /* a bare code of two brackets, where the source prints its marks so */
	POINTS_CLOSING = 2, /* a bare code after the last sentence of a paragraph */
	POINTS_HABIT = 1,   /* the same where the source prints its marks so */
	POINTS_BETWEEN = 3, /* "Section 9(2)(a)" or words where no sentence can go on */
	POINTS_CELL = 2,    /* a bare code in a column of its own */
	POINTS_GAP = 1,
	POINTS_MARGIN = 2, /* where a law's codes stand in the margin */
	POINTS_TORN = 1,   /* the sentence wants a word there */
	POINTS_CITED = -4,
	POINTS_OVERLONG = -8,
	LABEL_WORDS_MAX = 6,  /* of a field */
	BARE_LABEL_WORDS = 2, /* of one without its colon */
	GREETED_WORDS = 2,
	TITLED_WORDS = 3,
	NEAR = 40 /* bytes after the run that tell whether another sentence begins there */
};

static const char *const greetings[] = {"dear",  "mr",  "mrs", "ms",  "dr",     "miss", "hi",
					"hello", "kia", "sir", "hon", "signed", NULL};
/* Of the fields those that hold what may be said as well. */
static const char *const worded_labels[] = {"subject", "re", "fw", "attachments", "date", NULL};
static const char *const field_labels[] = {"from",
					   "to",
					   "cc",
					   "bcc",
					   "sent",
					   "date",
					   "subject",
					   "email",
					   "e-mail",
					   "phone",
					   "mobile",
					   "name",
					   "re",
					   "fw",
					   "tel",
					   "telephone",
					   "fax",
					   "ph",
					   "dd",
					   "m",
					   "t",
					   "e",
					   "contact",
					   "signed",
					   "attachments",
					   "location",
					   "venue",
					   "organizer",
					   "organiser",
					   "attendees",
					   "required attendees",
					   "optional attendees",
					   NULL};

/* A sentence does not end with these. */
static const char *const torn[] = {
	"a",    "an",  "the", "of",  "to",  "with", "by",   "from",  "for", "in",  "on",   "at",  "and",
	"that", "s",   "mr",  "ms",  "mrs", "dr",   "our",  "their", "his", "her", "que",  "qui", "de",
	"du",   "des", "la",  "les", "par", "pour", "avec", "et",    "au",  "aux", "dans", NULL};

/* What stands behind the last finished sentence of `text`, if that is a label: "... a drum. Legal Services:"
 */
static struct slice last_label(struct slice text)
{
	for (size_t at = text.length; at > 1; at--) {
		struct slice behind = slice_sub(text, at, text.length);

		if (!strchr(".?!", text.at[at - 1]) || text.at[at - 1] == '\0' ||
		    !slice_starts(behind, SLICE(" ")))
			continue;
		behind = slice_trim(behind);
		return behind.length > 0 && byte_is_upper(behind.at[0]) && !law_explains(behind) ? behind
												 : text;
	}
	return text;
}

/* "Email: s9(2)(a)", "Dear s9(2)(a)": the run ends a field. */
static bool ends_field(const struct surroundings *s)
{
	struct slice before = slice_trim(s->before), label = last_label(before);

	if (s->cut || s->words_after > 0 || before.length == 0)
		return false;
	if (word_is(word_last(before), greetings) && s->words_before <= GREETED_WORDS)
		return true;
	return before.at[before.length - 1] == ':' &&
	       word_count(label, LABEL_WORDS_MAX + 1) <= LABEL_WORDS_MAX;
}

/* "... by then. 9(2)(f)(iv) Used buses ...": between two sentences, or the run ends the paragraph. */
static bool is_between_sentences(const struct surroundings *s)
{
	struct surroundings closed = *s;
	struct slice near = slice_sub(s->after, 0, NEAR);

	if (near.length > 1 && near.at[0] == ' ' && byte_is_upper(near.at[1]) && !law_explains(near))
		closed.after.length = 0;
	return beside_ends_paragraph(&closed);
}

/* ", Section 9(2)(a), may be": a name among commas, in no sentence about withholding. */
static bool is_among_commas(const struct surroundings *s)
{
	struct slice before = slice_trim(s->before), after = slice_trim(s->after);
	char last = before.length > 0 ? before.at[before.length - 1] : '\0';
	char next = after.length > 0 ? after.at[0] : ',';

	return (last == ',' || last == ';') && (next == ',' || next == ';') && !law_releases(s->before) &&
	       !law_releases(s->after) && !law_explains(s->before);
}

/* "Other 9(2)(a)": a label of a word or two, without its colon. */
static bool is_labelled(const struct surroundings *s)
{
	return s->words_before > 0 && s->words_before <= BARE_LABEL_WORDS && s->words_after == 0 && !s->cut &&
	       !law_leads(s->before, CITING_REACH);
}

/*
 * "offered 20(1)(c)          a drum": the label of a box that is wider, and the sentence goes on behind it;
 * of two brackets also where the line begins with it. "Author: s 22          , Field Operations".
 */
static bool is_before_gap(const struct surroundings *s, const struct run *run)
{
	char next = byte_at(slice_trim(s->after), 0);

	return run->clean && !run->mended && (s->words_before > 0 || run->twice) &&
	       slice_starts(s->after, SLICE("   ")) &&
	       (byte_is_lower(next) || (next != '\0' && strchr(",.;(", next))) &&
	       !law_leads(s->before, CITING_REACH);
}

/* Before a number of a signature, without a colon. */
static const char *const number_labels[] = {"t", "m", "e", "f", "d", "dd", "ph", "mob", "tel", NULL};

/*
 * "... a contract keeper and not an employee:  s.23", "T 03 5550 0142 M s22": nothing follows, and what
 * stands before is a label, however long, or the letter of a number.
 */
static bool ends_own_label(const struct surroundings *s)
{
	struct slice before = slice_trim(s->before), word = word_last(before);

	if (slice_trim(s->after).length > 0 || s->words_before == 0 || law_releases(before) ||
	    law_leads(before, CITING_REACH))
		return false;
	return slice_ends_ci(before, SLICE(":")) ||
	       (byte_is_upper(word.at[0]) && word_is(word, number_labels));
}

/* "Item 4        Not Relevant": all of a column behind a label of a few words. */
static bool is_titled_cell(const struct surroundings *s, const struct run *run)
{
	return run->titled && slice_trim(s->after).length == 0 && slice_ends_ci(s->before, SLICE("   ")) &&
	       s->words_before <= TITLED_WORDS;
}

/* A mark by its place: no sentence can go on with it. */
static int place_points(const struct run *run, const struct surroundings *s)
{
	bool between = is_between_sentences(s), worded = !run->coded && !run->clear && !run->lower;

	if (worded)
		return beside_ends_paragraph(s) || is_titled_cell(s, run) ? POINTS_BETWEEN : 0;
	if ((run->capital || run->bare || (run->sectioned && !run->clear)) && beside_cell(s, run))
		return run->capital || run->twice ? POINTS_BETWEEN : POINTS_CELL;
	if (run->sectioned && !run->clear && ends_own_label(s))
		return POINTS_BETWEEN;
	if (run->sectioned && !run->clear && slice_trim(s->after).length == 0 && s->words_before > 0 &&
	    word_is(word_last(s->before), torn))
		return POINTS_CELL; /* "He said that s 42", and the line ends */
	if (((run->bare && run->twice) || run->capital || run->sectioned) && is_before_gap(s, run))
		return POINTS_CELL;
	if (run->capital || (run->sectioned && !run->clear))
		return between || is_among_commas(s) ? POINTS_BETWEEN : 0;
	if (run->mended && run->paragraph && !run->bare && !run->margins && beside_ends_paragraph(s))
		return POINTS_BETWEEN; /* "... was sound. s 33[a)(iii)" */
	if (run->habitual && between)
		return POINTS_CLOSING + POINTS_HABIT;
	return run->full && (is_among_commas(s) || is_labelled(s)) ? POINTS_TORN : 0;
}

/* Anything in a line that a header's label begins. */
static bool is_in_field(const struct surroundings *s, const struct run *run)
{
	struct slice before = slice_trim(s->before), label;
	size_t colon = slice_find(before, SLICE(":"), 0);

	label = slice_trim(slice_sub(before, 0, colon));
	if (s->cut || colon == before.length || !word_is(label, field_labels))
		return false;
	if (run->clear || run->full)
		return true;
	return (run->wholes || run->brief) && !run->mended && !word_is(label, worded_labels);
}

/* In the margin of a line: nothing but blanks on one side, so many on the other that it stands apart. */
static bool is_in_margin(const struct surroundings *s, const struct run *run)
{
	bool before = slice_trim(s->before).length == 0, after = slice_trim(s->after).length == 0;

	return run->margins && run->clean && !run->mended && !run->word && before != after && beside_gap(s);
}

/* "[Section 36(1)(b)]", "[20(1)(d)]", "[b6]", and of laws whose sections are marks "[Reg 13]", "[s 22]",
 * "[Section 40]". */
static bool is_mark_in_brackets(const struct run *run)
{
	if (!run->clean || run->clear || !run->coded)
		return false;
	return run->bare || run->brief ? run->paragraph && !run->mended
	       : run->word             ? run->paragraph || run->wholes
				       : run->sectioned;
}

static int form_points(const struct run *run, const struct surroundings *s)
{
	int points = run->clear               ? POINTS_CLEAR
		     : run->full              ? POINTS_FULL
		     : run->led && !run->bare ? POINTS_LED
					      : 0;

	points += run->square || (run->round && s->words_before + s->words_after == 0) ? POINTS_BRACKETED : 0;
	points += run->square && is_mark_in_brackets(run) ? POINTS_TORN : 0;
	points += run->round && run->verb ? POINTS_BRACKETED : 0;
	points += run->round && run->led && run->mended && run->paragraph ? POINTS_TORN : 0;
	points += run->count > 1 && !run->word && run->paragraph ? POINTS_LIST : 0;
	points += law_is_withholding(s, run) ? POINTS_VERB : 0;
	return points;
}

struct score run_score(struct slice line, const struct run *run)
{
	struct surroundings s = surroundings_of(line, run);
	struct score score = {.needed = run->clear ? SCORE_NEEDED_CLEAR : SCORE_NEEDED};
	bool sentence = !law_is_withholding(&s, run);
	int place;

	score.glossed = law_is_glossed(&s, run);
	score.field = ends_field(&s);
	score.cited = run->coded ? sentence && !score.field && law_is_cited(&s, run)
				 : !run->square && law_is_predicate(&s, run);
	score.field |= !score.cited && is_in_field(&s, run);
	score.alone = !s.cut && !score.glossed && !score.cited &&
		      (s.words_before + s.words_after == 0 || law_is_note(&s, run));
	score.opening =
		run->bare && run->paragraph && !score.cited && !score.glossed && beside_begins_sentence(&s);
	score.running = run->capital && run->clean && !score.cited && !score.glossed && !law_is_spoken_of(&s);
	score.closing = run->bare && run->clean && !score.cited &&
			(beside_ends_paragraph(&s) || beside_cell(&s, run));
	score.points = form_points(run, &s);
	place = score.cited || score.glossed || score.alone ? 0 : place_points(run, &s);
	score.between = place >= POINTS_BETWEEN;
	score.points += place > 0 ? place : score.closing ? POINTS_CLOSING : 0;
	score.points += score.alone ? POINTS_ALONE : score.field ? POINTS_FIELD : 0;
	score.points += beside_gap(&s) ? POINTS_GAP : 0;
	score.points += word_is(word_last(s.before), torn) ? POINTS_TORN : 0;
	score.points += score.glossed || score.cited ? POINTS_CITED : 0;
	score.points += run->overlong ? POINTS_OVERLONG : 0;
	score.points += !score.alone && !score.field && is_in_margin(&s, run) ? POINTS_MARGIN : 0;
	if ((run->lower && !run->square) || (run->brief && run->mended && !score.alone))
		score.points += POINTS_CITED;
	return score;
}
