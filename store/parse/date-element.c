/* SPDX-License-Identifier: MIT */
/*
 * The elements that printed dates are made of - weekday, day, month, year, time, zone - and what may stand
 * before each, in one table. All runs are bounded, so that reading an element costs the same whatever the
 * bytes.
 */
#include "date-element.h"

#include "../util/utf8.h"
#include "date-misread.h"
#include "date-words.h"

#include <stdint.h>

enum {
	GAP_MOST = 32,     /* bytes of white space between two elements */
	MONTH_MOST = 12,   /* letters of a month's name */
	COMMENT_MOST = 48, /* bytes of "(New Zealand Standard Time)" behind a zone */
	ZONE_HOURS_MAX = 14,
	MISREAD_FIRST = 1800, /* a year read with doubt lies in this span */
	MISREAD_LAST = 2099,
};

/* Elements come in any order: a time may stand before its day. */
static void at_least(struct date_reader *r, enum edtf_precision precision)
{
	if (r->date.precision < precision)
		r->date.precision = precision;
}

static char byte_at(const struct date_reader *r, size_t at)
{
	return at < r->text.length ? r->text.at[at] : '\0';
}

/*
 * May a word end here? Words are glued in scraped pages ("NowApril", "EDTAvailable"), so a capital after a
 * small letter begins a new word, as does the last capital of a run before a small letter.
 */
static bool word_ends(const struct date_reader *r, size_t at)
{
	size_t next = at;
	char before = byte_at(r, at - 1), c = byte_at(r, at);

	if (at >= r->text.length)
		return true;
	if (c == '_' || byte_is_lower(c))
		return false;
	if (byte_is_upper(c))
		return byte_is_lower(before) || before == '.' || byte_is_digit(before) ||
		       (byte_is_upper(before) && byte_is_lower(byte_at(r, at + 1)));
	return !utf8_is_letter(utf8_next(r->text, &next));
}

/* Takes the first entry of a table that stands here as a whole word. */
static bool take_word(struct date_reader *r, const struct date_word *table, int *ret_value)
{
	for (const struct date_word *w = table; w->text; w++) {
		size_t length = strlen(w->text);
		struct slice here = slice_sub(r->text, r->at, r->at + length);

		if (byte_lower(byte_at(r, r->at)) == w->text[0] &&
		    slice_equal_ci(here, (struct slice){w->text, length}) && word_ends(r, r->at + length)) {
			r->at += length;
			*ret_value = w->value;
			return true;
		}
	}
	return false;
}

/* Takes all digits that stand here if they are `least` to `most`. */
static bool take_number(struct date_reader *r, size_t least, size_t most, int *ret_value)
{
	size_t count = 0;
	int value = 0;

	while (count <= most && byte_is_digit(byte_at(r, r->at + count)))
		value = value * 10 + (r->text.at[r->at + count++] - '0');
	if (count < least || count > most)
		return false;
	r->at += count;
	*ret_value = value;
	return true;
}

static bool take_byte(struct date_reader *r, char c)
{
	if (byte_at(r, r->at) != c || r->at >= r->text.length)
		return false;
	r->at++;
	return true;
}

static void skip_space(struct date_reader *r)
{
	size_t limit = r->at + GAP_MOST;

	while (r->at < r->text.length && r->at < limit) {
		size_t next = r->at;

		if (!utf8_is_space(utf8_next(r->text, &next)))
			return;
		r->at = next;
	}
}

/* U+2010 to U+2015: hyphens and dashes. */
static bool take_dash(struct date_reader *r)
{
	static const char dash[] = "\xe2\x80";
	unsigned char last = (unsigned char)byte_at(r, r->at + 2);

	if (take_byte(r, '-'))
		return true;
	if (!slice_starts(slice_sub(r->text, r->at, r->text.length), slice_of(dash)) || last < 0x90 ||
	    last > 0x95)
		return false;
	r->at += 3;
	return true;
}

/*
 * What may stand before an element: white space, one of `marks` ('-' is any dash), one of `words`. False if a
 * blank line is among it, for a date does not go on in another paragraph.
 */
static bool skip_gap(struct date_reader *r, const char *marks, const struct date_word *words)
{
	size_t first = r->at, lines = 0;
	char c;
	int ignored;

	skip_space(r);
	c = byte_at(r, r->at);
	if (c != '\0' && c != '-' && strchr(marks, c))
		r->at++;
	else if (strchr(marks, '-'))
		take_dash(r);
	skip_space(r);
	if (take_word(r, words, &ignored))
		skip_space(r);
	for (size_t i = first; i < r->at; i++)
		lines += r->text.at[i] == '\n';
	return lines <= 1;
}

