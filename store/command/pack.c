/* SPDX-License-Identifier: MIT */
/* dossier pack: makes a store to hand on, and prints its size before and after. */
#include "command.h"
#include "dossier/import.h"
#include "progress.h"
#include "run.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

static const struct option options[] = {COMMAND_COMMON_OPTIONS};

static void print_report(const struct dossier_pack_report *report)
{
	printf("before      %" PRIu64 " bytes\n", report->bytes_before);
	printf("after       %" PRIu64 " bytes\n", report->bytes_after);
}

static int run(const struct command *self, int argc, char **argv)
{
	struct progress progress;
	struct dossier_pack_options how = {
		.progress = run_progress, .stop = run_should_stop, .context = &progress};
	struct dossier_pack_report report;
	pid_t holder = 0;

	command_option(self, argc, argv);
	command_operands(self, argc, 1, 1);
	const char *store = argv[optind];

	progress_init(&progress, "chunks");
	run_catch_signals();
	int r = dossier_pack(store, &how, &report, &holder);

	progress_hide(&progress);
	if (r == 0)
		print_report(&report);
	if (r == 0 && report.chunks_damaged > 0)
		command_say(store,
			    "%" PRIu64 " chunks are damaged, and were left as they are: see dossier check",
			    report.chunks_damaged);
	if (r != -ENOSPC || report.bytes_needed == 0)
		return run_outcome(store, r, holder, report.chunks_damaged > 0);
	command_say(store, "packing wants %" PRIu64 " MB free on its disk; nothing was done",
		    report.bytes_needed / 1000000 + 1);
	return COMMAND_FATAL;
}

const struct command command_pack = {
	.name = "pack",
	.operands = "STORE",
	.summary = "makes a store as small as it can be, to hand on; a mount of it goes on",
	.help = "",
	.options = options,
	.run = run,
};
