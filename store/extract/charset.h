/* SPDX-License-Identifier: MIT */
/*
 * What a charset's name in mail or on a page means: programs say one charset and write its superset, or name
 * none at all.
 */
#ifndef EXTRACT_CHARSET_H
#define EXTRACT_CHARSET_H

#include <stdbool.h>

/* The charset to convert from; NULL: the name says nothing that the bytes do not say better. */
const char *charset_meant(const char *name);
/* Is it written in ASCII bytes alone, so that valid UTF-8 may be this? */
bool charset_is_seven_bit(const char *name);
#endif
