/* SPDX-License-Identifier: MIT */
#include "article-head.h"

#include "article-line.h"
#include "article.h"
#include "date.h"
#include "shape.h"

enum {
	AUTHOR_MAX = 60,
	HEAD_LINES = 12,     /* lines with words in which headline, byline and dateline stand */
	HEADLINE_LINES = 16, /* and the menus above them */
	MOUNT_LINES = 14,    /* of a form above the clipping on it */
	TAIL_LINES = 12,     /* and at the end of a page the date of its last change */
	DATELINE_MAX = 90,
	ROW_MAX = 200 /* with the gap between a newspaper's name and the day */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const desks[] = {"staff reporter",
				    "staff reporters",
				    "staff writer",
				    "staff writers",
				    "newsroom",
				    "our correspondent",
				    "our own correspondent",
				    "our reporter",
				    "our staff",
				    "our political editor",
				    "our special correspondent",
				    "staff correspondent",
				    "a correspondent",
				    "agencies"};
static const char *const byline_labels[] = {"by ", "author: ", "words by ", "reported by "};
static const char *const menu_signs[] = {" > ", " | ", " \xc2\xbb ", " \xe2\x80\xba "};
static const char *const change_labels[] = {"last updated", "updated", "page last", "published",
					    "last modified"};

bool article_is_name(struct slice s)
{
	size_t words = shape_word_count(s, 7);

	if (words < 2 || words > 6 || s.length > AUTHOR_MAX)
		return false;
	for (size_t i = 0; i < s.length; i++)
		if (byte_is_digit(s.at[i]) || (byte_is_lower(s.at[i]) && (i == 0 || s.at[i - 1] == ' ') &&
					       !slice_starts(slice_sub(s, i, s.length), SLICE("and ")) &&
					       !slice_starts(slice_sub(s, i, s.length), SLICE("de ")) &&
					       !slice_starts(slice_sub(s, i, s.length), SLICE("van "))))
			return false;
	return true;
}

bool article_is_desk(struct slice s)
{
	for (size_t i = 0; i < COUNT(desks); i++)
		if (slice_equal_ci(s, slice_of(desks[i])))
			return true;
	/* "our harbour correspondent", "the newsroom staff" */
	return (slice_starts_ci(s, SLICE("our ")) || slice_starts_ci(s, SLICE("a ")) ||
		slice_starts_ci(s, SLICE("the "))) &&
	       shape_word_count(s, 6) < 6 &&
	       (slice_ends_ci(s, SLICE(" correspondent")) || slice_ends_ci(s, SLICE(" reporter")) ||
		slice_ends_ci(s, SLICE(" editor")) || slice_ends_ci(s, SLICE(" staff")));
}

/* The name at the beginning of `s`: "Jane Roe, political editor", "Jane Roe | 5 May". */
static struct slice name_of(struct slice s)
{
	s = slice_trim(slice_sub(s, 0, slice_find(s, SLICE(","), 0)));
	s = slice_trim(slice_sub(s, 0, slice_find(s, SLICE(" | "), 0)));
	return article_is_name(s) || article_is_desk(s) ? s : slice_sub(s, 0, 0);
}

/* "By Jane Roe", "Author: Jane Roe, political editor" */
struct slice article_labelled_name(struct slice text)
{
	for (size_t i = 0; i < COUNT(byline_labels) && text.length <= 2 * AUTHOR_MAX; i++)
		if (slice_starts_ci(text, slice_of(byline_labels[i])))
			return name_of(slice_sub(text, strlen(byline_labels[i]), text.length));
	/* "From Our Own Correspondent": of a person it would be a header's label. */
	if (slice_starts_ci(text, SLICE("from ")) &&
	    article_is_desk(slice_trim(slice_sub(text, 5, text.length))))
		return slice_trim(slice_sub(text, 5, text.length));
	return slice_sub(text, 0, 0);
}

/* "Quayside, 5 October 2022 - by Jane Roe": dateline and byline of a newsletter in one line. */
static struct slice name_behind_dash(struct slice text)
{
	static const char *const dashes[] = {" - by ", " \xe2\x80\x93 by ", " \xe2\x80\x94 by ", " | by "};

