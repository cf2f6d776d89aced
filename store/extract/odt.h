/* SPDX-License-Identifier: MIT */
/* Text documents in the OpenDocument format (.odt, .ott, .fodt), as LibreOffice writes them. */
#ifndef EXTRACT_ODT_H
#define EXTRACT_ODT_H

#include "extract.h"

extern const struct format odt_format;
#endif
