/* SPDX-License-Identifier: MIT */
#include "dating-line.h"

#include "date-misread.h"
#include "kind.h"
#include "shape.h"

enum {
	LINE_MAX = 160, /* bytes of a line that is looked at */
	DATELINE_MAX = 110,
	LABEL_LINE_MAX = 70, /* bytes of a line of column heads */
	LEADER_MAX = 32,     /* dots and rules between a label and its date */
	YEAR_FIRST = 1700,
	YEAR_LAST = 2099,
	HOURS_MAX = 24, /* bytes of "10:00-12:30" and the like */
	PIECE_MAX = 12, /* bytes of a line that is a part of a date */
	SPECKS_MAX = 6  /* bytes that recognition reads at the ends of a line */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const own_labels[] = {"date and time",
					 "date/time",
					 "date-time group",
					 "date of report",
					 "date reported",
					 "date of the report",
					 "date of note",
					 "date written",
					 "date drafted",
					 "date signed",
					 "report date",
					 "date of transcription",
					 "date of visit",
					 "date of meeting",
					 "date of inspection",
					 "date of interview",
					 "date of call",
					 "date of last update",
					 "date of update",
					 "date last updated",
					 "last updated",
					 "date updated",
					 "as at",
					 "current as at",
					 "correct as at",
					 "correct at",
					 "date issued",
					 "date prepared",
					 "date sent",
					 "date of letter",
					 "dated",
					 "date",
					 "dtg",
					 "issued:",
					 "for written answer on",
					 "for oral answer on",
					 "reported:"};

/* What a line of another date begins with, or holds. */
static const char *const other_starts[] = {
	"ref",     "re:",       "based on",  "in reply", "your ",    "born",      "dob",       "d.o.b",
	"approve", "declass",   "releas",    "review",   "exempt",   "excluded",  "expires",   "attachment",
	"encl",    "copyright", "printed",   "form ",    "received", "rec'd",     "subj",      "title",
	"see ",    "sanitized", "automatic", "downgrad", "revised",  "effective", "supersedes"};
static const char *const other_words[] = {
	"release under", "records act", "declassif",     "case no",     "doc no",      "docid",
	"of birth",      "born ",       "reviewed by",   "for release", "last review", "act of ",
	"foia",          " review on",  "date received", "of review",   "due date",    " decl: "};

bool dating_has_digit(struct slice line)
{
	return shape_has_digit(slice_sub(line, 0, LINE_MAX));
}

bool dating_is_undated(struct slice line)
{
	static const char *const words[] = {"undated",      "n.d.",      "no date",       "not dated",
					    "date unknown", "[undated]", "date: undated", "(undated)"};

	return slice_is_one_of_ci(line, words, COUNT(words));
}

bool dating_is_other(struct slice line)
{
	line = slice_sub(line, 0, LINE_MAX);
	return slice_starts_with_one_of_ci(line, other_starts, COUNT(other_starts)) ||
	       slice_holds_one_of_ci(line, other_words, COUNT(other_words));
}

/* Words that put a date into a phrase: "OLC 78-0674 dated 8 February 1978", "in scope to 5 May 2019". */
static const char *const phrase_words[] = {"dated",  "dtd",     "of",    "on",      "since", "from",
					   "to",     "by",      "until", "till",    "in",    "and",
					   "during", "through", "thru",  "before",  "after", "at",
					   "born",   "ate",     "or",    "between", "the",   "than"};

/* Years outside are misread. */
static bool is_plausible(const struct dated *d)
{
	return d->date.year >= YEAR_FIRST && d->date.year <= YEAR_LAST;
}

/* Is there no run of four digits among the date's bytes? */
static bool has_short_year(struct slice line, const struct dated *d)
{
	size_t digits = 0;

	for (size_t i = d->first; i < d->last && i < line.length; i++) {
		digits = byte_is_digit(line.at[i]) ? digits + 1 : 0;
		if (digits == 4)
			return false;
	}
	return true;
}

static bool is_speck(char c)
{
	return !byte_is_letter(c) && !byte_is_digit(c);
}

/* Behind what fills the place between a label and its value. */
static size_t skip_leader(struct slice line, size_t at)
{
	size_t limit = at + LEADER_MAX;

	while (at < line.length && at < limit && is_speck(line.at[at]))
		at++;
	return at;
}

/* A date at `first`, as it is printed or else as it may have been misread. */
static bool read_at(struct slice line, size_t first, const struct date_style *style, struct dated *ret)
{
	struct date_style misread = *style;

	ret->first = first;
	ret->confidence = 90;
	if (first >= line.length)
		return false;
	if (date_at(line, first, style, &ret->date, &ret->last))
		return is_plausible(ret);
	misread.misread = true;
	ret->confidence = 60;
	return date_at(line, first, &misread, &ret->date, &ret->last) && is_plausible(ret);
}

/* The end of an own label at `at`; `at` for none. Recognition may have spoilt the first letter of "date". */
static size_t label_end(struct slice line, size_t at)
{
	struct slice rest = slice_sub(line, at, line.length);

	for (size_t i = 0; i < COUNT(own_labels); i++) {
		size_t length = strlen(own_labels[i]);

		if (slice_starts_ci(rest, slice_of(own_labels[i])) &&
		    (rest.length == length || !byte_is_letter(rest.at[length])))
			return at + length;
	}
	bool spoilt = rest.length > 5 && slice_equal_ci(slice_sub(rest, 1, 4), SLICE("ate")) &&
		      byte_is_letter(rest.at[0]) && is_speck(rest.at[4]);

	return spoilt ? at + 4 : at;
}

/* Does another column begin behind the blank at `at`: a wide gap, or a line that begins with a label too? */
static bool begins_column(struct slice line, size_t at)
{
	static const char *const labels[] = {"to ", "to:", "from ", "from:"};

	return byte_is_space(line.at[at - 1]) ||
	       (byte_is_upper(line.at[at + 1]) && slice_starts_with_one_of_ci(line, labels, COUNT(labels)));
}

bool dating_labelled(struct slice line, const struct date_style *style, struct dated *ret)
{
	size_t end;

	line = slice_sub(line, 0, LINE_MAX);
	size_t at = skip_leader(slice_sub(line, 0, SPECKS_MAX), 0);

	end = label_end(line, at);
	if (end > at && read_at(line, skip_leader(line, end), style, ret))
		return true;
	/* In the second column of a form only with a colon; "Visit date:" is another one. */
	for (at = slice_find_ci(line, SLICE(" date"), 1); at < line.length;
	     at = slice_find_ci(line, SLICE(" date"), at + 1)) {
		if (!begins_column(line, at))
			continue;
		end = label_end(line, at + 1);
		while (end < line.length && line.at[end] == ' ')
			end++;
		if (end < line.length && line.at[end] == ':' &&
		    read_at(line, skip_leader(line, end), style, ret))
			return true;
	}
	return false;
}

bool dating_is_label(struct slice line, bool *ret_begins, bool *ret_ends)
{
	size_t at = skip_leader(slice_sub(line, 0, SPECKS_MAX), 0), last = line.length;

	*ret_begins = *ret_ends = false;
	if (line.length > LABEL_LINE_MAX)
		return false;
	while (last > 0 && is_speck(line.at[last - 1]))
		last--;
	struct slice words = slice_sub(line, at, last);

	*ret_begins = slice_starts_ci(words, SLICE("date")) && (words.length == 4 || is_speck(words.at[4])) &&
		      !byte_is_lower(words.at[0]);
	*ret_ends = words.length > 5 && slice_ends_ci(words, SLICE("date")) &&
		    is_speck(words.at[words.length - 5]) && byte_is_upper(words.at[words.length - 4]);
	return *ret_begins || *ret_ends;
}

bool dating_begins(struct slice line, const struct date_style *style, struct dated *ret)
{
	line = slice_sub(line, 0, LINE_MAX);
	return read_at(line, skip_leader(slice_sub(line, 0, SPECKS_MAX), 0), style, ret) &&
	       ret->date.precision >= EDTF_DAY;
}

bool dating_ends(struct slice line, const struct date_style *style, struct dated *ret)
{
	size_t from = 0;
	struct dated next = {.confidence = 80};

	line = slice_sub(line, 0, LINE_MAX);
	ret->last = 0;
	while (from < line.length) {
		struct slice rest = slice_sub(line, from, line.length);

		if (!date_find_in(rest, style, &next.date, &next.first, &next.last))
			break;
		next.first += from;
		next.last += from;
		*ret = next;
		from = next.last;
	}
	return ret->last > 0 && ret->last + SPECKS_MAX >= line.length && ret->date.precision >= EDTF_DAY;
}

static struct slice without_specks(struct slice line)
{
	size_t first = 0, last = line.length;

