/* SPDX-License-Identifier: MIT */
#include "page-words.h"

#include "../../util/utf8.h"

#include <stdlib.h>

enum {
	WORDS_AT_FIRST = 1024,
	WORD_BYTES_MAX = 64 * 1024, /* of one word */
	SOFT_HYPHEN = 0xad,
	BYTE_ORDER_MARK = 0xfeff,
	SYMBOL_BULLET = 0xf0b7, /* how the bullet of the Symbol font comes out of a PDF */
	BULLET = 0x2022
};

void page_words_finish(struct page_words *page)
{
	free(page->words);
	buf_finish(&page->text);
	*page = (struct page_words){0};
}

void page_words_clear(struct page_words *page)
{
	page->count = 0;
	page->width = 0;
	buf_clear(&page->text);
}

static bool has_room(struct page_words *page)
{
	size_t capacity = page->capacity ? page->capacity * 2 : WORDS_AT_FIRST;
	struct page_word *words;

	if (page->count < page->capacity)
		return true;
	words = realloc(page->words, capacity * sizeof *words);
	if (!words) {
		page->failed = true;
		return false;
	}
	page->words = words;
	page->capacity = capacity;
	return true;
}

static bool is_dropped(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == BYTE_ORDER_MARK || (c & 0xfffe) == 0xfffe;
}

static void append_character(struct buf *out, uint32_t c)
{
	if (c == SOFT_HYPHEN)
		c = '-';
	else if (c == SYMBOL_BULLET)
		c = BULLET;
	else if (utf8_is_space(c))
		c = ' ';
	else if (is_dropped(c))
		return;
	utf8_append(out, c);
}

static bool is_plain(struct slice text)
{
	for (size_t i = 0; i < text.length; i++)
		if (text.at[i] < '!' || text.at[i] > '~')
			return false;
	return true;
}

static void append_word(struct buf *out, struct slice text)
{
	struct buf clean = {0};

	if (is_plain(text)) {
		buf_slice(out, text);
		return;
	}
	for (size_t at = 0; at < text.length;)
		append_character(&clean, utf8_next(text, &at));
	utf8_nfc(out, slice_trim((struct slice){clean.data, clean.length}));
	out->failed |= clean.failed;
	buf_finish(&clean);
}

/* The box with its sides in order and no side of no length. */
static struct page_box upright(struct page_box box)
{
	struct page_box b = {.left = box.left < box.right ? box.left : box.right,
			     .right = box.left < box.right ? box.right : box.left,
			     .top = box.top < box.bottom ? box.top : box.bottom,
			     .bottom = box.top < box.bottom ? box.bottom : box.top};

	b.right += b.right == b.left;
	b.bottom += b.bottom == b.top;
	return b;
}

void page_words_add(struct page_words *page, const struct page_word *where, struct slice text)
{
	size_t first = page->text.length;

	text = slice_trim(text);
	page->cut |= text.length > WORD_BYTES_MAX || page->count == PAGE_WORDS_MAX;
	if (page->count == PAGE_WORDS_MAX || !has_room(page))
		return;
	append_word(&page->text, utf8_cut(text, WORD_BYTES_MAX));
	page->failed |= page->text.failed || page->text.length > UINT32_MAX;
	if (page->text.length == first || page->failed)
		return;
	struct page_word *word = &page->words[page->count++];

	*word = *where;
	word->box = upright(where->box);
	word->first = (uint32_t)first;
	word->length = (uint32_t)(page->text.length - first);
}

struct slice page_word_text(const struct page_words *page, size_t word)
{
	return (struct slice){page->text.data + page->words[word].first, page->words[word].length};
}

int32_t page_coordinate(struct slice number)
{
	bool minus = number.length > 0 && number.at[0] == '-';
	int32_t value = 0, decimals = 0;
	bool point = false;

	for (size_t i = minus; i < number.length; i++) {
		if (number.at[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (!byte_is_digit(number.at[i]))
			return 0;
		if (decimals == 2 || value >= PAGE_EXTENT_MAX)
			continue;
		value = value * 10 + (number.at[i] - '0');
		decimals += point;
	}
	for (; decimals < 2 && value < PAGE_EXTENT_MAX; decimals++)
		value *= 10;
	value = value < PAGE_EXTENT_MAX ? value : PAGE_EXTENT_MAX;
	return minus ? -value : value;
}
