/* SPDX-License-Identifier: MIT */
#include "kind.h"

#include "shape.h"

enum {
	PHRASE_WORDS = 6,    /* most words of a heading */
	ADDRESSED_WORDS = 9, /* of one that says whom the paper is for */
	DESK_WORDS = 7,      /* of one that is not in capitals */
	SCHEDULE_WORDS = 9,
	SCHEDULE_WORDS_MAX = 16,
	ANNEX_MAX = 6,   /* bytes of an annex's number */
	SPACED_MAX = 80, /* bytes of a heading in spaced letters */
	CELL_MAX = 48    /* bytes of what stands beside a heading */
};

static const struct kind_form {
	const char *name;
	enum document_type type;
	enum kind_sense sense;
} kind_forms[] = {
	{"media lines", TYPE_MEDIA_LINES, KIND_HEADING},
	{"media talking points", TYPE_MEDIA_LINES, KIND_HEADING},
	{"talking points", TYPE_MEDIA_LINES, KIND_PREFIX}, /* of a matter; bare it is a briefing's section */
	{"media responses", TYPE_MEDIA_LINES, KIND_HEADING},
	{"media response", TYPE_MEDIA_LINES, KIND_HEADING},
	{"media q&a", TYPE_MEDIA_LINES, KIND_HEADING},
	{"reactive media lines", TYPE_MEDIA_LINES, KIND_HEADING},
	{"reactive lines", TYPE_MEDIA_LINES, KIND_HEADING},
	{"press lines", TYPE_MEDIA_LINES, KIND_HEADING},
	{"lines to take", TYPE_MEDIA_LINES, KIND_HEADING},
	{"holding lines", TYPE_MEDIA_LINES, KIND_HEADING},
	{"media statement", TYPE_MEDIA_LINES, KIND_HEADING},
	{"reactive media statement", TYPE_MEDIA_LINES, KIND_HEADING},
	{"questions and answers", TYPE_MEDIA_LINES, KIND_HEADING},
	{"q&a", TYPE_MEDIA_LINES, KIND_HEADING},
	{"q&as", TYPE_MEDIA_LINES, KIND_HEADING},
	{"document schedule", TYPE_SCHEDULE, KIND_HEADING},
	{"schedule of documents", TYPE_SCHEDULE, KIND_HEADING},
	{"schedule of released documents", TYPE_SCHEDULE, KIND_HEADING},
	{"schedule of records", TYPE_SCHEDULE, KIND_HEADING},
	{"list of documents", TYPE_SCHEDULE, KIND_HEADING},
	{"index of documents", TYPE_SCHEDULE, KIND_HEADING},
	{"document index", TYPE_SCHEDULE, KIND_HEADING},
	{"document list", TYPE_SCHEDULE, KIND_HEADING},
	{"documents for release", TYPE_SCHEDULE, KIND_HEADING},
	{"vaughn index", TYPE_SCHEDULE, KIND_HEADING},
	{"schedule", TYPE_SCHEDULE, KIND_HEADING},
	{"briefing", TYPE_BRIEFING, KIND_HEADING},
	{"briefing note", TYPE_BRIEFING, KIND_HEADING},
	{"briefing paper", TYPE_BRIEFING, KIND_HEADING},
	{"briefing points", TYPE_BRIEFING, KIND_HEADING},
	{"ministerial briefing", TYPE_BRIEFING, KIND_HEADING},
	{"ministerial submission", TYPE_BRIEFING, KIND_HEADING},
	{"submission", TYPE_BRIEFING, KIND_HEADING},
	{"aide memoire", TYPE_BRIEFING, KIND_HEADING},
	{"aide-memoire", TYPE_BRIEFING, KIND_HEADING},
	{"aide m\xc3\xa9moire", TYPE_BRIEFING, KIND_HEADING},
	{"aide-m\xc3\xa9moire", TYPE_BRIEFING, KIND_HEADING},
	{"briefing fiche", TYPE_BRIEFING, KIND_HEADING},
	{"event briefing", TYPE_BRIEFING, KIND_HEADING},
	{"event brief", TYPE_BRIEFING, KIND_HEADING},
	{"joint briefing", TYPE_BRIEFING, KIND_HEADING},
	{"intelligence note", TYPE_BRIEFING, KIND_HEADING},
	{"intelligence report", TYPE_BRIEFING, KIND_HEADING},
	{"meeting brief", TYPE_BRIEFING, KIND_HEADING},
	{"meeting briefing", TYPE_BRIEFING, KIND_HEADING},
	{"information brief", TYPE_BRIEFING, KIND_HEADING},
	{"hot topic brief", TYPE_BRIEFING, KIND_HEADING},
	{"hot issue brief", TYPE_BRIEFING, KIND_HEADING},
	{"question time brief", TYPE_BRIEFING, KIND_HEADING},
	{"senate estimates brief", TYPE_BRIEFING, KIND_HEADING},
	{"background brief", TYPE_BRIEFING, KIND_HEADING},
	{"background note", TYPE_BRIEFING, KIND_HEADING},
	{"reactive q&a", TYPE_MEDIA_LINES, KIND_HEADING},
	{"questions & answers", TYPE_MEDIA_LINES, KIND_HEADING},
	{"lines for media", TYPE_MEDIA_LINES, KIND_HEADING},
	{"media holding lines", TYPE_MEDIA_LINES, KIND_HEADING},
	{"key messages and q&as", TYPE_MEDIA_LINES, KIND_HEADING},
	{"if asked", TYPE_MEDIA_LINES, KIND_PREFIX},
	{"press guidance", TYPE_MEDIA_LINES, KIND_HEADING},
	{"press release", TYPE_MEDIA_LINES, KIND_HEADING},
	{"media release", TYPE_MEDIA_LINES, KIND_HEADING},
	{"news release", TYPE_MEDIA_LINES, KIND_HEADING},
	{"press statement", TYPE_MEDIA_LINES, KIND_HEADING},
	{"press query", TYPE_MEDIA_LINES, KIND_HEADING},
	{"media query", TYPE_MEDIA_LINES, KIND_HEADING},
	{"press enquiry", TYPE_MEDIA_LINES, KIND_HEADING},
	{"media enquiry", TYPE_MEDIA_LINES, KIND_HEADING},
	{"communications plan", TYPE_MEDIA_LINES, KIND_HEADING},
	{"press notice", TYPE_MEDIA_LINES, KIND_HEADING},
	{"media advisory", TYPE_MEDIA_LINES, KIND_HEADING},
	{"communiqu\xc3\xa9 de presse", TYPE_MEDIA_LINES, KIND_HEADING},
	{"preaseisi\xc3\xbaint", TYPE_MEDIA_LINES, KIND_HEADING},
	{"preasr\xc3\xa1iteas", TYPE_MEDIA_LINES, KIND_HEADING},
	{"infocapsules", TYPE_MEDIA_LINES, KIND_HEADING},
	{"infocapsule", TYPE_MEDIA_LINES, KIND_HEADING},
	{"lignes pour les m\xc3\xa9"
	 "dias",
	 TYPE_MEDIA_LINES, KIND_HEADING},
	{"question period note", TYPE_BRIEFING, KIND_HEADING},
	{"question period card", TYPE_BRIEFING, KIND_HEADING},
	{"house card", TYPE_BRIEFING, KIND_HEADING},
	{"possible parliamentary question", TYPE_BRIEFING, KIND_HEADING},
	{"information note", TYPE_BRIEFING, KIND_HEADING},
	{"decision brief", TYPE_BRIEFING, KIND_HEADING},
	{"decision note", TYPE_BRIEFING, KIND_HEADING},
	{"ministerial brief", TYPE_BRIEFING, KIND_HEADING},
	{"ministerial information request", TYPE_BRIEFING, KIND_HEADING},
	{"note d'information", TYPE_BRIEFING, KIND_HEADING},
	{"note de breffage", TYPE_BRIEFING, KIND_HEADING},
	{"vermerk", TYPE_DOCUMENT, KIND_HEADING},
	{"flash report", TYPE_DOCUMENT, KIND_HEADING},
	{"mission report", TYPE_DOCUMENT, KIND_HEADING},
	{"visit report", TYPE_DOCUMENT, KIND_HEADING},
	{"meeting report", TYPE_DOCUMENT, KIND_HEADING},
	{"meeting note", TYPE_DOCUMENT, KIND_HEADING},
	{"meeting notes", TYPE_DOCUMENT, KIND_HEADING},
	{"compte rendu", TYPE_DOCUMENT, KIND_HEADING},
	{"record of conversation", TYPE_DOCUMENT, KIND_HEADING},
	{"record of discussion", TYPE_DOCUMENT, KIND_HEADING},
	{"record of meeting", TYPE_DOCUMENT, KIND_HEADING},
	{"record of telephone conversation", TYPE_DOCUMENT, KIND_HEADING},
	{"record of telephone call", TYPE_DOCUMENT, KIND_HEADING},
	{"memorandum of conversation", TYPE_DOCUMENT, KIND_HEADING},
	{"memorandum of telephone conversation", TYPE_DOCUMENT, KIND_HEADING},
	{"telephone record", TYPE_DOCUMENT, KIND_HEADING},
	{"telephone note", TYPE_DOCUMENT, KIND_HEADING},
	{"telephone call record", TYPE_DOCUMENT, KIND_HEADING},
	{"record of call", TYPE_DOCUMENT, KIND_HEADING},
	{"call note", TYPE_DOCUMENT, KIND_HEADING},
	{"phone note", TYPE_DOCUMENT, KIND_HEADING},
	{"note for file", TYPE_DOCUMENT, KIND_HEADING},
	{"note to file", TYPE_DOCUMENT, KIND_HEADING},
	{"note for the record", TYPE_DOCUMENT, KIND_HEADING},
	{"note for the file", TYPE_DOCUMENT, KIND_HEADING},
	{"diary note", TYPE_DOCUMENT, KIND_HEADING},
	{"memorandum", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"memorandum for the record", TYPE_DOCUMENT, KIND_HEADING},
	{"memorandum for record", TYPE_DOCUMENT, KIND_HEADING},
	{"memorandum for the file", TYPE_DOCUMENT, KIND_HEADING},
	{"memorandum for the files", TYPE_DOCUMENT, KIND_HEADING},
	{"memorandum to file", TYPE_DOCUMENT, KIND_HEADING},
	{"memorandum to the file", TYPE_DOCUMENT, KIND_HEADING},
	{"memo to file", TYPE_DOCUMENT, KIND_HEADING},
	{"minute", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"airtel", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"cable details", TYPE_MESSAGE, KIND_MEMORANDUM}, /* of the Australian department's form */
	{"savingram", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"office memorandum", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"interoffice memorandum", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"inter-office memorandum", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"internal memo", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"internal memorandum", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"facsimile", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"fax", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"facsimile transmission", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"meamram", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"note de service", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"memo", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"internal note", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"file note", TYPE_DOCUMENT, KIND_HEADING},
	{"speaking notes", TYPE_DOCUMENT, KIND_HEADING},
	{"speaking note", TYPE_DOCUMENT, KIND_HEADING},
	{"speech notes", TYPE_DOCUMENT, KIND_HEADING},
	{"speaking points", TYPE_DOCUMENT, KIND_HEADING},
	{"attachment", TYPE_ATTACHMENT, KIND_HEADING},
	{"annex", TYPE_ATTACHMENT, KIND_HEADING},
	{"appendix", TYPE_ATTACHMENT, KIND_HEADING},
	{"enclosure", TYPE_ATTACHMENT, KIND_HEADING},
	{"formal message", TYPE_MESSAGE, KIND_PREFIX},
	{"email", TYPE_MESSAGE, KIND_PREFIX},
	{"e-mail", TYPE_MESSAGE, KIND_PREFIX},
	{"letter", TYPE_LETTER, KIND_PREFIX},
};

