/* SPDX-License-Identifier: MIT */
#include "page-column.h"

#include <errno.h>
#include <stdlib.h>

enum {
	LONG_LINES = 5,       /* of prose that a block must have to prove a column */
	LONG_WORDS = 4,       /* in each of its lines on an average */
	LONG_FULL = 60,       /* of 100 of its lines are nearly as wide as it is */
	FULL_PERCENT = 80,    /* of a block's width: nearly as wide */
	LONG_BLOCKS_MAX = 64, /* on one page; no newspaper has more columns' parts */
	BESIDE_LINES = 4,     /* by which two blocks stand side by side */
	CUTS_MAX = 8,
	REGIONS_MAX = LONG_BLOCKS_MAX
};

/* Lines that the reader put together, with pieces that follow each other. */
struct block {
	struct page_box box;
	size_t first, last;
	size_t words, height; /* of all lines */
};

struct region { /* of a page: columns stand in it */
	int32_t top, bottom;
	int32_t cuts[CUTS_MAX]; /* between columns, not in order */
	size_t cut_count;
};

struct layout {
	struct block blocks[LONG_BLOCKS_MAX]; /* long ones */
	size_t block_count;
	struct region regions[REGIONS_MAX];
	size_t region_count;
	bool too_many;
};

/* ---- long blocks ---- */

static size_t block_end(const struct pieces *pieces, size_t first)
{
	size_t last = first + 1;

	while (last < pieces->count && pieces->at[last].block == pieces->at[first].block)
		last++;
	return last;
}

static struct block block_of(const struct pieces *pieces, size_t first, size_t last)
{
	struct block block = {.box = pieces->at[first].box, .first = first, .last = last};

	for (size_t i = first; i < last; i++) {
		const struct page_box *box = &pieces->at[i].box;

		block.box.left = box->left < block.box.left ? box->left : block.box.left;
		block.box.top = box->top < block.box.top ? box->top : block.box.top;
		block.box.right = box->right > block.box.right ? box->right : block.box.right;
		block.box.bottom = box->bottom > block.box.bottom ? box->bottom : block.box.bottom;
		block.words += pieces->at[i].count;
		block.height += (size_t)piece_height(&pieces->at[i]);
	}
	return block;
}

static bool is_long(const struct pieces *pieces, const struct block *block)
{
	size_t lines = block->last - block->first, full = 0;
	int64_t width = block->box.right - block->box.left;

	if (lines < LONG_LINES || block->words < lines * LONG_WORDS)
		return false;
	for (size_t i = block->first; i < block->last; i++) {
		const struct page_box *box = &pieces->at[i].box;

		if (pieces->at[i].kind != PIECE_TEXT)
			return false;
		full += (int64_t)(box->right - box->left) * 100 >= width * FULL_PERCENT;
	}
	return full * 100 >= lines * LONG_FULL;
}

static void find_blocks(struct layout *layout, const struct pieces *pieces)
{
	for (size_t first = 0, last; first < pieces->count && !layout->too_many; first = last) {
		struct block block;

		last = block_end(pieces, first);
		block = block_of(pieces, first, last);
		if (!is_long(pieces, &block))
			continue;
		layout->too_many = layout->block_count == LONG_BLOCKS_MAX;
		if (!layout->too_many)
			layout->blocks[layout->block_count++] = block;
	}
}

/* ---- regions ---- */

static bool stand_side_by_side(const struct block *a, const struct block *b)
{
	int32_t top = a->box.top > b->box.top ? a->box.top : b->box.top;
	int32_t bottom = a->box.bottom < b->box.bottom ? a->box.bottom : b->box.bottom;
	int32_t line = (int32_t)(a->height / (a->last - a->first));

	return a->box.right < b->box.left && (int64_t)bottom - top >= (int64_t)line * BESIDE_LINES;
}

