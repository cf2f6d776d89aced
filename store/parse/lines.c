/* SPDX-License-Identifier: MIT */
#include "lines.h"

#include "../util/utf8.h"

#include <errno.h>
#include <stdlib.h>

enum {
	STAMP_MAX = 160, /* a longer line is text, whatever it begins with */
	STAMP_TAIL_MAX = 40,
	EDGE_LINES = 3,      /* so many lines at each end of a page may be its header or footer */
	REPEATS_NEEDED = 3,  /* pages that must carry the same line */
	FOOTER_LETTERS = 10, /* fewer letters are as likely to be a mark or a heading */
	BLANK_CHECK_MAX = 256,
	BLANKS_MAX = 64, /* blank lines in a row that are told apart; no reader looks over so many */
	FOOTERS_MIN = 64,
	FOOTERS_MAX = 1 << 20 /* slots of the table of footers; what is new when it is full is no furniture */
};

/* A line in the index: where it begins, shifted left, and these. It ends where the next one begins. */
enum {
	LINE_BLANK = 1,  /* white space only */
	LINE_STAMP = 2,  /* a release stamp or a repeated page footer or header */
	LINE_NUMBER = 4, /* a page number */
	LINE_BREAK = 8,  /* a form feed stands in it */
	LINE_EDGE = 16,  /* it stands next to a page's edge and may be a header or footer */
	LINE_FLAGS = 8   /* bits */
};

/* How release stamps begin, and how many bytes may follow. */
static const struct stamp_form {
	const char *prefix;
	size_t more;
} stamp_forms[] = {
    {"released under the official information act", 40},
    {"released under", 70},
    {"document released under", 90},
    {"information released under", 90},
    {"released by", 90},
    {"released in full", 20},
    {"released in part", 60},
    {"release in full", 20},
    {"release in part", 60},
    {"release in", 0},
    {"release", 0},
    {"proactively released", 90},
    {"proactive release", 40},
    {"disclosed under", 90},
    {"document disclosed under", 90},
    {"approved for release", 90},
    {"approved for public release", 90},
    {"declassified in", 90},
    {"declassified by", 90},
    {"classified by", 110},
    {"reason: 1.4", 90},
    {"foi release", 60},
    {"foia release", 60},
    {"unclassified u.s. department of state", 120},
    {"case no. f-", 40},
    {"doc no. c", 100},
    {"document divulgu\xc3\xa9 en vertu", 90},
    {"document released pursuant", 90},
};

static struct slice without_dash(struct slice s)
{
	static const char *const dashes[] = {"\xe2\x80\x94 ", "\xe2\x80\x93 ", "- "};

	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (slice_starts(s, slice_of(dashes[i])))
			return slice_trim(slice_sub(s, strlen(dashes[i]), s.length));
	return s;
}

/* What only stamps say, wherever it stands in the line. */
static const char *const stamp_words[] = {"produced to house", "no foia waiver"};

static bool has_stamp_words(struct slice words)
{
	for (size_t at = 0; at < words.length; at++)
		for (size_t i = 0; i < sizeof stamp_words / sizeof *stamp_words; i++)
			if (byte_lower(words.at[at]) == stamp_words[i][0] &&
			    slice_starts_ci(slice_sub(words, at, words.length), slice_of(stamp_words[i])))
				return true;
	return false;
}

static bool is_stamp(struct slice words)
{
	if (words.length > STAMP_MAX || words.length == 0)
		return false;
	if (has_stamp_words(words))
		return true;
	/* A sentence may begin so too: "Released under heavy guard, the men left." */
	if (words.at[words.length - 1] == '.')
		return false;
	words = without_dash(words);
	for (size_t i = 0; i < sizeof stamp_forms / sizeof *stamp_forms; i++) {
		struct slice prefix;

		if (stamp_forms[i].prefix[0] != byte_lower(words.at[0]))
			continue;
		prefix = slice_of(stamp_forms[i].prefix);
		if (slice_starts_ci(words, prefix) && words.length <= prefix.length + stamp_forms[i].more)
			return true;
	}
	return false;
}

static size_t digits_at(struct slice s, size_t from)
{
	size_t n = 0;

	while (from + n < s.length && byte_is_digit(s.at[from + n]))
		n++;
	return n;
}

static bool is_decoration(char c)
{
	return byte_is_space(c) || strchr("-|[]()#*~_", c) != NULL;
}

