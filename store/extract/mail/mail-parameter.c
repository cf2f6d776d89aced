/* SPDX-License-Identifier: MIT */
#include "mail-parameter.h"

#include "mail-field.h"

#include <errno.h>

enum {
	PIECES_MAX = 64, /* of one value */
	CHARSET_SIZE = 64
};

struct piece {
	struct slice value; /* without quotes around it */
	bool present, extended;
};

struct parameter {
	struct slice name;
	struct piece piece;
};

static size_t skip_quoted(struct slice s, size_t at)
{
	for (at++; at < s.length && s.at[at] != '"'; at++)
		at += s.at[at] == '\\';
	return at < s.length ? at : s.length;
}

/* The end of what begins at `at`: a semicolon that stands in no quotes. */
static size_t end_of_parameter(struct slice s, size_t at)
{
	while (at < s.length && s.at[at] != ';')
		at = s.at[at] == '"' ? skip_quoted(s, at) + 1 : at + 1;
	return at < s.length ? at : s.length;
}

static struct slice without_quotes(struct slice s)
{
	s = slice_trim(s);
	return s.length > 0 && s.at[0] == '"' ? slice_sub(s, 1, skip_quoted(s, 0)) : s;
}

/* Reads the one that ends at `last`. */
static struct parameter read_parameter(struct slice s)
{
	size_t equals = slice_find(s, SLICE("="), 0);

	return (struct parameter){
		.name = slice_trim(slice_sub(s, 0, equals)),
		.piece = {.value = without_quotes(slice_sub(s, equals + 1, s.length)),
			  .present = equals < s.length},
	};
}

/* "name", "name*", "name*3", "name*3*": the number of the piece; -1 where it is not of `name`; PIECES_MAX of
 * the plain one. */
static int piece_number(struct parameter *parameter, struct slice name)
{
	struct slice rest = slice_sub(parameter->name, name.length, parameter->name.length);
	int number = 0;

	if (!slice_starts_ci(parameter->name, name))
		return -1;
	if (rest.length == 0)
		return PIECES_MAX;
	if (rest.at[0] != '*')
		return -1;
	parameter->piece.extended = rest.at[rest.length - 1] == '*';
	for (size_t i = 1; i < rest.length && byte_is_digit(rest.at[i]) && number < PIECES_MAX; i++)
		number = number * 10 + rest.at[i] - '0';
	return number < PIECES_MAX ? number : -1;
}

static void collect(struct slice raw, struct slice name, struct piece pieces[static PIECES_MAX + 1])
{
	size_t at = end_of_parameter(raw, 0);

	while (at < raw.length) {
		size_t last = end_of_parameter(raw, at + 1);
		struct parameter parameter = read_parameter(slice_sub(raw, at + 1, last));
		int number = parameter.piece.present ? piece_number(&parameter, name) : -1;

		if (number >= 0 && !pieces[number].present)
			pieces[number] = parameter.piece;
		at = last;
	}
}

/* Backslashes before others are those of paths. */
static void put_unescaped(struct slice s, struct buf *out)
{
	for (size_t i = 0; i < s.length; i++) {
		bool escapes = s.at[i] == '\\' && i + 1 < s.length && strchr("\"\\", s.at[i + 1]);

		i += escapes;
		buf_byte(out, s.at[i]);
	}
}

static void put_percent(struct slice s, struct buf *out)
{
	for (size_t i = 0; i < s.length; i++) {
		int coded = s.at[i] == '%' ? mail_hex_byte(s, i + 1) : -1;

		buf_byte(out, coded >= 0 ? (char)coded : s.at[i]);
		i += coded >= 0 ? 2 : 0;
	}
}

/* "charset'language'": takes it from the front of `value`. */
static void take_charset(struct slice *value, char charset[static CHARSET_SIZE])
{
	size_t first = slice_find(*value, SLICE("'"), 0);
	size_t second = slice_find(*value, SLICE("'"), first + 1);

	if (second >= value->length || first >= CHARSET_SIZE)
		return;
	memcpy(charset, value->at, first);
	charset[first] = '\0';
	*value = slice_sub(*value, second + 1, value->length);
}

static int decode_extended(struct slice bytes, const char *charset, struct buf *out)
{
	struct buf text = {0};
	int r = mail_decode_charset(bytes, charset[0] ? charset : NULL, &text);

	mail_field_clean((struct slice){text.data, text.length}, out);
	buf_finish(&text);
	return r;
}

static int decode_pieces(struct piece *pieces, struct buf *out)
{
	char charset[CHARSET_SIZE] = "";
	bool extended = pieces[0].extended;
	struct buf bytes = {0};
	int r;

	if (extended)
		take_charset(&pieces[0].value, charset);
	for (size_t i = 0; i < PIECES_MAX && pieces[i].present; i++) {
		if (pieces[i].extended)
			put_percent(pieces[i].value, &bytes);
		else
			put_unescaped(pieces[i].value, &bytes);
	}
	struct slice all = {bytes.data, bytes.length};

	r = extended ? decode_extended(all, charset, out)
		     : mail_field_decode(all, MAIL_FIELD_TEXT, NULL, out);
	if (bytes.failed)
		r = -ENOMEM;
	buf_finish(&bytes);
	return r;
}

int mail_parameter(struct slice raw, const char *name, struct buf *out)
{
	struct piece pieces[PIECES_MAX + 1] = {{.present = false}};
	struct piece plain[PIECES_MAX] = {{.present = false}};

	collect(raw, slice_of(name), pieces);
	if (pieces[0].present)
		return decode_pieces(pieces, out);
	plain[0] = pieces[PIECES_MAX];
	return plain[0].present ? decode_pieces(plain, out) : 0;
}
