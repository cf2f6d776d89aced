/* SPDX-License-Identifier: MIT */
/* dossier import: reads files and folders into a store and prints the ledger of the run. */
#include "command.h"
#include "dossier/import.h"
#include "dossier/store.h"
#include "progress.h"
#include "stop.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct option options[] = {{"ocr", no_argument, NULL, 'o'},
					{"retry", no_argument, NULL, 'r'},
					{"selftest-sandbox", no_argument, NULL, 's'},
					{"timezone", required_argument, NULL, 'z'},
					COMMAND_COMMON_OPTIONS};

static bool should_stop(void *context)
{
	(void)context;
	return stop_signal() != 0;
}

static void show_progress(void *context, uint64_t bytes_done, uint64_t bytes_all)
{
	progress_update(context, bytes_done, bytes_all);
}

static void show_line(void *context, const struct dossier_ledger_line *line)
{
	if (!line->reason)
		return;
	progress_hide(context);
	command_remark(line->path, line->reason);
}

static void print_ledger(const struct dossier_ledger *ledger)
{
	const struct {
		const char *name;
		uint64_t value;
	} rows[] = {
		{"added", ledger->sources[DOSSIER_ADDED]},
		{"known", ledger->sources[DOSSIER_KNOWN]},
		{"skipped", ledger->sources[DOSSIER_SKIPPED]},
		{"failed", ledger->sources[DOSSIER_FAILED]},
		{"bytes", ledger->bytes},
		{"pages", ledger->pages},
		{"documents", ledger->documents},
		{"unassigned", ledger->unassigned},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		printf("%-12s%" PRIu64 "%s\n", rows[i].name, rows[i].value,
		       i < DOSSIER_OUTCOMES ? (rows[i].value == 1 ? " source" : " sources") : "");
}

static bool is_empty(const struct dossier_ledger *ledger)
{
	uint64_t sources = 0;

	for (int i = 0; i < DOSSIER_OUTCOMES; i++)
		sources += ledger->sources[i];
	return sources == 0;
}

static int outcome(const struct command *self, const char *store, int r, const char *zone, pid_t holder,
		   const struct dossier_ledger *ledger)
{
	switch (r) {
	case 0:
		return ledger->sources[DOSSIER_FAILED] ? COMMAND_PARTLY : COMMAND_WELL;
	case -EINVAL:
		command_misuse(self, "no time zone is called %s", zone ? zone : "UTC");
	case -EBUSY:
		if (holder > 0)
			command_say(store, "process %ld is importing into it", (long)holder);
		else
			command_say(store, "another process is importing into it");
		return COMMAND_FATAL;
	case -EOPNOTSUPP:
		command_say(store,
			    "strangers' files are read in a sandbox only, and this system lets none be "
			    "set up; see --selftest-sandbox");
		return COMMAND_FATAL;
	case -EINTR:
		command_say(store, "stopped by %s; the same command goes on from here",
			    stop_signal() ? strsignal(stop_signal()) : "a signal");
		return stop_signal() ? COMMAND_SIGNAL + stop_signal() : COMMAND_FATAL;
	default:
		command_say(store, "%s", dossier_store_error(r));
		return COMMAND_FATAL;
	}
}

static void print_attempt(void *context, const char *attack, bool blocked, const char *how)
{
	(void)context;
	printf("%s %s: %s (%s)\n", blocked ? "ok" : "not ok", attack, blocked ? "blocked" : "NOT blocked",
	       how);
	fflush(stdout);
}

static int test_sandbox(void)
{
	int r = dossier_sandbox_selftest(print_attempt, NULL);

	if (r == -EOPNOTSUPP)
		command_say("sandbox", "this kernel has no seccomp, which it is built on");
	else if (r < 0)
		command_say("sandbox", "%s", strerror(-r));
	return r == 0 ? COMMAND_WELL : r == 1 ? COMMAND_PARTLY : COMMAND_FATAL;
}

static int run(const struct command *self, int argc, char **argv)
{
	struct progress progress;
	struct dossier_import_options how = {
		.progress = show_progress, .line = show_line, .stop = should_stop, .context = &progress};
	struct dossier_ledger ledger = {0};
	pid_t holder = 0;
	bool selftest = false;

	for (int option; (option = command_option(self, argc, argv)) != -1;) {
		if (option == 'z')
			how.timezone = optarg;
		how.ocr = how.ocr || option == 'o';
		how.retry = how.retry || option == 'r';
		selftest = selftest || option == 's';
	}
	if (selftest)
		return test_sandbox();
	command_operands(self, argc, 2, 0);
	const char *store = argv[optind++];

	progress_init(&progress, NULL);
	stop_catch();
	int r = dossier_import(store, argv + optind, (size_t)(argc - optind), &how, &ledger, &holder);

	progress_hide(&progress);
	if (r == 0 || r == -EINTR || !is_empty(&ledger))
		print_ledger(&ledger);
	return outcome(self, store, r, how.timezone, holder, &ledger);
}

const struct command command_import = {
	.name = "import",
	.operands = "STORE PATH...",
	.summary = "reads files and folders into a store, which is made if it is missing",
	.help = "      --ocr               read pages that hold no text by OCR (tesseract); slow\n"
		"      --retry             read files again whose reader failed in an earlier run\n"
		"      --selftest-sandbox  try to break out of the sandbox of the readers, and print how "
		"each "
		"attempt ended\n"
		"      --timezone ZONE     where the printed times are meant, such as Pacific/Auckland; else "
		"UTC\n",
	.options = options,
	.run = run,
};
