/* SPDX-License-Identifier: MIT */
#include "clock.h"

#include <time.h>

uint64_t clock_now(void)
{
	struct timespec t = {0};

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * NANOSECONDS + (uint64_t)t.tv_nsec;
}
