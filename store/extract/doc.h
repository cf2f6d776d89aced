/* SPDX-License-Identifier: MIT */
/*
 * Word's files of 1997 to 2003 (.doc), read here and by no program beside: all that were tried (catdoc,
 * antiword, LibreOffice to text) give what tracked changes deleted as text like any other.
 */
#ifndef EXTRACT_DOC_H
#define EXTRACT_DOC_H

#include "extract.h"

extern const struct format doc_format;
#endif
