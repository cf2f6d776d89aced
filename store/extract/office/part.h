/* SPDX-License-Identifier: MIT */
/* The parts of a document that is a zip file of XML files: .docx, .odt, .xlsx, .pptx. */
#ifndef EXTRACT_PART_H
#define EXTRACT_PART_H

#include "xml.h"

/* Which parts are read: those whose path begins and ends so, in their order in the file. */
struct part_name {
	const char *first, *last;
};

struct part_reader {
	const struct xml_reader *xml;
	/* Called around each part; may be NULL. What is not 0 ends the reading and is its result. */
	int (*begin)(void *context, struct slice path);
	int (*end)(void *context);
	/* Called now and then; what is not 0 ends the reading and is its result. May be NULL. */
	int (*check)(void *context);
	void *context;
};

/*
 * *ret_count: parts that were found. 0, also where there was none; -ENOMEM; -EBADMSG with a static
 * *ret_reason; what the reader returned.
 */
int parts_read(struct slice zip, const struct part_name *name, const struct part_reader *reader,
	       size_t *ret_count, const char **ret_reason);
/* Loads what is read from files on first use. */
void parts_prepare(void);
#endif
