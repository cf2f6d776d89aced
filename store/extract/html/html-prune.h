/* SPDX-License-Identifier: MIT */
/*
 * What is taken from a page before it is parsed: what holds no text (comments, scripts, styles, drawings,
 * forms' choices), attributes that nobody asks for, and tags that nest too deep. The parser takes time in
 * proportion to length times depth, so with a capped depth the whole takes linear time, whatever the page.
 */
#ifndef EXTRACT_HTML_PRUNE_H
#define EXTRACT_HTML_PRUNE_H

#include "../../util/buf.h"
#include "../../util/slice.h"

enum { HTML_NEST_MAX = 512 }; /* as deep as browsers go */

/*
 * Appends the page to `out`, with scripts of linked data (JSON-LD) left in. *ret_too_deep: the tags, not the
 * text, of elements nested deeper than HTML_NEST_MAX were left out. 0, -ENOMEM.
 */
int html_prune(struct slice html, struct buf *out, bool *ret_too_deep);
#endif
