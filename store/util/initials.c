/* SPDX-License-Identifier: MIT */
#include "initials.h"

#include <pthread.h>

static void sort(struct initials *initials)
{
	memset(initials->first, INITIALS_END, sizeof initials->first);
	for (size_t row = initials->count < INITIALS_END ? initials->count : INITIALS_END; row-- > 0;) {
		const char *name =
			*(const char *const *)((const char *)initials->names + row * initials->size);
		unsigned char *first = &initials->first[(unsigned char)byte_lower(*name)];

		initials->next[row] = *first;
		*first = (unsigned char)row;
	}
}

void initials_sort(struct initials *initials)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

	(void)pthread_mutex_lock(&lock);
	if (!atomic_load_explicit(&initials->sorted, memory_order_relaxed))
		sort(initials);
	atomic_store_explicit(&initials->sorted, true, memory_order_release);
	(void)pthread_mutex_unlock(&lock);
}
