/* SPDX-License-Identifier: MIT */
/* Headings of few words: a table of the names by which kinds go. */
#include "kind-read.h"

#include "../util/initials.h"
#include "shape.h"

#include <assert.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

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
	{"document table", TYPE_SCHEDULE, KIND_HEADING},
	{"document register", TYPE_SCHEDULE, KIND_HEADING},
	{"vaughn index", TYPE_SCHEDULE, KIND_HEADING},
	/* of presidential libraries, in the place of papers that they keep back */
	{"withdrawal/redaction sheet", TYPE_SCHEDULE, KIND_HEADING},
	{"withdrawal sheet", TYPE_SCHEDULE, KIND_HEADING},
	{"foia marker", TYPE_DOCUMENT, KIND_COVER},
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
	{"desk statement", TYPE_MEDIA_LINES, KIND_HEADING},
	{"response to query", TYPE_MEDIA_LINES, KIND_HEADING},
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

static_assert(COUNT(kind_forms) <= INITIALS_END, "more names than can be told by their first byte");

static struct initials initials = INITIALS(kind_forms, name);

/* "Annex", "Annex B", "ATTACHMENT 2". */
static bool is_numbered(struct slice rest)
{
	rest = slice_trim(rest);
	return rest.length == 0 || (rest.length <= 4 && shape_is_number(rest));
}

/* " - reactive", " - for use if asked": when it is to be used, and not what it is of. */
static bool is_use(struct slice dashed)
{
	static const char *const uses[] = {"reactive",         "reactive only",     "proactive", "if asked",
					   "for use if asked", "reactive use only", "draft",     "final",
					   "for information",  "for decision"};
	struct slice words = slice_trim(slice_sub(dashed, 1, dashed.length));

	return slice_is_one_of_ci(
		slice_trim(slice_sub(words, slice_find(words, SLICE(" "), 0), words.length)), uses,
		COUNT(uses));
}

/* "DESK STATEMENT (use only if asked)" */
static bool is_in_brackets(struct slice rest)
{
	return slice_starts(rest, SLICE(" (")) && slice_last(rest) == ')' &&
	       slice_find(rest, SLICE(")"), 0) + 1 == rest.length;
}

bool kind_name_begins(struct slice s)
{
	for (size_t i = initials_first(&initials, s); i != INITIALS_END; i = initials_next(&initials, i))
		if (slice_starts_ci(s, slice_of(kind_forms[i].name)))
			return true;
	return false;
}

/* What `rest`, behind the name, makes of it. False: it is another heading, or none. */
static bool read_rest(const struct kind_form *form, struct slice rest, enum kind_sense *ret)
{
	bool of_lines = form->type == TYPE_MEDIA_LINES, heading = form->sense == KIND_HEADING;

	*ret = form->sense;
	if (rest.length > 0 && rest.at[0] == ':' && form->sense != KIND_MEMORANDUM) {
		if (slice_trim(slice_sub(rest, 1, rest.length)).length > 0)
			*ret = KIND_PREFIX;
		return true;
	}
	if (heading && kind_is_dashed(rest)) {
		/* "Estimates brief - Budget May 2023": names the occasion, not what it is of */
		if (kind_ends_with_year(shape_first_cell(rest)) || is_use(rest))
			return true;
		if (form->type == TYPE_BRIEFING || of_lines) {
			*ret = KIND_PREFIX;
			return true;
		}
	}
	if (heading && of_lines && is_in_brackets(rest))
		return true;
	if (form->sense == KIND_PREFIX || (rest.length > 0 && byte_is_letter(rest.at[0])))
		return false;
	return form->type == TYPE_ATTACHMENT ? is_numbered(rest) : slice_trim(rest).length == 0;
}

bool kind_name(struct slice s, struct kind *ret)
{
	for (size_t i = initials_first(&initials, s); i != INITIALS_END; i = initials_next(&initials, i)) {
		const struct kind_form *form = &kind_forms[i];
		struct slice name = slice_of(form->name);
		enum kind_sense sense;

		if (!slice_starts_ci(s, name) ||
		    !read_rest(form, slice_sub(s, name.length, s.length), &sense))
			continue;
		*ret = (struct kind){form->type, sense, sense == KIND_PREFIX ? name.length + 1 : 0};
		return true;
	}
	return false;
}
