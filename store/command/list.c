/* SPDX-License-Identifier: MIT */
/* dossier list: a row a document, of all or of those that match a query. */
#include "query.h"

static int run(const struct command *self, int argc, char **argv)
{
	return query_run(self, argc, argv, true, false);
}

const struct command command_list = {
	.name = "list",
	.operands = "STORE [QUERY...]",
	.summary = "one row a document: all of them, or those that match a query",
	.help = QUERY_HELP,
	.options = query_options,
	.run = run,
};
