/* SPDX-License-Identifier: MIT */
#include "party-name.h"

#include "shape.h"

bool party_is_address_byte(char c)
{
	return byte_is_letter(c) || byte_is_digit(c) || (c && strchr("._%+-'", c)) ||
	       (unsigned char)c >= 0x80;
}

struct slice party_mailbox(struct slice s)
{
	size_t at = slice_find(s, SLICE("@"), 0), first = at, last = at + 1;

	if (at == s.length)
		return (struct slice){s.at, 0};
	while (first > 0 && party_is_address_byte(s.at[first - 1]))
		first--;
	while (last < s.length && party_is_address_byte(s.at[last]))
		last++;
	while (last > at + 1 && s.at[last - 1] == '.')
		last--;
	bool dotted = slice_find(slice_sub(s, at, last), SLICE("."), 0) < last - at;

	return first < at && dotted ? slice_sub(s, first, last) : (struct slice){s.at, 0};
}

/* Where "mailto" begins in `s`, as recognition reads it too, with the bracket before it: "[malto",
 * "fmailto:".
 */
static size_t find_mailto(struct slice s)
{
	size_t at = slice_find_ci(s, SLICE("mailto"), 1);

	if (at < s.length)
		return strchr("[({<|fil", s.at[at - 1]) && (at < 2 || byte_is_space(s.at[at - 2])) ? at - 1
												   : at;
	at = slice_find_ci(s, SLICE(" [ma"), 1);
	return at < s.length ? at + 1 : s.length;
}

/* `s` without what recognition leaves behind a name: a speck, half a bracket. "J." keeps its full stop. */
static struct slice without_specks(struct slice s)
{
	static const char *const specks[] = {";",
					     ",",
					     ":",
					     "|",
					     "]",
					     "_",
					     "~",
					     "`",
					     " .",
					     " '",
					     "\xe2\x80\x99",
					     "\xe2\x80\xa2",
					     "\xc2\xb0",
					     "\xe2\x80\x98"};
	size_t length;

	do {
		length = s.length;
		for (size_t i = 0; i < sizeof specks / sizeof *specks; i++)
			if (s.length > strlen(specks[i]) && slice_ends_ci(s, slice_of(specks[i])) &&
			    !(s.at[s.length - 1] == ']' && memchr(s.at, '[', s.length)))
				s.length -= strlen(specks[i]);
		s = slice_trim(s);
	} while (s.length < length);
	return s;
}

/* "Poe, Ann -:PoeA@lightsgov>": the last word ends a bracket of which recognition lost the beginning. */
static struct slice without_torn_address(struct slice s)
{
	size_t at = s.length;

	if (s.length == 0 || s.at[s.length - 1] != '>' || memchr(s.at, '<', s.length))
		return s;
	while (at > 0 && !byte_is_space(s.at[at - 1]))
		at--;
	return at > 0 ? slice_trim(slice_sub(s, 0, at)) : s;
}

struct slice party_without_address(struct slice s)
{
	s = shape_bare(s);
	/* "Jane Roe ( CN=Jane Roe/OU=NSC/O=EOP [ NSC ] )": the account behind a name of the White House. */
	s = slice_trim(slice_sub(s, 0, slice_find(s, SLICE("( CN="), 1)));
	size_t at = slice_find(s, SLICE("<"), 0), open = slice_find(s, SLICE(" ["), 0);

	if (at > 0)
		s = slice_trim(slice_sub(s, 0, at));
	s = slice_trim(slice_sub(s, 0, find_mailto(s)));
	s = without_torn_address(s);
	if (open > 0 && open < s.length && party_mailbox(slice_sub(s, open, s.length)).length > 0)
		s = slice_trim(slice_sub(s, 0, open));
	s = without_specks(s);
	if (s.length > 1 && (s.at[0] == '"' || s.at[0] == '\'') && s.at[s.length - 1] == s.at[0])
		s = slice_trim(slice_sub(s, 1, s.length - 1));
	return s;
}