static struct slice without_decoration(struct slice s)
{
	while (s.length > 0 && s.at[0] && is_decoration(s.at[0]))
		s = slice_sub(s, 1, s.length);
	while (s.length > 0 && s.at[s.length - 1] && is_decoration(s.at[s.length - 1]))
		s.length--;
	return s;
}

/* "7", "- 7 -", "Page 7 of 12", "7 | Page", "7/12". */
static bool is_page_number(struct slice words)
{
	if (words.length > 32)
		return false;
	struct slice s = without_decoration(words);
	bool named = slice_starts_ci(s, SLICE("page"));

	if (named)
		s = slice_trim(slice_sub(s, 4, s.length));
	else if (slice_ends_ci(s, SLICE("page")) && byte_is_digit(s.at[0])) {
		named = true;
		s = without_decoration(slice_sub(s, 0, s.length - 4));
	}
	size_t n = digits_at(s, 0);

	if (n == 0 || n > (named ? 6 : 3))
		return false;
	s = slice_trim(slice_sub(s, n, s.length));
	if (s.length == 0)
		return true;
	if (slice_starts_ci(s, SLICE("of ")))
		s = slice_trim(slice_sub(s, 2, s.length));
	else if (s.at[0] == '/')
		s = slice_trim(slice_sub(s, 1, s.length));
	else
		return false;
	n = digits_at(s, 0);
	return n > 0 && n == s.length && n <= 6;
}

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

static uint64_t describe(struct slice bytes)
{
	struct slice words = slice_trim(bytes);

	return (is_blank(words) ? LINE_BLANK : 0) | (is_stamp(words) ? LINE_STAMP : 0) |
	       (is_page_number(words) ? LINE_NUMBER : 0) |
	       (bytes.length > 0 && memchr(bytes.at, '\f', bytes.length) ? LINE_BREAK : 0);
}

static const char *const stamp_tails[] = {"in full", "in part", "full", "part"};

/* "RELEASE IN" goes on in the next line: "FULL", "PART B5, B6". */
static bool continues_stamp(struct slice above, struct slice words)
{
	if (!slice_equal_ci(above, SLICE("release in")) && !slice_equal_ci(above, SLICE("release")))
		return false;
	for (size_t i = 0; words.length <= STAMP_TAIL_MAX && i < sizeof stamp_tails / sizeof *stamp_tails; i++)
		if (slice_starts_ci(words, slice_of(stamp_tails[i])))
			return true;
	return false;
}

/* ---- Furniture that repeats ---- */

/* What no header or footer says. */
static const char *const content_words[] = {"withheld", "redact", "section", "scope",
					    "exempt",   "from:",  "subject:"};

/* Like lines have one hash: digits differ from page to page, blanks with the layout. 0: cannot be furniture.
 */
static uint64_t footer_hash(struct slice words)
{
	uint64_t hash = 14695981039346656037u;
	size_t letters = 0;

	if (words.length > STAMP_MAX)
		return 0;
	for (size_t i = 0; i < words.length; i++) {
		char c = byte_is_digit(words.at[i]) ? '0' : words.at[i];

		letters += byte_is_letter(c);
		if (!byte_is_space(c))
			hash = (hash ^ (unsigned char)c) * 1099511628211u;
	}
	for (size_t i = 0; i < sizeof content_words / sizeof *content_words; i++)
		if (slice_find_ci(words, slice_of(content_words[i]), 0) < words.length)
			return 0;
	return letters >= FOOTER_LETTERS ? hash | 1 : 0;
}

/* Could the line be a header or footer? Its hash is kept out of the index, so it is made anew each time. */
static bool is_candidate(const struct lines *lines, size_t number)
{
	return line_has_words(lines, number) && footer_hash(line_text(lines, number)) != 0;
}

/* Flags the lines next to page breaks and page numbers. Returns how many there are. */
static size_t flag_edges(const struct lines *lines, uint64_t *at)
{
	size_t left = 0, count = 0; /* lines that are still near an edge */

	for (size_t i = 0; i < lines->count; i++) {
		if (at[i] & (LINE_BREAK | LINE_NUMBER))
			left = EDGE_LINES;
		if (left > 0 && line_has_words(lines, i)) {
			at[i] |= is_candidate(lines, i) ? LINE_EDGE : 0;
			left--;
		}
	}
	left = 0;
	for (size_t i = lines->count; i-- > 0;) {
		if (at[i] & LINE_NUMBER)
			left = EDGE_LINES;
		if (left > 0 && line_has_words(lines, i)) {
			at[i] |= !(at[i] & LINE_EDGE) && is_candidate(lines, i) ? LINE_EDGE : 0;
			left--;
		}
		if (at[i] & LINE_BREAK)
			left = EDGE_LINES;
		count += (at[i] & LINE_EDGE) != 0;
	}
	return count;
}

