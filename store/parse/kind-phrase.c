/* SPDX-License-Identifier: MIT */
/* Headings of many words: how they begin and end, and what they hold. */
#include "kind-read.h"

#include "shape.h"

enum {
	PHRASE_WORDS = 6,    /* most words of a heading */
	ADDRESSED_WORDS = 9, /* of one that says whom the paper is for */
	DESK_WORDS = 7,      /* of one that is not in capitals */
	SCHEDULE_WORDS = 9,
	SCHEDULE_WORDS_MAX = 16,
	ANNEX_MAX = 6 /* bytes of an annex's number */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const schedule_words[] = {
	"schedule", "within scope", "in scope", "list of",          "index",
	"released", "for release",  "table of", "within the scope", "identified"};
static const char *const schedule_nouns[] = {"document", "records", "papers", "information released"};
/* What a schedule's heading begins with, however long it is. */
static const char *const schedule_starts[] = {"schedule of ",       "list of ",          "index of ",
					      "table of ",          "document schedule", "documents within",
					      "documents in scope", "papers within",     "records within"};
static const char *const meetings[] = {"minutes of ",          "record of decision", "notes of a meeting",
				       "notes of the meeting", "notes of meeting",   "record of meeting",
				       "record of a meeting",  "note of meeting",    "note of a meeting",
				       "note of the meeting",  "meeting minutes",    "summary record of",
				       "proc\xc3\xa8s-verbal", "compte rendu de"};
static const char *const notes[] = {"note of ", "notes of ", "minute of ", "record of "};
static const char *const memoranda[] = {" memorandum",       " memo",           " minute",     " airtel",
					"facsimile message", "fax message",     "fax header",  "telefax",
					"telefacsimile",     "note de service", "routing slip"};
static const char *const lines[] = {" press guidance", " media lines",    " press lines",
				    " holding lines",  " reactive lines", " press release"};
static const char *const papers[] = {"note ", "memorandum ", "memo ", "minute "};
static const char *const files[] = {" file", " files", " record", " the dossier"};
static const char *const covers[] = {"cover sheet", "coversheet", "cover page"};
static const char *const tables[] = {" report", " briefing", " submission", " note"};
/* Of the Irish houses. */
static const char *const questions[] = {"d\xc3\x81il question", "d\xc3\xa1il question", "dail question",
					"seanad question"};
/* Whose desk a paper goes to is named in its heading: "MEMORANDUM FOR THE MINISTER" of Canada, "NOTE FOR
 * SECRETARY GENERAL" of Ireland, "Submission to the Minister". */
static const char *const addressed[] = {"memorandum for ",
					"memorandum to ",
					"briefing for ",
					"briefing note for ",
					"briefing note to ",
					"submission to ",
					"brief for ",
					"note for ",
					"note to ",
					"information note for ",
					"information note to ",
					"note pour ",
					"note \xc3\xa0 ",
					"note \xc3\x80 ",
					"memorandum pour ",
					"note d'information \xc3\xa0 ",
					"note d'information \xc3\x80 ",
					"decision memorandum for ",
					"decision memo for ",
					"action memorandum for ",
					"action memo for ",
					"information memorandum for ",
					"information memo for ",
					"briefing memorandum for ",
					"briefing checklist for "};
static const char *const desks[] = {
	"minister",   "secretary",  "commissioner",    "president", "director",         "governor",
	"chief exec", "taoiseach",  "t\xc3\xa1naiste", "cabinet",   "premier",          "treasurer",
	"ministre",   "board",      "administrator",   "chair",     "pr\xc3\xa9sident", "pr\xc3\x89sident",
	"directeur",  "directrice", "commissaire",     "members",   "councillors",      "committee",
	"mayor",      "leader"};

/* Behind "Annex 1: ", "Annex - ", "Appendix B - ". */
struct slice kind_without_annex(struct slice s)
{
	static const char *const names[] = {"annex", "appendix", "attachment", "enclosure"};
	size_t at = 0;

