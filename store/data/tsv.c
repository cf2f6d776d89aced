/* SPDX-License-Identifier: MIT */
#include "tsv.h"

static struct slice take(struct slice *rest, char end)
{
	const char *at = rest->length > 0 ? memchr(rest->at, end, rest->length) : NULL;
	size_t length = at ? (size_t)(at - rest->at) : rest->length;
	struct slice taken = {rest->at, length};

	*rest = slice_sub(*rest, at ? length + 1 : length, rest->length);
	return taken;
}

size_t tsv_next(struct slice *rest, struct slice fields[static TSV_FIELDS_MAX])
{
	while (rest->length > 0) {
		struct slice line = take(rest, '\n');
		size_t count = 0;

		if (line.length == 0 || line.at[0] == '#')
			continue;
		while (count < TSV_FIELDS_MAX && (count == 0 || line.length > 0))
			fields[count++] = take(&line, '\t');
		return count;
	}
	return 0;
}
