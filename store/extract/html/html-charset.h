/* SPDX-License-Identifier: MIT */
/* The charset that a page names in its head. */
#ifndef EXTRACT_HTML_CHARSET_H
#define EXTRACT_HTML_CHARSET_H

#include "../../util/slice.h"

/* Static, as ICU knows it. NULL: the page names none, or one that its bytes cannot be in. */
const char *html_charset(struct slice page);
#endif
