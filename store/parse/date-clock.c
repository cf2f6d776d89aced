/* SPDX-License-Identifier: MIT */
#include "date-clock.h"

#include "date-words.h"

enum {
	COMMENT_MOST = 48, /* bytes of "(New Zealand Standard Time)" behind a zone */
	ZONE_HOURS_MAX = 14
};

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

	if (date_take_byte(r, '.')) {
		*ret_needs_meridiem = true;
		return date_take_number(r, 2, 2, &d->minute);
	}
	/* "18 h 22" */
	if (slice_starts(slice_sub(r->text, r->at, r->text.length), SLICE(" h ")) &&
	    byte_is_digit(date_byte_at(r, r->at + 3))) {
		r->at += 3;
		return date_take_number(r, 2, 2, &d->minute);
	}
	if (!date_take_byte(r, ':') && !date_take_byte(r, 'h')) {
		*ret_needs_meridiem = true;
		return true;
	}
	if (!date_take_number(r, 2, 2, &d->minute))
		return false;
	if (!date_take_byte(r, ':'))
		return true;
	d->precision = EDTF_SECOND;
	if (!date_take_number(r, 2, 2, &d->second))
		return false;
	if (date_byte_at(r, r->at) == '.' && byte_is_digit(date_byte_at(r, r->at + 1)))
		for (r->at++, limit = r->at + 9; r->at < limit && byte_is_digit(date_byte_at(r, r->at));)
			r->at++;
	return true;
}

bool date_read_time(struct date_reader *r)
{
	struct date_reader before;
	bool needs_meridiem = false, has_meridiem;
	int meridiem;

	r->date.minute = r->date.second = 0;
	r->date.precision = EDTF_MINUTE;
	if (!date_take_number(r, 1, 2, &r->date.hour) || !read_minutes(r, &needs_meridiem))
		return false;
	before = *r;
	date_skip_space(r);
	has_meridiem = date_take_word(r, date_meridiems, &meridiem);
	if (!has_meridiem)
		r->at = before.at;
	r->meridiem = has_meridiem;
	if (has_meridiem ? !apply_meridiem(&r->date.hour, meridiem) : needs_meridiem)
		return false;
	return r->date.hour <= 23 && r->date.minute <= 59 && r->date.second <= 59 &&
	       !byte_is_digit(date_byte_at(r, r->at));
}

/* +1200, +12:00, after a name also +12. "9:00-10:30" is no zone but a span of hours. */
static bool read_offset(struct date_reader *r, bool named)
{
	bool minus = date_byte_at(r, r->at) == '-', colon;
	int hours, minutes = 0;

	if (!date_take_byte(r, '+') && !date_take_byte(r, '-'))
		return false;
	if (date_take_number(r, 4, 4, &hours)) {
		minutes = hours % 100;
		hours /= 100;
	} else if (!date_take_number(r, named ? 1 : 2, 2, &hours)) {
		return false;
	} else {
		colon = date_take_byte(r, ':');
		if (colon ? !date_take_number(r, 2, 2, &minutes) || !(named || r->iso || !minus)
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

	date_skip_space(r);
	limit = r->at + COMMENT_MOST;
	if (!date_take_byte(r, '('))
		limit = r->at;
	while (r->at < limit && r->at < r->text.length && r->text.at[r->at] != '\n')
		if (r->text.at[r->at++] == ')')
			return;
	*r = before;
}

bool date_read_zone(struct date_reader *r)
{
	struct date_reader before;
	int minutes;

	if (r->date.precision < EDTF_MINUTE)
		return false;
	if (date_take_word(r, date_zones, &minutes)) {
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
