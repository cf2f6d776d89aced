/* SPDX-License-Identifier: MIT */
/* Any string as a query: it parses, or the error says where in it. */
#include "dossier/facts.h"

#include "fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dossier_query_error error = {.expected = ""};
	struct dossier_query *query = NULL;
	char *text = malloc(size + 1);

	check(text != NULL);
	memcpy(text, data, size);
	text[size] = '\0';
	if (dossier_query_parse(text, &query, &error) == 0)
		dossier_query_destroy(query);
	else
		check(error.at <= strlen(text));
	free(text);
	return 0;
}
