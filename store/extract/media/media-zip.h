/* SPDX-License-Identifier: MIT */
/*
 * What a zip file is, by the names in its directory: libmagic goes by the order of the first members, and
 * many writers keep another.
 */
#ifndef EXTRACT_MEDIA_ZIP_H
#define EXTRACT_MEDIA_ZIP_H

#include "../../util/slice.h"

/* A static media type, "application/zip" for an archive like any other; NULL: its directory cannot be read.
 */
const char *media_of_zip(struct slice file);
#endif
