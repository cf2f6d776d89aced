/* SPDX-License-Identifier: MIT */
#include "pdf-text.h"

#include "../../util/utf8.h"

#include <errno.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

enum {
	PIECE = 64 * 1024,     /* bytes that the parser gets at a time */
	VALUE_MAX = 16 * 1024, /* bytes of a property or a word */
	SIDES = 4
};

struct reader {
	struct extracted *extracted;
	pdf_page_sink *sink;
	void *context;
	xmlParserCtxt *parser;
	struct page_words page;
	struct page_word word; /* where the open word stands */
	struct buf text;       /* of the open word or title */
	uint32_t line, block;
	size_t pages;
	bool in_page, in_text, ended, cut;
	int error;
};

static void stop(struct reader *r, int error)
{
	if (r->error == 0)
		r->error = error;
	xmlStopParser(r->parser);
}

/* ---- elements ---- */

struct attributes {
	const xmlChar **at; /* five pointers each: name, prefix, namespace, first byte and end of the value */
	int count;
};

static struct slice attribute(const struct attributes *attributes, const char *name)
{
	for (int i = 0; i < attributes->count; i++) {
		const char *const *one = (const char *const *)attributes->at + (ptrdiff_t)i * 5;

		if (strcmp(one[0], name) == 0)
			return (struct slice){one[3], (size_t)(one[4] - one[3])};
	}
	return SLICE("");
}

static void begin_page(struct reader *r, const struct attributes *attributes)
{
	r->in_page = true;
	r->line = r->block = 0;
	page_words_clear(&r->page);
	r->page.width = page_coordinate(attribute(attributes, "width"));
}

static void begin_word(struct reader *r, const struct attributes *attributes)
{
	r->word = (struct page_word){.block = r->block,
				     .line = r->line,
				     .box = {page_coordinate(attribute(attributes, "xMin")),
					     page_coordinate(attribute(attributes, "yMin")),
					     page_coordinate(attribute(attributes, "xMax")),
					     page_coordinate(attribute(attributes, "yMax"))}};
	buf_clear(&r->text);
	r->in_text = true;
}

static const struct {
	const char *name, *key;
} metas[] = {
	{"Author", "author"},        {"Creator", "generator"}, {"Producer", "generator"},
	{"CreationDate", "created"}, {"ModDate", "modified"},
};

static bool has_property(const struct extracted *extracted, const char *key)
{
	for (size_t i = 0; i < extracted->property_count; i++)
		if (strcmp(extracted->properties[i].key, key) == 0)
			return true;
	return false;
}

/* The first of two wins: of a PDF's programs the one that the text was written with, not what printed it. */
static void note_property(struct reader *r, const char *key, struct slice value)
{
	struct buf clean = {0};

	if (has_property(r->extracted, key))
		return;
	utf8_nfc(&clean, slice_trim(utf8_cut(value, VALUE_MAX)));
	if (clean.failed)
		stop(r, -ENOMEM);
	extracted_property(r->extracted, key, (struct slice){clean.data, clean.length});
	buf_finish(&clean);
}

static void note_meta(struct reader *r, const struct attributes *attributes)
{
	struct slice name = attribute(attributes, "name");

	for (size_t i = 0; i < sizeof metas / sizeof *metas; i++)
		if (slice_equal(name, slice_of(metas[i].name)))
			note_property(r, metas[i].key, attribute(attributes, "content"));
}

static void begin_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
			  int namespace_count, const xmlChar **namespaces, int attribute_count,
			  int defaulted_count, const xmlChar **values)
{
	struct reader *r = context;
	const char *name = (const char *)local;
	struct attributes attributes = {values, attribute_count};

	(void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)defaulted_count;
	if (strcmp(name, "word") == 0 && r->in_page) {
		begin_word(r, &attributes);
	} else if (strcmp(name, "line") == 0) {
		r->line++;
	} else if (strcmp(name, "block") == 0) {
		r->block++;
	} else if (strcmp(name, "page") == 0 && !r->in_page) {
		begin_page(r, &attributes);
	} else if (strcmp(name, "meta") == 0) {
		note_meta(r, &attributes);
	} else if (strcmp(name, "title") == 0 && !r->in_page) {
		buf_clear(&r->text);
		r->in_text = true;
	}
}

