/* SPDX-License-Identifier: MIT */
#include "redaction-law.h"

#include "word.h"

enum {
	SUBJECT_WORDS_MAX = 2, /* before the verb of a note */
	SHORT_LINE_WORDS = 8,  /* a line with a withholding verb and no more words is a note */
	OTHER_WORDS = 4,       /* a citing word counts in a line with so many other words */
	GLOSS_REACH = 120,     /* bytes after the run in which words of the law are looked for */
	GLOSS_NEAR = 40,       /* the same where only a comma stands between */
	BEYOND_ASCII = 0x80,   /* bytes of letters with accents and of printers' quotes */
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

bool law_is_note(const struct surroundings *s, const struct run *run)
{
	return (run->clear || run->wholes || run->margins) && s->words_before == 0 &&
	       s->words_after <= NOTE_WORDS_MAX && starts_any(s->after, dashes);
}

static bool is_explained(const struct surroundings *s, const struct run *run)
{
	bool weak = starts_any(s->after, weak_glue);
	struct slice near = slice_sub(s->after, 0, weak && run->clear ? GLOSS_NEAR : GLOSS_REACH);

	if (!run->coded || s->words_after == 0 || !starts_any(s->after, glue))
		return false;
	if (law_explains(near))
		return s->words_after > NOTE_WORDS_MAX || !(run->clear || law_is_note(s, run)) ||
		       s->after.at[0] == ':';
	return !run->clear && s->words_before == 0 && !weak && !law_is_note(s, run);
}

/* "Reason: 1.4(d) Declassify on: 2034": why it was secret, not what is withheld. */
static bool is_classification(const struct surroundings *s, const struct run *run)
{
	return run->margins && (has_any(s->before, classifying) || has_any(s->after, classifying));
}

bool law_is_glossed(const struct surroundings *s, const struct run *run)
{
	return is_explained(s, run) || is_classification(s, run);
}

bool law_explains(struct slice text)
{
	return has_any(text, law_words);
}

bool law_releases(struct slice text)
{
	return has_any(text, release_words);
}

/* "China's", "blessés": the s is no section. */
static bool is_genitive(struct slice text, struct slice word)
{
	size_t at = (size_t)(word.at - text.at);

	return word.length == 1 && at > 0 &&
	       (text.at[at - 1] == '\'' || (unsigned char)text.at[at - 1] >= BEYOND_ASCII);
}

/* Before a number their dot ends no sentence. */
static const char *const abbreviations[] = {
	"s",  "ss", "sec", "sect", "art", "arts", "reg", "regs", "r", "par", "al", "no", "nos", "p",
	"pp", "cl", "sch", "ch",   "cf",  "e",    "g",   "i",    "l", "eo",  "o",  "v",  "ex",  NULL};

/* Does a sentence end behind `word`, which is the last of `text`? "s. 6", "sec. 6" go on, "under it. s6" does
 * not. */
static bool ends_sentence(struct slice text, struct slice word)
{
	struct slice behind = slice_sub(text, (size_t)(word.at - text.at) + word.length, text.length);

	return !word_is(word, abbreviations) && behind.length > 0 && behind.at[0] != '\0' &&
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
	return !run->clear || run->verb || law_releases(s->before) || law_releases(s->after);
}

/* Treaties have articles too. */
static const char *const article_tails[] = {" of the ", " of that ",   " of this ",    " of directive",
					    " tfeu",    " of council", " of decision", NULL};
static const char *const article_leads[] = {"draft", "treaty", "new", NULL};

bool law_is_cited(const struct surroundings *s, const struct run *run)
{
	bool few = s->words_before + s->words_after < OTHER_WORDS && !s->cut && !run->word;

	if (run->verb) /* law_is_withholding() has said that it is a sentence */
		return true;
	if (run->article && !run->square && /* "[Art. 4(1)(b)] of the Danish delegation" */
	    (starts_any(s->after, article_tails) || word_is(word_last(s->before), article_leads)))
		return true;
	if (run->wholes && !run->paragraph && slice_starts(s->after, SLICE(" of ")))
		return true;
	if (starts_any(s->after, tails_always) || (!few && is_led_by_citing(s->before, citing_always, 1)))
		return true;
	return (starts_any(s->after, tails) || (!few && is_led_by_citing(s->before, citing, CITING_REACH))) &&
	       is_about_release(s, run);
}

/* In a sentence that argues from a section: "we relied on Section 36(1)(b)", "Section 37(1) of the Harbours
 * Act". */
static const char *const arguing[] = {
	"relied",      "rely ",  "relies",     "claim",           "invok", "cite",  " appl", "exempti",
	"refus",       "ground", "subsection", "public interest", " act ", " act,", " act.", " acts ",
	"regulations", "statut", "foi ",       "schedule",        NULL};

bool law_is_spoken_of(const struct surroundings *s)
{
	return law_releases(s->before) || law_releases(s->after) || law_explains(s->before) ||
	       law_explains(s->after) || has_any(s->before, arguing) || has_any(s->after, arguing) ||
	       law_leads(s->before, CITING_REACH);
}

static bool is_capitals(struct slice word)
{
	for (size_t i = 0; i < word.length; i++)
		if (byte_is_lower(word.at[i]))
			return false;
	return word.length > 0;
}

/* In a sentence of small letters capitals are a mark, even after "being", so there both sides must say so. */
bool law_is_predicate(const struct surroundings *s, const struct run *run)
{
	struct slice word = word_last(s->before);
	bool before = word_is(word, predicates);
	bool after = slice_starts_ci(s->after, SLICE(" of ")) || slice_starts_ci(s->after, SLICE(" for "));
	bool capitals = is_capitals(word) || slice_starts(s->after, SLICE(" OF ")) ||
			slice_starts(s->after, SLICE(" FOR "));

	return run->clear && !capitals ? before && after : before || after;
}

bool law_is_withholding(const struct surroundings *s, const struct run *run)
{
	if (!run->verb || run->square || run->round || run->stamped)
		return run->verb;
	return !s->cut && s->words_before <= SUBJECT_WORDS_MAX &&
	       s->words_before + s->words_after <= SHORT_LINE_WORDS &&
	       !word_is(word_last(s->before), passive);
}

bool law_leads(struct slice before, unsigned reach)
{
	return is_led_by_citing(before, citing_always, reach) || is_led_by_citing(before, citing, reach);
}
