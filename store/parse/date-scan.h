/* SPDX-License-Identifier: MIT */
/*
 * For the readers of printed dates alone: the date as far as it is read, and the words, numbers and gaps that
 * its elements are made of. All runs are bounded, so that reading an element costs the same whatever the
 * bytes.
 */
#ifndef PARSE_DATE_SCAN_H
#define PARSE_DATE_SCAN_H

#include "../util/edtf.h"
#include "../util/slice.h"
#include "date-words.h"
#include "date.h"

struct date_reader {
	struct slice text;
	size_t first, at; /* where the date begins; the next byte to read */
	struct edtf date;
	int weekday; /* 0 Sunday .. 6; -1 none printed */
	const struct date_style *style;
	bool meridiem; /* a.m. or p.m. stands with the time */
	bool iso;      /* year-month-day in digits: a zone may follow with a colon */
};

/* 0 behind the end. */
static inline char date_byte_at(const struct date_reader *r, size_t at)
{
	return at < r->text.length ? r->text.at[at] : '\0';
}

/*
 * May a word end here? Words are glued in scraped pages ("NowApril", "EDTAvailable"), so a capital after a
 * small letter begins a new word, as does the last capital of a run before a small letter.
 */
bool date_word_ends(const struct date_reader *r, size_t at);
/* Takes the first entry of a table that stands here as a whole word. */
bool date_take_word(struct date_reader *r, const struct date_word *table, int *ret_value);
/* Takes all digits that stand here if they are `least` to `most`. */
bool date_take_number(struct date_reader *r, size_t least, size_t most, int *ret_value);
bool date_take_byte(struct date_reader *r, char c);
void date_skip_space(struct date_reader *r);
/*
 * What may stand before an element: white space, one of `marks` ('-' is any dash), one of `words`. False if a
 * blank line is among it, for a date does not go on in another paragraph.
 */
bool date_skip_gap(struct date_reader *r, const char *marks, const struct date_word *words);
#endif
