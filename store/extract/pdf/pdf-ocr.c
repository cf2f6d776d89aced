/* SPDX-License-Identifier: MIT */
#include "pdf-ocr.h"

enum {
	LEVEL_PAGE = 1,
	LEVEL_WORD = 5,
	UNITS_PER_PIXEL = 24, /* 300 pixels an inch, 7200 hundredths of a point */
	NUMBERS = 10,         /* columns before confidence and text */
	NUMBER_MAX = PAGE_EXTENT_MAX / UNITS_PER_PIXEL
};

enum column { LEVEL, PAGE, BLOCK, PARAGRAPH, LINE, WORD, LEFT, TOP, WIDTH, HEIGHT };

struct table {
	struct page_words *page;
	int32_t block, paragraph, line; /* that the word before stood in */
	struct page_word where;
};

static struct slice next_field(struct slice *row)
{
	const char *tab = row->length > 0 ? memchr(row->at, '\t', row->length) : NULL;
	size_t length = tab ? (size_t)(tab - row->at) : row->length;
	struct slice field = slice_sub(*row, 0, length);

	*row = slice_sub(*row, length + 1, row->length);
	return field;
}

static bool read_number(struct slice field, int32_t *ret)
{
	int32_t value = 0;

	for (size_t i = 0; i < field.length; i++) {
		if (!byte_is_digit(field.at[i]))
			return false;
		value = value < NUMBER_MAX / 10 ? value * 10 + (field.at[i] - '0') : NUMBER_MAX;
	}
	*ret = value;
	return field.length > 0;
}

static void note_place(struct table *table, const int32_t *numbers)
{
	bool same_block = numbers[BLOCK] == table->block;

	if (!same_block || numbers[PARAGRAPH] != table->paragraph || numbers[LINE] != table->line)
		table->where.line++;
	table->where.block += !same_block;
	table->block = numbers[BLOCK];
	table->paragraph = numbers[PARAGRAPH];
	table->line = numbers[LINE];
	table->where.box = (struct page_box){numbers[LEFT] * UNITS_PER_PIXEL, numbers[TOP] * UNITS_PER_PIXEL,
					     (numbers[LEFT] + numbers[WIDTH]) * UNITS_PER_PIXEL,
					     (numbers[TOP] + numbers[HEIGHT]) * UNITS_PER_PIXEL};
}

static void take_row(struct table *table, struct slice row)
{
	int32_t numbers[NUMBERS];

	for (size_t i = 0; i < NUMBERS; i++)
		if (!read_number(next_field(&row), &numbers[i]))
			return;
	next_field(&row); /* confidence */
	if (numbers[LEVEL] == LEVEL_PAGE)
		table->page->width = numbers[WIDTH] * UNITS_PER_PIXEL;
	if (numbers[LEVEL] != LEVEL_WORD)
		return;
	note_place(table, numbers);
	page_words_add(table->page, &table->where, row);
}

void pdf_ocr_read(struct slice tsv, struct page_words *page)
{
	struct table table = {.page = page, .block = -1};

	while (tsv.length > 0) {
		const char *end = memchr(tsv.at, '\n', tsv.length);
		size_t length = end ? (size_t)(end - tsv.at) : tsv.length;

		take_row(&table, slice_sub(tsv, 0, length));
		tsv = slice_sub(tsv, length + 1, tsv.length);
	}
}
