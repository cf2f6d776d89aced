/* SPDX-License-Identifier: MIT */
/*
 * Old files that another program reads: Word's and Excel's of before 2007, and RTF. And those of any old kind
 * that nobody reads without their password.
 */
#ifndef EXTRACT_LEGACY_H
#define EXTRACT_LEGACY_H

#include "../extract.h"

extern const struct format old_text_format, xls_format, encrypted_format;
#endif
