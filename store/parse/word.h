/* SPDX-License-Identifier: MIT */
/*
 * Words of one line, as far as bytes tell them: runs of letters and digits, of other alphabets too. Lists of
 * words are in small letters and end with NULL; the text is compared in any case.
 */
#ifndef PARSE_WORD_H
#define PARSE_WORD_H

#include "../util/slice.h"

/* Letters and digits; of bytes beyond ASCII all but those that begin printers' quotes and dashes. */
static inline bool byte_is_word(char c)
{
	return byte_is_letter(c) || byte_is_digit(c) || ((unsigned char)c >= 0xc3 && c != '\xe2');
}

/* Counted up to `most`. */
size_t word_count(struct slice text, size_t most);
/* The word that ends `text`, other characters after it passed; empty where there is none. */
struct slice word_last(struct slice text);
/* True if the word is one of `words`. */
bool word_is(struct slice word, const char *const *words);
/* True if any of `words` begins `text`, or stands in it; it may go on as a longer word. */
bool starts_any(struct slice text, const char *const *words);
bool has_any(struct slice text, const char *const *words);
/* `line` without bullets and brackets around it: from its first word to the end of its last. */
struct slice line_bare(struct slice line);
#endif
