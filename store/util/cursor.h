/* SPDX-License-Identifier: MIT */
/*
 * Reads bytes in order and remembers the first error, so that bounds are checked in one place: after a
 * failure every call returns zero or an empty slice. Numbers are little endian, as buf.h writes them.
 */
#ifndef UTIL_CURSOR_H
#define UTIL_CURSOR_H

#include "slice.h"

#include <stdbool.h>
#include <stdint.h>

struct cursor {
	const unsigned char *at, *end;
	bool failed; /* more was asked for than there is */
};

struct cursor cursor_of(const void *bytes, size_t length);
uint8_t cursor_u8(struct cursor *c);
uint16_t cursor_u16(struct cursor *c);
uint32_t cursor_u32(struct cursor *c);
uint64_t cursor_u64(struct cursor *c);
struct slice cursor_bytes(struct cursor *c, size_t length);
size_t cursor_left(const struct cursor *c);
/* True if nothing failed and nothing is left. */
bool cursor_done(const struct cursor *c);
#endif