/* "Annex", "Annex B", "ATTACHMENT 2". */
static bool is_numbered(struct slice rest)
{
	rest = slice_trim(rest);
	return rest.length == 0 || (rest.length <= 4 && shape_is_number(rest));
}

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
static struct slice without_annex(struct slice s)
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
	struct slice bare = without_annex(s);

	if (words > SCHEDULE_WORDS_MAX || !slice_holds_one_of_ci(s, schedule_nouns, COUNT(schedule_nouns)))
		return false;
	return slice_starts_with_one_of_ci(bare, schedule_starts, COUNT(schedule_starts)) ||
	       (words <= SCHEDULE_WORDS && slice_holds_one_of_ci(s, schedule_words, COUNT(schedule_words)));
}

static bool ends_with_year(struct slice s)
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

static bool holds_digit(struct slice s)
{
	for (size_t i = 0; i < s.length; i++)
		if (byte_is_digit(s.at[i]))
			return true;
	return false;
}

/* "LINES TO TAKE - KERBS", "Briefing note \xe2\x80\x93 kerbs" */
static bool is_dashed(struct slice rest)
{
	return slice_starts(rest, SLICE(" - ")) || slice_starts(rest, SLICE(" \xe2\x80\x93 ")) ||
	       slice_starts(rest, SLICE(" \xe2\x80\x94 "));
}

