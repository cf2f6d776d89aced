/* SPDX-License-Identifier: MIT */
/*
 * What stands above a cutting: the newspaper's name and the day, in one line or two. A name that says that it
 * is a newspaper's is enough; one of any other wording counts only above a headline and a text that reads as
 * news.
 */
#include "article-line.h"

#include "article.h"
#include "article-head.h"
#include "date.h"
#include "header-label.h"
#include "opening.h"
#include "shape.h"

enum {
	NAME_MAX = 60, /* bytes of a newspaper's name */
	NAME_WORDS = 6,
	ROW_MAX = 200, /* with the gap between a newspaper's name and the day */
	DATELINE_MAX = 90,
	BEHIND_MAX = 40, /* bytes of "page 3 (courtesy translation)" */
	NEWS_LINES = 14, /* lines with words in which people say something */
	HEADLINE_MAX = 120,
	HEADLINE_MORE = 60 /* bytes of a headline's second line */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/*
 * The part of a line that may be a date: of a row the cell that begins with one, or else its last; what
 * stands behind the name of a newspaper and a comma.
 */
static struct slice dated_part(struct slice text)
{
	size_t comma = slice_find(text, SLICE(", "), 0);
	struct edtf date;
	size_t first, last;

	if (text.length > ROW_MAX)
		return text;
	if (comma < text.length && comma <= NAME_MAX) {
		struct slice rest = slice_trim(slice_sub(text, comma + 1, text.length));

		if (date_parse(rest, &date) && date.precision >= EDTF_DAY)
			return rest;
	}
	for (struct slice rest = text; rest.length > 0;) {
		struct slice cell = shape_next_cell(&rest);

		if (date_find(cell, &date, &first, &last) && first == 0 && date.precision >= EDTF_DAY)
			return cell;
	}
	return shape_last_cell(text); /* "THE POST            January 8, 2013" */
}

/* The date of a day in a line that says little else: "Published 6:05 pm, 13 September 2023 | Staff reporter".
 */
struct slice article_line_date(struct slice text)
{
	struct edtf date;
	size_t first, last;

	text = dated_part(text);
	if (text.length > DATELINE_MAX || shape_is_bullet(text) || !date_find(text, &date, &first, &last) ||
	    date.precision < EDTF_DAY)
		return slice_sub(text, 0, 0);
	return slice_sub(text, first, last);
}

bool article_is_dateline(struct slice text)
{
	struct slice date = article_line_date(text);

	text = dated_part(text);
	return date.length > 0 && (date.at == text.at || text.length - date.length <= NAME_MAX / 2);
}

/* "La Voix de Laviolle", "L'\303\211cho du port", "El Diario": the name stands in front. */
static bool is_named_behind_article(struct slice s)
{
	static const char *const articles[] = {"le ", "la ", "les ", "l'", "l\342\200\231", "el "};
	static const char *const names[] = {"courrier",
					    "devoir",
					    "diario",
					    "droit",
					    "d\303\251p\303\252che",
					    "figaro",
					    "gazette",
					    "heraldo",
					    "journal",
					    "messager",
					    "monde",
					    "moniteur",
					    "nouvelles",
					    "nouvelliste",
					    "presse",
					    "progr\303\250s",
					    "quotidien",
					    "r\303\251publicain",
					    "soleil",
					    "tribune",
					    "voix",
					    "\303\211cho",
					    "\303\251cho"};

	for (size_t i = 0; i < COUNT(articles); i++) {
		struct slice name = slice_sub(s, strlen(articles[i]), s.length);

		if (!slice_starts_ci(s, slice_of(articles[i])))
			continue;
		for (size_t k = 0; k < COUNT(names); k++)
			if (slice_starts_ci(name, slice_of(names[k])) &&
			    (name.length == strlen(names[k]) || name.at[strlen(names[k])] == ' '))
				return !byte_is_lower(name.at[0]);
	}
	return false;
}

/* "Portmellin Packet", "QUAY COUNTY BUGLE": what newspapers call themselves. */
bool article_is_paper_name(struct slice s)
{
	static const char *const names[] = {
		"advertiser", "advocate", "argus",  "beacon",    "bugle",     "bulletin",    "chronicle",
		"clarion",    "courier",  "daily",  "dispatch",  "echo",      "enquirer",    "examiner",
		"express",    "gazette",  "globe",  "guardian",  "herald",    "independent", "inquirer",
		"journal",    "ledger",   "mail",   "mercury",   "messenger", "miner",       "mirror",
		"news",       "observer", "packet", "post",      "press",     "reporter",    "sentinel",
		"standard",   "star",     "sun",    "telegraph", "times",     "tribune",     "weekly"};

	if (s.length > NAME_MAX || s.length == 0 || !byte_is_upper(s.at[0]) ||
	    slice_holds_one_of_ci(s, (const char *const[]){":", "@", "(", "."}, 4) ||
	    shape_word_count(s, 2) < 2)
		return false;
	if (is_named_behind_article(s))
		return true;
	for (size_t i = 0; i < COUNT(names); i++) {
		size_t length = strlen(names[i]);

		if (slice_ends_ci(s, slice_of(names[i])) && s.at[s.length - length - 1] == ' ')
			return byte_is_upper(s.at[s.length - length]);
	}
	return false;
}

/* ", Saturday " before the day goes, and what parts the name from it. */
static struct slice name_before(struct slice text)
{
	static const char *const days[] = {"monday", "tuesday",  "wednesday", "thursday",
					   "friday", "saturday", "sunday"};
	static const char *const signs[] = {"-", ",", "|", ":", "\xe2\x80\x93", "\xe2\x80\x94"};
	bool changed = true;

