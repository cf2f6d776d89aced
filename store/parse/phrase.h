/* SPDX-License-Identifier: MIT */
/*
 * Words of a text, and a dictionary of phrases that finds the longest one that begins at a word. Words are
 * runs of letters and digits; a capital after a small letter begins another one, since scraped pages glue
 * words: "ReleaseChad". Between the words of a phrase white space of any length, line ends too, and a hyphen
 * are alike; "’" is "'".
 *
 * Upper and lower case matter: a phrase is found as it is written, with capitals at the beginning of its
 * words, or, if it has four letters, wholly in capitals; never in small letters.
 */
#ifndef PARSE_PHRASE_H
#define PARSE_PHRASE_H

#include "../util/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct word_range {
	size_t first, last;
};

/* The first word that ends after `at`. False at the end. Any bytes. */
bool word_next(struct slice text, size_t at, struct word_range *ret_word);

struct phrases;
/* For at most so many bytes of phrases. NULL out of memory; both accept NULL. */
struct phrases *phrases_create(size_t most_bytes);
void phrases_destroy(struct phrases *phrases);
/* Borrows the bytes of `phrase`. Of phrases that differ in case alone the first is kept. */
void phrases_add(struct phrases *phrases, struct slice phrase, uint32_t value);
/* The longest phrase that begins with `word`; *ret_last is where it ends. Bounded by the longest phrase. */
bool phrases_find(const struct phrases *phrases, struct slice text, struct word_range word,
		  uint32_t *ret_value, size_t *ret_last);
#endif
