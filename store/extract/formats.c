/* SPDX-License-Identifier: MIT */
#include "extract.h"

#include "office/docx.h"
#include "html/html.h"
#include "office/legacy.h"
#include "mail/mail.h"
#include "mail/mbox.h"
#include "office/odt.h"
#include "mail/outlook.h"
#include "pdf/pdf.h"
#include "text.h"
#include "unpack.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static const struct format *const formats[] = {
	&docx_format,
	&encrypted_format,
	&html_format,
	&mail_format,
	&mbox_format,
	&odt_format,
	&old_text_format,
	&outlook_folders_format,
	&outlook_message_format,
	&pdf_format,
	&text_format,
	&unpack_format,
	&xls_format,
};

static bool listed(const char *const *list, struct slice media)
{
	for (size_t i = 0; list && list[i]; i++) {
		struct slice one = slice_of(list[i]);
		bool below = one.length > 0 && one.at[one.length - 1] == '/';

		if (below ? slice_starts(media, one) : slice_equal(media, one))
			return true;
	}
	return false;
}

const struct format *format_for(const char *media)
{
	struct slice type = slice_of(media);

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (listed(formats[i]->media, type) && !listed(formats[i]->but, type))
			return formats[i];
	return NULL;
}

void formats_prepare(void)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (formats[i]->prepare)
			formats[i]->prepare();
}

void input_drop(const struct input *input, size_t end)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	/* The mapping begins with the file, so on a page. A refusal costs memory only. */
	if (input->mapped && end >= page)
		madvise((void *)(uintptr_t)input->bytes.at, end / page * page, MADV_DONTNEED);
}

void extracted_finish(struct extracted *extracted)
{
	buf_finish(&extracted->text);
	free(extracted->pages);
	arena_finish(&extracted->arena);
	*extracted = (struct extracted){0};
}

static struct property *property_for(struct extracted *extracted, const char *key)
{
	for (size_t i = 0; i < extracted->property_count; i++)
		if (strcmp(extracted->properties[i].key, key) == 0)
			return &extracted->properties[i];
	if (!extracted->properties)
		extracted->properties =
			arena_array(&extracted->arena, PROPERTY_KEYS, sizeof *extracted->properties);
	return extracted->properties && extracted->property_count < PROPERTY_KEYS
		       ? &extracted->properties[extracted->property_count++]
		       : NULL;
}

void extracted_property(struct extracted *extracted, const char *key, struct slice value)
{
	const char *copy = value.length > 0 ? arena_string(&extracted->arena, value) : NULL;
	struct property *property = copy ? property_for(extracted, key) : NULL;

	if (property)
		*property = (struct property){key, copy};
}
