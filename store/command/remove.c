/* SPDX-License-Identifier: MIT */
/* dossier remove: takes sources out of a store for good. */
#include "command.h"
#include "dossier/import.h"
#include "escape.h"
#include "run.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

static const struct option options[] = {{"dry-run", no_argument, NULL, 'n'}, COMMAND_COMMON_OPTIONS};

struct tally {
	bool dry_run;
	uint64_t sources, documents, bytes, refused;
};

static void tell(void *context, const struct dossier_removed *removed)
{
	struct tally *tally = context;
	struct buf line = {0};

	tally->sources++;
	tally->documents += removed->documents;
	tally->bytes += removed->size;
	if (tally->dry_run) {
		escape_line(&line, slice_of(removed->path));
		puts(buf_string(&line));
	}
	buf_finish(&line);
}

static void refuse(void *context, const char *source, const char *reason)
{
	struct tally *tally = context;

	tally->refused++;
	command_say(source, "%s", reason);
}

static void print_tally(const struct tally *tally)
{
	printf("%-12s%" PRIu64 " %s\n%-12s%" PRIu64 "\n%-12s%" PRIu64 "\n",
	       tally->dry_run ? "to remove" : "removed", tally->sources,
	       tally->sources == 1 ? "source" : "sources", "documents", tally->documents, "bytes",
	       tally->bytes);
}

static int run(const struct command *self, int argc, char **argv)
{
	struct tally tally = {.dry_run = false};
	pid_t holder = 0;

	for (int option; (option = command_option(self, argc, argv)) != -1;)
		tally.dry_run = tally.dry_run || option == 'n';
	command_operands(self, argc, 2, 0);
	const char *store = argv[optind++];
	const struct dossier_removal how = {tally.dry_run, tell, refuse, &tally};
	int r = dossier_remove(store, argv + optind, (size_t)(argc - optind), &how, &holder);

	if (r == 0 || r == -EINPROGRESS)
		print_tally(&tally);
	if (r != -ENOSPC || tally.sources > 0)
		return run_outcome(store, r, holder, tally.refused > 0);
	command_say(store, "removing wants twice its size free on its disk; nothing was done");
	return COMMAND_FATAL;
}

const struct command command_remove = {
	.name = "remove",
	.operands = "STORE SOURCE...",
	.summary = "takes sources out for good: no trace of them stays in the store",
	.help = "  -n, --dry-run           only name what would go\n",
	.options = options,
	.letters = "n",
	.run = run,
};