	for (size_t i = 0; i < COUNT(names); i++)
		if (slice_starts_ci(s, slice_of(names[i])))
			at = strlen(names[i]);
	for (size_t end = at; at > 0 && end < s.length && end < at + ANNEX_MAX; end++)
		if (strchr(":-", s.at[end]) || (unsigned char)s.at[end] >= 0x80) {
			while (end < s.length && !byte_is_letter(s.at[end]))
				end++;
			return slice_sub(s, end, s.length);
		}
	return s;
}

/* "Annex 1: Documents within scope", "Table of documents released", "Schedule of Records for FOI/2019/088:
 * Summary for Decision Making" */
static bool is_schedule(struct slice s)
{
	size_t words = shape_word_count(s, SCHEDULE_WORDS_MAX + 1);
	struct slice bare = kind_without_annex(s);

	if (words > SCHEDULE_WORDS_MAX || !slice_holds_one_of_ci(s, schedule_nouns, COUNT(schedule_nouns)))
		return false;
	return slice_starts_with_one_of_ci(bare, schedule_starts, COUNT(schedule_starts)) ||
	       (words <= SCHEDULE_WORDS && slice_holds_one_of_ci(s, schedule_words, COUNT(schedule_words)));
}

bool kind_is_annexed_schedule(struct slice s)
{
	return kind_without_annex(s).length < s.length && is_schedule(s);
}

bool kind_ends_with_year(struct slice s)
{
	size_t digits = 0;

	while (digits < s.length && byte_is_digit(s.at[s.length - 1 - digits]))
		digits++;
	return digits == 4;
}

/* "Minutes of the last meeting": the first item of other minutes. */
static bool is_agenda_item(struct slice s)
{
	static const char *const ends[] = {"last meeting", "previous meeting", "last minutes"};

	return slice_ends_with_one_of_ci(s, ends, COUNT(ends));
}

/* "NOTE FOR THE ATTENTION OF THE DIRECTOR-GENERAL" of the European Commission has more words. */
static bool is_addressed(struct slice s)
{
	size_t words = shape_word_count(s, ADDRESSED_WORDS + 1);

	return words <= ADDRESSED_WORDS && slice_starts_with_one_of_ci(s, addressed, COUNT(addressed)) &&
	       slice_holds_one_of_ci(s, desks, COUNT(desks)) &&
	       (words <= DESK_WORDS || shape_is_capitals(s) ||
		slice_starts_ci(s, SLICE("note for the attention of ")));
}

/* "LINES TO TAKE - KERBS", "Briefing note \xe2\x80\x93 kerbs" */
bool kind_is_dashed(struct slice rest)
{
	return slice_starts(rest, SLICE(" - ")) || slice_starts(rest, SLICE(" \xe2\x80\x93 ")) ||
	       slice_starts(rest, SLICE(" \xe2\x80\x94 "));
}

/* Headings of many words, told by how they begin or end. */
bool kind_phrase(struct slice s, struct kind *ret)
{
	if (s.length == 0 || !byte_is_upper(s.at[0]) || strchr(".,;:", s.at[s.length - 1]))
		return false;
	size_t words = shape_word_count(s, PHRASE_WORDS + 1), colon = slice_find(s, SLICE(": "), 0);

	/* "NOTE TO THE FILE", "Memorandum for the record" */
	if (words <= PHRASE_WORDS && slice_starts_with_one_of_ci(s, papers, COUNT(papers)) &&
	    slice_ends_with_one_of_ci(s, files, COUNT(files)))
		*ret = (struct kind){TYPE_DOCUMENT, KIND_HEADING, 0};
	/* "INFORMATION MEMORANDUM", "Internal minute", "FACSIMILE MESSAGE" */
	else if (words < 4 && slice_ends_with_one_of_ci(s, memoranda, COUNT(memoranda)))
		*ret = (struct kind){TYPE_MESSAGE, KIND_MEMORANDUM, 0};
	else if ((slice_starts_with_one_of_ci(s, meetings, COUNT(meetings)) && !is_agenda_item(s)) ||
		 slice_equal_ci(s, SLICE("minutes")))
		*ret = (struct kind){TYPE_DOCUMENT, KIND_CAPTION, 0};
	/* "Note of Asset Board, 20 February 2017" */
	else if (slice_starts_with_one_of_ci(s, notes, COUNT(notes)) && kind_ends_with_year(s))
		*ret = (struct kind){TYPE_DOCUMENT, KIND_CAPTION, 0};
	/* "HOT ISSUES BRIEF" */
	else if (words < 5 && shape_is_capitals(s) && slice_ends_ci(s, SLICE(" brief")))
		*ret = (struct kind){TYPE_BRIEFING, KIND_HEADING, 0};
	/* "NEA Press Guidance" */
	else if (words < 4 && slice_ends_with_one_of_ci(s, lines, COUNT(lines)))
		*ret = (struct kind){TYPE_MEDIA_LINES, KIND_HEADING, 0};
	/* "MINUTES - HARBOUR COMMITTEE", but not "Minutes - 20 August 2018" */
	else if (slice_starts_ci(s, SLICE("minutes")) &&
		 kind_is_dashed(slice_sub(s, strlen("minutes"), s.length)) && !shape_has_digit(s))
		*ret = (struct kind){TYPE_DOCUMENT, KIND_PREFIX, 0};
	else if (slice_ends_with_one_of_ci(s, covers, COUNT(covers)) && words <= PHRASE_WORDS)
		*ret = (struct kind){TYPE_DOCUMENT, KIND_COVER, 0};
	else if (slice_starts_ci(s, SLICE("chair, cabinet")) || slice_equal_ci(s, SLICE("cabinet paper")))
		*ret = (struct kind){TYPE_DOCUMENT, KIND_HEADING, 0};
	/* "D\xc3\x81IL QUESTION      NO. 214" */
	else if (slice_starts_with_one_of_ci(s, questions, COUNT(questions)) && words <= PHRASE_WORDS)
		*ret = (struct kind){TYPE_DOCUMENT, KIND_HEADING, 0};
	else if (slice_starts_ci(s, SLICE("parliamentary question")) && words <= PHRASE_WORDS)
		*ret = (struct kind){TYPE_BRIEFING, KIND_HEADING, 0};
	else if (is_schedule(s))
		*ret = (struct kind){TYPE_SCHEDULE, KIND_HEADING, 0};
	else if (is_addressed(s))
		*ret = (struct kind){TYPE_BRIEFING, KIND_HEADING, 0};
	/* "Briefing note for the Minister of State: Kerbs" */
	else if (colon < s.length && is_addressed(slice_sub(s, 0, colon)))
		*ret = (struct kind){TYPE_BRIEFING, KIND_PREFIX, colon + 2};
	else if (slice_ends_with_one_of_ci(s, tables, COUNT(tables)) && words < 4)
		*ret = (struct kind){TYPE_BRIEFING, KIND_TABLE, 0};
	else
		return false;
	return true;
}
