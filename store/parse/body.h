/* SPDX-License-Identifier: MIT */
/*
 * Which bytes of a document speak of its matter: subject and body, without the other header lines, stamps,
 * web and mail addresses, the sender's own contact block and sign-off, and the menus of a page.
 */
#ifndef PARSE_BODY_H
#define PARSE_BODY_H

#include "split.h"

/* In order, not overlapping. 0 or -ENOMEM. */
int body_spans(const struct lines *lines, const struct part *part, struct arena *arena,
	       const struct span **ret_spans, size_t *ret_count);
#endif