static bool read_weekday(struct date_reader *r)
{
	return take_word(r, date_weekdays, &r->weekday);
}

/* As take_number(), where the style says so with letters that look like digits among `digits` true ones. */
static bool take_slot(struct date_reader *r, size_t least, size_t most, size_t digits, int *ret_value)
{
	size_t count = 0, is_true = 0;
	int value = 0, digit;

	if (!r->style->misread)
		return take_number(r, least, most, ret_value);
	while (count <= most && (digit = misread_digit(byte_at(r, r->at + count))) >= 0) {
		is_true += byte_is_digit(byte_at(r, r->at + count));
		value = value * 10 + digit;
		count++;
	}
	if (count < least || count > most || (is_true < digits && count > 1))
		return false;
	r->at += count;
	*ret_value = value;
	return true;
}

static bool read_day(struct date_reader *r)
{
	int ignored;

	if (!take_slot(r, 1, 2, 1, &r->date.day))
		return false;
	take_word(r, date_ordinals, &ignored);
	at_least(r, EDTF_DAY);
	return true;
}

/* A run of letters and of what looks like letters, with a wrong one among them. */
static bool take_misread_month(struct date_reader *r)
{
	size_t length = 0;
	int month;

	while (length <= MONTH_MOST && (byte_is_letter(byte_at(r, r->at + length)) ||
					(length < 3 && misread_digit(byte_at(r, r->at + length)) >= 0)))
		length++;
	month = misread_month(slice_sub(r->text, r->at, r->at + length));
	if (month == 0)
		return false;
	r->date.month = month;
	r->at += length;
	return true;
}

static bool read_month(struct date_reader *r)
{
	if (take_word(r, date_months, &r->date.month)) {
		if (r->date.month > NEEDS_DAY && r->date.precision < EDTF_DAY)
			return false;
		r->date.month %= NEEDS_DAY;
	} else if (!r->style->misread || !take_misread_month(r)) {
		return false;
	}
	at_least(r, EDTF_MONTH);
	return true;
}

/* "March 26, 20111:17 PM": where a printed blank is lost, the colon tells the year from the hour. */
static bool take_glued_year(struct date_reader *r)
{
	struct date_reader after = *r;
	int value, year = 0;

	if (r->date.precision < EDTF_DAY || !take_number(&after, 5, 6, &value) || byte_at(r, after.at) != ':')
		return false;
	for (size_t i = 0; i < 4; i++)
		year = year * 10 + (r->text.at[r->at + i] - '0');
	r->date.year = year;
	r->at += 4;
	return true;
}

/* "8 July 1125 hours" names a time and no year. */
static bool read_year(struct date_reader *r)
{
	struct date_reader after;
	int value;

	if (!take_glued_year(r) && (!take_slot(r, 4, 4, 2, &r->date.year) || !word_ends(r, r->at)))
		return false;
	if (r->style->misread && (r->date.year < MISREAD_FIRST || r->date.year > MISREAD_LAST))
		return false;
	at_least(r, EDTF_YEAR);
	after = *r;
	skip_space(&after);
	return !take_word(&after, date_zones, &value) || value != ZONE_FLOATING;
}

/* What may not stand behind a year of two digits: "22 Nov 63.5", "5 May 12:30". */
static bool short_year_ends(const struct date_reader *r)
{
	char c = byte_at(r, r->at);

	return word_ends(r, r->at) && c != ':' && c != '/' && c != '%' &&
	       !((c == '.' || c == ',' || c == '-') && byte_is_digit(byte_at(r, r->at + 1)));
}

/* "63", "'63", in the century that the style tells. */
static bool read_short_year(struct date_reader *r)
{
	static const char quote[] = "\xe2\x80\x99";
	int value;

	if (slice_starts(slice_sub(r->text, r->at, r->text.length), slice_of(quote)))
		r->at += sizeof quote - 1;
	else
		take_byte(r, '\'');
	if (!r->style->short_years || !take_slot(r, 2, 2, 1, &value) || !short_year_ends(r))
		return false;
	r->date.year = (r->style->late[value] ? 2000 : 1900) + value;
	at_least(r, EDTF_YEAR);
	return true;
}

/* "051423Z" of a cable: day, hour and minute in UTC. Recognition reads the Z as 2. */
static bool read_day_time(struct date_reader *r)
{
	struct edtf *d = &r->date;
	int value;

	if (take_number(r, 6, 6, &value)) {
		skip_space(r);
		if ((!take_byte(r, 'Z') && !take_byte(r, 'z')) || !word_ends(r, r->at))
			return false;
	} else if (!r->style->misread || !take_number(r, 7, 7, &value) || value % 10 != 2) {
		return false;
	} else {
		value /= 10;
	}
	d->day = value / 10000;
	d->hour = value / 100 % 100;
	d->minute = value % 100;
	d->precision = EDTF_MINUTE;
	d->zoned = true;
	return true;
}

