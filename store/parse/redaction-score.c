/* SPDX-License-Identifier: MIT */
#include "redaction-score.h"

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
	GAP_BLANKS = 3,
	ABBREVIATION_MAX = 3,  /* letters of a citing word that is cut short */
	ENUMERATOR_MAX = 3,    /* digits or letters of a paragraph's number */
	LABEL_WORDS_MAX = 6,   /* of a field */
	SUBJECT_WORDS_MAX = 2, /* before the verb */
	SHORT_LINE_WORDS = 8,  /* a line with a withholding verb and no more words is a mark */
	OTHER_WORDS = 4,       /* a citing word counts in a line with so many other words */
	CITING_REACH = 3,      /* words before the run in which it is looked for */
	GLOSS_REACH = 120,     /* bytes after the run in which words of the law are looked for */
	GLOSS_NEAR = 40,       /* the same where only a comma stands between */
	NOTE_WORDS_MAX = 4     /* "s9(2)(a) - privacy" is a box with a note */
};

/* Right before a code these make it a citation, whatever the sentence is about. */
static const char *const citing_always[] = {"section",    "sections", "subsection", "paragraph", "clause",
					    "regulation", "article",  "rule",       "s",         "ss",
					    "sec",        "art",      "l",          NULL};
/* These do in a sentence about withholding, or before a code that is no mark by its form. */
static const char *const citing[] = {
	"under",    "pursuant", "accordance",  "virtue",    "per",        "using",      "invoke",
	"invoked",  "invoking", "cite",        "cited",     "citing",     "applied",    "applying",
	"apply",    "ground",   "grounds",     "exemption", "exemptions", "reason",     "reasons",
	"withheld", "withhold", "withholding", "redacted",  "redact",     "redacting",  "redactions",
	"refused",  "refuse",   "refusing",    "deleted",   "provision",  "provisions", "schedule",
	"relying",  "reliance", "considered",  "vertu",     "termes",     "selon",      NULL};

/* What follows a citation, in any sentence and in one about withholding. */
static const char *const tails_always[] = {" of the act",
					   " of the oia",
					   " of the official",
					   " of that act",
					   " of this act",
					   " of the privacy",
					   " of the legislation",
					   " of the local",
					   " of the foi",
					   " of the freedom",
					   " of the access",
					   " of this clause",
					   " of regulation",
					   " de la loi",
					   " du r\xc3\xa8glement",
					   " der verordnung",
					   " oia",
					   " applies",
					   " apply ",
					   " applied",
					   " ground",
					   " exemption",
					   " redaction",
					   NULL};
static const char *const tails[] = {" of the law", " provides",     " refers",      " states ",
				    " stating",    " allows",       " protects",    " protecting",
				    " requires ",  " relates",      " because ",    " criteri",
				    " threshold",  " to protect",   " to maintain", " to avoid",
				    " to prevent", " to prejudice", " in order to", NULL};

/* A sentence or an explanation with one of these is about the law. */
static const char *const law_words[] = {"prejudic",
					"protect",
					"privacy",
					"withh",
					"disclos",
					"making available",
					"would be likely",
					"maintain the",
					"free and frank",
					"confiden",
					"commercial position",
					"improper pressure",
					"privilege",
					"negotiations",
					"specifically",
					"exempt",
					NULL};
/* A classification names the order's paragraph by which it was made. */
static const char *const classifying[] = {"declassif",    "classified by", "reason:",    "reasons ",
					  "derived from", "class:",        "reason 1.4", NULL};
static const char *const release_words[] = {"withh",   "redact",   "refus",        "exempt",
					    "disclos", "privileg", "prejudic",     "official information",
					    " oia",    "the act",  "your request", "released",
					    NULL};

static const char *const greetings[] = {"dear",  "mr",  "mrs", "ms",  "dr",     "miss", "hi",
					"hello", "kia", "sir", "hon", "signed", NULL};
/* Of the fields those that hold what may be said as well. */
static const char *const worded_labels[] = {"subject", "re", "fw", "attachments", "date", NULL};
static const char *const field_labels[] = {
	"from",  "to",     "cc",   "bcc", "sent",    "date",   "subject",     "email", "e-mail",
	"phone", "mobile", "name", "re",  "fw",      "tel",    "telephone",   "fax",   "ph",
	"dd",    "m",      "t",    "e",   "contact", "signed", "attachments", NULL};

