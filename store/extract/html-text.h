/* SPDX-License-Identifier: MIT */
/* HTML as text. A stand-in, to be replaced by the reader of pages. */
#ifndef EXTRACT_HTML_TEXT_H
#define EXTRACT_HTML_TEXT_H

#include "../util/buf.h"
#include "../util/slice.h"

/* Appends readable text, blocks parted by blank lines. `html` is UTF-8. 0 or -ENOMEM. */
int html_text(struct slice html, struct buf *out);
#endif
