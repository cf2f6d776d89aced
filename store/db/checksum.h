/* SPDX-License-Identifier: MIT */
/*
 * Checksums of rows and chunks. SQLite keeps none, and a flipped bit in a page passes its own checks
 * (measured), so every row that decides which bytes are served carries one: XXH64 over its fields in a fixed
 * order.
 */
#ifndef DB_CHECKSUM_H
#define DB_CHECKSUM_H

#include "../util/slice.h"

#include <stdint.h>

/* Of `count` numbers and two byte strings, either of which may be empty. */
int64_t checksum(const int64_t *numbers, size_t count, struct slice a, struct slice b);
#endif