/* Before OUT OF SCOPE in a sentence about it. */
static const char *const predicates[] = {"is",   "are",  "was", "were",       "be",     "been", "being",
					 "as",   "the",  "not", "considered", "deemed", "it",   "falls",
					 "fall", "fell", "if",  "out",        NULL};

/* Before "withheld" in a sentence; a note has none. */
static const char *const passive[] = {"is",    "are", "was",  "were", "be", "been",
				      "being", "has", "have", "we",   "i",  NULL};

/* What stands between a ground and its explanation; a comma and words may also go on with the sentence. */
static const char *const glue[] = {
	":",       " -", " \xe2\x80\x93", " \xe2\x80\x94", "\xe2\x80\x94", "\xe2\x80\x93",
	"-",       ",",  " as ",          " to ",          " (",           " where ",
	" which ", NULL};
static const char *const weak_glue[] = {",", " as ", " to ", " (", " where ", " which ", NULL};
static const char *const dashes[] = {" -", " \xe2\x80\x93", " \xe2\x80\x94", ":", " (", NULL};

/* A sentence does not end with these. */
static const char *const torn[] = {"a",   "an",  "the", "of",  "to",    "with", "by",  "from",
				   "for", "in",  "on",  "at",  "and",   "that", "s",   "mr",
				   "ms",  "mrs", "dr",  "our", "their", "his",  "her", NULL};

struct surroundings {
	struct slice before, after; /* of the run in its line or cell, at most RUN_WINDOW bytes */
	bool cut;                   /* the line goes on beyond that */
	size_t words_before, words_after;
};

static size_t count_words(struct slice text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.length; i++)
		count += byte_is_word(text.at[i]) && (i == 0 || !byte_is_word(text.at[i - 1]));
	return count;
}

static bool is_roman(char c)
{
	return c != '\0' && strchr("ivxIVX", c) != NULL;
}

/* "12", "12.", "(b)", "iv.", "c)": the number of a paragraph. */
static bool is_enumerator(struct slice text)
{
	struct slice word = word_last(text), trimmed = slice_trim(text);
	size_t digits = 0, roman = 0;
	char end = trimmed.length > 0 ? trimmed.at[trimmed.length - 1] : '\0';

	for (size_t i = 0; i < word.length; i++) {
		digits += byte_is_digit(word.at[i]);
		roman += is_roman(word.at[i]);
	}
	if (word.length == 0 || word.length > ENUMERATOR_MAX)
		return false;
	return digits == word.length ||
	       ((end == '.' || end == ')') && (roman == word.length || word.length == 1));
}

static bool is_cell_edge(char c)
{
	return c == '|' || c == '\t';
}

static struct surroundings look_around(struct slice line, const struct run *run)
{
	size_t lowest = run->first > RUN_WINDOW ? run->first - RUN_WINDOW : 0;
	size_t highest = line.length - run->last > RUN_WINDOW ? run->last + RUN_WINDOW : line.length;
	size_t first = run->first, last = run->last;
	struct surroundings s = {0};

	while (first > lowest && !is_cell_edge(line.at[first - 1]))
		first--;
	while (last < highest && !is_cell_edge(line.at[last]))
		last++;
	s.before = slice_sub(line, first, run->first);
	s.after = slice_sub(line, run->last, last);
	s.cut = (first == lowest && lowest > 0) || (last == highest && highest < line.length);
	s.words_before = count_words(s.before);
	s.words_after = count_words(s.after);
	if (s.words_before == 1 && is_enumerator(s.before))
		s.words_before = 0;
	return s;
}

static bool starts_any(struct slice text, const char *const *beginnings)
{
	for (; *beginnings; beginnings++)
		if (slice_starts_ci(text, slice_of(*beginnings)))
			return true;
	return false;
}

static bool starts_gloss(struct slice text)
{
	return starts_any(text, glue);
}

static bool is_dash(struct slice text)
{
	return starts_any(text, dashes);
}

/* "s9(2)(a) - privacy" on a line of its own. */
static bool is_noted(const struct surroundings *s, const struct run *run)
{
	return (run->clear || run->wholes || run->margins) && s->words_before == 0 &&
	       s->words_after <= NOTE_WORDS_MAX && is_dash(s->after);
}

