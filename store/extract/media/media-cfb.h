/* SPDX-License-Identifier: MIT */
/* What a compound file is, by the streams that it holds: libmagic goes by the name of the program that wrote
 * it. */
#ifndef EXTRACT_MEDIA_CFB_H
#define EXTRACT_MEDIA_CFB_H

#include "../../util/slice.h"

/* A static media type, or NULL: none that is known, or no compound file that can be read. */
const char *media_of_cfb(struct slice file);
#endif
