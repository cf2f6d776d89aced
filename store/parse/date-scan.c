/* SPDX-License-Identifier: MIT */
#include "date-scan.h"

#include "../util/utf8.h"

enum {
	GAP_MOST = 32 /* bytes of white space between two elements */
};

bool date_word_ends(const struct date_reader *r, size_t at)
{
	size_t next = at;
	char before = date_byte_at(r, at - 1), c = date_byte_at(r, at);

	if (at >= r->text.length)
		return true;
	if (c == '_' || byte_is_lower(c))
		return false;
	if (byte_is_upper(c))
		return byte_is_lower(before) || before == '.' || byte_is_digit(before) ||
		       (byte_is_upper(before) && byte_is_lower(date_byte_at(r, at + 1)));
	return !utf8_is_letter(utf8_next(r->text, &next));
}

/* A byte of a word in small letters, those of Latin-1 too: "FÉVRIER" is "février". */
static char small_byte(struct slice text, size_t at)
{
	unsigned char c = (unsigned char)text.at[at];

	if (at > 0 && text.at[at - 1] == '\xc3' && c >= 0x80 && c <= 0x9e)
		return (char)(c + 0x20);
	return byte_lower(text.at[at]);
}

static bool starts_with_word(struct slice text, struct slice word)
{
	if (text.length < word.length)
		return false;
	for (size_t i = 0; i < word.length; i++)
		if (small_byte(text, i) != word.at[i])
			return false;
	return true;
}

bool date_take_word(struct date_reader *r, const struct date_word *table, int *ret_value)
{
	char first = byte_lower(date_byte_at(r, r->at));

	if ((unsigned char)first < 0x80 && !byte_is_lower(first)) /* no word begins so */
		return false;
	for (const struct date_word *w = table; w->text; w++) {
		if (w->text[0] != first)
			continue;
		struct slice word = slice_of(w->text);

		if (starts_with_word(slice_sub(r->text, r->at, r->text.length), word) &&
		    date_word_ends(r, r->at + word.length)) {
			r->at += word.length;
			*ret_value = w->value;
			return true;
		}
	}
	return false;
}

bool date_take_number(struct date_reader *r, size_t least, size_t most, int *ret_value)
{
	size_t count = 0;
	int value = 0;

	while (count <= most && byte_is_digit(date_byte_at(r, r->at + count)))
		value = value * 10 + (r->text.at[r->at + count++] - '0');
	if (count < least || count > most)
		return false;
	r->at += count;
	*ret_value = value;
	return true;
}

bool date_take_byte(struct date_reader *r, char c)
{
	if (date_byte_at(r, r->at) != c || r->at >= r->text.length)
		return false;
	r->at++;
	return true;
}

void date_skip_space(struct date_reader *r)
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
	unsigned char last = (unsigned char)date_byte_at(r, r->at + 2);

	if (date_take_byte(r, '-'))
		return true;
	if (!slice_starts(slice_sub(r->text, r->at, r->text.length), slice_of(dash)) || last < 0x90 ||
	    last > 0x95)
		return false;
	r->at += 3;
	return true;
}

bool date_skip_gap(struct date_reader *r, const char *marks, const struct date_word *words)
{
	size_t first = r->at, lines = 0;
	char c;
	int ignored;

	date_skip_space(r);
	c = date_byte_at(r, r->at);
	if (c != '\0' && c != '-' && strchr(marks, c))
		r->at++;
	else if (strchr(marks, '-'))
		take_dash(r);
	date_skip_space(r);
	if (date_take_word(r, words, &ignored))
		date_skip_space(r);
	for (size_t i = first; i < r->at; i++)
		lines += r->text.at[i] == '\n';
	return lines <= 1;
}
