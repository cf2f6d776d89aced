/* SPDX-License-Identifier: MIT */
#include "page-piece.h"

#include "page-margin.h"

#include <errno.h>
#include <stdlib.h>

enum {
	GAP_PERCENT = 150,      /* of the height of a line: a wider gap parts two pieces */
	CODE_GAP_PERCENT = 50,  /* and one that parts a code at an end of the line from the rest */
	TOUCH_PERCENT = 2,      /* no blank is so narrow: one word that changes its font ... */
	OVERLAP_PERCENT = 3,    /* ... also where its halves overlap by so much */
	SIDEWAYS_PERCENT = 150, /* height of what is written upwards, of its width ... */
	SIDEWAYS_LENGTH = 4,    /* ... if it has so many characters */
	PIECES_AT_FIRST = 256
};

/* ---- words ---- */

static uint32_t characters(struct slice text)
{
	uint32_t count = 0;

	for (size_t i = 0; i < text.length; i++)
		count += ((unsigned char)text.at[i] & 0xc0) != 0x80;
	return count;
}

static struct page_box box_union(struct page_box a, struct page_box b)
{
	return (struct page_box){a.left < b.left ? a.left : b.left, a.top < b.top ? a.top : b.top,
				 a.right > b.right ? a.right : b.right,
				 a.bottom > b.bottom ? a.bottom : b.bottom};
}

static struct piece piece_of(const struct page_words *page, size_t first, size_t last)
{
	struct piece piece = {.box = page->words[first].box,
			      .first = (uint32_t)first,
			      .count = (uint32_t)(last - first),
			      .block = page->words[first].block,
			      .length = (uint32_t)(last - first - 1)};

	for (size_t i = first; i < last; i++) {
		piece.box = box_union(piece.box, page->words[i].box);
		piece.length += characters(page_word_text(page, i));
	}
	return piece;
}

static bool is_sideways(const struct piece *line)
{
	int64_t width = line->box.right - line->box.left;

	return line->length >= SIDEWAYS_LENGTH &&
	       (int64_t)piece_height(line) * 100 > width * SIDEWAYS_PERCENT;
}

/* ---- lines ---- */

static int add(struct pieces *pieces, const struct piece *piece)
{
	if (pieces->count == pieces->capacity) {
		size_t capacity = pieces->capacity ? pieces->capacity * 2 : PIECES_AT_FIRST;
		struct piece *at = realloc(pieces->at, capacity * sizeof *at);

		if (!at)
			return -ENOMEM;
		pieces->at = at;
		pieces->capacity = capacity;
	}
	pieces->at[pieces->count++] = *piece;
	return 0;
}

static int32_t gap_before(const struct page_words *page, size_t word)
{
	return page->words[word].box.left - page->words[word - 1].box.right;
}

/* The widest gap in (first, last); `last` where none is wider than `least`. */
static size_t widest_gap(const struct page_words *page, size_t first, size_t last, int32_t least)
{
	size_t widest = last;

	for (size_t i = first + 1; i < last; i++)
		if (gap_before(page, i) > least) {
			least = gap_before(page, i);
			widest = i;
		}
	return widest;
}

/* Codes that end the line, if a gap parts them from the rest; `last` where there are none. */
static size_t codes_behind(const struct page_words *page, size_t first, size_t last, int32_t least)
{
	size_t run = last;

	while (run > first && margin_may_be_code(page_word_text(page, run - 1)))
		run--;
	run = widest_gap(page, run > first ? run - 1 : run, last, least);
	return run < last && margin_is_code(page, run, last) ? run : last;
}

/* End of codes that begin the line; `first` where there are none. */
static size_t codes_ahead(const struct page_words *page, size_t first, size_t last, int32_t least)
{
	size_t run = first, end;

	while (run < last && margin_may_be_code(page_word_text(page, run)))
		run++;
	end = widest_gap(page, first, run < last ? run + 1 : run, least);
	return end <= run && end < last && margin_is_code(page, first, end) ? end : first;
}

/* Cuts the words [first, last) at gaps. */
static int cut_at_gaps(struct pieces *pieces, const struct page_words *page, size_t first, size_t last,
		       int32_t height)
{
	int64_t most = (int64_t)height * GAP_PERCENT / 100;
	int r = 0;

	for (size_t i = first + 1; i <= last && r == 0; i++) {
		if (i < last && gap_before(page, i) <= most && gap_before(page, i) >= -height)
			continue;
		struct piece piece = piece_of(page, first, i);

		r = add(pieces, &piece);
		first = i;
	}
	return r;
}

static int cut_line(struct pieces *pieces, const struct page_words *page, size_t first, size_t last)
{
	struct piece line = piece_of(page, first, last);
	int32_t least = piece_height(&line) / 100 * CODE_GAP_PERCENT;
	size_t head, tail;
	int r;

	if (is_sideways(&line)) {
		line.kind = PIECE_SIDEWAYS;
		return add(pieces, &line);
	}
	head = codes_ahead(page, first, last, least);
	tail = codes_behind(page, head, last, least);
	r = cut_at_gaps(pieces, page, first, head, piece_height(&line));
	if (r == 0)
		r = cut_at_gaps(pieces, page, head, tail, piece_height(&line));
	if (r == 0)
		r = cut_at_gaps(pieces, page, tail, last, piece_height(&line));
	return r;
}

static int32_t mean_advance(const struct pieces *pieces)
{
	int64_t width = 0, length = 0;

	for (size_t i = 0; i < pieces->count; i++) {
		const struct piece *piece = &pieces->at[i];

		if (piece->kind == PIECE_SIDEWAYS)
			continue;
		width += piece->box.right - piece->box.left;
		length += piece->length;
	}
	return length > 0 && width > length ? (int32_t)(width / length) : 1;
}

int pieces_cut(struct pieces *pieces, const struct page_words *page)
{
	int r = 0;

	for (size_t first = 0, last; first < page->count && r == 0; first = last) {
		last = first + 1;
		while (last < page->count && page->words[last].line == page->words[first].line)
			last++;
		r = cut_line(pieces, page, first, last);
	}
	pieces->advance = mean_advance(pieces);
	return r;
}

/* One word in two fonts comes as two that touch. */
static bool touches(const struct page_words *page, size_t word)
{
	struct page_box box = page->words[word].box;
	int64_t gap = (int64_t)gap_before(page, word) * 100, height = box.bottom - box.top;

	return gap <= height * TOUCH_PERCENT && gap >= -height * OVERLAP_PERCENT;
}

void piece_write(struct buf *out, const struct page_words *page, const struct piece *piece)
{
	for (size_t i = piece->first; i < piece->first + piece->count; i++) {
		if (i > piece->first && (piece->kind == PIECE_SIDEWAYS || !touches(page, i)))
			buf_byte(out, ' ');
		buf_slice(out, page_word_text(page, i));
	}
}