	for (size_t i = 0; i < COUNT(dashes) && text.length <= ROW_MAX; i++) {
		size_t at = slice_find_ci(text, slice_of(dashes[i]), 0);

		if (at < text.length && article_is_dateline(slice_sub(text, 0, at)))
			return name_of(slice_sub(text, at + strlen(dashes[i]), text.length));
	}
	return slice_sub(text, 0, 0);
}

/* "13 September 2023 | Jane Roe" */
static struct slice name_behind_date(struct slice text)
{
	size_t bar = slice_find(text, SLICE(" | "), 0);

	return bar < text.length && article_is_dateline(slice_sub(text, 0, bar))
		       ? name_of(slice_sub(text, bar + 3, text.length))
		       : slice_sub(text, 0, 0);
}

struct slice article_byline(const struct lines *lines, size_t first_line, size_t last_line)
{
	size_t line = lines_next_words(lines, first_line, last_line);

	for (size_t n = 0; n < HEAD_LINES && line < last_line; n++) {
		struct slice text = shape_bare(line_text(lines, line)), name = article_labelled_name(text);

		if (name.length == 0)
			name = name_behind_dash(text);
		if (name.length > 0)
			return name;
		line = lines_next_words(lines, line + 1, last_line);
	}
	return (struct slice){lines->text.at, 0};
}

/* A byline, or a name above, before or behind the date. */
struct slice article_author(const struct lines *lines, size_t first_line, size_t last_line)
{
	struct slice name = article_byline(lines, first_line, last_line);
	size_t line = lines_next_words(lines, first_line, last_line);

	struct masthead head;

	if (name.length == 0 && article_masthead(lines, first_line, last_line, &head))
		name = article_name_below(lines, &head, last_line);
	for (size_t n = 0; n < HEAD_LINES && line < last_line && name.length == 0; n++) {
		size_t next = lines_next_words(lines, line + 1, last_line);
		struct slice text = shape_bare(line_text(lines, line));

		name = name_behind_date(text);
		if (name.length == 0 && n > 0 && next < last_line &&
		    article_line_date(line_text(lines, next)).length > 0 &&
		    article_is_dateline(line_text(lines, next)))
			name = name_of(text);
		line = next;
	}
	return name;
}

/* Does the line below a headline begin the article: byline, date or text? */
static bool begins_article(struct slice text)
{
	return article_labelled_name(shape_bare(text)).length > 0 || article_is_dateline(text) ||
	       article_is_name(text) || shape_is_prose(text);
}

bool article_is_page(const struct lines *lines, size_t first_line, size_t last_line)
{
	size_t line = lines_next_words(lines, first_line, last_line);

	return line < last_line && slice_starts_ci(line_text(lines, line), SLICE("skip to ")) &&
	       line_text(lines, line).length <= DATELINE_MAX;
}

/* "Home > Land > Buses", "Rural | Regional | Weather" */
static bool is_menu(struct slice s)
{
	for (size_t i = 0; i < COUNT(menu_signs); i++) {
		size_t at = slice_find(s, slice_of(menu_signs[i]), 0);

		if (at < s.length && slice_find(s, slice_of(menu_signs[i]), at + 1) < s.length)
			return true;
	}
	return slice_starts_ci(s, SLICE("skip to "));
}

bool article_is_mount(struct slice text)
{
	return slice_starts_ci(text, SLICE("(mount clipping"));
}

/* Below the fields of that form, which end with "Date:", "Edition:", "Submitting Office:". */
static size_t below_mount(const struct lines *lines, size_t first_line, size_t last_line)
{
	static const char *const fields[] = {"date:",     "edition:",        "author:",           "editor:",
					     "character", "classification:", "submitting office:"};
	size_t line = lines_next_words(lines, first_line, last_line), below = line;

	if (line == last_line || !article_is_mount(line_text(lines, line)))
		return first_line;
	for (size_t n = 0; n < MOUNT_LINES && line < last_line; n++) {
		if (slice_starts_with_one_of_ci(line_text(lines, line), fields, COUNT(fields)))
			below = line + 1;
		line = lines_next_words(lines, line + 1, last_line);
	}
	return below;
}

/* The newspaper's name among the fields of such a form. */
static struct slice mounted_paper(const struct lines *lines, size_t first_line, size_t last_line)
{
	for (size_t i = first_line; i < last_line; i++)
		if (article_is_paper_name(line_text(lines, i)))
			return line_text(lines, i);
	return (struct slice){lines->text.at, 0};
}

struct slice article_paper(const struct lines *lines, size_t first_line, size_t last_line)
{
	size_t mount = below_mount(lines, first_line, last_line);
	struct masthead head;

