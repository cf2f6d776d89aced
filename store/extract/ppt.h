/* SPDX-License-Identifier: MIT */
/*
 * PowerPoint's files of 1997 to 2003 (.ppt): the text of each slide as a page, then that of the notes. Read
 * here, since a file that was saved more than once keeps older states of its slides, and programs that look
 * for text find those too.
 */
#ifndef EXTRACT_PPT_H
#define EXTRACT_PPT_H

#include "extract.h"

extern const struct format ppt_format;
#endif