	for (text = slice_trim(text); changed && text.length > 0; text = slice_trim(text)) {
		changed = false;
		for (size_t i = 0; i < COUNT(days) && !changed; i++)
			if (slice_ends_ci(text, slice_of(days[i]))) {
				text.length -= strlen(days[i]);
				changed = true;
			}
		for (size_t i = 0; i < COUNT(signs) && !changed; i++)
			if (slice_ends_ci(text, slice_of(signs[i]))) {
				text.length -= strlen(signs[i]);
				changed = true;
			}
	}
	return text;
}

/* Behind "From the press: " */
static struct slice without_label(struct slice text)
{
	static const char *const labels[] = {"from the press: ", "press cutting: ", "press clipping: ",
					     "cutting: ",        "clipping: ",      "source: "};

	for (size_t i = 0; i < COUNT(labels); i++)
		if (slice_starts_ci(text, slice_of(labels[i])))
			return slice_trim(slice_sub(text, strlen(labels[i]), text.length));
	return text;
}

/* "Media clip - for information": what an office writes above a cutting. */
static bool is_above_cutting(struct slice s)
{
	static const char *const names[] = {"media clip",     "media clipping",     "press clip",
					    "press clipping", "press cutting",      "news clip",
					    "news clipping",  "newspaper clipping", "media article",
					    "press article",  "clipping",           "cutting"};
	static const char *const dashes[] = {" - ", " \xe2\x80\x93 ", " \xe2\x80\x94 "};
	size_t end = s.length > NAME_MAX ? 0 : s.length;

	for (size_t i = 0; i < COUNT(dashes); i++) {
		size_t at = slice_find(s, slice_of(dashes[i]), 0);

		end = at < end ? at : end;
	}
	return slice_is_one_of_ci(slice_sub(s, 0, end), names, COUNT(names));
}

/* "page 3", "(courtesy translation)", "Late edition": what may follow the day. */
static bool may_follow_day(struct slice s)
{
	static const char *const starts[] = {"page ", "p. ",     "p ",           "p.",     "pg ",
					     "(",     "edition", "late edition", "section"};

	while (s.length > 0 && strchr(" ,;.-|", s.at[0]))
		s = slice_sub(s, 1, s.length);
	return s.length == 0 ||
	       (s.length <= BEHIND_MAX && slice_starts_with_one_of_ci(s, starts, COUNT(starts)));
}

/* What stands before the day in its line: "Portmellin Packet, Saturday 3 October 2020, page 7". */
static struct slice before_day(struct slice text)
{
	struct slice date = article_line_date(text), none = slice_sub(text, 0, 0);

