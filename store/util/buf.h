/* SPDX-License-Identifier: MIT */
/*
 * A growing run of bytes with a sticky error: after a failed allocation every call does nothing, so that a
 * writer looks at `failed` once, at its end. A zeroed struct is an empty buffer.
 */
#ifndef UTIL_BUF_H
#define UTIL_BUF_H

#include "slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
	char *data; /* not terminated; see buf_string() */
	size_t length, capacity;
	bool failed; /* out of memory */
};

void buf_finish(struct buf *b);
void buf_clear(struct buf *b); /* keeps memory and error */
bool buf_reserve(struct buf *b, size_t more);
void buf_append(struct buf *b, const void *bytes, size_t length);
void buf_slice(struct buf *b, struct slice s);
void buf_text(struct buf *b, const char *string);
void buf_byte(struct buf *b, char c);
void buf_format(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Numbers little endian. */
void buf_u8(struct buf *b, uint8_t value);
void buf_u16(struct buf *b, uint16_t value);
void buf_u32(struct buf *b, uint32_t value);
void buf_u64(struct buf *b, uint64_t value);
/* The content with a final NUL, borrowed until the next call; "" after a failure. */
const char *buf_string(struct buf *b);
/* Hands the content with a final NUL over to the caller; NULL after a failure. Empties the buffer. */
char *buf_steal(struct buf *b);
#endif