/* Headings of many words, told by how they begin or end. */
static bool read_phrase(struct slice s, struct kind *ret)
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
	else if (slice_starts_with_one_of_ci(s, notes, COUNT(notes)) && ends_with_year(s))
		*ret = (struct kind){TYPE_DOCUMENT, KIND_CAPTION, 0};
	/* "NEA Press Guidance" */
	else if (words < 4 && slice_ends_with_one_of_ci(s, lines, COUNT(lines)))
		*ret = (struct kind){TYPE_MEDIA_LINES, KIND_HEADING, 0};
	/* "MINUTES - HARBOUR COMMITTEE", but not "Minutes - 20 August 2018" */
	else if (slice_starts_ci(s, SLICE("minutes")) &&
		 is_dashed(slice_sub(s, strlen("minutes"), s.length)) && !holds_digit(s))
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

static struct slice first_cell(struct slice s)
{
	return slice_trim(slice_sub(s, 0, slice_find(s, SLICE("   "), 0)));
}

static bool read_name(struct slice s, struct kind *ret)
{
	for (size_t i = 0; i < sizeof kind_forms / sizeof *kind_forms; i++) {
		if (s.length == 0 || byte_lower(s.at[0]) != *kind_forms[i].name)
			continue;
		struct slice name = slice_of(kind_forms[i].name), rest;
		enum kind_sense sense = kind_forms[i].sense;

		if (!slice_starts_ci(s, name))
			continue;
		rest = slice_sub(s, name.length, s.length);
		if (rest.length > 0 && rest.at[0] == ':' && sense != KIND_MEMORANDUM)
			sense = slice_trim(slice_sub(rest, 1, rest.length)).length > 0 ? KIND_PREFIX : sense;
		else if (sense == KIND_HEADING && is_dashed(rest) && ends_with_year(first_cell(rest)))
			; /* "Estimates brief - Budget May 2023": names the occasion, not what it is of */
		else if (sense == KIND_HEADING && is_dashed(rest) &&
			 (kind_forms[i].type == TYPE_BRIEFING || kind_forms[i].type == TYPE_MEDIA_LINES))
			sense = KIND_PREFIX;
		else if (sense == KIND_PREFIX || (rest.length > 0 && byte_is_letter(rest.at[0])) ||
			 !(kind_forms[i].type == TYPE_ATTACHMENT ? is_numbered(rest)
								 : slice_trim(rest).length == 0))
			continue;
		*ret = (struct kind){kind_forms[i].type, sense, sense == KIND_PREFIX ? name.length + 1 : 0};
		return true;
	}
	return false;
}