	if (date.length == 0 || date.at == text.at)
		return none;
	size_t first = (size_t)(date.at - text.at);

	return may_follow_day(slice_sub(text, first + date.length, text.length))
		       ? name_before(slice_sub(text, 0, first))
		       : none;
}

/* What offices call themselves and their papers. */
/* clang-format off */
static const char *const others[] = {
	"committee", "board", "meeting", "minutes", "note", "record", "report", "brief", "memorandum",
	"statement", "submission", "letter", "draft", "review", "form", "release", "question", "agenda",
	"schedule", "annex", "version", "request", "dear", "road", "street", "limited", "ltd", "university",
	"court", "police", "association", "society", "document", "office", "department", "ministry",
	"minist\xc3\xa8re", "agency", "bureau", "division", "branch", "council", "authority", "commission",
	"embassy", "service", "group", "secretariat", "directorate", "institute", "inspectorate",
	"laboratory", "telegram", "cable",
};
/* clang-format on */

/* "Tropical Timber Wire": words with capitals, and none that offices use for their papers. */
static bool may_be_paper(struct slice s)
{
	static const char *const links[] = {"of ", "the ", "and ", "de ", "la ", "du ", "des ", "on "};
	size_t words = shape_word_count(s, NAME_WORDS + 1);
	bool begins = true;

	if (words < 2 || words > NAME_WORDS || s.length > NAME_MAX || shape_is_unit(s) ||
	    shape_is_classification(s) || slice_holds_one_of_ci(s, others, COUNT(others)))
		return false;
	for (size_t i = 0; i < s.length; begins = s.at[i++] == ' ')
		if (byte_is_digit(s.at[i]) || strchr(":@().,;/", s.at[i]) ||
		    (begins && byte_is_lower(s.at[i]) &&
		     !slice_starts_with_one_of_ci(slice_sub(s, i, s.length), links, COUNT(links))))
			return false;
	return true;
}

/* "Ramp stays shut", "as bill climbs": a headline over one line or two; its last line, or `last_line` for
 * none. */
static size_t headline_end(const struct lines *lines, size_t line, size_t last_line)
{
	static const struct regimes none = {.count = 0};
	struct slice text = line_text(lines, line);
	size_t next = line + 1;

	if (text.length > HEADLINE_MAX || !shape_is_title(text, &none) || shape_word_count(text, 3) < 3 ||
	    article_labelled_name(text).length > 0 || article_is_dateline(text))
		return last_line;
	if (next >= last_line || !line_has_words(lines, next))
		return line;
	struct slice more = line_text(lines, next);
	bool goes_on = more.length <= HEADLINE_MORE && !shape_is_prose(more) && !article_is_dateline(more) &&
		       article_labelled_name(more).length == 0 && !article_is_desk(more) &&
		       !article_is_name(more) &&
		       (next + 1 >= last_line || !line_has_words(lines, next + 1) ||
			article_labelled_name(line_text(lines, next + 1)).length > 0);

	return goes_on && slice_last(more) != '.' ? next : line;
}

/* "BALTIMORE - The owners", "LIBREVILLE, May 5 - Gabon": an agency's place before the first sentence. */
static bool begins_with_place(struct slice text)
{
	size_t dash = slice_find(text, SLICE(" - "), 0);
	size_t long_dash = slice_find(text, SLICE(" \xe2\x80\x93 "), 0);

	dash = long_dash < dash ? long_dash : dash;
	return dash < BEHIND_MAX && dash < text.length && shape_is_prose(text) &&
	       shape_is_capitals(slice_sub(text, 0, dash));
}

/* Does the text below a headline read as news: a byline, an agency's place, people who say something? */
static bool reads_as_news(const struct lines *lines, size_t line, size_t last_line)
{
	static const char *const said[] = {" said", " says", " told ", "reported", " according to "};
	static const char *const quotes[] = {"\"", "\xe2\x80\x9c", "\xc2\xab"};
	size_t sayings = 0, prose = 0;
	bool quoted = false, placed = false, byline = false;
	enum header_label label;
	size_t value;

	for (size_t n = 0; n < NEWS_LINES && line < last_line; n++) {
		struct slice text = line_text(lines, line);

		if (shape_is_closing(text) || header_label(lines, line, &label, &value))
			return false;
		byline |= prose == 0 && article_labelled_name(text).length > 0;
		placed |= prose == 0 && begins_with_place(text);
		prose += shape_is_prose(text);
		sayings += slice_holds_one_of_ci(text, said, COUNT(said));
		quoted |= slice_holds_one_of_ci(text, quotes, COUNT(quotes));
		line = lines_next_words(lines, line + 1, last_line);
	}
	return prose > 0 && (byline || placed || sayings > 1 || (sayings > 0 && quoted));
}

/* "The Chesapeake Log" alone, a headline, "By Jane Roe", "May 17, 2013": the day stands below the headline.
 */
static bool is_above_byline(const struct lines *lines, size_t head, size_t last_line)
{
	size_t end = headline_end(lines, head, last_line),
	       below = lines_next_words(lines, end + 1, last_line),
	       day = lines_next_words(lines, below + 1, last_line);

	return end < last_line && day < last_line &&
	       article_labelled_name(line_text(lines, below)).length > 0 &&
	       article_is_dateline(line_text(lines, day));
}

bool article_masthead(const struct lines *lines, size_t first_line, size_t last_line, struct masthead *ret)
{
	size_t line = lines_next_words(lines, first_line, last_line);

	if (line < last_line && is_above_cutting(line_text(lines, line)))
		line = lines_next_words(lines, line + 1, last_line);
	if (line == last_line || line_text(lines, line).length > ROW_MAX)
		return false;
	struct slice text = line_text(lines, line), bare = without_label(text), name = before_day(bare);
	size_t below = lines_next_words(lines, line + 1, last_line);
	bool labelled = bare.length < text.length;

	if (name.length == 0 && below == last_line)
		return false;
	bool dated = name.length > 0;

	if (!dated) {
		name = bare;
		dated = article_is_dateline(line_text(lines, below));
		below = dated ? lines_next_words(lines, below + 1, last_line) : below;
	}
	*ret = (struct masthead){name, below};
	if (dated && article_is_paper_name(name))
		return true;
	size_t end = below < last_line ? headline_end(lines, below, last_line) : last_line;

	if (end == last_line || !(labelled || may_be_paper(name)))
		return false;
	return dated ? reads_as_news(lines, end + 1, last_line)
		     : opening_stands_alone(lines, line) && is_above_byline(lines, below, last_line);
}

struct slice article_masthead_headline(const struct lines *lines, const struct masthead *head,
				       size_t last_line)
{
	size_t end = head->below < last_line ? headline_end(lines, head->below, last_line) : last_line;

	return end < last_line
		       ? slice_sub(lines->text, lines_span(lines, line_text(lines, head->below)).first,
				   lines_span(lines, line_text(lines, end)).last)
		       : (struct slice){lines->text.at, 0};
}

/* "Jane Roe" alone between headline and text. */
struct slice article_name_below(const struct lines *lines, const struct masthead *head, size_t last_line)
{
	struct slice none = {lines->text.at, 0};
	size_t end = head->below < last_line ? headline_end(lines, head->below, last_line) : last_line;

	if (end == last_line)
		return none;
	size_t line = lines_next_words(lines, end + 1, last_line),
	       next = lines_next_words(lines, line + 1, last_line);

	return next < last_line && article_is_name(line_text(lines, line)) &&
			       !shape_is_capitals(line_text(lines, line)) &&
			       shape_is_prose(line_text(lines, next))
		       ? line_text(lines, line)
		       : none;
}