	if (mount > first_line)
		return mounted_paper(lines, first_line, mount);
	return article_masthead(lines, first_line, last_line, &head) ? head.name
								     : (struct slice){lines->text.at, 0};
}

/* "The Squid Courier", "Monday, 25 May 1998, page 3", a headline, "By Jane Roe": a newspaper's name above the
 * day. */
static bool is_masthead(const struct lines *lines, size_t line, size_t last_line)
{
	struct slice text = line_text(lines, line), date = article_line_date(text);

	/* "Quay Weekly | Rural": its section */
	struct slice name = slice_trim(slice_sub(text, 0, slice_find(text, SLICE(" | "), 0)));

	/* Behind a gap in its line stands a day. */
	if (article_is_print(text) || article_is_paper_name(name) ||
	    (date.length > 0 && date.at > text.at + 2 &&
	     slice_starts(slice_sub(text, (size_t)(date.at - text.at) - 3, text.length), SLICE("   "))))
		return true;
	size_t day = lines_next_words(lines, line + 1, last_line),
	       head = lines_next_words(lines, day + 1, last_line),
	       below = lines_next_words(lines, head + 1, last_line);

	return below < last_line && article_is_dateline(line_text(lines, day)) &&
	       shape_word_count(line_text(lines, head), 3) == 3 && !shape_is_prose(line_text(lines, head)) &&
	       article_labelled_name(shape_bare(line_text(lines, below))).length > 0;
}

/*
 * A title-shaped line of three words near the top. The first one, but where that is a menu or a newspaper's
 * name the one right above byline, date or text.
 */
struct slice article_headline(const struct lines *lines, size_t first_line, size_t last_line)
{
	static const struct regimes none = {.count = 0};
	size_t line = lines_next_words(lines, below_mount(lines, first_line, last_line), last_line);
	struct masthead head;

	if (line < last_line && article_masthead(lines, line, last_line, &head)) {
		struct slice text = article_masthead_headline(lines, &head, last_line);

		if (text.length > 0)
			return shape_bare(text);
	}

	for (size_t n = 0; n < HEADLINE_LINES && line < last_line; n++) {
		size_t next = lines_next_words(lines, line + 1, last_line);
		struct slice text = line_text(lines, line);
		bool title = shape_is_title(text, &none) && shape_word_count(text, 3) == 3 && !is_menu(text);
		bool masthead = next < last_line && shape_is_capitals(text) &&
				!shape_is_capitals(line_text(lines, next));

		masthead |= n == 0 && is_masthead(lines, line, last_line);

		if (title &&
		    (next == last_line || (begins_article(line_text(lines, next)) && !(n == 0 && masthead)) ||
		     (n == 0 && !masthead)))
			return shape_bare(text);
		if (n == 0 && !masthead && !is_menu(text))
			break;
		line = next;
	}
	return (struct slice){lines->text.at, 0};
}

/* The date behind "Last updated:" on one of the last lines. */
static struct slice last_change(const struct lines *lines, size_t first_line, size_t last_line)
{
	size_t words = 0;

	for (size_t i = last_line; i > first_line && words < TAIL_LINES; i--) {
		struct slice text = shape_bare(line_text(lines, i - 1));

		words += line_has_words(lines, i - 1);
		for (size_t k = 0; k < COUNT(change_labels); k++)
			if (slice_starts_ci(text, slice_of(change_labels[k])) &&
			    article_line_date(text).length > 0)
				return article_line_date(text);
	}
	return (struct slice){lines->text.at, 0};
}

struct slice article_dateline(const struct lines *lines, size_t first_line, size_t last_line,
			      struct slice found)
{
	size_t line = lines_next_words(lines, first_line, last_line);

	for (size_t n = 0; n < HEAD_LINES && line < last_line; n++) {
		struct slice text = line_text(lines, line), date = article_line_date(text);
		/* The day was found, but not the time that stands before it. */
		bool more = found.length > 0 && date.length > 0 && date.at <= found.at &&
			    date.at + date.length >= found.at + found.length;

		if (article_is_dateline(text) && (found.length == 0 || more))
			return date;
		line = lines_next_words(lines, line + 1, last_line);
	}
	struct slice change = last_change(lines, first_line, last_line);

	/* What was found stands in the text and may be any day. */
	return change.length > 0 ? change : found;
}
