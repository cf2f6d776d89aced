/* SPDX-License-Identifier: MIT */
#include "page-lines.h"

#include "page-column.h"
#include "page-margin.h"
#include "page-piece.h"
#include "page-row.h"

#include <errno.h>
#include <stdlib.h>

enum {
	CLOSE_PERCENT = 70,  /* of the height of a line: a narrower gap is one blank */
	APART_PERCENT = 45,  /* and one between two blocks, such as cells of a table */
	COLUMN_BLANKS = 3,   /* a wider one at least so many */
	LINE_MAX = 400,      /* columns that gaps may fill */
	SPACE_PERCENT = 130, /* of the usual distance of lines: more is an empty line */
	PITCHES_NEEDED = 2,  /* lines of this kind that tell what distance is usual */
	PITCH_LEAST = 70,    /* of its height: how far a line stands below the one above at least; */
	PITCH_MOST = 350,    /* what is further is no next line */
	PITCH_PLAIN = 110,   /* usual where nothing tells it */
	PITCH_WIDE = 170     /* more than this is double spaced */
};

struct sheet {
	const struct page_words *page;
	struct pieces pieces;
	struct rows rows;
	struct page_box text; /* of all rows of the page */
	int64_t pitch;        /* usual distance of two lines, in hundredths of their height */
	int64_t right;        /* of the column that is written ... */
	int64_t origin;       /* ... and x of its first character */
	struct buf *out;
};

/* ---- the distance of lines ---- */

static bool follows(const struct row *above, const struct row *row)
{
	return above->band == row->band && above->column == row->column && row->band != BAND_SIDEWAYS;
}

/* Hundredths of the height of the higher one. */
static int64_t pitch_of(const struct row *above, const struct row *row)
{
	int32_t height = above->height > row->height ? above->height : row->height;

	return ((int64_t)row->base - above->base) * 100 / height;
}

static int by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* End of the rows of one column, from the first of them. */
static size_t column_end(const struct rows *rows, size_t first)
{
	size_t last = first + 1;

	while (last < rows->count && follows(&rows->at[first], &rows->at[last]))
		last++;
	return last;
}

static struct page_box text_of(const struct rows *rows, size_t first, size_t last)
{
	struct page_box text = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};

	for (size_t i = first; i < last; i++) {
		const struct page_box *box = &rows->at[i].box;

		if (rows->at[i].length == 0 || rows->at[i].band == BAND_SIDEWAYS)
			continue;
		text.left = box->left < text.left ? box->left : text.left;
		text.right = box->right > text.right ? box->right : text.right;
	}
	return text;
}

/* Does the line end although the first word of the next one would have found room? */
static bool ends_early(const struct sheet *sheet, const struct row *above, const struct row *row,
		       int64_t right)
{
	const struct piece *piece = &sheet->pieces.at[sheet->rows.order[row->first]];
	const struct page_box *word = &sheet->page->words[piece->first].box;

	return right - above->box.right > (int64_t)word->right - word->left + sheet->pieces.advance;
}

static size_t collect_in_column(const struct sheet *sheet, size_t first, size_t last, int64_t *pitches)
{
	struct page_box text = text_of(&sheet->rows, first, last);
	const struct row *above = NULL;
	size_t count = 0;

	for (size_t i = first; i < last; i++) {
		const struct row *row = &sheet->rows.at[i];
		int64_t pitch;

		if (row->length == 0)
			continue;
		pitch = above && !ends_early(sheet, above, row, text.right) ? pitch_of(above, row) : 0;
		if (pitch >= PITCH_LEAST && pitch <= PITCH_MOST)
			pitches[count++] = pitch;
		above = row;
	}
	return count;
}

/* The pitches of rows that go on in the next. Returns how many. */
static size_t collect_pitches(const struct sheet *sheet, int64_t *pitches)
{
	const struct rows *rows = &sheet->rows;
	size_t count = 0;

	for (size_t first = 0, last; first < rows->count; first = last) {
		last = column_end(rows, first);
		count += collect_in_column(sheet, first, last, pitches + count);
	}
	return count;
}

/* Lines that were broken because they were full stand as far apart as lines of a paragraph do. */
static int find_pitch(struct sheet *sheet)
{
	int64_t *pitches = calloc(sheet->rows.count + 1, sizeof *pitches);
	size_t count;

	if (!pitches)
		return -ENOMEM;
	count = collect_pitches(sheet, pitches);
	qsort(pitches, count, sizeof *pitches, by_size);
	sheet->pitch = PITCH_PLAIN;
	if (count >= PITCHES_NEEDED)
		sheet->pitch = pitches[(count - 1) / 2];
	free(pitches);
	return 0;
}

/* ---- writing ---- */

