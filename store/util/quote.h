/* SPDX-License-Identifier: MIT */
/* Values as fields of CSV and JSON. Malformed UTF-8 is a case, not an error. */
#ifndef UTIL_QUOTE_H
#define UTIL_QUOTE_H

#include "buf.h"
#include "slice.h"

/* RFC 4180: quoted where it must be, quotes doubled. */
void escape_csv(struct buf *out, struct slice s);
/* With its quotation marks. Controls are \uXXXX, malformed bytes U+FFFD. */
void escape_json(struct buf *out, struct slice s);
#endif
