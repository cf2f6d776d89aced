/* SPDX-License-Identifier: MIT */
/* dossier check: reads the whole store and prints what is wrong with it. */
#include "command.h"
#include "escape.h"
#include "open.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static const struct option options[] = {COMMAND_COMMON_OPTIONS};

static void print_fault(void *context, const char *fault)
{
	struct buf line = {0};

	(void)context;
	escape_line(&line, slice_of(fault));
	puts(buf_string(&line));
	buf_finish(&line);
}

static int check(const struct session *session)
{
	uint64_t faults = 0;
	int r = dossier_check(session->reader, print_fault, NULL, &faults);

	if (r < 0)
		return session_fail(session, r);
	if (faults > 0)
		command_say(session->path, "%" PRIu64 " %s", faults, faults == 1 ? "fault" : "faults");
	else if (isatty(STDERR_FILENO))
		command_say(session->path, "no fault");
	return faults > 0 ? COMMAND_PARTLY : COMMAND_WELL;
}

static int run(const struct command *self, int argc, char **argv)
{
	struct session session;
	int code = COMMAND_FATAL;

	command_option(self, argc, argv);
	command_operands(self, argc, 1, 1);
	if (session_open(&session, argv[optind], NULL))
		code = check(&session);
	session_close(&session);
	return code;
}

const struct command command_check = {
	.name = "check",
	.operands = "STORE",
	.summary = "examines structure, index and every checksum; prints a line a fault",
	.help = "",
	.options = options,
	.run = run,
};
