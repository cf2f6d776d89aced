/* SPDX-License-Identifier: MIT */
/*
 * Rich Text Format, read here and by no program beside: all that were tried (unrtf, catdoc, LibreOffice to
 * text) give what tracked changes deleted as text like any other.
 */
#ifndef EXTRACT_RTF_H
#define EXTRACT_RTF_H

#include "extract.h"

extern const struct format rtf_format;
#endif
