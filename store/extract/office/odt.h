/* SPDX-License-Identifier: MIT */
/* Text documents in the OpenDocument format (.odt, .ott, .fodt), as LibreOffice writes them. */
#ifndef EXTRACT_ODT_H
#define EXTRACT_ODT_H

#include "../extract.h"

extern const struct format odt_format;

/* The text of a document that a program turned into OpenDocument in one XML file; as format's extract(). */
int odt_extract_flat(struct slice file, struct extracted *ret_extracted, const char **ret_reason);
#endif
