/* SPDX-License-Identifier: MIT */
#include "pdf.h"

#include "page-lines.h"
#include "pdf-ocr.h"
#include "pdf-text.h"

#include <errno.h>
#include <libxml/parser.h>
#include <stdlib.h>

enum { PAGES_AT_FIRST = 64 };

/* The text that is made: pages, each but the last with a form feed at its end. */
struct pages {
	struct buf text;
	uint64_t *first; /* byte of each page */
	size_t count, capacity;
	size_t empty; /* pages without words */
};

static void pages_finish(struct pages *pages)
{
	buf_finish(&pages->text);
	free(pages->first);
}

static int begin_page(struct pages *pages)
{
	if (pages->count == pages->capacity) {
		size_t capacity = pages->capacity ? pages->capacity * 2 : PAGES_AT_FIRST;
		uint64_t *first = realloc(pages->first, capacity * sizeof *first);

		if (!first)
			return -ENOMEM;
		pages->first = first;
		pages->capacity = capacity;
	}
	if (pages->count > 0)
		buf_byte(&pages->text, '\f');
	pages->first[pages->count++] = pages->text.length;
	return 0;
}

static int add_page(void *context, const struct page_words *words)
{
	struct pages *pages = context;
	int r = begin_page(pages);

	if (r == 0)
		r = page_lines_write(words, &pages->text);
	if (r == 0 && pages->text.length == pages->first[pages->count - 1])
		pages->empty++;
	return r;
}

/* The text of a page without its form feed. */
static struct slice page_text(const struct pages *pages, size_t page)
{
	size_t first = pages->first[page];
	size_t end = page + 1 < pages->count ? pages->first[page + 1] - 1 : pages->text.length;

	return first < end ? (struct slice){pages->text.data + first, end - first} : SLICE("");
}

/* ---- OCR ---- */

struct ocr {
	const struct aid *aid;
	struct page_words words;
	size_t pages;       /* that it read */
	const char *reason; /* why it did not read another */
};

/* One page, 1-based. That it cannot be read is no error. */
static int read_scan(struct ocr *ocr, uint32_t page, struct buf *out)
{
	struct slice output;
	const char *reason = NULL;
	int r = ocr->aid->run(ocr->aid->context, HELPER_PDF_OCR, page, &output, &reason);

	if (r != 0) {
		ocr->reason = reason;
		return r == -ENOMEM ? r : 0;
	}
	page_words_clear(&ocr->words);
	pdf_ocr_read(output, &ocr->words);
	ocr->pages += ocr->words.count > 0;
	return page_lines_write(&ocr->words, out);
}

/* All pages once more, with what OCR reads in those without words. */
static int read_scans(struct pages *pages, struct ocr *ocr)
{
	struct pages read = {.empty = pages->empty};
	int r = 0;

	for (size_t i = 0; i < pages->count && r == 0; i++) {
		struct slice text = page_text(pages, i);

		r = begin_page(&read);
		if (r == 0 && text.length == 0)
			r = read_scan(ocr, (uint32_t)i + 1, &read.text);
		buf_slice(&read.text, text);
	}
	if (r == 0 && read.text.failed)
		r = -ENOMEM;
	if (r == 0) {
		struct pages old = *pages;

		*pages = read;
		read = old;
	}
	pages_finish(&read);
	page_words_finish(&ocr->words);
	return r;
}

/* ---- what is said of it ---- */

/* `remark` with what it says of pages; NULL out of memory. */
static const char *keep_remark(struct extracted *extracted, struct buf *remark)
{
	const char *kept = remark->length > 0 ? arena_string(&extracted->arena,
							     (struct slice){remark->data, remark->length})
					      : NULL;

	buf_finish(remark);
	return kept;
}

static const char *remark_on(struct extracted *extracted, const struct pages *pages, const struct ocr *ocr,
			     bool cut)
{
	size_t left = pages->empty - ocr->pages;
	struct buf remark = {0};

	if (ocr->pages > 0)
		buf_format(&remark, "%zu of %zu pages were read by OCR", ocr->pages, pages->count);
	if (left > 0)
		buf_format(&remark, "%sno text on %zu of %zu pages", remark.length > 0 ? "; " : "", left,
			   pages->count);
	if (left > 0 && !ocr->aid->ocr)
		buf_text(&remark, "; --ocr reads them");
	else if (left > 0 && ocr->reason)
		buf_format(&remark, " (%s)", ocr->reason);
	if (cut)
		buf_format(&remark, "%spages after the first %d and words beyond %d of a page are left out",
			   remark.length > 0 ? "; " : "", PDF_PAGES_MAX, PAGE_WORDS_MAX);
	return keep_remark(extracted, &remark);
}

/* In the trailer or a cross-reference stream, which are never compressed: "/Encrypt 12 0 R". */
static bool is_encrypted(struct slice file)
{
	struct slice name = SLICE("/Encrypt");

	for (size_t at = 0; at < file.length; at += name.length) {
		const char *found = memmem(file.at + at, file.length - at, name.at, name.length);

		if (!found)
			return false;
		at = (size_t)(found - file.at);
		char next = at + name.length < file.length ? found[name.length] : '\0';

		if (byte_is_space(next) || byte_is_digit(next) || next == '<')
			return true;
	}
	return false;
}

/* ---- the format ---- */

static int read_pages(const struct aid *aid, struct pages *pages, struct extracted *ret,
		      const char **ret_reason)
{
	struct ocr ocr = {.aid = aid};
	struct slice xhtml;
	bool cut;
	int r = aid->run(aid->context, HELPER_PDF_TEXT, 0, &xhtml, ret_reason);

	if (r != 0)
		return r;
	r = pdf_text_read(xhtml, ret, add_page, pages, &cut);
	if (r == -EBADMSG)
		*ret_reason = "what pdftotext wrote of it is damaged";
	if (r == 0 && aid->ocr && pages->empty > 0)
		r = read_scans(pages, &ocr);
	if (r == 0)
		ret->remark = remark_on(ret, pages, &ocr, cut);
	return r == 0 && ret->arena.failed ? -ENOMEM : r;
}

static int extract_pdf(const struct input *input, const struct aid *aid, struct extracted *ret,
		       const char **ret_reason)
{
	struct pages pages = {.count = 0};
	int r = read_pages(aid, &pages, ret, ret_reason);

	if (r == -EBADMSG && is_encrypted(input->bytes))
		*ret_reason = "it is encrypted";
	if (r != 0) {
		pages_finish(&pages);
		return r;
	}
	ret->charset = "UTF-8";
	ret->text = pages.text;
	ret->pages = pages.first;
	ret->page_count = pages.count;
	return 0;
}

static const char *const media[] = {"application/pdf", NULL};

const struct format pdf_format = {.name = "pdf",
				  .media = media,
				  .fresh_worker = true,
				  .extract = extract_pdf,
				  .prepare = xmlInitParser};
