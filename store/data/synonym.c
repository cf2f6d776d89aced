/* SPDX-License-Identifier: MIT */
/* The table is a page of text and asked a few times a query, so it is read from its first line each time. */
#include "synonym.h"

extern const char synonyms_tsv[];

static bool is_form(struct slice word, struct slice form)
{
	struct slice rest = slice_sub(word, form.length, word.length);

	return slice_starts_ci(word, form) && (rest.length == 0 || slice_equal_ci(rest, SLICE("s")));
}

size_t synonyms_of(struct slice word, struct slice ret_forms[static TSV_FIELDS_MAX])
{
	struct slice rest = slice_of(synonyms_tsv);

	for (size_t count; (count = tsv_next(&rest, ret_forms)) > 0;)
		for (size_t i = 0; i < count; i++)
			if (is_form(word, ret_forms[i]))
				return count;
	return 0;
}
