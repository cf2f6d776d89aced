/* SPDX-License-Identifier: MIT */
/* The XHTML of `pdftotext -bbox-layout`: words with boxes, and what the file says of itself. */
#ifndef EXTRACT_PDF_TEXT_H
#define EXTRACT_PDF_TEXT_H

#include "../extract.h"
#include "page-words.h"

enum { PDF_PAGES_MAX = 100 * 1000 }; /* pages that are read; a file of a few kilobytes may count millions */

/* Gets the pages in order, also those without words. What is not 0 ends the reading and is its result. */
typedef int pdf_page_sink(void *context, const struct page_words *page);

/*
 * Reads all pages, up to PDF_PAGES_MAX and then says so in *ret_cut, and sets the file's properties. 0,
 * -ENOMEM, -EBADMSG: it is no such XHTML or not all of it; what the sink returned.
 */
int pdf_text_read(struct slice xhtml, struct extracted *extracted, pdf_page_sink *sink, void *context,
		  bool *ret_cut);
#endif