/* "2021-02"; in running text "2010-12" is as likely a span of years. */
static bool read_year_month(struct date_reader *r)
{
	r->date.precision = EDTF_MONTH;
	return take_number(r, 4, 4, &r->date.year) && take_byte(r, '-') &&
	       take_number(r, 2, 2, &r->date.month);
}

/* 2021-02-05, 2021/02/05. */
static bool read_year_first(struct date_reader *r)
{
	struct edtf *d = &r->date;
	char separator = byte_at(r, r->at + 4);

	r->iso = separator == '-';
	d->precision = EDTF_DAY;
	return (separator == '-' || separator == '/') && take_number(r, 4, 4, &d->year) &&
	       take_byte(r, separator) && take_number(r, 2, 2, &d->month) && take_byte(r, separator) &&
	       take_number(r, 2, 2, &d->day);
}

/* Does the printed weekday prove this reading and deny the other one? */
static bool weekday_tells(const struct date_reader *r, int day, int month)
{
	return r->weekday >= 0 && day >= 1 && day <= 12 && month >= 1 && month <= 12 &&
	       edtf_weekday(r->date.year, month, day) == r->weekday &&
	       edtf_weekday(r->date.year, day, month) != r->weekday;
}

/* Day and month of two numbers: as only one of them can be a month, by the weekday, or in the order of the
 * source. */
static bool choose_order(struct date_reader *r, int a, int b)
{
	enum date_order order = r->style->order;

	if (a > 12 || b > 12)
		order = a > 12 ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
	else if (weekday_tells(r, a, b))
		order = DATE_DAY_FIRST;
	else if (weekday_tells(r, b, a))
		order = DATE_MONTH_FIRST;
	r->date.day = order == DATE_MONTH_FIRST ? b : a;
	r->date.month = order == DATE_MONTH_FIRST ? a : b;
	return a == b || order != DATE_ANY_ORDER;
}

/* Day and month in digits, the year last: only where the two cannot be confused. 22/11/63 where the style has
 * short years. */
static bool read_year_last(struct date_reader *r)
{
	struct edtf *d = &r->date;
	char separator;
	int a, b;

	if (!take_number(r, 1, 2, &a))
		return false;
	separator = byte_at(r, r->at);
	if (!(separator == '/' || separator == '.' || separator == '-') || !take_byte(r, separator) ||
	    !take_number(r, 1, 2, &b) || !take_byte(r, separator))
		return false;
	d->precision = EDTF_DAY;
	if (!take_number(r, 4, 4, &d->year) && !read_short_year(r))
		return false;
	return choose_order(r, a, b);
}

/* 12 a.m. is 0 and 12 p.m. is 12; "15:27 PM" is printed too. */
static bool apply_meridiem(int *hour, int meridiem)
{
	if (meridiem == DATE_AM && *hour > 12)
		return false;
	if (meridiem == DATE_PM && *hour == 0)
		return false;
	if (*hour <= 12)
		*hour = *hour % 12 + (meridiem == DATE_PM ? 12 : 0);
	return true;
}

/* The ":mm[:ss[.fraction]]" behind an hour, in French "hmm"; also ".mm", which is a time only before a.m. or
 * p.m. */
static bool read_minutes(struct date_reader *r, bool *ret_needs_meridiem)
{
	struct edtf *d = &r->date;
	size_t limit;

	if (take_byte(r, '.')) {
		*ret_needs_meridiem = true;
		return take_number(r, 2, 2, &d->minute);
	}
	if (!take_byte(r, ':') && !take_byte(r, 'h')) {
		*ret_needs_meridiem = true;
		return true;
	}
	if (!take_number(r, 2, 2, &d->minute))
		return false;
	if (!take_byte(r, ':'))
		return true;
	d->precision = EDTF_SECOND;
	if (!take_number(r, 2, 2, &d->second))
		return false;
	if (byte_at(r, r->at) == '.' && byte_is_digit(byte_at(r, r->at + 1)))
		for (r->at++, limit = r->at + 9; r->at < limit && byte_is_digit(byte_at(r, r->at));)
			r->at++;
	return true;
}

