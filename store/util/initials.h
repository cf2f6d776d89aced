/* SPDX-License-Identifier: MIT */
/*
 * The rows of a table of names by the first byte of each name, in any case: a look-up compares those rows
 * alone. Rows with one first byte keep their order. Made once for a table; read by any thread.
 */
#ifndef UTIL_INITIALS_H
#define UTIL_INITIALS_H

#include "slice.h"

enum { INITIALS_END = 255 /* no row; a table has at most as many */ };

struct initials {
	unsigned char first[256], next[INITIALS_END];
};

/* `names` is the name in the first of `count` rows, each of `size` bytes. */
void initials_make(struct initials *ret_initials, const char *const *names, size_t count, size_t size);

/* The first row whose name begins as `s` does; INITIALS_END for none and for an empty `s`. */
static inline size_t initials_first(const struct initials *initials, struct slice s)
{
	return s.length > 0 ? initials->first[(unsigned char)byte_lower(s.at[0])] : INITIALS_END;
}

/* The one behind it, or INITIALS_END. */
static inline size_t initials_next(const struct initials *initials, size_t row)
{
	return initials->next[row];
}
#endif