	while (first < last && first < SPECKS_MAX && is_speck(line.at[first]))
		first++;
	while (last > first && line.length - last < SPECKS_MAX && is_speck(line.at[last - 1]))
		last--;
	return slice_sub(line, first, last);
}

bool dating_alone(struct slice line, const struct date_style *style, struct dated *ret)
{
	struct date_style misread = *style;
	struct slice words = without_specks(line);

	if (line.length > DATELINE_MAX || words.length == 0)
		return false;
	/* "Le 19 juin 2017" */
	if (slice_starts_ci(words, SLICE("le ")))
		words = slice_trim(slice_sub(words, 3, words.length));
	ret->first = (size_t)(words.at - line.at);
	ret->last = ret->first + words.length;
	ret->confidence = 90;
	ret->is_short = has_short_year(line, ret);
	if (date_parse_in(line, style, &ret->date) || date_parse_in(words, style, &ret->date))
		return is_plausible(ret);
	misread.misread = true;
	ret->confidence = 60;
	return date_parse_in(words, &misread, &ret->date) && ret->date.precision >= EDTF_DAY;
}

bool dating_torn(const struct slice *pieces, size_t count, const struct date_style *style, struct edtf *ret)
{
	char joined[4 * PIECE_MAX];
	size_t length = 0;

	for (size_t i = 0; i < count && i < 3; i++) {
		struct slice piece = without_specks(pieces[i]);

		if (piece.length == 0 || piece.length > PIECE_MAX)
			return false;
		memcpy(joined + length, piece.at, piece.length);
		length += piece.length;
		joined[length++] = ' ';
	}
	return date_parse_in((struct slice){joined, length}, style, ret) && ret->precision >= EDTF_DAY;
}

/* "Minutes of the meeting of 5 May 2019", "Held in the Oak Room on 5 May 2019 at 1.30 pm", "PARLIAMENTARY
 * QUESTION 7/19        For answer on 02/04/2019". */
static bool names_meeting(struct slice line)
{
	static const char *const starts[] = {
		"held ",         "meeting held",        "of the meeting held",   "at a meeting held",
		"tenue ",        "teleconference held", "r\303\251union tenue ", "r\303\251union du ",
		"rencontre du ", "s\303\251ance du "};
	struct kind kind;

	line = shape_bare(line);
	if (slice_starts_with_one_of_ci(line, starts, COUNT(starts)))
		return true;
	return kind_read(line, &kind) && (kind.sense == KIND_CAPTION || kind.sense == KIND_HEADING);
}

static struct slice last_word(struct slice line)
{
	size_t at;

