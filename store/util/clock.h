/* SPDX-License-Identifier: MIT */
/* The clock that only goes on: for how long something takes, never for what day it is. */
#ifndef UTIL_CLOCK_H
#define UTIL_CLOCK_H

#include <stdint.h>

#define NANOSECONDS UINT64_C(1000000000) /* in a second */

/* Nanoseconds since some moment that stays the same while the machine runs. */
uint64_t clock_now(void);
#endif
