/* SPDX-License-Identifier: MIT */
#include "page-row.h"

#include <errno.h>
#include <stdlib.h>

enum {
	SAME_PERCENT = 55, /* of the lower of two pieces in one row stands beside the other */
	HEIGHTS_MOST = 3,  /* a piece so many times as high as another is in no row with it */
	SIGN_LENGTH = 2,   /* ... unless it has so few characters */
	OPEN_ROWS = 4,     /* rows that may still get a piece */
	ROW_LOOK_MAX = 64, /* pieces of a row that are looked at for one more */
	NO_PIECE = -1
};

struct slot {           /* a piece on its way into a row */
	uint64_t group; /* band and column; then the row */
	int64_t at;     /* its middle; then its left edge */
	uint32_t piece;
	int32_t before; /* slot of the piece that came into its row before it */
};

struct open { /* a row that is made */
	size_t row;
	int32_t newest; /* slot */
};

static int by_place(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->piece > y->piece) - (x->piece < y->piece);
}

static int32_t least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

/* A bullet or a dash: a scan's boxes are no higher than what is printed. */
static bool is_small_sign(const struct piece *piece)
{
	return piece->length <= SIGN_LENGTH;
}

/* By how much two pieces stand beside each other, if they may share a row; else 0. */
static int32_t shared_height(const struct piece *a, const struct piece *b)
{
	int32_t low = least(piece_height(a), piece_height(b)), high = most(piece_height(a), piece_height(b));
	int32_t shared = least(a->box.bottom, b->box.bottom) - most(a->box.top, b->box.top);

	bool comparable = high / HEIGHTS_MOST <= low || is_small_sign(piece_height(a) < high ? a : b);

	return comparable && (int64_t)shared * 100 >= (int64_t)low * SAME_PERCENT ? shared : 0;
}

/* Is there room for the piece between those of the row? */
static bool has_room(const struct pieces *pieces, const struct slot *slots, int32_t newest,
		     const struct piece *piece)
{
	int32_t looked = 0, slack = piece_height(piece) / 2;

	for (; newest != NO_PIECE && looked < ROW_LOOK_MAX; newest = slots[newest].before, looked++) {
		const struct page_box *box = &pieces->at[slots[newest].piece].box;

		if (least(box->right, piece->box.right) - most(box->left, piece->box.left) > slack)
			return false;
	}
	return newest == NO_PIECE;
}

/* The open row that the piece stands in; OPEN_ROWS where there is none. */
static size_t choose_row(const struct pieces *pieces, const struct slot *slots, const struct open *open,
			 const struct piece *piece)
{
	size_t best = OPEN_ROWS;
	int32_t best_shared = 0;

	for (size_t i = 0; i < OPEN_ROWS; i++) {
		int32_t shared = open[i].newest == NO_PIECE
					 ? 0
					 : shared_height(&pieces->at[slots[open[i].newest].piece], piece);

		if (shared > best_shared && has_room(pieces, slots, open[i].newest, piece)) {
			best = i;
			best_shared = shared;
		}
	}
	return best;
}

static void close_rows(struct open *open)
{
	for (size_t i = 0; i < OPEN_ROWS; i++)
		open[i].newest = NO_PIECE;
}

/* Numbers the rows: the group of each slot becomes its row's number. Returns how many there are. */
static size_t number_rows(const struct pieces *pieces, struct slot *slots, size_t count)
{
	struct open open[OPEN_ROWS];
	uint64_t group = 0;
	size_t rows = 0;

	close_rows(open);
	for (size_t i = 0; i < count; i++) {
		const struct piece *piece = &pieces->at[slots[i].piece];
		size_t chosen;

		if (i == 0 || slots[i].group != group || piece->kind == PIECE_SIDEWAYS)
			close_rows(open);
		group = slots[i].group;
		chosen = choose_row(pieces, slots, open, piece);
		if (chosen == OPEN_ROWS) {
			chosen = rows % OPEN_ROWS;
			open[chosen] = (struct open){rows++, NO_PIECE};
		}
		slots[i].before = open[chosen].newest;
		slots[i].group = open[chosen].row;
		open[chosen].newest = (int32_t)i;
	}
	return rows;
}

static void note_text(struct row *row, const struct piece *piece)
{
	const struct page_box *box = &piece->box;

	if (row->length == 0)
		row->box = *box;
	row->box = (struct page_box){least(row->box.left, box->left), least(row->box.top, box->top),
				     most(row->box.right, box->right), most(row->box.bottom, box->bottom)};
	if (piece->length <= row->length)
		return;
	row->length = piece->length;
	row->base = box->bottom;
	row->height = piece_height(piece);
}

static void fill_rows(struct rows *rows, const struct pieces *pieces, const struct slot *slots, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct piece *piece = &pieces->at[slots[i].piece];
		struct row *row = &rows->at[slots[i].group];

		rows->order[i] = slots[i].piece;
		if (row->last == 0)
			*row = (struct row){.first = i,
					    .band = piece->kind == PIECE_SIDEWAYS ? BAND_SIDEWAYS
										  : piece->band,
					    .column = piece->column};
		row->last = i + 1;
		if (piece->kind != PIECE_MARGIN)
			note_text(row, piece);
	}
}

static struct slot slot_of(const struct pieces *pieces, size_t number)
{
	const struct piece *piece = &pieces->at[number];
	bool sideways = piece->kind == PIECE_SIDEWAYS;

	return (struct slot){.group = sideways ? UINT64_MAX : (uint64_t)piece->band << 32 | piece->column,
			     .at = sideways ? 0 : piece_middle(piece),
			     .piece = (uint32_t)number,
			     .before = NO_PIECE};
}

int rows_make(struct rows *rows, struct pieces *pieces)
{
	struct slot *slots = calloc(pieces->count + 1, sizeof *slots);
	size_t count = 0;

	if (!slots)
		return -ENOMEM;
	for (size_t i = 0; i < pieces->count; i++)
		if (pieces->at[i].kind != PIECE_JOINED)
			slots[count++] = slot_of(pieces, i);
	qsort(slots, count, sizeof *slots, by_place);
	rows->count = number_rows(pieces, slots, count);
	for (size_t i = 0; i < count; i++) {
		const struct piece *piece = &pieces->at[slots[i].piece];

		slots[i].at = piece->box.left + (piece->kind == PIECE_MARGIN ? INT64_C(1) << 32 : 0);
	}
	qsort(slots, count, sizeof *slots, by_place);
	rows->at = calloc(rows->count + 1, sizeof *rows->at);
	rows->order = calloc(count + 1, sizeof *rows->order);
	if (rows->at && rows->order)
		fill_rows(rows, pieces, slots, count);
	free(slots);
	return rows->at && rows->order ? 0 : -ENOMEM;
}
