/* SPDX-License-Identifier: MIT */
#include "article.h"

#include "article-head.h"
#include "article-line.h"
#include "date.h"
#include "shape.h"

enum {
	BUNDLE_HEAD = 8, /* lines with words in which a cutting's byline and day stand, and its text begins */
	HEAD_MAX = 64 * 1024, /* bytes in which a page's headline, date and author stand */
	DATE_MAX = 48,        /* bytes of a printed date with time and zone */
	DATE_MIN = 8,
	TITLE_MIN = 12,
	TITLE_MAX = 240,
	SITE_MAX = 60,
	BODY_MIN = 400,   /* bytes of text before a trailer may end it */
	PAGE_LINE = 2000, /* a line this long is a page that lost its line ends */
	LIKELY_NEEDED = 2
};

/* What follows an article on its page. */
static const char *const trailers[] = {"Your tax deductible gift",
				       "More Reading",
				       "Most Viewed",
				       "Most Read",
				       "Most Popular",
				       "Related Content",
				       "Related articles",
				       "Related stories",
				       "Related topics",
				       "Recommended for you",
				       "You may also like",
				       "Footer menu",
				       "Sign up for",
				       "Subscribe to our",
				       "All rights reserved",
				       "Share this article",
				       "Read more from",
				       "More from",
				       "Region / Country",
				       "Advertisement"};

static const char *const said[] = {" said", " says", " told ", "reported", " according to "};
static const char *const web[] = {"skip to",
				  "cookie",
				  "share this",
				  "sign up",
				  "subscribe",
				  "privacy policy",
				  "all rights reserved",
				  "read more",
				  "photo /",
				  "photo:",
				  "getty images",
				  "/reuters",
				  "/ap ",
				  "facebook",
				  "most read"};
