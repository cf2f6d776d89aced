/* SPDX-License-Identifier: MIT */
/* The TSV of `tesseract ... tsv`, one page: words with boxes in pixels. */
#ifndef EXTRACT_PDF_OCR_H
#define EXTRACT_PDF_OCR_H

#include "page-words.h"

/* Adds the words to `page`, which is empty. Rows that are none of such a table are left out. */
void pdf_ocr_read(struct slice tsv, struct page_words *page);
#endif