	line = slice_trim(line);
	for (at = line.length; at > 0 && !byte_is_space(line.at[at - 1]);)
		at--;
	return slice_sub(line, at, line.length);
}

bool dating_leads_on(struct slice line)
{
	return slice_is_one_of_ci(last_word(slice_sub(line, 0, LINE_MAX)), phrase_words, COUNT(phrase_words));
}

/* Does what stands before the date make it a part of a phrase, or of a day that cannot be read? */
static bool is_in_phrase(struct slice line, const struct dated *d)
{
	struct slice word = last_word(slice_sub(line, 0, d->first));

	return slice_is_one_of_ci(word, phrase_words, COUNT(phrase_words)) ||
	       (d->date.precision < EDTF_DAY && word.length > 0 && word.length <= 3 &&
		misread_digit(word.at[word.length - 1]) >= 0);
}

/* "Minutes - 20 August 2018, 10.00am, Level 1": a day between a dash and where it was. */
static bool is_between(struct slice line, const struct dated *d)
{
	static const char *const dashes[] = {" - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " | "};
	struct slice before = slice_sub(line, 0, d->first), behind = slice_sub(line, d->last, line.length);

	return d->date.precision >= EDTF_DAY && !d->is_short && before.length > 3 &&
	       (slice_starts(behind, SLICE(",")) ||
		slice_starts_with_one_of_ci(behind, dashes, COUNT(dashes))) &&
	       slice_ends_with_one_of_ci(before, dashes, COUNT(dashes));
}

/* "Mehefin 2019 / 20 June 2019": a day says more than the month before it. */
static bool find_day_or_month(struct slice line, const struct date_style *style, struct dated *ret)
{
	struct dated next = {.confidence = 0};

	if (!date_find_in(line, style, &ret->date, &ret->first, &ret->last))
		return false;
	if (ret->date.precision >= EDTF_DAY ||
	    !date_find_in(slice_sub(line, ret->last, line.length), style, &next.date, &next.first,
			  &next.last) ||
	    next.date.precision < EDTF_DAY)
		return true;
	next.first += ret->last;
	next.last += ret->last;
	*ret = next;
	return true;
}

/* "Saltport, 12 June 2019, 10:00-12:30": behind the day stand the hours to the line's end. */
static bool ends_with_hours(struct slice line, const struct dated *d)
{
	static const char hours[] = " ,:.-hamp\xe2\x80\x93";

	for (size_t i = d->last; i < line.length; i++)
		if (!byte_is_digit(line.at[i]) && (line.at[i] == '\0' || !strchr(hours, line.at[i])))
			return false;
	return d->date.precision >= EDTF_DAY && line.length - d->last <= HOURS_MAX &&
	       slice_find(slice_sub(line, d->first, line.length), SLICE(":"), 0) < line.length - d->first;
}

/* "Le 28 mars 2022, 14 h, salle 3" */
static bool begins_with_article(struct slice line, const struct dated *d)
{
	static const char *const articles[] = {"Le ", "Am ", "Den ", "El "};

	for (size_t i = 0; i < COUNT(articles); i++)
		if (d->first == strlen(articles[i]) && slice_starts(line, slice_of(articles[i])))
			return true;
	return false;
}

/* "Press Office, 23 August 2017 (version 2)": behind the day stands a bracket to the line's end. */
static bool ends_with_bracket(struct slice line, const struct dated *d)
{
	struct slice behind = slice_trim(slice_sub(line, d->last, line.length));

	return behind.length > 2 && d->date.precision >= EDTF_DAY && behind.at[0] == '(' &&
	       slice_find(behind, SLICE(")"), 0) == behind.length - 1;
}

bool dating_dateline(struct slice line, const struct date_style *style, struct dated *ret)
{
	if (line.length > DATELINE_MAX || !find_day_or_month(line, style, ret) || !is_plausible(ret))
		return false;
	ret->confidence = 70;
	ret->is_short = has_short_year(line, ret);
	if (names_meeting(line))
		return true;
	if (is_between(line, ret))
		return true;
	bool begins = skip_leader(slice_sub(line, 0, SPECKS_MAX), 0) >= ret->first ||
		      (ret->first > 0 && dating_version(line) == ret->first) ||
		      (begins_with_article(line, ret) && !shape_is_prose(line));

	return (begins || ret->last + 2 >= line.length || ends_with_hours(line, ret) ||
		ends_with_bracket(line, ret)) &&
	       !ret->is_short && !is_in_phrase(line, ret);
}
