/* SPDX-License-Identifier: MIT */
#include "quote.h"

#include "utf8.h"

enum { BMP_MAX = 0xffff, SURROGATE_HIGH = 0xd800, SURROGATE_LOW = 0xdc00, SURROGATE_BITS = 10 };

void escape_csv(struct buf *out, struct slice s)
{
	size_t plain = 0;

	while (plain < s.length && s.at[plain] != ',' && s.at[plain] != '"' && s.at[plain] != '\r' &&
	       s.at[plain] != '\n')
		plain++;
	if (plain == s.length) {
		buf_slice(out, s);
		return;
	}
	buf_byte(out, '"');
	for (size_t i = 0; i < s.length; i++) {
		if (s.at[i] == '"')
			buf_byte(out, '"');
		buf_byte(out, s.at[i]);
	}
	buf_byte(out, '"');
}

static void append_json_escape(struct buf *out, uint32_t character)
{
	if (character <= BMP_MAX) {
		buf_format(out, "\\u%04x", (unsigned)character);
		return;
	}
	uint32_t rest = character - (BMP_MAX + 1);

	buf_format(out, "\\u%04x\\u%04x", (unsigned)(SURROGATE_HIGH + (rest >> SURROGATE_BITS)),
		   (unsigned)(SURROGATE_LOW + (rest & ((1u << SURROGATE_BITS) - 1))));
}

static void append_json_character(struct buf *out, uint32_t character)
{
	if (character == '"' || character == '\\') {
		buf_byte(out, '\\');
		buf_byte(out, (char)character);
	} else if (character == '\n' || character == '\r' || character == '\t') {
		buf_byte(out, '\\');
		buf_byte(out, character == '\n' ? 'n' : character == '\r' ? 'r' : 't');
	} else if (utf8_is_control(character)) {
		append_json_escape(out, character);
	} else {
		utf8_append(out, character);
	}
}

/* Behind the printed ASCII at `at` that stands for itself. */
static size_t after_plain(struct slice s, size_t at)
{
	while (at < s.length && s.at[at] >= ' ' && s.at[at] <= '~' && s.at[at] != '"' && s.at[at] != '\\')
		at++;
	return at;
}

void escape_json(struct buf *out, struct slice s)
{
	buf_byte(out, '"');
	for (size_t at = 0; at < s.length;) {
		size_t end = after_plain(s, at);

		buf_slice(out, slice_sub(s, at, end));
		at = end;
		if (at < s.length)
			append_json_character(out, utf8_next(s, &at));
	}
	buf_byte(out, '"');
}
