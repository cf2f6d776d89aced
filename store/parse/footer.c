/* SPDX-License-Identifier: MIT */
#include "footer.h"

#include "date.h"
#include "shape.h"
#include "telling.h"

#include <errno.h>
#include <stdlib.h>

enum {
	FOOTER_MAX = 160,    /* bytes; a longer line is text */
	EDGE_LINES = 3,      /* so many lines at each end of a page may be its header or footer */
	REPEATS_NEEDED = 3,  /* pages that must carry the same line */
	RUN_NEEDED = 4,      /* pages in a row, of few among many */
	FOOTER_LETTERS = 10, /* fewer letters are as likely to be a mark or a heading */
	PAGE_MAX = 6,        /* bytes of a page's number and a bracket */
	NUMBER_DIGITS = 4,   /* but where so many digits stand: a request's number and the page's */
	FIELD_MAX = 24,      /* bytes of a label: what stands behind one is a value */
	FOOTERS_MIN = 64,
	FOOTERS_MAX = 1 << 20 /* slots of the table of footers; what is new when it is full is no furniture */
};

/* What no header or footer says. */
static const char *const content_words[] = {"withheld", "redact", "section", "scope",
					    "exempt",   "from:",  "subject:"};

/* Without the page's number in brackets: "EIR/2022/0177 (7)". */
static struct slice without_page(struct slice words)
{
	size_t open = words.length;

	if (words.length == 0 || slice_last(words) != ')')
		return words;
	while (open > 0 && words.length - open < PAGE_MAX && words.at[open - 1] != '(')
		open--;
	for (size_t i = open; i + 1 < words.length; i++)
		if (!byte_is_digit(words.at[i]))
			return words;
	return open > 0 && words.at[open - 1] == '(' ? slice_sub(words, 0, open - 1) : words;
}

/* Lines of header blocks, which may stand at the edges of pages too, in a thread of one day. */
static const char *const labels[] = {"sent", "date", "to:", "to ", "cc:", "cc "};

/* "FOI 24/0188       12", "GLS-2020-00133 000018": no mark, no field, no day. */
static bool is_numbered(struct slice words)
{
	size_t digits = 0;
	struct edtf date;

	words = without_page(words);
	for (size_t i = 0; i < words.length; i++) {
		if (strchr("():;", words.at[i]))
			return false;
		digits += byte_is_digit(words.at[i]);
	}
	return digits >= NUMBER_DIGITS && !date_parse(words, &date);
}

/* Like lines have one hash: numbers differ from page to page, blanks with the layout. 0: cannot be furniture.
 */
static uint64_t footer_hash(struct slice words)
{
	uint64_t hash = 14695981039346656037u;
	size_t letters = 0;

	if (words.length > FOOTER_MAX ||
	    slice_starts_with_one_of_ci(words, labels, sizeof labels / sizeof *labels))
		return 0;
	for (size_t i = 0; i < words.length; i++) {
		char c = byte_is_digit(words.at[i]) ? '0' : words.at[i];
		bool again = c == '0' && i > 0 && byte_is_digit(words.at[i - 1]);

		letters += byte_is_letter(c);
		if (!byte_is_space(c) && !again)
			hash = (hash ^ (unsigned char)c) * 1099511628211u;
	}
	if (slice_holds_one_of_ci(words, content_words, sizeof content_words / sizeof *content_words))
		return 0;
	return letters >= FOOTER_LETTERS || is_numbered(words) ? hash | 1 : 0;
}

/* Could the line be a header or footer? Its hash is kept out of the index, so it is made anew each time. */
static bool is_candidate(const struct lines *lines, size_t number)
{
	return line_has_words(lines, number) && footer_hash(line_text(lines, number)) != 0;
}

static bool has_breaks(const struct lines *lines, const uint64_t *at)
{
	for (size_t i = 0; i < lines->count; i++)
		if (at[i] & LINE_BREAK)
			return true;
	return false;
}

/* "DRT FOI release F0004418", "EIR/20/3390     Disclosed under the Regulations": no sentence and no field. */
static bool says_release(struct slice words)
{
	size_t colon = slice_find(words, SLICE(": "), 0);

	return colon >= FIELD_MAX && words.at[words.length - 1] != '.' && words.at[words.length - 1] != ',' &&
	       telling_holds(words, TELLING_RELEASE);
}

