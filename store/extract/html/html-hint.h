/* SPDX-License-Identifier: MIT */
/* What names that the author of a page gave to its parts say of them: menus, comments, adverts. */
#ifndef EXTRACT_HTML_HINT_H
#define EXTRACT_HTML_HINT_H

#include "html-tree.h"

enum html_hint {
	HINT_NONE,
	HINT_AROUND,  /* it may be a part of a page around an article, by its class or id */
	HINT_COMMENT, /* what readers wrote */
	HINT_NEVER    /* it is no part of any article */
};

enum html_hint html_hint(const struct html_node *node);
/* A word of its class or id begins with one of `count` words; in "authorName" there are two. */
bool html_named(const struct html_node *node, const char *const *words, size_t count);
#endif