static bool is_glossed(const struct surroundings *s, const struct run *run)
{
	bool weak = starts_any(s->after, weak_glue);
	struct slice near = slice_sub(s->after, 0, weak && run->clear ? GLOSS_NEAR : GLOSS_REACH);

	if (!run->coded || s->words_after == 0 || !starts_gloss(s->after))
		return false;
	if (has_any(near, law_words))
		return s->words_after > NOTE_WORDS_MAX || !(run->clear || is_noted(s, run)) ||
		       s->after.at[0] == ':';
	return !run->clear && s->words_before == 0 && !weak && !is_noted(s, run);
}

/* "Reason: 1.4(d) Declassify on: 2034": why it was secret, not what is withheld. */
static bool is_classification(const struct surroundings *s, const struct run *run)
{
	return run->margins && (has_any(s->before, classifying) || has_any(s->after, classifying));
}

/* "China's": the s is no section. */
static bool is_genitive(struct slice text, struct slice word)
{
	static const char right_quote[] = "\xe2\x80\x99"; /* its last byte stands before the s */
	size_t at = (size_t)(word.at - text.at);

	return word.length == 1 && at > 0 && (text.at[at - 1] == '\'' || text.at[at - 1] == right_quote[2]);
}

/* Does a sentence end behind `word`, which is the last of `text`? "s. 6", "sec. 6" go on. */
static bool ends_sentence(struct slice text, struct slice word)
{
	struct slice behind = slice_sub(text, (size_t)(word.at - text.at) + word.length, text.length);

	return word.length > ABBREVIATION_MAX && behind.length > 0 && behind.at[0] != '\0' &&
	       strchr(".?!", behind.at[0]);
}

/* One of the few words before the run, in its sentence, is a citing one. */
static bool is_led_by_citing(struct slice before, const char *const *words, unsigned reach)
{
	for (unsigned i = 0; i < reach; i++) {
		struct slice word = word_last(before);

		if (word.length == 0 || before.at[before.length - 1] == '.' || ends_sentence(before, word))
			return false;
		if (word_is(word, words) && !is_genitive(before, word))
			return true;
		before = slice_sub(before, 0, (size_t)(word.at - before.at));
	}
	return false;
}

/* A code that is no mark by its form is always taken for a part of such a sentence. */
static bool is_about_release(const struct surroundings *s, const struct run *run)
{
	return !run->clear || run->verb || has_any(s->before, release_words) ||
	       has_any(s->after, release_words);
}

/* Treaties have articles too. */
static const char *const article_tails[] = {" of the ", " of that ",   " of this ",    " of directive",
					    " tfeu",    " of council", " of decision", NULL};
static const char *const article_leads[] = {"draft", "treaty", "new", NULL};

static bool is_cited(const struct surroundings *s, const struct run *run)
{
	bool few = s->words_before + s->words_after < OTHER_WORDS && !s->cut && !run->word;

	if (run->verb) /* is_withheld_note() has said that it is a sentence */
		return true;
	if (run->article &&
	    (starts_any(s->after, article_tails) || word_is(word_last(s->before), article_leads)))
		return true;
	if (run->wholes && !run->paragraph && slice_starts(s->after, SLICE(" of ")))
		return true;
	if (starts_any(s->after, tails_always) || (!few && is_led_by_citing(s->before, citing_always, 1)))
		return true;
	return (starts_any(s->after, tails) || (!few && is_led_by_citing(s->before, citing, CITING_REACH))) &&
	       is_about_release(s, run);
}

static bool is_capitals(struct slice word)
{
	for (size_t i = 0; i < word.length; i++)
		if (byte_is_lower(word.at[i]))
			return false;
	return word.length > 0;
}

/*
 * "It is OUT OF SCOPE of the review." In a sentence of small letters capitals are a mark, even after "being",
 * so there both sides must say so.
 */
static bool is_predicate(const struct surroundings *s, const struct run *run)
{
	struct slice word = word_last(s->before);
	bool before = word_is(word, predicates);
	bool after = slice_starts_ci(s->after, SLICE(" of ")) || slice_starts_ci(s->after, SLICE(" for "));
	bool capitals = is_capitals(word) || slice_starts(s->after, SLICE(" OF ")) ||
			slice_starts(s->after, SLICE(" FOR "));

	return run->clear && !capitals ? before && after : before || after;
}

