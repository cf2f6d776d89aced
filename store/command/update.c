/* SPDX-License-Identifier: MIT */
/* dossier update: reads sources again that an older version read, from the store itself. */
#include "command.h"
#include "dossier/import.h"
#include "progress.h"
#include "run.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

static const struct option options[] = {
	{"all", no_argument, NULL, 'a'}, {"ocr", no_argument, NULL, 'o'}, COMMAND_COMMON_OPTIONS};

static void print_update(const struct dossier_update *update)
{
	const uint64_t *sources = update->ledger.sources;
	const struct {
		const char *name;
		uint64_t value;
		const char *unit;
	} rows[] = {
		{"updated", sources[DOSSIER_UPDATED], " source"},
		{"added", sources[DOSSIER_ADDED], " source"},
		{"known", sources[DOSSIER_KNOWN], " source"},
		{"skipped", sources[DOSSIER_SKIPPED], " source"},
		{"failed", sources[DOSSIER_FAILED], " source"},
		{"unchanged", update->kept, " document"},
		{"changed", update->changed, " document"},
		{"new", update->added, " document"},
		{"gone", update->gone, " document"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		printf("%-12s%" PRIu64 "%s%s\n", rows[i].name, rows[i].value, rows[i].unit,
		       rows[i].value == 1 ? "" : "s");
}

static int run(const struct command *self, int argc, char **argv)
{
	struct progress progress;
	struct dossier_import_options how = {
		.progress = run_progress, .line = run_line, .stop = run_should_stop, .context = &progress};
	struct dossier_update update = {.kept = 0};
	pid_t holder = 0;
	bool all = false;

	for (int option; (option = command_option(self, argc, argv)) != -1;) {
		all = all || option == 'a';
		how.ocr = how.ocr || option == 'o';
	}
	command_operands(self, argc, 1, 1);
	const char *store = argv[optind];

	progress_init(&progress, NULL);
	run_catch_signals();
	int r = dossier_update(store, all, &how, &update, &holder);

	progress_hide(&progress);
	if (r == 0 || r == -EINTR || !run_is_empty(&update.ledger))
		print_update(&update);
	return run_outcome(store, r, holder, update.ledger.sources[DOSSIER_FAILED] > 0);
}

const struct command command_update = {
	.name = "update",
	.operands = "STORE",
	.summary = "reads sources again that an older version read",
	.help = "      --all               read all sources again\n"
		"      --ocr               read pages that hold no text by OCR (tesseract); slow\n",
	.options = options,
	.run = run,
};
