/* SPDX-License-Identifier: MIT */
/* dossier pack: makes a store to hand on, and prints its size before and after. */
#include "command.h"
#include "dossier/import.h"
#include "dossier/store.h"
#include "progress.h"
#include "stop.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

static const struct option options[] = {COMMAND_COMMON_OPTIONS};

static void show_progress(void *context, uint64_t done, uint64_t all)
{
	progress_update(context, done, all);
}

static bool should_stop(void *context)
{
	(void)context;
	return stop_signal() != 0;
}

static void print_report(const struct dossier_pack_report *report)
{
	printf("before      %" PRIu64 " bytes\n", report->bytes_before);
	printf("after       %" PRIu64 " bytes\n", report->bytes_after);
}

static int fail(const char *store, int r, pid_t holder, const struct dossier_pack_report *report)
{
	if (r == -EBUSY && holder > 0)
		command_say(store, "process %ld is importing into it", (long)holder);
	else if (r == -EBUSY)
		command_say(store, "another process is writing into it");
	else if (r == -ENOSPC && report->bytes_needed > 0)
		command_say(store, "packing wants %" PRIu64 " MB free on its disk; nothing was done",
			    report->bytes_needed / 1000000 + 1);
	else if (r == -EINTR)
		command_say(store, "stopped by a signal; the store is whole, and packed in part");
	else
		command_say(store, "%s", dossier_store_error(r));
	return r == -EINTR && stop_signal() ? COMMAND_SIGNAL + stop_signal() : COMMAND_FATAL;
}

static int run(const struct command *self, int argc, char **argv)
{
	struct progress progress;
	struct dossier_pack_options how = {
		.progress = show_progress, .stop = should_stop, .context = &progress};
	struct dossier_pack_report report;
	pid_t holder = 0;

	command_option(self, argc, argv);
	command_operands(self, argc, 1, 1);
	const char *store = argv[optind];

	progress_init(&progress, "chunks");
	stop_catch();
	int r = dossier_pack(store, &how, &report, &holder);

	progress_hide(&progress);
	if (r < 0)
		return fail(store, r, holder, &report);
	print_report(&report);
	if (report.chunks_damaged == 0)
		return COMMAND_WELL;
	command_say(store, "%" PRIu64 " chunks are damaged, and were left as they are: see dossier check",
		    report.chunks_damaged);
	return COMMAND_PARTLY;
}

const struct command command_pack = {
	.name = "pack",
	.operands = "STORE",
	.summary = "makes a store as small as it can be, to hand on; a mount of it goes on",
	.help = "",
	.options = options,
	.run = run,
};
