/* SPDX-License-Identifier: MIT */
#include "lines.h"

#include "../util/utf8.h"
#include "footer.h"
#include "stamp.h"
#include "telling.h"

#include <errno.h>

enum {
	BLANK_CHECK_MAX = 256,
	BLANKS_MAX = 64 /* blank lines in a row that are told apart; no reader looks over so many */
};

static bool is_blank(struct slice words)
{
	if (words.length > BLANK_CHECK_MAX || (words.length > 0 && (unsigned char)words.at[0] < 0x80))
		return false;
	for (size_t at = 0; at < words.length;) {
		uint32_t c = utf8_next(words, &at);

		if (!utf8_is_space(c) && c != 0xfeff && c != 0x200b)
			return false;
	}
	return true;
}

enum { PARTS = 1, PARTS_TWICE = 2 /* where two stand together */ };

static const unsigned char parting[256] = {
	[':'] = PARTS,  [' '] = PARTS_TWICE, ['.'] = PARTS_TWICE, ['|'] = PARTS,  ['\t'] = PARTS,
	['\v'] = PARTS, ['\f'] = PARTS,      ['\r'] = PARTS,      ['\n'] = PARTS,
};

static bool is_parted(struct slice bytes)
{
	for (size_t i = 0; i < bytes.length; i++) {
		unsigned char how = parting[(unsigned char)bytes.at[i]];

		if (how == 0) /* most bytes */
			continue;
		if (how == PARTS || (i > 0 && bytes.at[i - 1] == bytes.at[i]))
			return true;
		if (bytes.at[i] == '.' && i > 1 && bytes.at[i - 2] == '.') /* ". . . ." leads to a value */
			return true;
	}
	return false;
}

/* All that the index says of a line but where it begins; `words`: its bytes without white space at the ends.
 */
static uint64_t describe(struct slice bytes, struct slice words)
{
	size_t indent = (size_t)(words.at - bytes.at);
	struct slice behind_indent = slice_sub(bytes, indent, bytes.length);

	bool tells = telling_holds_any(slice_sub(words, 0, TELLING_LOOK)), parted = is_parted(behind_indent);
	bool stamp = stamp_is(words, tells) || (parted && stamp_is_row(words, tells));

	return (is_blank(words) ? LINE_BLANK : 0) | (stamp ? LINE_STAMP : 0) |
	       (stamp_is_page_number(words) ? LINE_NUMBER : 0) |
	       (bytes.length > 0 && memchr(bytes.at, '\f', bytes.length) ? LINE_BREAK : 0) |
	       (parted ? LINE_PARTED : 0) | (tells ? LINE_TELLS : 0) |
	       (uint64_t)(indent < LINE_INDENT_MAX ? indent : LINE_INDENT_MAX) << LINE_FLAGS;
}

struct walk { /* over the lines of a text */
	struct slice text;
	size_t next;   /* where the next line begins */
	size_t blanks; /* lines of ASCII white space in a row that end there */
};

static bool is_white(struct slice bytes)
{
	return slice_trim(bytes).length == 0;
}

static size_t after_line(struct slice text, size_t first)
{
	const char *end = memchr(text.at + first, '\n', text.length - first);

	return end ? (size_t)(end - text.at) + 1 : text.length;
}

/* The next line with its end; what remains of a long run of blank lines is one. False at the end. */
static bool walk_next(struct walk *w, struct slice *ret_bytes)
{
	size_t first = w->next, last;

	if (first >= w->text.length)
		return false;
	last = after_line(w->text, first);
	w->blanks = is_white(slice_sub(w->text, first, last)) ? w->blanks + 1 : 0;
	if (w->blanks > BLANKS_MAX)
		for (size_t end = last; end < w->text.length; last = end) {
			end = after_line(w->text, last);
			if (!is_white(slice_sub(w->text, last, end)))
				break;
		}
	*ret_bytes = slice_sub(w->text, first, last);
	w->next = last;
	return true;
}

static void describe_lines(const struct lines *lines, uint64_t *at)
{
	struct walk walk = {.text = lines->text};
	struct slice bytes, above = {NULL, 0};

	for (size_t i = 0; walk_next(&walk, &bytes); i++) {
		struct slice words = slice_trim(bytes);

		at[i] = (uint64_t)(bytes.at - lines->text.at) << LINE_FIRST |
			describe(line_without_end(bytes), words);
		if (at[i] & LINE_BLANK)
			continue;
		if (above.length > 0 && stamp_continues(above, words))
			at[i] |= LINE_STAMP;
		above = words;
	}
}

static size_t count_lines(struct slice text)
{
	struct walk walk = {.text = text};
	struct slice bytes;
	size_t count = 0;

	while (walk_next(&walk, &bytes))
		count++;
	return count;
}

int lines_split(struct slice text, struct arena *arena, struct lines *ret)
{
	size_t count = count_lines(text);
	uint64_t *at = arena_array(arena, count, sizeof *at);

	if (!at)
		return -ENOMEM;
	*ret = (struct lines){text, at, count};
	describe_lines(ret, at);
	return footer_mark(ret, at);
}

size_t lines_next_words(const struct lines *lines, size_t from, size_t last)
{
	while (from < last && !line_has_words(lines, from))
		from++;
	return from;
}

size_t lines_at(const struct lines *lines, size_t offset)
{
	size_t low = 0, high = lines->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (line_first(lines, middle) <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static size_t fold_into(char *out, size_t length, struct slice words)
{
	for (size_t i = 0; i < words.length; i++) {
		bool space = byte_is_space(words.at[i]) || words.at[i] == '\0';

		if (!space)
			out[length++] = words.at[i];
		else if (length > 0 && out[length - 1] != ' ')
			out[length++] = ' ';
	}
	if (length > 0 && out[length - 1] != ' ')
		out[length++] = ' ';
	return length;
}

const char *lines_join(const struct lines *lines, struct span where, struct arena *arena)
{
	size_t length = 0;
	char *out = where.last < where.first ? NULL : arena_alloc(arena, where.last - where.first + 2);

	if (!out || where.first == where.last)
		return out;
	for (size_t i = lines_at(lines, where.first); i < lines->count && line_first(lines, i) < where.last;
	     i++) {
		size_t begin = line_first(lines, i), end = line_last(lines, i);
		size_t first = begin < where.first ? where.first : begin;
		size_t last = end > where.last ? where.last : end;
		bool whole = first == begin && last == end;

		if (first < last && (line_has_words(lines, i) || !whole))
			length = fold_into(out, length, slice_sub(lines->text, first, last));
	}
	out[length > 0 ? length - 1 : 0] = '\0';
	return out;
}

struct span lines_span(const struct lines *lines, struct slice text)
{
	struct slice words = slice_trim(text);
	size_t first = (size_t)(words.at - lines->text.at);

	return (struct span){first, first + words.length};
}
