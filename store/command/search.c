/* SPDX-License-Identifier: MIT */
/* dossier search: the documents that hold some words, best first, each with the place where it does. */
#include "query.h"

static int run(const struct command *self, int argc, char **argv)
{
	return query_run(self, argc, argv, false, true);
}

const struct command command_search = {
	.name = "search",
	.operands = "STORE QUERY...",
	.summary = "documents that hold all words of the query, best first, with the place",
	.help = QUERY_FORMAT_HELP,
	.options = query_options,
	.run = run,
};
