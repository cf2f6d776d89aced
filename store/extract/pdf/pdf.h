/* SPDX-License-Identifier: MIT */
/*
 * PDF. Where its words stand says pdftotext, which runs outside this process and writes XHTML; this reads
 * that and lays out the lines itself (page-lines.h). Pages without words are left for OCR, if the user wants
 * it.
 */
#ifndef EXTRACT_PDF_H
#define EXTRACT_PDF_H

#include "../extract.h"

extern const struct format pdf_format;
#endif