static void end_page(struct reader *r)
{
	int error = r->page.failed ? -ENOMEM : r->sink(r->context, &r->page);

	r->in_page = false;
	r->cut |= r->page.cut;
	if (error != 0)
		stop(r, error);
	else if (++r->pages == PDF_PAGES_MAX)
		stop(r, -ERANGE);
}

static void end_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct reader *r = context;
	const char *name = (const char *)local;
	struct slice text = {r->text.data, r->text.length};

	(void)prefix, (void)uri;
	if (r->text.failed)
		stop(r, -ENOMEM);
	if (strcmp(name, "word") == 0 && r->in_text)
		page_words_add(&r->page, &r->word, text);
	else if (strcmp(name, "title") == 0 && r->in_text)
		note_property(r, "title", text);
	else if (strcmp(name, "page") == 0 && r->in_page)
		end_page(r);
	else if (strcmp(name, "doc") == 0)
		r->ended = true;
	r->in_text = false;
}

static void take_characters(void *context, const xmlChar *characters, int length)
{
	struct reader *r = context;

	if (r->in_text && r->text.length < VALUE_MAX)
		buf_append(&r->text, characters, (size_t)length);
}

/* ---- the parser ---- */

static void ignore_error(void *context, xmlErrorPtr error)
{
	(void)context, (void)error;
}

/* No handler declares an entity, so none is ever expanded; and none builds a tree. */
static xmlSAXHandler handlers = {.initialized = XML_SAX2_MAGIC,
				 .startElementNs = begin_element,
				 .endElementNs = end_element,
				 .characters = take_characters,
				 .ignorableWhitespace = take_characters,
				 .serror = ignore_error};

/* End of the plain characters that begin at `at`. */
static size_t plain_end(struct slice piece, size_t at)
{
	while (at < piece.length &&
	       ((piece.at[at] >= ' ' && piece.at[at] <= '~') || piece.at[at] == '\n' || piece.at[at] == '\t'))
		at++;
	return at;
}

/* What XML forbids stands in many a PDF. */
static void append_legal(struct buf *out, struct slice piece)
{
	for (size_t at = 0, end; at < piece.length;) {
		end = plain_end(piece, at);
		buf_slice(out, slice_sub(piece, at, end));
		at = end;
		if (at == piece.length)
			break;
		uint32_t c = utf8_next(piece, &at);

		if (c >= 0x20)
			utf8_append(out, c == 0xfffe || c == 0xffff ? UTF8_REPLACEMENT : c);
	}
}

/* Feeds the parser. Returns its verdict. */
static int feed(xmlParserCtxt *parser, struct slice xhtml, const struct reader *r)
{
	struct buf legal = {0};
	int verdict = XML_ERR_OK;

	for (size_t at = 0; at < xhtml.length && verdict == XML_ERR_OK && r->error == 0;) {
		struct slice piece = utf8_cut(slice_sub(xhtml, at, xhtml.length), PIECE);

		buf_clear(&legal);
		append_legal(&legal, piece);
		verdict = legal.failed ? XML_ERR_NO_MEMORY
				       : xmlParseChunk(parser, legal.data, (int)legal.length, 0);
		at += piece.length;
	}
	buf_finish(&legal);
	return verdict == XML_ERR_OK && r->error == 0 ? xmlParseChunk(parser, NULL, 0, 1) : verdict;
}

static int result_of(const struct reader *r, int verdict)
{
	if (r->error == -ERANGE)
		return 0;
	if (r->error != 0)
		return r->error;
	if (verdict == XML_ERR_NO_MEMORY)
		return -ENOMEM;
	return verdict == XML_ERR_OK && r->ended ? 0 : -EBADMSG;
}

int pdf_text_read(struct slice xhtml, struct extracted *extracted, pdf_page_sink *sink, void *context,
		  bool *ret_cut)
{
	struct reader r = {.extracted = extracted, .sink = sink, .context = context};
	int result = -ENOMEM;

	r.parser = xmlCreatePushParserCtxt(&handlers, &r, NULL, 0, NULL);
	if (r.parser) {
		xmlCtxtUseOptions(r.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
		xmlSwitchEncoding(r.parser, XML_CHAR_ENCODING_UTF8);
		result = result_of(&r, feed(r.parser, xhtml, &r));
	}
	xmlFreeParserCtxt(r.parser);
	page_words_finish(&r.page);
	buf_finish(&r.text);
	*ret_cut = r.cut || r.error == -ERANGE;
	return result;
}