static bool has_gap(const struct surroundings *s)
{
	size_t left = 0, right = 0;

	while (left < s->before.length && s->before.at[s->before.length - 1 - left] == ' ')
		left++;
	while (right < s->after.length && s->after.at[right] == ' ')
		right++;
	return (left >= GAP_BLANKS && left < s->before.length) ||
	       (right >= GAP_BLANKS && right < s->after.length);
}

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
		return behind.length > 0 && byte_is_upper(behind.at[0]) && !has_any(behind, law_words)
			       ? behind
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
	if (word_is(word_last(before), greetings) && s->words_before <= 2)
		return true;
	return before.at[before.length - 1] == ':' && count_words(label) <= LABEL_WORDS_MAX;
}

/* "... of themselves. 6(b)": nothing but the run stands behind a finished sentence. */
static bool ends_paragraph(const struct surroundings *s)
{
	struct slice before = slice_trim(s->before), quote = SLICE("\xe2\x80\x9d");

	if (slice_ends_ci(before, quote))
		before.length -= quote.length;
	if (slice_ends_ci(before, SLICE("\"")) || slice_ends_ci(before, SLICE(")")))
		before.length--;
	return slice_trim(s->after).length == 0 && s->words_before > 0 && before.length > 0 &&
	       before.at[before.length - 1] != '\0' && strchr(".?!", before.at[before.length - 1]);
}

/* "... by then. 9(2)(f)(iv) Used buses ...": between two sentences, or the run ends the paragraph. */
static bool is_between_sentences(const struct surroundings *s)
{
	struct surroundings closed = *s;
	struct slice near = slice_sub(s->after, 0, GLOSS_NEAR);

	if (near.length > 1 && near.at[0] == ' ' && byte_is_upper(near.at[1]) && !has_any(near, law_words))
		closed.after.length = 0;
	return ends_paragraph(&closed);
}

/* ", Section 9(2)(a), may be": a name among commas, in no sentence about withholding. */
static bool is_among_commas(const struct surroundings *s)
{
	struct slice before = slice_trim(s->before), after = slice_trim(s->after);
	char last = before.length > 0 ? before.at[before.length - 1] : '\0';
	char next = after.length > 0 ? after.at[0] : ',';

	return (last == ',' || last == ';') && (next == ',' || next == ';') &&
	       !has_any(s->before, release_words) && !has_any(s->after, release_words) &&
	       !has_any(s->before, law_words);
}

/* "Other 9(2)(a)": a label of a word or two, without its colon. */
static bool is_labelled(const struct surroundings *s)
{
	return s->words_before > 0 && s->words_before <= SUBJECT_WORDS_MAX && s->words_after == 0 &&
	       !s->cut && !is_led_by_citing(s->before, citing, CITING_REACH) &&
	       !is_led_by_citing(s->before, citing_always, CITING_REACH);
}

/* "... September. 40(2) to book": behind a finished sentence, and goes on in small letters. */
static bool begins_sentence(const struct surroundings *s)
{
	struct surroundings closed = *s;

	closed.after.length = 0;
	return ends_paragraph(&closed) && s->after.length > 1 && s->after.at[0] == ' ' &&
	       byte_is_lower(s->after.at[1]);
}

/* "Kilbrack Ltd       36(1)(b)": all of a column of its own, behind another. */
static bool is_cell(const struct surroundings *s, const struct run *run)
{
	struct slice gap = SLICE("   ");

	return run->clean && !run->mended && s->words_before > 0 && slice_ends_ci(s->before, gap) &&
	       (slice_trim(s->after).length == 0 || slice_starts(s->after, gap));
}

/* "offered 20(1)(c)          a drum": the label of a box that is wider, and the sentence goes on behind it.
 */
static bool is_before_gap(const struct surroundings *s, const struct run *run)
{
	return run->clean && !run->mended && s->words_before > 0 && slice_starts(s->after, SLICE("   ")) &&
	       byte_is_lower(byte_at(slice_trim(s->after), 0)) &&
	       !is_led_by_citing(s->before, citing, CITING_REACH) &&
	       !is_led_by_citing(s->before, citing_always, CITING_REACH);
}

