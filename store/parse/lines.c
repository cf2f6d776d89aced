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
	BLANK_CHECK_MAX = 256
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

static bool is_stamp(struct slice words)
{
	if (words.length > STAMP_MAX || words.length == 0)
		return false;
	for (size_t i = 0; i < sizeof stamp_words / sizeof *stamp_words; i++)
		if (slice_find_ci(words, slice_of(stamp_words[i]), 0) < words.length)
			return true;
	/* A sentence may begin so too: "Released under heavy guard, the men left." */
	if (words.at[words.length - 1] == '.')
		return false;
	words = without_dash(words);
	for (size_t i = 0; i < sizeof stamp_forms / sizeof *stamp_forms; i++) {
		struct slice prefix = slice_of(stamp_forms[i].prefix);

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
	if (words.length > BLANK_CHECK_MAX)
		return false;
	for (size_t at = 0; at < words.length;) {
		uint32_t c = utf8_next(words, &at);

		if (!utf8_is_space(c) && c != 0xfeff && c != 0x200b)
			return false;
	}
	return true;
}

static void describe(struct slice text, struct line *line)
{
	struct slice bytes = slice_sub(text, line->first, line->last), words = slice_trim(bytes);

	line->blank = is_blank(words);
	line->stamp = is_stamp(words);
	line->page_number = is_page_number(words);
	line->page_break = bytes.length > 0 && memchr(bytes.at, '\f', bytes.length) != NULL;
}

/* "RELEASE IN" goes on in the next line: "FULL", "PART B5, B6". */
static bool continues_stamp(struct slice above, struct slice words)
{
	static const char *const more[] = {"in full", "in part", "full", "part"};

	if (!slice_equal_ci(above, SLICE("release in")) && !slice_equal_ci(above, SLICE("release")))
		return false;
	for (size_t i = 0; words.length <= STAMP_TAIL_MAX && i < sizeof more / sizeof *more; i++)
		if (slice_starts_ci(words, slice_of(more[i])))
			return true;
	return false;
}

static void mark_continued(const struct lines *lines, struct line *at)
{
	struct slice above = {NULL, 0};

	for (size_t i = 0; i < lines->count; i++) {
		struct slice words = line_text(lines, i);

		if (at[i].blank)
			continue;
		if (above.length > 0 && continues_stamp(above, words))
			at[i].stamp = true;
		above = words;
	}
}

struct edge { /* a line at the head or foot of a page */
	uint64_t hash;
	size_t line;
};

/* Like lines have one hash: digits differ from page to page, blanks with the layout. 0: cannot be furniture.
 */
static uint64_t footer_hash(struct slice words)
{
	static const char *const content[] = {"withheld", "redact", "section", "scope",
					      "exempt",   "from:",  "subject:"};
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
	for (size_t i = 0; i < sizeof content / sizeof *content; i++)
		if (slice_find_ci(words, slice_of(content[i]), 0) < words.length)
			return 0;
	return letters >= FOOTER_LETTERS ? hash | 1 : 0;
}

static int compare_edges(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

static bool page_begins(const struct line *line)
{
	return line->page_break || line->page_number;
}

/* Collects lines next to page breaks and page numbers; `step` is the direction away from the page's edge. */
static bool collect(struct slice text, struct line *at, size_t count, bool backward, struct arena *arena,
		    struct edge **edges, size_t *edge_count, size_t *capacity)
{
	size_t left = 0; /* lines that are still near an edge */

	for (size_t n = 0; n < count; n++) {
		size_t i = backward ? count - 1 - n : n;
		struct line *line = &at[i];

		if (backward ? line->page_number : page_begins(line))
			left = EDGE_LINES;
		if (left > 0 && !line->blank && !line->stamp && !line->page_number) {
			uint64_t hash = footer_hash(slice_trim(slice_sub(text, line->first, line->last)));
			struct edge *edge =
			    hash ? arena_push(arena, edges, edge_count, capacity, sizeof **edges) : NULL;

			if (hash && !edge)
				return false;
			if (edge)
				*edge = (struct edge){hash, i};
			left--;
		}
		if (backward && line->page_break)
			left = EDGE_LINES;
	}
	return true;
}

/* Lines that return at the edges of at least REPEATS_NEEDED pages stand on the page, not in the document. */
static int mark_repeated(struct slice text, struct line *at, size_t count)
{
	struct arena arena = {0};
	struct edge *edges = NULL;
	size_t edge_count = 0, capacity = 0;
	bool ok = collect(text, at, count, false, &arena, &edges, &edge_count, &capacity) &&
		  collect(text, at, count, true, &arena, &edges, &edge_count, &capacity);

	if (ok && edge_count > 0)
		qsort(edges, edge_count, sizeof *edges, compare_edges);
	for (size_t first = 0, last; ok && first < edge_count; first = last) {
		size_t different = 0;

		for (last = first; last < edge_count && edges[last].hash == edges[first].hash; last++)
			different += last == first || edges[last].line != edges[last - 1].line;
		for (size_t i = first; different >= REPEATS_NEEDED && i < last; i++)
			at[edges[i].line].stamp = true;
	}
	arena_finish(&arena);
	return ok ? 0 : -ENOMEM;
}

static size_t count_lines(struct slice text)
{
	size_t count = 0;

	for (size_t first = 0; first < text.length; count++) {
		const char *end = memchr(text.at + first, '\n', text.length - first);

		first = end ? (size_t)(end - text.at) + 1 : text.length;
	}
	return count;
}

int lines_split(struct slice text, struct arena *arena, struct lines *ret)
{
	size_t count = count_lines(text), number = 0;
	struct line *at = arena_array(arena, count, sizeof *at);

	if (!at)
		return -ENOMEM;
	for (size_t first = 0; first < text.length;) {
		const char *end = memchr(text.at + first, '\n', text.length - first);
		struct line *line = &at[number++];

		line->first = first;
		line->last = end ? (size_t)(end - text.at) : text.length;
		first = end ? line->last + 1 : text.length;
		if (end && line->last > line->first && text.at[line->last - 1] == '\r')
			line->last--;
		describe(text, line);
	}
	*ret = (struct lines){text, at, count};
	mark_continued(ret, at);
	return mark_repeated(text, at, count);
}

struct slice line_text(const struct lines *lines, size_t number)
{
	return slice_trim(slice_sub(lines->text, lines->at[number].first, lines->at[number].last));
}

bool line_has_words(const struct lines *lines, size_t number)
{
	const struct line *line = &lines->at[number];

	return !line->blank && !line->stamp && !line->page_number;
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

		if (lines->at[middle].first <= offset)
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
	for (size_t i = lines_at(lines, where.first); i < lines->count && lines->at[i].first < where.last;
	     i++) {
		size_t first = lines->at[i].first < where.first ? where.first : lines->at[i].first;
		size_t last = lines->at[i].last > where.last ? where.last : lines->at[i].last;
		bool whole = first == lines->at[i].first && last == lines->at[i].last;

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
