/* SPDX-License-Identifier: MIT */
#include "initials.h"

void initials_make(struct initials *ret, const char *const *names, size_t count, size_t size)
{
	memset(ret, INITIALS_END, sizeof *ret);
	for (size_t row = count < INITIALS_END ? count : INITIALS_END; row-- > 0;) {
		const char *name = *(const char *const *)((const char *)names + row * size);
		unsigned char *first = &ret->first[(unsigned char)byte_lower(*name)];

		ret->next[row] = *first;
		*first = (unsigned char)row;
	}
}