static bool read_one(struct slice s, struct kind *ret)
{
	/* "Appendix: documents within the scope of the request" */
	if (without_annex(s).length < s.length && is_schedule(s)) {
		*ret = (struct kind){TYPE_SCHEDULE, KIND_HEADING, 0};
		return true;
	}
	return read_name(s, ret) || read_phrase(s, ret);
}

/* "M E M O R A N D U M": each letter stands alone, words are parted by more blanks. */
static bool read_spaced(struct slice s, struct kind *ret)
{
	char plain[SPACED_MAX];
	size_t length = 0;

	if (s.length < 7 || s.length > SPACED_MAX)
		return false;
	for (size_t i = 0; i < s.length; i++) {
		bool gap = i % 2 == 1 && byte_is_space(s.at[i]);

		if (i % 2 == 0 ? byte_is_space(s.at[i]) : !gap)
			return false;
		if (!gap)
			plain[length++] = s.at[i];
	}
	return read_one((struct slice){plain, length}, ret) && ret->sense != KIND_PREFIX;
}

/* "MEDIA LINES / INFOCAPSULES", "Meamram / Memo": a heading in two languages. */
static bool read_bilingual(struct slice s, struct kind *ret)
{
	size_t slash = slice_find(s, SLICE(" / "), 0);

	if (slash == s.length)
		return false;
	return (read_name(slice_trim(slice_sub(s, 0, slash)), ret) ||
		read_name(slice_trim(slice_sub(s, slash + 3, s.length)), ret)) &&
	       ret->sense != KIND_PREFIX;
}

