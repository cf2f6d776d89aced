/* SPDX-License-Identifier: MIT */
/* dossier search: the documents that a query finds, best first, each with the place where. */
#include "query.h"

static int run(const struct command *self, int argc, char **argv)
{
	return query_run(self, argc, argv, false, true);
}

const struct command command_search = {
	.name = "search",
	.operands = "STORE QUERY...",
	.summary = "documents that match a query, best first, each with the place where it does",
	.help = QUERY_HELP,
	.options = query_options,
	.run = run,
};