/* How releases and cables begin; articles do not. */
static const char *const official[] = {"cablegram",    "telegram",  "memorandum", "minute",     "dispatch",
				       "aide-memoire", "savingram", "briefing",   "submission", "record of"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct slice whole_text(const struct lines *lines, size_t first_line, size_t last_line)
{
	return slice_sub(lines->text, line_first(lines, first_line), line_last(lines, last_line - 1));
}

static size_t count_words(struct slice head, const char *const *words, size_t count, size_t most)
{
	size_t hits = 0;

	for (size_t i = 0; i < count; i++) {
		struct slice word = slice_of(words[i]);
		size_t at = slice_find_ci(head, word, 0);

		for (; at < head.length && hits < most; at = slice_find_ci(head, word, at + word.length))
			hits++;
	}
	return hits;
}

/* A byte after which a page that lost its line ends may have had one: "NowApril", "EDTAvailable". */
static bool may_begin(struct slice s, size_t at)
{
	return at == 0 || !byte_is_upper(s.at[at - 1]);
}

static bool begins_month_or_year(struct slice s)
{
	static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	for (size_t i = 0; i < COUNT(names); i++)
		if (slice_starts(s, slice_of(names[i])))
			return true;
	return s.length > 4 && (slice_starts(s, SLICE("20")) || slice_starts(s, SLICE("19"))) &&
	       s.at[4] == '-';
}

/* The longest date that begins exactly here, whatever follows it without a blank. */
static struct slice date_here(struct slice s)
{
	struct edtf date;

	for (size_t n = s.length < DATE_MAX ? s.length : DATE_MAX; n >= DATE_MIN; n--) {
		struct slice part = slice_sub(s, 0, n);

		if (byte_is_space(part.at[n - 1]) ||
		    (byte_is_digit(part.at[n - 1]) && n < s.length && byte_is_digit(s.at[n])))
			continue;
		if (date_parse(part, &date) && date.precision >= EDTF_DAY)
			return part;
	}
	return (struct slice){s.at, 0};
}

/* Day first: "21 April 2022". Steps back over the day before the month at `month`. */
static size_t day_before(struct slice s, size_t month)
{
	size_t at = month;

	while (at > 0 && s.at[at - 1] == ' ' && month - at < 2)
		at--;
	size_t digits = at;

	while (digits > 0 && at - digits < 2 && byte_is_digit(s.at[digits - 1]))
		digits--;
	return digits < at ? digits : month;
}

static struct slice find_date(struct slice head)
{
	for (size_t at = 0; at < head.length; at++) {
		struct slice found;

		if (!may_begin(head, at) || !begins_month_or_year(slice_sub(head, at, head.length)))
			continue;
		size_t day = day_before(head, at);

		found = date_here(slice_sub(head, day, head.length));
		if (found.length == 0 && day != at)
			found = date_here(slice_sub(head, at, head.length));
		if (found.length > 0)
			return found;
	}
	return (struct slice){head.at, 0};
}

/* "Headline | Site name" begins a page; the site's name ends where a menu is glued to it. */
static bool page_title(struct slice head, struct slice *ret_title, struct slice *ret_site)
{
	size_t bar = slice_find(slice_sub(head, 0, TITLE_MAX), SLICE(" | "), 0), first = bar + 3,
	       last = first;

	if (bar < TITLE_MIN || first >= head.length || bar >= TITLE_MAX - 3 || memchr(head.at, '\n', bar))
		return false;
	while (last < head.length && last - first < SITE_MAX && head.at[last] != '\n' &&
	       head.at[last] != '|' &&
	       !(last > first && byte_is_upper(head.at[last]) && byte_is_lower(head.at[last - 1])))
		last++;
	/* Behind the time that a browser printed. */
	*ret_title = shape_last_cell(slice_trim(slice_sub(head, 0, bar)));
	*ret_site = slice_trim(slice_sub(head, first, last));
	return true;
}

/* In a page that is one line any of the words ends the text; in lines only one that begins a line. */
static size_t body_end(struct slice text, size_t from, bool page)
{
	size_t end = text.length;

	for (size_t i = 0; i < COUNT(trailers); i++) {
		struct slice word = slice_of(trailers[i]);
		size_t at = slice_find(slice_sub(text, 0, end), word, from);

		while (at < end && !page && at > 0 && text.at[at - 1] != '\n')
			at = slice_find(slice_sub(text, 0, end), word, at + word.length);
		if (at < end)
			end = at;
	}
	return end;
}

void article_read(const struct lines *lines, size_t first_line, size_t last_line, struct article *ret)
{
	struct slice text = whole_text(lines, first_line, last_line), head = slice_sub(text, 0, HEAD_MAX),
		     site;
	size_t start = line_first(lines, first_line), body = 0;
	/* "Quay Weekly | Rural" names a newspaper and its section. */
	bool page = page_title(head, &ret->title, &site) && !article_is_paper_name(ret->title);

	ret->author = article_author(lines, first_line, last_line);
	if (page) {
		/* The headline is printed again above the text. */
		size_t again = slice_find(head, ret->title, ret->title.length);

		body = again < head.length ? again : 0;
		if (ret->author.length == 0)
			ret->author = site;
	} else {
		ret->title = article_headline(lines, first_line, last_line);
	}
	/* "By our shipping reporter" names nobody. */
	struct slice paper = article_paper(lines, first_line, last_line);

	if (ret->author.length == 0 || (paper.length > 0 && article_is_desk(ret->author)))
		ret->author = paper;
	ret->date = find_date(slice_sub(head, 0, page ? HEAD_MAX : 600));
	if (!page)
		ret->date = article_dateline(lines, first_line, last_line, ret->date);
	size_t end = body + BODY_MIN < text.length ? body_end(text, body + BODY_MIN, page) : text.length;

	ret->body = (struct span){start + body, start + end};
}

static size_t prose_bytes(const struct lines *lines, size_t first_line, size_t last_line, size_t *ret_all)
{
	size_t prose = 0, all = 0;

	for (size_t i = first_line; i < last_line; i++) {
		struct slice text = line_text(lines, i);

		all += text.length;
		prose += shape_is_prose(text) ? text.length : 0;
	}
	*ret_all = all;
	return prose;
}

static bool is_release(const struct lines *lines, size_t first_line, size_t last_line)
{
	size_t line = lines_next_words(lines, first_line, last_line);

	for (size_t i = 0; i < lines->count; i++)
		if (line_is_stamp(lines, i))
			return true;
	for (size_t n = 0; n < 5 && line < last_line;
	     n++, line = lines_next_words(lines, line + 1, last_line)) {
		struct slice text = shape_bare(line_text(lines, line));

		if (shape_is_classification(text))
			return true;
		for (size_t i = 0; i < COUNT(official); i++)
			if (slice_starts_ci(text, slice_of(official[i])))
				return true;
	}
	return false;
}

unsigned article_likely(const struct lines *lines, size_t first_line, size_t last_line)
{
	struct slice text = whole_text(lines, first_line, last_line), head = slice_sub(text, 0, HEAD_MAX),
		     title, site;
	size_t all, prose = prose_bytes(lines, first_line, last_line, &all), score;

	if (is_release(lines, first_line, last_line))
		return 0;
	/* The menus of a page may be longer than its text. */
	if (article_is_page(lines, first_line, last_line) && prose * 4 >= all)
		return 60;
	if (prose * 2 < all)
		return 0;
	bool page = last_line - first_line <= 3 && all >= PAGE_LINE;

	score = 2 * (count_words(head, said, COUNT(said), 3) >= 2) +
		2 * (count_words(head, web, COUNT(web), 3) >= 2);
	score += 2 * page_title(head, &title, &site) + page;
	score += 2 * (article_byline(lines, first_line, last_line).length > 0);
	return score >= LIKELY_NEEDED ? (unsigned)(score >= 4 ? 90 : 70) : 0;
}

bool article_stands_in_bundle(const struct lines *lines, size_t first_line, size_t last_line)
{
	struct slice text = whole_text(lines, first_line, last_line), none = {text.at, 0};
	size_t all;

	if (article_paper(lines, first_line, last_line).length > 0)
		return prose_bytes(lines, first_line, last_line, &all) * 2 > all;
	/* A printed byline says most; a bare name may be anyone's. */
	bool byline = article_byline(lines, first_line, last_line).length > 0;

	return article_author(lines, first_line, last_line).length > 0 &&
	       article_dateline(lines, first_line, last_line, none).length > 0 &&
	       count_words(slice_sub(text, 0, HEAD_MAX), said, COUNT(said), 2) >= (byline ? 1 : 2);
}

bool article_is_print(struct slice text)
{
	static const struct date_style any_style = {.order = DATE_MONTH_FIRST, .short_years = true};
	struct slice head = slice_sub(text, 0, DATE_MAX);
	size_t first, last;
	struct edtf date;

	if (!date_find_in(head, &any_style, &date, &first, &last) || first != 0 ||
	    date.precision < EDTF_MINUTE || text.length < last + TITLE_MIN)
		return false;
	struct slice rest = slice_sub(text, last, text.length);

	return slice_starts(rest, SLICE("   ")) &&
	       shape_last_cell(text).length + 1 >= slice_trim(rest).length && shape_word_count(rest, 3) == 3;
}

bool article_begins(const struct lines *lines, size_t line)
{
	static const char *const ways[] = {"by email",     "by e-mail",  "by registered", "by electronic",
					   "by courier",   "by hand",    "by post",       "by fax",
					   "by facsimile", "by special", "by ordinary"};
	struct slice none = {lines->text.at, 0};
	size_t last = line, prose = 0;
	bool public;

	if (article_is_mount(line_text(lines, line)))
		return true;
	for (size_t n = 0; n < BUNDLE_HEAD && last < lines->count; n++) {
		struct slice text = line_text(lines, last);

		/* A letter is dated too, and says how it was sent. */
		if (shape_is_salutation(text, &public) ||
		    slice_starts_with_one_of_ci(text, ways, COUNT(ways)))
			return false;
		prose += shape_is_prose(text);
		last = lines_next_words(lines, last + 1, lines->count);
	}
	if (article_paper(lines, line, last).length > 0)
		return prose > 0;
	return prose > 0 && article_byline(lines, line, last).length > 0 &&
	       article_dateline(lines, line, last, none).length > 0;
}
