/* SPDX-License-Identifier: MIT */
/*
 * PowerPoint's files of 1997 to 2003 (.ppt): the text of each slide as a page, then that of the notes. A file
 * that was saved more than once may keep older states of its slides; only the newest is read.
 */
#ifndef EXTRACT_PPT_H
#define EXTRACT_PPT_H

#include "extract.h"

extern const struct format ppt_format;
#endif
