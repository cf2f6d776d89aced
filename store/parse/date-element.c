/* SPDX-License-Identifier: MIT */
/*
 * The elements that printed dates are made of - weekday, day, month, year, time, zone - and what may stand
 * before each, in one table. All runs are bounded, so that reading an element costs the same whatever the
 * bytes.
 */
#include "date-element.h"

#include "date-clock.h"
#include "date-misread.h"
#include "date-words.h"

#include <stdint.h>

enum {
	MONTH_MOST = 12,      /* letters of a month's name */
	MISREAD_FIRST = 1800, /* a year read with doubt lies in this span */
	MISREAD_LAST = 2099,
};

/* Elements come in any order: a time may stand before its day. */
static void at_least(struct date_reader *r, enum edtf_precision precision)
{
	if (r->date.precision < precision)
		r->date.precision = precision;
}

static bool read_weekday(struct date_reader *r)
{
	return date_name_begins(r->text, r->at) && date_take_word(r, date_weekdays, &r->weekday);
}

/* As date_take_number(), where the style says so with letters that look like digits among `digits` true ones.
 */
static bool take_slot(struct date_reader *r, size_t least, size_t most, size_t digits, int *ret_value)
{
	size_t count = 0, is_true = 0;
	int value = 0, digit;

	if (!r->style->misread)
		return date_take_number(r, least, most, ret_value);
	while (count <= most && (digit = misread_digit(date_byte_at(r, r->at + count))) >= 0) {
		is_true += byte_is_digit(date_byte_at(r, r->at + count));
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
	date_take_word(r, date_ordinals, &ignored);
	at_least(r, EDTF_DAY);
	return true;
}

/* A run of letters and of what looks like letters, with a wrong one among them. */
static bool take_misread_month(struct date_reader *r)
{
	size_t length = 0;
	int month;

	while (length <= MONTH_MOST && (byte_is_letter(date_byte_at(r, r->at + length)) ||
					(length < 3 && misread_digit(date_byte_at(r, r->at + length)) >= 0)))
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
	if (date_name_begins(r->text, r->at) && date_take_word(r, date_months, &r->date.month)) {
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

	if (r->date.precision < EDTF_DAY || !date_take_number(&after, 5, 6, &value) ||
	    date_byte_at(r, after.at) != ':')
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

	if (!take_glued_year(r) && (!take_slot(r, 4, 4, 2, &r->date.year) || !date_word_ends(r, r->at)))
		return false;
	if (r->style->misread && (r->date.year < MISREAD_FIRST || r->date.year > MISREAD_LAST))
		return false;
	at_least(r, EDTF_YEAR);
	after = *r;
	date_skip_space(&after);
	return !date_take_word(&after, date_zones, &value) || value != ZONE_FLOATING;
}

/* What may not stand behind a year of two digits: "22 Nov 63.5", "5 May 12:30". */
static bool short_year_ends(const struct date_reader *r)
{
	char c = date_byte_at(r, r->at);

	return date_word_ends(r, r->at) && c != ':' && c != '/' && c != '%' &&
	       !((c == '.' || c == ',' || c == '-') && byte_is_digit(date_byte_at(r, r->at + 1)));
}

/* "63", "'63", in the century that the style tells. */
static bool read_short_year(struct date_reader *r)
{
	static const char quote[] = "\xe2\x80\x99";
	int value;

	if (slice_starts(slice_sub(r->text, r->at, r->text.length), slice_of(quote)))
		r->at += sizeof quote - 1;
	else
		date_take_byte(r, '\'');
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

	if (date_take_number(r, 6, 6, &value)) {
		date_skip_space(r);
		if ((!date_take_byte(r, 'Z') && !date_take_byte(r, 'z')) || !date_word_ends(r, r->at))
			return false;
	} else if (!r->style->misread || !date_take_number(r, 7, 7, &value) || value % 10 != 2) {
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

/* "1042Z" of a cable, before its day. */
static bool read_cable_time(struct date_reader *r)
{
	int value;

	if (!date_take_number(r, 4, 4, &value) || (!date_take_byte(r, 'Z') && !date_take_byte(r, 'z')) ||
	    !date_word_ends(r, r->at))
		return false;
	r->date.hour = value / 100;
	r->date.minute = value % 100;
	r->date.precision = EDTF_MINUTE;
	r->date.zoned = true;
	return r->date.hour <= 23 && r->date.minute <= 59;
}

/* "2021-02"; in running text "2010-12" is as likely a span of years. */
static bool read_year_month(struct date_reader *r)
{
	r->date.precision = EDTF_MONTH;
	return date_take_number(r, 4, 4, &r->date.year) && date_take_byte(r, '-') &&
	       date_take_number(r, 2, 2, &r->date.month);
}

/* 2021-02-05, 2021/02/05. */
static bool read_year_first(struct date_reader *r)
{
	struct edtf *d = &r->date;
	char separator = date_byte_at(r, r->at + 4);

	r->iso = separator == '-';
	d->precision = EDTF_DAY;
	return (separator == '-' || separator == '/') && date_take_number(r, 4, 4, &d->year) &&
	       date_take_byte(r, separator) && date_take_number(r, 2, 2, &d->month) &&
	       date_take_byte(r, separator) && date_take_number(r, 2, 2, &d->day);
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

	if (!date_take_number(r, 1, 2, &a))
		return false;
	separator = date_byte_at(r, r->at);
	if (!(separator == '/' || separator == '.' || separator == '-') || !date_take_byte(r, separator) ||
	    !date_take_number(r, 1, 2, &b) || !date_take_byte(r, separator))
		return false;
	d->precision = EDTF_DAY;
	if (!date_take_number(r, 4, 4, &d->year) && !read_short_year(r))
		return false;
	return choose_order(r, a, b);
}

/* The "T" of ISO 8601 and the time behind it. */
static bool read_iso_time(struct date_reader *r)
{
	return r->date.precision == EDTF_DAY && (date_take_byte(r, 'T') || date_take_byte(r, 't')) &&
	       date_read_time(r);
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
	const char *marks; /* what may stand before it, see date_skip_gap() */
	const struct date_word *words;
} elements[] = {
	{'W', read_weekday, ",-", fill_on},        {'D', read_day, ",.-", fill_on},
	{'M', read_month, ".,-/", fill_of},        {'Y', read_year, ",.-/", fill_of},
	{'T', date_read_time, ",;@|-", fill_at},   {'Z', date_read_zone, "", fill_none},
	{'I', read_year_first, ",", fill_none},    {'N', read_year_last, ",", fill_none},
	{'S', read_iso_time, "", fill_none},       {'P', read_year_month, "", fill_none},
	{'V', read_short_year, ",.-/", fill_year}, {'G', read_day_time, "", fill_none},
	{'C', read_cable_time, "", fill_none},
};

bool date_read_element(struct date_reader *r, char letter)
{
	const struct element *e = elements;

	while (e->letter != letter)
		e++;
	return (r->at == r->first || date_skip_gap(r, e->marks, e->words)) && e->read(r);
}
