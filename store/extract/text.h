/* SPDX-License-Identifier: MIT */
/*
 * Plain text in any charset. What says which: a byte order mark; else UTF-8 where the bytes are valid, or
 * nearly; else ICU's detector; else windows-1252. Bytes that mean nothing in the charset become U+FFFD.
 */
#ifndef EXTRACT_TEXT_H
#define EXTRACT_TEXT_H

#include "extract.h"

extern const struct format text_format;

/*
 * Converts to UTF-8: `declared` is the charset that the file names itself, or NULL; a byte order mark and
 * valid UTF-8 outrank it, the latter not where the charset is written in ASCII. 0, -ENOMEM, -EBADMSG.
 */
int text_decode(struct slice bytes, const char *declared, struct buf *out);
/* First byte of each page, for a text with form feeds. 0, -ENOMEM. */
int text_divide(struct slice text, struct extracted *extracted);
#endif
