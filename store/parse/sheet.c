/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include "header-label.h"
#include "schedule.h"
#include "shape.h"

enum {
	SHEET_LINES = 12, /* most lines with words on such a page */
	SHEET_LINE = 160, /* bytes of the longest */
	NOTICE_WORDS = 24
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What has happened to the pages, and how much of them: both are said, in one line or in two. */
static const char *const fates[] = {
	"withheld", "exempt",         "refused",      "removed",       "redacted",       "not released",
	"deleted",  "denied in full", "excluded",     "non communiqu", "withdrawn",      "non divulgu",
	"retenu",   "retained under", "closed under", "not disclosed", "not for release"};
static const char *const amounts[] = {"in full",
				      "in its entirety",
				      "in their entirety",
				      "entirely",
				      "page",
				      "pages",
				      "section",
				      "sections",
				      "article",
				      "s.",
				      "document",
				      "exemption",
				      "record",
				      "b(",
				      "(b)(",
				      "full",
				      "paper"};

static bool is_notice(struct slice s, const char *const *words, size_t count)
{
	return shape_word_count(s, NOTICE_WORDS + 1) <= NOTICE_WORDS &&
	       slice_holds_one_of_ci(s, words, count);
}

/* Text of a document: a header's label, a list, a salutation, more than a notice says. */
static bool is_text(const struct lines *lines, size_t line)
{
	struct slice s = line_text(lines, line);
	enum header_label label;
	size_t value;
	bool public;

	return s.length > SHEET_LINE || shape_word_count(s, NOTICE_WORDS + 1) > NOTICE_WORDS ||
	       shape_is_bullet(s) || schedule_is_row(s) || shape_is_salutation(s, &public) ||
	       shape_is_closing(s) || shape_is_end(s) || header_label(lines, line, &label, &value);
}

bool sheet_is_withheld(const struct lines *lines, size_t line, size_t *ret_last)
{
	bool fate = false, amount = false;
	size_t words = 0, i = line;

	for (; i < lines->count && (i == line || !line_begins_page(lines, i)); i++) {
		struct slice text = line_text(lines, i);

		if (!line_has_words(lines, i))
			continue;
		if (++words > SHEET_LINES || is_text(lines, i))
			return false;
		bool told = is_notice(text, fates, COUNT(fates));

		if (shape_is_prose(text) && !told)
			return false;
		fate |= told;
		amount |= is_notice(text, amounts, COUNT(amounts));
	}
	*ret_last = i;
	return fate && amount;
}
