/* SPDX-License-Identifier: MIT */
#include "kind.h"

#include "shape.h"

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

bool kind_read(struct slice s, struct kind *ret)
{
	s = slice_sub(s, 0, SHAPE_TITLE_MAX);
	/* "INFORMATION MEMORANDUM", "Action memorandum" */
	if (slice_ends_ci(s, SLICE(" memorandum")) && shape_word_count(s, 4) < 4 && byte_is_upper(s.at[0])) {
		*ret = (struct kind){TYPE_MESSAGE, KIND_MEMORANDUM, 0};
		return true;
	}
	for (size_t i = 0; i < sizeof kind_forms / sizeof *kind_forms; i++) {
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