struct footer { /* lines at the edges of pages that have one hash; 0: a free slot */
	uint64_t hash;
	size_t count;
};

/* The line's slot among `size`, a power of two: its own, or the free one where it would stand. */
static struct footer *footer_of(struct footer *footers, size_t size, uint64_t hash)
{
	size_t at = (size_t)(hash ^ hash >> 32) & (size - 1);

	while (footers[at].hash != 0 && footers[at].hash != hash)
		at = (at + 1) & (size - 1);
	return &footers[at];
}

static void count_footers(const struct lines *lines, struct footer *footers, size_t size)
{
	size_t room = size - size / 4;

	for (size_t i = 0; i < lines->count; i++) {
		uint64_t hash = lines->at[i] & LINE_EDGE ? footer_hash(line_text(lines, i)) : 0;
		struct footer *footer = hash ? footer_of(footers, size, hash) : NULL;

		if (!footer || (footer->hash == 0 && room == 0))
			continue;
		room -= footer->hash == 0;
		footer->hash = hash;
		footer->count++;
	}
}

/* Lines that return at the edges of at least REPEATS_NEEDED pages stand on the page, not in the document. */
static int mark_repeated(const struct lines *lines, uint64_t *at)
{
	size_t edges = flag_edges(lines, at), size = FOOTERS_MIN;
	struct footer *footers;

	while (size < FOOTERS_MAX && size < edges * 2)
		size *= 2;
	footers = edges < REPEATS_NEEDED ? NULL : calloc(size, sizeof *footers);
	if (!footers)
		return edges < REPEATS_NEEDED ? 0 : -ENOMEM;
	count_footers(lines, footers, size);
	for (size_t i = 0; i < lines->count; i++)
		if (at[i] & LINE_EDGE &&
		    footer_of(footers, size, footer_hash(line_text(lines, i)))->count >= REPEATS_NEEDED)
			at[i] |= LINE_STAMP;
	free(footers);
	return 0;
}

/* ---- The index ---- */

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

static struct slice without_end(struct slice bytes)
{
	if (bytes.length == 0 || bytes.at[bytes.length - 1] != '\n')
		return bytes;
	bytes.length--;
	bytes.length -= bytes.length > 0 && bytes.at[bytes.length - 1] == '\r';
	return bytes;
}

static void describe_lines(const struct lines *lines, uint64_t *at)
{
	struct walk walk = {.text = lines->text};
	struct slice bytes, above = {NULL, 0};

	for (size_t i = 0; walk_next(&walk, &bytes); i++) {
		struct slice words = slice_trim(bytes);

		at[i] = (uint64_t)(bytes.at - lines->text.at) << LINE_FLAGS | describe(without_end(bytes));
		if (at[i] & LINE_BLANK)
			continue;
		if (above.length > 0 && continues_stamp(above, words))
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
	return mark_repeated(ret, at);
}

size_t line_first(const struct lines *lines, size_t number)
{
	return (size_t)(lines->at[number] >> LINE_FLAGS);
}

struct slice line_bytes(const struct lines *lines, size_t number)
{
	size_t end = number + 1 < lines->count ? line_first(lines, number + 1) : lines->text.length;

	return without_end(slice_sub(lines->text, line_first(lines, number), end));
}

size_t line_last(const struct lines *lines, size_t number)
{
	struct slice bytes = line_bytes(lines, number);

	return line_first(lines, number) + bytes.length;
}

bool line_is_blank(const struct lines *lines, size_t number)
{
	return (lines->at[number] & LINE_BLANK) != 0;
}

bool line_is_stamp(const struct lines *lines, size_t number)
{
	return (lines->at[number] & LINE_STAMP) != 0;
}

bool line_begins_page(const struct lines *lines, size_t number)
{
	return (lines->at[number] & (LINE_STAMP | LINE_NUMBER | LINE_BREAK)) != 0;
}

struct slice line_text(const struct lines *lines, size_t number)
{
	return slice_trim(line_bytes(lines, number));
}

bool line_has_words(const struct lines *lines, size_t number)
{
	return (lines->at[number] & (LINE_BLANK | LINE_STAMP | LINE_NUMBER)) == 0;
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