/* Is there a long block between two that stand side by side? Then each of them has a cut with that one. */
static bool stand_apart(const struct layout *layout, const struct block *a, const struct block *b)
{
	for (size_t i = 0; i < layout->block_count; i++)
		if (stand_side_by_side(a, &layout->blocks[i]) && stand_side_by_side(&layout->blocks[i], b))
			return true;
	return false;
}

static void add_cut(struct region *region, int32_t cut, int32_t slack)
{
	for (size_t i = 0; i < region->cut_count; i++)
		if (region->cuts[i] - cut <= slack && cut - region->cuts[i] <= slack)
			return;
	if (region->cut_count < CUTS_MAX)
		region->cuts[region->cut_count++] = cut;
}

static void find_regions(struct layout *layout)
{
	for (size_t i = 0; i < layout->block_count; i++)
		for (size_t k = 0; k < layout->block_count; k++) {
			const struct block *a = &layout->blocks[i], *b = &layout->blocks[k];

			if (!stand_side_by_side(a, b) || stand_apart(layout, a, b) ||
			    layout->region_count == REGIONS_MAX)
				continue;
			struct region *region = &layout->regions[layout->region_count++];

			*region = (struct region){.top = a->box.top < b->box.top ? a->box.top : b->box.top,
						  .bottom = a->box.bottom > b->box.bottom ? a->box.bottom
											  : b->box.bottom};
			add_cut(region, a->box.right + (b->box.left - a->box.right) / 2, 0);
		}
}

static int by_top(const void *a, const void *b)
{
	const struct region *x = a, *y = b;

	return (x->top > y->top) - (x->top < y->top);
}

static bool crosses(const struct pieces *pieces, const struct region *region, int32_t top, int32_t bottom)
{
	for (size_t i = 0; i < pieces->count; i++) {
		const struct piece *piece = &pieces->at[i];
		int32_t middle = piece_middle(piece);

		if (piece->kind != PIECE_TEXT || middle < top || middle > bottom)
			continue;
		for (size_t k = 0; k < region->cut_count; k++)
			if (piece->box.left < region->cuts[k] && piece->box.right > region->cuts[k])
				return true;
	}
	return false;
}

/* Regions that overlap, or between which nothing reaches over a cut, are one. */
static void merge_regions(struct layout *layout, const struct pieces *pieces)
{
	size_t count = 0;

	qsort(layout->regions, layout->region_count, sizeof *layout->regions, by_top);
	for (size_t i = 0; i < layout->region_count; i++) {
		struct region *last = count > 0 ? &layout->regions[count - 1] : NULL,
			      next = layout->regions[i];

		if (!last || (next.top > last->bottom && (crosses(pieces, last, last->bottom, next.top) ||
							  crosses(pieces, &next, last->bottom, next.top)))) {
			layout->regions[count++] = next;
			continue;
		}
		last->bottom = next.bottom > last->bottom ? next.bottom : last->bottom;
		for (size_t k = 0; k < next.cut_count; k++)
			add_cut(last, next.cuts[k], 2 * pieces->advance);
	}
	layout->region_count = count;
}

/* ---- pieces ---- */

static void place(const struct layout *layout, struct piece *piece)
{
	int32_t middle = piece_middle(piece);
	int64_t x = ((int64_t)piece->box.left + piece->box.right) / 2;
	size_t i = 0;

	while (i < layout->region_count && middle > layout->regions[i].bottom)
		i++;
	piece->band = (uint32_t)(2 * i);
	piece->column = 0;
	if (i == layout->region_count || middle < layout->regions[i].top)
		return;
	piece->band++;
	for (size_t k = 0; k < layout->regions[i].cut_count; k++)
		piece->column += x > layout->regions[i].cuts[k];
}

int columns_mark(struct pieces *pieces)
{
	struct layout *layout = calloc(1, sizeof *layout);

	if (!layout)
		return -ENOMEM;
	find_blocks(layout, pieces);
	if (!layout->too_many) {
		find_regions(layout);
		merge_regions(layout, pieces);
	}
	for (size_t i = 0; i < pieces->count; i++)
		place(layout, &pieces->at[i]);
	free(layout);
	return 0;
}