/* "HOLDING LINES AND Q&A": two kinds in one heading; the first tells. */
static bool read_pair(struct slice s, struct kind *ret)
{
	size_t at = slice_find_ci(s, SLICE(" and "), 0);
	struct kind other;

	return at < s.length && read_name(slice_sub(s, at + 5, s.length), &other) &&
	       other.sense == KIND_HEADING && read_name(slice_sub(s, 0, at), ret) &&
	       ret->sense == KIND_HEADING;
}

/* When the press may print it. */
static const char *const releases[] = {"immediate release", "embargo", "check against delivery"};

/* What is printed beside a heading and names no text: a classification, a number, "Date: 12/11/18". */
static bool is_beside(struct slice cell)
{
	/* "2.     Minutes of the meeting": an item of a list. */
	if (slice_last(cell) == '.' || slice_last(cell) == ')')
		return false;
	return cell.length <= CELL_MAX && (holds_digit(cell) || shape_is_classification(cell) ||
					   slice_holds_one_of_ci(cell, releases, COUNT(releases)));
}

/* "PROTECTED      MINISTERIAL SUBMISSION      MS20-000771": one cell of a row of a classification and
 * numbers. */
static bool read_cells(struct slice s, struct kind *ret)
{
	bool found = false;
	struct kind kind;

	for (size_t at = 0, end; at < s.length; at = end) {
		end = slice_find(s, SLICE("   "), at);
		struct slice cell = slice_trim(slice_sub(s, at, end));

		while (end < s.length && byte_is_space(s.at[end]))
			end++;
		if (at == 0 && end == s.length)
			return false;
		if (is_beside(cell) && !(read_one(cell, &kind) && !found))
			continue;
		if (found || !(read_one(cell, &kind) || read_bilingual(cell, &kind)) ||
		    kind.sense == KIND_PREFIX)
			return false;
		found = true;
		*ret = kind;
	}
	return found;
}

/* "OFFICE OF THE EXCHEQUER  -  REPORT", "Department of Tides - Briefing note": who writes, and what kind. */
static bool read_behind_unit(struct slice s, struct kind *ret)
{
	size_t dash = slice_find(s, SLICE(" - "), 0);

	if (dash == s.length)
		dash = slice_find(s, SLICE(" \xe2\x80\x93 "), 0);
	if (dash == s.length)
		return false;
	struct slice unit = slice_trim(slice_sub(s, 0, dash)), name = slice_sub(s, dash + 1, s.length);

	name = slice_trim(slice_sub(name, slice_find(name, SLICE(" "), 0), name.length));
	if (!(shape_is_unit(unit) || shape_is_capitals(unit)) || shape_word_count(unit, 2) < 2)
		return false;
	*ret = (struct kind){TYPE_DOCUMENT, KIND_HEADING, 0};
	return slice_equal_ci(name, SLICE("report")) || (read_name(name, ret) && ret->sense == KIND_HEADING);
}

bool kind_read(struct slice s, struct kind *ret)
{
	s = slice_sub(s, 0, SHAPE_TITLE_MAX);
	return read_one(s, ret) || read_spaced(s, ret) || read_bilingual(s, ret) || read_pair(s, ret) ||
	       read_cells(s, ret) || read_behind_unit(s, ret);
}
