/* SPDX-License-Identifier: MIT */
#include "extract.h"

#include "text.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static const struct format *const formats[] = {
	&text_format,
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
	text_prepare();
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
	*extracted = (struct extracted){0};
}