static void write_blanks(struct buf *out, int64_t count)
{
	for (int64_t i = 0; i < count; i++)
		buf_byte(out, ' ');
}

/* In which column of characters the piece begins. */
static int64_t column_of(const struct sheet *sheet, const struct piece *piece)
{
	int64_t column =
		(piece->box.left - sheet->origin + sheet->pieces.advance / 2) / sheet->pieces.advance;

	return column < 0 ? 0 : column > LINE_MAX ? LINE_MAX : column;
}

static int64_t blanks_before(const struct sheet *sheet, const struct piece *above, const struct piece *piece,
			     int64_t cursor)
{
	int64_t column = column_of(sheet, piece), gap, close, height;

	if (!above)
		return column;
	gap = (int64_t)piece->box.left - above->box.right;
	close = above->block == piece->block ? CLOSE_PERCENT : APART_PERCENT;
	height = piece_height(above) > piece_height(piece) ? piece_height(above) : piece_height(piece);
	if (gap * 100 < height * close)
		return 1;
	return column - cursor > COLUMN_BLANKS ? column - cursor : COLUMN_BLANKS;
}

static void write_text(const struct sheet *sheet, const struct row *row)
{
	const struct piece *before = NULL;
	int64_t cursor = 0, blanks;

	for (size_t i = row->first; i < row->last; i++) {
		const struct piece *piece = &sheet->pieces.at[sheet->rows.order[i]];

		if (piece->kind == PIECE_MARGIN)
			continue;
		blanks = piece->kind == PIECE_SIDEWAYS ? 0 : blanks_before(sheet, before, piece, cursor);
		write_blanks(sheet->out, blanks);
		piece_write(sheet->out, sheet->page, piece);
		cursor += blanks + piece->length;
		before = piece;
	}
	if (before)
		buf_byte(sheet->out, '\n');
}

static void write_margin(const struct sheet *sheet, const struct row *row)
{
	for (size_t i = row->first; i < row->last; i++) {
		const struct piece *piece = &sheet->pieces.at[sheet->rows.order[i]];

		if (piece->kind != PIECE_MARGIN)
			continue;
		piece_write(sheet->out, sheet->page, piece);
		while (piece->next != 0) {
			piece = &sheet->pieces.at[piece->next];
			piece_write(sheet->out, sheet->page, piece);
		}
		buf_byte(sheet->out, '\n');
	}
}

/* Where text is double spaced only what breaks off early ends a paragraph. */
static bool is_parted(const struct sheet *sheet, const struct row *above, const struct row *row)
{
	int64_t pitch;

	if (!follows(above, row))
		return above->band != BAND_SIDEWAYS || row->band != BAND_SIDEWAYS;
	pitch = pitch_of(above, row);
	if (sheet->pitch > PITCH_WIDE && pitch > PITCH_WIDE && ends_early(sheet, above, row, sheet->right))
		return true;
	return pitch * 100 > sheet->pitch * SPACE_PERCENT;
}

static void begin_column(struct sheet *sheet, size_t first)
{
	size_t last = column_end(&sheet->rows, first);
	struct page_box text = text_of(&sheet->rows, first, last);

	sheet->right = text.right;
	sheet->origin = sheet->rows.at[first].band % 2 == 1 ? text.left : sheet->text.left;
}

static void write_rows(struct sheet *sheet)
{
	const struct rows *rows = &sheet->rows;
	const struct row *above = NULL;

	for (size_t i = 0; i < rows->count; i++) {
		const struct row *row = &rows->at[i];

		if (i == 0 || !follows(&rows->at[i - 1], row))
			begin_column(sheet, i);
		if (row->length > 0) {
			if (above && is_parted(sheet, above, row))
				buf_byte(sheet->out, '\n');
			above = row;
		}
		write_text(sheet, row);
		write_margin(sheet, row);
	}
}

static int arrange(struct sheet *sheet)
{
	int r = pieces_cut(&sheet->pieces, sheet->page);

	if (r == 0)
		r = margin_mark(&sheet->pieces, sheet->page);
	if (r == 0)
		r = columns_mark(&sheet->pieces);
	if (r == 0)
		r = rows_make(&sheet->rows, &sheet->pieces);
	if (r == 0)
		r = find_pitch(sheet);
	return r;
}

int page_lines_write(const struct page_words *page, struct buf *out)
{
	struct sheet sheet = {.page = page, .out = out};
	int r = page->failed ? -ENOMEM : arrange(&sheet);

	if (r == 0) {
		sheet.text = text_of(&sheet.rows, 0, sheet.rows.count);
		write_rows(&sheet);
	}
	free(sheet.pieces.at);
	free(sheet.rows.at);
	free(sheet.rows.order);
	return r == 0 && out->failed ? -ENOMEM : r;
}
