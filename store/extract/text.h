/* SPDX-License-Identifier: MIT */
/*
 * Plain text in any charset. What says which: a byte order mark; else UTF-8 where the bytes are valid, or
 * nearly; else ICU's detector; else windows-1252. Bytes that mean nothing in the charset become U+FFFD.
 */
#ifndef EXTRACT_TEXT_H
#define EXTRACT_TEXT_H

#include "extract.h"

extern const struct format text_format;
void text_prepare(void);
#endif
