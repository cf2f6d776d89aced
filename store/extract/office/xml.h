/* SPDX-License-Identifier: MIT */
/*
 * Reads XML as a stream, for formats that are made of it. No document type is taken, so there are no entities
 * but the five that XML has, nothing is loaded and nothing grows; depth and lengths are those that libxml2
 * allows (256 elements deep, 10 MB of one text or attribute).
 */
#ifndef EXTRACT_XML_H
#define EXTRACT_XML_H

#include "../../util/slice.h"

#include <stddef.h>

/* A namespace and the prefix that its names get here, whatever the file calls it. */
struct xml_space {
	const char *uri, *prefix;
};

struct xml_element; /* lives until the call returns */

struct xml_reader {
	const struct xml_space *spaces; /* uri NULL at the end; two may share a prefix */
	/* Names are "w:p"; those of other namespaces are "". */
	void (*start)(void *context, const char *name, const struct xml_element *element);
	void (*end)(void *context, const char *name);
	void (*text)(void *context, struct slice text); /* valid UTF-8, in pieces of any length */
};

/* "w:val"; an attribute without prefix is "val". False where there is none. */
bool xml_attribute(const struct xml_element *element, const char *name, struct slice *ret_value);
bool xml_attribute_is(const struct xml_element *element, const char *name, const char *value);

struct xml;
struct xml *xml_create(const struct xml_reader *reader, void *context);
void xml_destroy(struct xml *xml);
/* The next bytes. 0, -ENOMEM, -EBADMSG with a static *ret_reason. */
int xml_read(struct xml *xml, struct slice bytes, const char **ret_reason);
/* There are no more. As xml_read(). */
int xml_end(struct xml *xml, const char **ret_reason);
void xml_prepare(void);
#endif
