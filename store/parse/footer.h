/* SPDX-License-Identifier: MIT */
/* Page headers and footers: lines that return at the edges of several pages, whatever they say. */
#ifndef PARSE_FOOTER_H
#define PARSE_FOOTER_H

#include "lines.h"

/* Flags those lines as stamps in the index `at` of `lines`, whose other flags are set. 0 or -ENOMEM. */
int footer_mark(const struct lines *lines, uint64_t *at);
#endif