/* A mark by its place: no sentence can go on with it. */
static int place_points(const struct run *run, const struct surroundings *s)
{
	bool between = is_between_sentences(s), worded = !run->coded && !run->clear && !run->lower;

	if (worded)
		return ends_paragraph(s) ? POINTS_BETWEEN : 0;
	if ((run->capital || run->bare) && is_cell(s, run))
		return run->capital || run->twice ? POINTS_BETWEEN : POINTS_CELL;
	if (run->sectioned && !run->clear && slice_trim(s->after).length == 0 && s->words_before > 0 &&
	    word_is(word_last(s->before), torn))
		return POINTS_CELL; /* "He said that s 42", and the line ends */
	if (((run->bare && run->twice) || run->capital) && is_before_gap(s, run))
		return POINTS_CELL;
	if (run->capital || (run->sectioned && !run->clear))
		return between || is_among_commas(s) ? POINTS_BETWEEN : 0;
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

	return run->margins && run->clean && !run->mended && !run->word && before != after && has_gap(s);
}

/* "Withheld under s6(a)", "Two pages withheld in full under s6(a)", but not "The pages were withheld under
 * s6(a)". */
static bool is_withheld_note(const struct surroundings *s, const struct run *run)
{
	if (!run->verb || run->square || run->round)
		return run->verb;
	return !s->cut && s->words_before <= SUBJECT_WORDS_MAX &&
	       s->words_before + s->words_after <= SHORT_LINE_WORDS &&
	       !word_is(word_last(s->before), passive);
}

static int form_points(const struct run *run, const struct surroundings *s)
{
	int points = run->clear               ? POINTS_CLEAR
		     : run->full              ? POINTS_FULL
		     : run->led && !run->bare ? POINTS_LED
					      : 0;

	points += run->square || (run->round && s->words_before + s->words_after == 0) ? POINTS_BRACKETED : 0;
	points += run->square && run->word && run->clean && run->paragraph ? POINTS_TORN : 0;
	points += run->round && run->verb ? POINTS_BRACKETED : 0;
	points += run->round && run->led && run->mended && run->paragraph ? POINTS_TORN : 0;
	points += run->count > 1 && !run->word && run->paragraph ? POINTS_LIST : 0;
	points += is_withheld_note(s, run) ? POINTS_VERB : 0;
	return points;
}

bool score_is_led(struct slice before)
{
	return is_led_by_citing(before, citing_always, 1) || is_led_by_citing(before, citing, 1);
}

struct score run_score(struct slice line, const struct run *run)
{
	struct surroundings s = look_around(line, run);
	struct score score = {.needed = run->clear ? SCORE_NEEDED_CLEAR : SCORE_NEEDED};
	bool sentence = !is_withheld_note(&s, run);
	int place;

	score.glossed = is_glossed(&s, run) || is_classification(&s, run);
	score.field = ends_field(&s);
	score.cited = run->coded ? sentence && !score.field && is_cited(&s, run)
				 : !run->square && is_predicate(&s, run);
	score.field |= !score.cited && is_in_field(&s, run);
	score.alone = !s.cut && !score.glossed && !score.cited &&
		      (s.words_before + s.words_after == 0 || is_noted(&s, run));
	score.opening = run->bare && run->paragraph && !score.cited && !score.glossed && begins_sentence(&s);
	score.closing = run->bare && run->clean && !score.cited && (ends_paragraph(&s) || is_cell(&s, run));
	score.points = form_points(run, &s);
	place = score.cited || score.glossed || score.alone ? 0 : place_points(run, &s);
	score.between = place >= POINTS_BETWEEN;
	score.points += place > 0 ? place : score.closing ? POINTS_CLOSING : 0;
	score.points += score.alone ? POINTS_ALONE : score.field ? POINTS_FIELD : 0;
	score.points += has_gap(&s) ? POINTS_GAP : 0;
	score.points += word_is(word_last(s.before), torn) ? POINTS_TORN : 0;
	score.points += score.glossed || score.cited ? POINTS_CITED : 0;
	score.points += run->overlong ? POINTS_OVERLONG : 0;
	score.points += !score.alone && !score.field && is_in_margin(&s, run) ? POINTS_MARGIN : 0;
	if ((run->lower && !run->square) || (run->brief && run->mended && !score.alone))
		score.points += POINTS_CITED;
	return score;
}

struct slice line_bare(struct slice line)
{
	size_t first = 0, last = line.length;

	while (first < last && !byte_is_word(line.at[first]))
		first++;
	while (last > first && !byte_is_word(line.at[last - 1]))
		last--;
	return slice_sub(line, first, last);
}
