/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include "header-label.h"
#include "schedule.h"
#include "shape.h"

enum {
	SHEET_LINES = 12, /* most lines with words on such a page */
	SHEET_LINE = 160, /* bytes of the longest */
	NOTICE_WORDS = 24,
	SHEET_HEAD = 4 /* lines with words to the name of the FBI's sheet for deleted pages */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What has happened to the pages, and how much of them: both are said, in one line or in two. */
static const char *const fates[] = {"withheld",        "exempt",         "refused",      "removed",
				    "redacted",        "not released",   "deleted",      "denied in full",
				    "excluded",        "non communiqu",  "withdrawn",    "non divulgu",
				    "retenu",          "retained under", "closed under", "not disclosed",
				    "not for release", "not relevant",   "non pertinent"};
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

/* "of the Access to Information Act / de la Loi sur l'acc\303\250s": ends the sentence of the lines above. */
static bool names_law(struct slice s)
{
	static const char *const leads[] = {"of the ", "under the ", "pursuant to ", "de la loi ",
					    "en vertu "};
	static const char *const laws[] = {" act", "loi ", "regulation", "ordinance"};

	return byte_is_lower(s.at[0]) && slice_starts_with_one_of_ci(s, leads, COUNT(leads)) &&
	       is_notice(s, laws, COUNT(laws));
}

/* Text of a document: a header's label, a list, a salutation, more than a notice says. */
static bool is_text(const struct lines *lines, size_t line)
{
	struct slice s = line_text(lines, line);
	enum header_label label;
	size_t value;
	bool public;

	return s.length > SHEET_LINE || shape_word_count(s, NOTICE_WORDS + 1) > NOTICE_WORDS ||
	       (shape_is_bullet(s) && shape_letter_count(s) > 0) || schedule_is_row(s) ||
	       shape_is_salutation(s, &public) || shape_is_closing(s) || shape_is_end(s) ||
	       header_label(lines, line, &label, &value);
}

/* "Page 6 ~ b6; b7C;", "Total Deleted Page(s) = 3", "FOI/PA# 1203117-0", "XXXXXXXX", "X  For this Page  X".
 */
static bool is_of_deleted(struct slice s)
{
	static const char *const starts[] = {"total deleted", "foi/pa",         "foipa",
					     "deleted page",  "no duplication", "for this page"};

	while (s.length > 0 && (s.at[0] == 'X' || byte_is_space(s.at[0])))
		s = slice_sub(s, 1, s.length);
	return s.length == 0 || slice_starts_with_one_of_ci(s, starts, COUNT(starts)) ||
	       (slice_starts_ci(s, SLICE("page ")) && slice_find(s, SLICE("~"), 0) < s.length);
}

bool sheet_is_deleted(const struct lines *lines, size_t line, size_t *ret_last)
{
	size_t at = line, n = 0;

	for (; n < SHEET_HEAD && at < lines->count; n++) {
		struct slice s = line_text(lines, at);

		if (slice_starts_ci(s, SLICE("deleted page information sheet")) ||
		    slice_ends_ci(s, SLICE("deleted page information sheet")))
			break;
		if (!shape_is_capitals(s))
			return false;
		at = lines_next_words(lines, at + 1, lines->count);
	}
	if (n == SHEET_HEAD || at == lines->count)
		return false;
	do {
		*ret_last = at + 1;
		at = lines_next_words(lines, at + 1, lines->count);
	} while (at < lines->count && is_of_deleted(line_text(lines, at)));
	return true;
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

		if (shape_is_prose(text) && !told && !names_law(text))
			return false;
		fate |= told;
		amount |= is_notice(text, amounts, COUNT(amounts));
	}
	*ret_last = i;
	return fate && amount;
}
