/* SPDX-License-Identifier: MIT */
/* Word processors' files made in memory for tests, and what is read of them. */
#ifndef TESTS_OFFICE_KIT_H
#define TESTS_OFFICE_KIT_H

#include "archive_kit.h"

#include "../../store/extract/extract.h"
#include "../../store/parse/parse.h"

struct part {
	const char *path, *xml;
};

struct office {
	struct making making;
	struct extracted extracted;
	const char *reason;
};

/* `parts` ends with a path NULL. The result of extract(); the caller finishes `office`. */
static inline int office_read(struct office *office, const char *media, const struct part *parts)
{
	const struct format *format = format_for(media);
	struct slice file;

	*office = (struct office){.reason = ""};
	cr_assert_not_null(format, "%s", media);
	format->prepare();
	making_begin(&office->making, "zip", NULL, NULL);
	for (; parts->path; parts++)
		making_file(&office->making, parts->path, parts->xml);
	file = making_end(&office->making);
	return format->extract(&(struct input){.bytes = file}, NULL, &office->extracted, &office->reason);
}

static inline void office_finish(struct office *office)
{
	buf_finish(&office->making.bytes);
	extracted_finish(&office->extracted);
}

static inline const char *office_property_of(const struct office *office, const char *key)
{
	for (size_t i = 0; i < office->extracted.property_count; i++)
		if (strcmp(office->extracted.properties[i].key, key) == 0)
			return office->extracted.properties[i].value;
	return "";
}

struct parsed { /* the first documents that the parser finds in what was read */
	size_t count;
	struct {
		enum document_type type;
		char title[128], date[32], sender[128];
	} documents[4];
};

static inline bool parsed_add(void *context, const struct document_facts *document)
{
	struct parsed *parsed = context;
	size_t i = parsed->count++;

	if (i >= 4)
		return true;
	parsed->documents[i].type = document->type;
	strncat(parsed->documents[i].title, document->title.value, 127);
	strncat(parsed->documents[i].date, document->date.value, 31);
	for (size_t k = 0; k < document->party_count; k++)
		if (document->parties[k].role == ROLE_SENDER)
			strncat(parsed->documents[i].sender, document->parties[k].name, 127);
	return true;
}

static inline struct parsed office_parse(struct office *office)
{
	const struct extracted *e = &office->extracted;
	struct parsed parsed = {.count = 0};

	cr_assert_eq(
		parse_text((struct slice){e->text.data, e->text.length}, &e->declared, parsed_add, &parsed),
		0);
	return parsed;
}
#endif
