/* SPDX-License-Identifier: MIT */
/*
 * Word's own files since 2007 (.docx). Their properties say when a file was made, which is not when what it
 * says was written: they never become a document's date.
 */
#ifndef EXTRACT_DOCX_H
#define EXTRACT_DOCX_H

#include "../extract.h"

extern const struct format docx_format;
#endif
