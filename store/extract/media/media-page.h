/* SPDX-License-Identifier: MIT */
/* Is a file a web page? libmagic takes a text for one that mentions tags anywhere, and a page for plain text.
 */
#ifndef EXTRACT_MEDIA_PAGE_H
#define EXTRACT_MEDIA_PAGE_H

#include "../../util/slice.h"

#include <stdbool.h>

/* `type` is what libmagic says, `head` the file's beginning. */
bool media_is_page(const char *type, struct slice head);
#endif
