/* SPDX-License-Identifier: MIT */
/* Web pages: the text of the article that a page holds, without menus and boxes, below what the page says of
 * it. */
#ifndef EXTRACT_HTML_H
#define EXTRACT_HTML_H

#include "../extract.h"

extern const struct format html_format;
#endif
