/* SPDX-License-Identifier: MIT */
#include "escape.h"

#include "../util/utf8.h"

enum { SOFT_HYPHEN = 0xad, ZERO_WIDTH_NON_JOINER = 0x200c, ZERO_WIDTH_JOINER = 0x200d };
static const char ellipsis[] = "\xe2\x80\xa6";

/* A replacement character that is in the bytes is three bytes long; one for a malformed byte stands for one.
 */
static bool is_malformed(uint32_t character, size_t length)
{
	return character == UTF8_REPLACEMENT && length == 1;
}

/* Persian, Indic and hyphenated words need these three, and they change nothing but the look of a word. */
static bool is_harmless(uint32_t character)
{
	return character == SOFT_HYPHEN || character == ZERO_WIDTH_NON_JOINER ||
	       character == ZERO_WIDTH_JOINER;
}

static bool is_dangerous(uint32_t character)
{
	return utf8_is_control(character) && !is_harmless(character);
}

static void append_escape(struct buf *out, uint32_t character)
{
	switch (character) {
	case '\n':
		buf_text(out, "\\n");
		return;
	case '\r':
		buf_text(out, "\\r");
		return;
	case '\t':
		buf_text(out, "\\t");
		return;
	default:
		buf_format(out, character < 0x80 ? "\\x%02x" : "\\u%04x", (unsigned)character);
	}
}

/* True if the byte at `at` shapes lines and does nothing else. */
static bool is_layout(struct slice s, size_t at)
{
	char c = s.at[at];

	return c == '\n' || c == '\t' || (c == '\r' && at + 1 < s.length && s.at[at + 1] == '\n');
}

/* Behind the printable ASCII at `at`: most of a text, each character as wide as it is long. */
static size_t after_printable(struct slice s, size_t at)
{
	while (at < s.length && s.at[at] >= ' ' && s.at[at] <= '~')
		at++;
	return at;
}

static void escape_shown(struct buf *out, struct slice s, bool keep_layout)
{
	for (size_t at = 0; at < s.length;) {
		size_t first = at;

		at = after_printable(s, at);
		buf_slice(out, slice_sub(s, first, at));
		if (at == s.length)
			return;
		first = at;
		uint32_t character = utf8_next(s, &at);

		if (is_malformed(character, at - first))
			buf_format(out, "\\x%02x", (unsigned char)s.at[first]);
		else if (is_dangerous(character) && !(keep_layout && is_layout(s, first)))
			append_escape(out, character);
		else
			buf_slice(out, slice_sub(s, first, at));
	}
}

void escape_line(struct buf *out, struct slice s)
{
	escape_shown(out, s, false);
}

void escape_text(struct buf *out, struct slice s)
{
	escape_shown(out, s, true);
}

void escape_tsv(struct buf *out, struct slice s)
{
	for (size_t i = 0; i < s.length; i++) {
		char c = s.at[i];

		if (c == '\t' || c == '\n' || c == '\r')
			append_escape(out, (unsigned char)c);
		else if (c == '\\')
			buf_text(out, "\\\\");
		else
			buf_byte(out, c);
	}
}

static size_t character_columns(uint32_t character)
{
	return is_harmless(character) ? 0 : (size_t)utf8_columns(character);
}

/* Bytes of the longest prefix that fits in `most` columns. */
static size_t prefix_that_fits(struct slice s, size_t most, size_t *ret_columns)
{
	size_t at = after_printable(slice_sub(s, 0, most), 0), columns = at;

	while (at < s.length) {
		size_t next = at, wide = character_columns(utf8_next(s, &next));

		if (columns + wide > most)
			break;
		columns += wide;
		at = next;
	}
	*ret_columns = columns;
	return at;
}

void escape_fit(struct buf *out, struct slice s, size_t columns, bool pad)
{
	struct buf shown = {0};
	size_t used;

	escape_line(&shown, s);
	struct slice whole = {shown.data, shown.length};
	size_t length = prefix_that_fits(whole, columns, &used);

	if (length < whole.length && columns > 0) {
		length = prefix_that_fits(whole, columns - 1, &used);
		buf_slice(out, slice_sub(whole, 0, length));
		buf_text(out, ellipsis);
		used++;
	} else {
		buf_slice(out, slice_sub(whole, 0, length));
	}
	for (; pad && used < columns; used++)
		buf_byte(out, ' ');
	out->failed |= shown.failed;
	buf_finish(&shown);
}
