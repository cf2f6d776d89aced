/* SPDX-License-Identifier: MIT */
/* dossier complete: values of a query's field that begin so, a line each. For the completion of shells, which
 * wants it quick and silent. */
#include "command.h"
#include "open.h"

#include <errno.h>
#include <stdio.h>

enum { VALUES_SHOWN = 200 };

static const struct option options[] = {COMMAND_COMMON_OPTIONS};

static bool print(void *context, const char *value)
{
	unsigned *count = context;

	puts(value);
	return ++*count < VALUES_SHOWN;
}

static int run(const struct command *self, int argc, char **argv)
{
	struct session session;
	unsigned count = 0;
	int code = COMMAND_FATAL;

	while (command_option(self, argc, argv) != -1)
		continue;
	command_operands(self, argc, 3, 3);
	if (session_open(&session, argv[optind], NULL)) {
		int r = dossier_values(session.reader, argv[optind + 1], argv[optind + 2], print, &count);

		code = r == 0 ? COMMAND_WELL : r == -EINVAL ? COMMAND_USAGE : session_fail(&session, r);
	}
	session_close(&session);
	return code;
}

const struct command command_complete = {
	.name = "complete",
	.operands = "STORE FIELD PREFIX",
	.help = "",
	.options = options,
	.run = run,
};
