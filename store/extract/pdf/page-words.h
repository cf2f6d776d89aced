/* SPDX-License-Identifier: MIT */
/* The words of one page with their boxes, as a program found them there; page-lines.h prints them. */
#ifndef EXTRACT_PAGE_WORDS_H
#define EXTRACT_PAGE_WORDS_H

#include "../../util/buf.h"
#include "../../util/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PAGE_WORDS_MAX = 1 << 18,  /* words of one page that are kept */
	PAGE_EXTENT_MAX = 1 << 24, /* coordinates beyond it, either way, are moved to it */
	PAGE_POINT = 100           /* of the units of coordinates below */
};

struct page_box { /* hundredths of a point; y grows downwards */
	int32_t left, top, right, bottom;
};

struct page_word {
	struct page_box box;
	uint32_t block, line;   /* words of one line follow each other; lines are numbered through the page */
	uint32_t first, length; /* bytes of `text` */
};

/* Zeroed: an empty page. */
struct page_words {
	int32_t width;
	struct page_word *words;
	size_t count, capacity;
	struct buf text;
	bool failed; /* out of memory */
	bool cut;    /* there were more words than are kept */
};

void page_words_finish(struct page_words *page);
void page_words_clear(struct page_words *page); /* keeps memory and errors */
/*
 * Adds a word, unless nothing of it is left: control characters are dropped, what is left is brought into
 * NFC. A soft hyphen becomes a hyphen: what a page shows of it is one.
 */
void page_words_add(struct page_words *page, const struct page_word *where, struct slice text);
struct slice page_word_text(const struct page_words *page, size_t word);

/* Hundredths of a point; what is no number counts as 0. */
int32_t page_coordinate(struct slice number);
#endif