/* Where no page ends are told, as in what was pasted or recognised, only the stamps of the release are left
 * of them. */
static void flag_releases(const struct lines *lines, uint64_t *at)
{
	for (size_t i = 0; i < lines->count; i++)
		if (line_has_words(lines, i) && line_tells(lines, i) && says_release(line_text(lines, i)) &&
		    is_candidate(lines, i))
			at[i] |= LINE_EDGE;
}

/* Flags the lines next to page breaks and page numbers; a text with pages begins and ends with one. Returns
 * how many there are. */
static size_t flag_edges(const struct lines *lines, uint64_t *at)
{
	size_t outer = has_breaks(lines, at) ? EDGE_LINES : 0;
	size_t left = outer, count = 0; /* lines that are still near an edge */

	if (outer == 0)
		flag_releases(lines, at);
	for (size_t i = 0; i < lines->count; i++) {
		if (at[i] & (LINE_BREAK | LINE_NUMBER))
			left = EDGE_LINES;
		if (left > 0 && line_has_words(lines, i)) {
			at[i] |= is_candidate(lines, i) ? LINE_EDGE : 0;
			left--;
		}
	}
	left = outer;
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
	size_t page; /* of the last */
	size_t run;  /* pages in a row up to it */
	size_t longest;
	bool is_sure; /* holds a number or is a stamp: never a letterhead */
};

/* The line's slot among `size`, a power of two: its own, or the free one where it would stand. */
static struct footer *footer_of(struct footer *footers, size_t size, uint64_t hash)
{
	size_t at = (size_t)(hash ^ hash >> 32) & (size - 1);

	while (footers[at].hash != 0 && footers[at].hash != hash)
		at = (at + 1) & (size - 1);
	return &footers[at];
}

/* Stamps stand where they are needed; the last lines of letters may return as often. */
static bool is_stamp(struct slice words)
{
	return shape_is_classification(words) || telling_holds(words, TELLING_RELEASE);
}

/* Returns how many pages there are. */
static size_t count_footers(const struct lines *lines, const uint64_t *at, struct footer *footers,
			    size_t size)
{
	size_t room = size - size / 4, page = 0;
	uint64_t ends = has_breaks(lines, at) ? LINE_BREAK : LINE_NUMBER;

	for (size_t i = 0; i < lines->count; i++) {
		page += (at[i] & ends) != 0;
		uint64_t hash = lines->at[i] & LINE_EDGE ? footer_hash(line_text(lines, i)) : 0;
		struct footer *footer = hash ? footer_of(footers, size, hash) : NULL;

		if (!footer || (footer->hash == 0 && room == 0))
			continue;
		room -= footer->hash == 0;
		footer->is_sure |= shape_has_digit(line_text(lines, i)) || is_stamp(line_text(lines, i));
		footer->run = footer->hash == hash && page <= footer->page + 1
				      ? footer->run + (page > footer->page)
				      : 1;
		footer->longest = footer->run > footer->longest ? footer->run : footer->longest;
		footer->hash = hash;
		footer->page = page;
		footer->count++;
	}
	return page + 1;
}

/* An office prints its letterhead on the first pages of its letters only. */
static bool is_of_pages(const struct footer *footer, size_t pages)
{
	return footer->count >= REPEATS_NEEDED &&
	       (footer->is_sure || footer->longest >= RUN_NEEDED || footer->count * 3 >= pages * 2);
}

/* Lines that return at the edges of at least REPEATS_NEEDED pages stand on the page, not in the document. */
int footer_mark(const struct lines *lines, uint64_t *at)
{
	size_t edges = flag_edges(lines, at), size = FOOTERS_MIN;
	struct footer *footers;

	while (size < FOOTERS_MAX && size < edges * 2)
		size *= 2;
	footers = edges < REPEATS_NEEDED ? NULL : calloc(size, sizeof *footers);
	if (!footers)
		return edges < REPEATS_NEEDED ? 0 : -ENOMEM;
	size_t pages = count_footers(lines, at, footers, size);

	for (size_t i = 0; i < lines->count; i++) {
		const struct footer *footer =
			at[i] & LINE_EDGE ? footer_of(footers, size, footer_hash(line_text(lines, i))) : NULL;

		if (footer && is_of_pages(footer, pages))
			at[i] |= LINE_STAMP;
	}
	free(footers);
	return 0;
}
