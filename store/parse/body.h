/* SPDX-License-Identifier: MIT */
/*
 * Which bytes of a document speak of its matter: subject and body, without the other header lines, stamps,
 * web and mail addresses, the sender's own contact block and sign-off, and the menus of a page.
 */
#ifndef PARSE_BODY_H
#define PARSE_BODY_H

#include "split.h"

typedef void body_visit(void *context, struct span span);
/* Hands the spans out in order, not overlapping. */
void body_each(const struct lines *lines, const struct part *part, body_visit *visit, void *context);
#endif