static bool read_time(struct date_reader *r)
{
	struct date_reader before;
	bool needs_meridiem = false, has_meridiem;
	int meridiem;

	r->date.minute = r->date.second = 0;
	r->date.precision = EDTF_MINUTE;
	if (!take_number(r, 1, 2, &r->date.hour) || !read_minutes(r, &needs_meridiem))
		return false;
	before = *r;
	skip_space(r);
	has_meridiem = take_word(r, date_meridiems, &meridiem);
	if (!has_meridiem)
		r->at = before.at;
	if (has_meridiem ? !apply_meridiem(&r->date.hour, meridiem) : needs_meridiem)
		return false;
	return r->date.hour <= 23 && r->date.minute <= 59 && r->date.second <= 59 &&
	       !byte_is_digit(byte_at(r, r->at));
}

/* The "T" of ISO 8601 and the time behind it. */
static bool read_iso_time(struct date_reader *r)
{
	return r->date.precision == EDTF_DAY && (take_byte(r, 'T') || take_byte(r, 't')) && read_time(r);
}

/* +1200, +12:00, after a name also +12. "9:00-10:30" is no zone but a span of hours. */
static bool read_offset(struct date_reader *r, bool named)
{
	bool minus = byte_at(r, r->at) == '-', colon;
	int hours, minutes = 0;

	if (!take_byte(r, '+') && !take_byte(r, '-'))
		return false;
	if (take_number(r, 4, 4, &hours)) {
		minutes = hours % 100;
		hours /= 100;
	} else if (!take_number(r, named ? 1 : 2, 2, &hours)) {
		return false;
	} else {
		colon = take_byte(r, ':');
		if (colon ? !take_number(r, 2, 2, &minutes) || !(named || r->iso || !minus)
			  : !(named || r->iso))
			return false;
	}
	if (minutes > 59 || hours * 60 + minutes > ZONE_HOURS_MAX * 60)
		return false;
	r->date.zone_minutes = minus ? -(hours * 60 + minutes) : hours * 60 + minutes;
	return true;
}

/* "(NZST)" behind a numeric zone says nothing new. */
static void skip_comment(struct date_reader *r)
{
	struct date_reader before = *r;
	size_t limit;

	skip_space(r);
	limit = r->at + COMMENT_MOST;
	if (!take_byte(r, '('))
		limit = r->at;
	while (r->at < limit && r->at < r->text.length && r->text.at[r->at] != '\n')
		if (r->text.at[r->at++] == ')')
			return;
	*r = before;
}

static bool read_zone(struct date_reader *r)
{
	struct date_reader before;
	int minutes;

	if (r->date.precision < EDTF_MINUTE)
		return false;
	if (take_word(r, date_zones, &minutes)) {
		r->date.zoned = minutes != ZONE_FLOATING;
		r->date.zone_minutes = r->date.zoned ? minutes : 0;
		before = *r;
		if (!r->date.zoned || minutes != 0 || !read_offset(r, true))
			*r = before;
		return true;
	}
	r->date.zoned = read_offset(r, false);
	if (r->date.zoned)
		skip_comment(r);
	return r->date.zoned;
}

static const struct date_word fill_none[] = {{NULL, 0}};
static const struct date_word fill_of[] = {{"of", 0}, {"de", 0}, {NULL, 0}};
static const struct date_word fill_year[] = {{"de", 0}, {"del", 0}, {NULL, 0}};
static const struct date_word fill_on[] = {{"on", 0},  {"the", 0}, {"le", 0},
					   {"den", 0}, {"el", 0},  {NULL, 0}};
static const struct date_word fill_at[] = {{"at", 0},    {"\xc3\xa0", 0}, {"um", 0},
					   {"a las", 0}, {"a la", 0},     {NULL, 0}};

static const struct element {
	char letter;
	bool (*read)(struct date_reader *);
	const char *marks; /* what may stand before it, see skip_gap() */
	const struct date_word *words;
} elements[] = {
	{'W', read_weekday, ",-", fill_on},        {'D', read_day, ",.-", fill_on},
	{'M', read_month, ".,-/", fill_of},        {'Y', read_year, ",.-/", fill_of},
	{'T', read_time, ",;@|-", fill_at},        {'Z', read_zone, "", fill_none},
	{'I', read_year_first, ",", fill_none},    {'N', read_year_last, ",", fill_none},
	{'S', read_iso_time, "", fill_none},       {'P', read_year_month, "", fill_none},
	{'V', read_short_year, ",.-/", fill_year}, {'G', read_day_time, "", fill_none},
};

bool date_read_element(struct date_reader *r, char letter)
{
	const struct element *e = elements;

	while (e->letter != letter)
		e++;
	return (r->at == r->first || skip_gap(r, e->marks, e->words)) && e->read(r);
}
