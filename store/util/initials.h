/* SPDX-License-Identifier: MIT */
/*
 * The rows of a table of names by the first byte of each name, in any case: a look-up compares those rows
 * alone. Rows with one first byte keep their order. Sorted at the first look-up; for any number of threads.
 */
#ifndef UTIL_INITIALS_H
#define UTIL_INITIALS_H

#include "slice.h"

#include <stdatomic.h>

enum { INITIALS_END = 255 /* no row; a table has at most as many */ };

struct initials {
	const char *const *names; /* the name in the first row */
	size_t count, size;       /* rows; bytes of each */
	atomic_bool sorted;
	unsigned char first[256], next[INITIALS_END];
};

/* Of an array of structs, in which `name` is a string. */
#define INITIALS(table, name)                                                                                \
	{                                                                                                    \
		&(table)->name, sizeof(table) / sizeof *(table), sizeof *(table), false, {0},                \
		{                                                                                            \
			0                                                                                    \
		}                                                                                            \
	}

void initials_sort(struct initials *initials);

/* The first row whose name begins as `s` does; INITIALS_END for none and for an empty `s`. */
static inline size_t initials_first(struct initials *initials, struct slice s)
{
	if (!atomic_load_explicit(&initials->sorted, memory_order_acquire))
		initials_sort(initials);
	return s.length > 0 ? initials->first[(unsigned char)byte_lower(s.at[0])] : INITIALS_END;
}

/* The one behind it, or INITIALS_END. */
static inline size_t initials_next(const struct initials *initials, size_t row)
{
	return initials->next[row];
}
#endif
