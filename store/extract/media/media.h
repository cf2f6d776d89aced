/* SPDX-License-Identifier: MIT */
/* What a file is, by libmagic; text that libmagic only sees as "data" because of stray bytes is text. */
#ifndef EXTRACT_MEDIA_H
#define EXTRACT_MEDIA_H

#include "../../util/slice.h"

enum { MEDIA_SIZE = 128 };

struct media;
/* One a process; not shared between threads. NULL: libmagic has no database or no memory. */
struct media *media_create(void);
void media_destroy(struct media *media);
/* Writes a type such as "text/plain". 0 or -EIO. */
int media_of(struct media *media, struct slice file, char ret_type[static MEDIA_SIZE]);
#endif
