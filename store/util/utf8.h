/* SPDX-License-Identifier: MIT */
/* UTF-8: decoding, validity, cutting; normal form and case folding by ICU. No domain words. */
#ifndef UTIL_UTF8_H
#define UTIL_UTF8_H

#include "arena.h"
#include "buf.h"
#include "slice.h"

#include <stdbool.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xfffdu

/*
 * Decodes the character at *at and advances *at past it. A malformed byte gives UTF8_REPLACEMENT and advances
 * one byte. *at must be < s.length.
 */
uint32_t utf8_next(struct slice s, size_t *at);
/* Length of the longest valid prefix; s.length where all of it is valid UTF-8 (NUL counts as valid). */
size_t utf8_valid(struct slice s);
void utf8_append(struct buf *out, uint32_t character);
/* Longest prefix of at most `most` bytes that does not cut a character. */
struct slice utf8_cut(struct slice s, size_t most);
/* Appends NFC of `s`; malformed bytes become U+FFFD. */
void utf8_nfc(struct buf *out, struct slice s);
/* Appends NFKC_Casefold of `s`: two names that differ in case or width only are equal in it. */
void utf8_fold(struct buf *out, struct slice s);
/* The same in `arena`, with a final NUL; NULL: out of memory. */
const char *utf8_folded(struct slice s, struct arena *arena);
/* The same without accents and other marks: what one may type for it. */
void utf8_bare(struct buf *out, struct slice s);

bool utf8_is_letter(uint32_t character); /* a letter or a mark, of any script */
bool utf8_is_upper(uint32_t character);
bool utf8_is_lower(uint32_t character);
bool utf8_is_alnum(uint32_t character);   /* a letter, a mark or a digit */
bool utf8_is_space(uint32_t character);   /* white space of any kind, also no-break */
bool utf8_is_quote(uint32_t character);   /* a quotation mark of any script, an apostrophe, a prime */
bool utf8_is_control(uint32_t character); /* control, format, bidi, surrogate, unassigned, private use */

/* On a terminal: 0 for marks that stand on the character before, 2 for most of Chinese, Japanese, Korean. */
int utf8_columns(uint32_t character);
#endif
