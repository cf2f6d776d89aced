/* SPDX-License-Identifier: MIT */
#include "kind.h"

#include "shape.h"

enum { PHRASE_WORDS = 6, SCHEDULE_WORDS = 9 }; /* most words of a heading */

static const struct kind_form {
	const char *name;
	enum document_type type;
	enum kind_sense sense;
} kind_forms[] = {
	{"media lines", TYPE_MEDIA_LINES, KIND_HEADING},
	{"media talking points", TYPE_MEDIA_LINES, KIND_HEADING},
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
	{"event briefing", TYPE_BRIEFING, KIND_HEADING},
	{"event brief", TYPE_BRIEFING, KIND_HEADING},
	{"joint briefing", TYPE_BRIEFING, KIND_HEADING},
	{"intelligence note", TYPE_BRIEFING, KIND_HEADING},
	{"intelligence report", TYPE_BRIEFING, KIND_HEADING},
	{"meeting brief", TYPE_BRIEFING, KIND_HEADING},
	{"meeting briefing", TYPE_BRIEFING, KIND_HEADING},
	{"information brief", TYPE_BRIEFING, KIND_HEADING},
	{"question time brief", TYPE_BRIEFING, KIND_HEADING},
	{"senate estimates brief", TYPE_BRIEFING, KIND_HEADING},
	{"background brief", TYPE_BRIEFING, KIND_HEADING},
	{"background note", TYPE_BRIEFING, KIND_HEADING},
	{"memorandum", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"memo", TYPE_MESSAGE, KIND_MEMORANDUM},
	{"file note", TYPE_DOCUMENT, KIND_HEADING},
	{"speaking notes", TYPE_DOCUMENT, KIND_HEADING},
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

static const char *const schedule_words[] = {"schedule", "within scope", "in scope",    "list of",
					     "index",    "released",     "for release", "table of"};
static const char *const meetings[] = {"minutes of ",      "notes of a meeting", "notes of the meeting",
				       "notes of meeting", "record of meeting",  "record of a meeting"};
static const char *const covers[] = {"cover sheet", "coversheet", "cover page"};
static const char *const tables[] = {" report", " briefing", " submission", " note"};

/* "Annex 1: Documents within scope", "Table of documents released" */
static bool is_schedule(struct slice s)
{
	if (shape_word_count(s, SCHEDULE_WORDS + 1) > SCHEDULE_WORDS ||
	    slice_find_ci(s, SLICE("documents"), 0) == s.length)
		return false;
	for (size_t i = 0; i < COUNT(schedule_words); i++)
		if (slice_find_ci(s, slice_of(schedule_words[i]), 0) < s.length)
			return true;
	return false;
}

/* Headings of many words, told by how they begin or end. */
static bool read_phrase(struct slice s, struct kind *ret)
{
	if (s.length == 0 || !byte_is_upper(s.at[0]) || strchr(".,;:", s.at[s.length - 1]))
		return false;
	size_t words = shape_word_count(s, PHRASE_WORDS + 1);

	/* "INFORMATION MEMORANDUM", "Action memorandum" */
	if (slice_ends_ci(s, SLICE(" memorandum")) && words < 4)
		*ret = (struct kind){TYPE_MESSAGE, KIND_MEMORANDUM, 0};
	else if (slice_starts_with_one_of_ci(s, meetings, COUNT(meetings)) ||
		 slice_equal_ci(s, SLICE("minutes")))
		*ret = (struct kind){TYPE_DOCUMENT, KIND_CAPTION, 0};
	else if (slice_ends_with_one_of_ci(s, covers, COUNT(covers)) && words <= PHRASE_WORDS)
		*ret = (struct kind){TYPE_DOCUMENT, KIND_COVER, 0};
	else if (slice_starts_ci(s, SLICE("chair, cabinet")) || slice_equal_ci(s, SLICE("cabinet paper")))
		*ret = (struct kind){TYPE_DOCUMENT, KIND_HEADING, 0};
	else if (is_schedule(s))
		*ret = (struct kind){TYPE_SCHEDULE, KIND_HEADING, 0};
	else if (slice_ends_with_one_of_ci(s, tables, COUNT(tables)) && words < 4)
		*ret = (struct kind){TYPE_BRIEFING, KIND_TABLE, 0};
	else
		return false;
	return true;
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
		else if (sense == KIND_PREFIX || (rest.length > 0 && byte_is_letter(rest.at[0])) ||
			 !(kind_forms[i].type == TYPE_ATTACHMENT ? is_numbered(rest)
								 : slice_trim(rest).length == 0))
			continue;
		*ret = (struct kind){kind_forms[i].type, sense, sense == KIND_PREFIX ? name.length + 1 : 0};
		return true;
	}
	return false;
}

bool kind_read(struct slice s, struct kind *ret)
{
	s = slice_sub(s, 0, SHAPE_TITLE_MAX);
	return read_name(s, ret) || read_phrase(s, ret);
}
