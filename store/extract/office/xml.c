/* SPDX-License-Identifier: MIT */
#include "xml.h"

#include <errno.h>
#include <libxml/parser.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	NAME_SIZE = 64, /* of a prefix and a name; longer ones are none of ours */
	PIECE = 64 * 1024
};

struct xml {
	const struct xml_reader *reader;
	void *context;
	xmlParserCtxtPtr parser;
	bool has_type; /* a document type was declared */
};

struct xml_element {
	const struct xml_reader *reader;
	const xmlChar **attributes; /* five each: name, prefix, URI, value, its end */
	int count;
};

static const char *chars(const xmlChar *s)
{
	return (const char *)s;
}

/* ---- names ---- */

static const char *prefix_for(const struct xml_reader *reader, const xmlChar *uri)
{
	for (const struct xml_space *space = reader->spaces; space->uri; space++)
		if (uri && strcmp(space->uri, chars(uri)) == 0)
			return space->prefix;
	return NULL;
}

static void name_of(const struct xml_reader *reader, const xmlChar *uri, const xmlChar *local,
		    char ret_name[static NAME_SIZE])
{
	const char *prefix = prefix_for(reader, uri);

	ret_name[0] = '\0';
	if (prefix && snprintf(ret_name, NAME_SIZE, "%s:%s", prefix, chars(local)) >= NAME_SIZE)
		ret_name[0] = '\0';
}

bool xml_attribute(const struct xml_element *element, const char *name, struct slice *ret_value)
{
	char one[NAME_SIZE];

	for (int i = 0; i < element->count; i++) {
		const xmlChar **a = element->attributes + (size_t)i * 5;

		name_of(element->reader, a[2], a[0], one);
		if (strcmp(a[2] ? one : chars(a[0]), name) != 0)
			continue;
		*ret_value = (struct slice){chars(a[3]), (size_t)(a[4] - a[3])};
		return true;
	}
	return false;
}

bool xml_attribute_is(const struct xml_element *element, const char *name, const char *value)
{
	struct slice is;

	return xml_attribute(element, name, &is) && slice_equal(is, slice_of(value));
}

/* ---- what libxml2 calls ---- */

static void start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
		  int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted_count,
		  const xmlChar **attributes)
{
	struct xml *xml = context;
	const struct xml_element element = {xml->reader, attributes, attribute_count};
	char name[NAME_SIZE];

	(void)prefix;
	(void)namespace_count;
	(void)namespaces;
	(void)defaulted_count;
	name_of(xml->reader, uri, local, name);
	xml->reader->start(xml->context, name, &element);
}

static void end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml *xml = context;
	char name[NAME_SIZE];

	(void)prefix;
	name_of(xml->reader, uri, local, name);
	xml->reader->end(xml->context, name);
}

static void text(void *context, const xmlChar *s, int length)
{
	struct xml *xml = context;

	xml->reader->text(xml->context, (struct slice){chars(s), (size_t)length});
}

static void refuse_type(void *context, const xmlChar *name, const xmlChar *public_id,
			const xmlChar *system_id)
{
	struct xml *xml = context;

	(void)name;
	(void)public_id;
	(void)system_id;
	xml->has_type = true;
	xmlStopParser(xml->parser);
}

static void say_nothing(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

static xmlSAXHandler handler = {
	.initialized = XML_SAX2_MAGIC,
	.startElementNs = start,
	.endElementNs = end,
	.characters = text,
	.cdataBlock = text,
	.ignorableWhitespace = text,
	.internalSubset = refuse_type,
	.serror = say_nothing,
};

/* ---- for the formats ---- */

struct xml *xml_create(const struct xml_reader *reader, void *context)
{
	struct xml *xml = calloc(1, sizeof *xml);

	if (!xml)
		return NULL;
	xml->reader = reader;
	xml->context = context;
	xml->parser = xmlCreatePushParserCtxt(&handler, xml, NULL, 0, NULL);
	if (!xml->parser || xmlCtxtUseOptions(xml->parser, XML_PARSE_NONET) != 0) {
		xml_destroy(xml);
		return NULL;
	}
	return xml;
}

void xml_destroy(struct xml *xml)
{
	if (xml && xml->parser)
		xmlFreeParserCtxt(xml->parser);
	free(xml);
}

static int result(const struct xml *xml, int error, const char **ret_reason)
{
	if (error == XML_ERR_OK && !xml->has_type)
		return 0;
	if (error == XML_ERR_NO_MEMORY)
		return -ENOMEM;
	*ret_reason = xml->has_type ? "it declares a document type, as no such file does"
				    : "a part of it is no XML that can be read";
	return -EBADMSG;
}

/* A piece at a time: the length of a piece is an int. */
int xml_read(struct xml *xml, struct slice bytes, const char **ret_reason)
{
	int r = 0;

	for (size_t at = 0; at < bytes.length && r == 0; at += PIECE) {
		struct slice piece = slice_sub(bytes, at, at + PIECE);

		r = result(xml, xmlParseChunk(xml->parser, piece.at, (int)piece.length, 0), ret_reason);
	}
	return r;
}

int xml_end(struct xml *xml, const char **ret_reason)
{
	return result(xml, xmlParseChunk(xml->parser, NULL, 0, 1), ret_reason);
}

void xml_prepare(void)
{
	xmlInitParser();
	xmlSetStructuredErrorFunc(NULL, say_nothing); /* it would print what it says of charsets */
}
