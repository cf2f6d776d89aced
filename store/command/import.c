/* SPDX-License-Identifier: MIT */
/* dossier import: reads files and folders into a store and prints the ledger of the run. */
#include "aliases.h"
#include "command.h"
#include "dossier/import.h"
#include "dossier/store.h"
#include "progress.h"
#include "run.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct option options[] = {
	{"aliases", required_argument, NULL, 'a'},  {"ocr", no_argument, NULL, 'o'},
	{"retry", no_argument, NULL, 'r'},          {"selftest-sandbox", no_argument, NULL, 's'},
	{"timezone", required_argument, NULL, 'z'}, COMMAND_COMMON_OPTIONS};

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
		       i <= DOSSIER_FAILED ? (rows[i].value == 1 ? " source" : " sources") : "");
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

/* An empty file takes the store's aliases away: `at` is never NULL. */
static void read_aliases(const struct command *self, const char *path, struct aliases *aliases,
			 struct dossier_import_options *how)
{
	static const struct dossier_alias none;
	struct aliases_error error = {.line = 0};
	int r = aliases_read(path, aliases, &error);

	if (r == -EINVAL && error.line > 0)
		command_misuse(self, "%s:%zu: %s", path, error.line, error.text);
	if (r < 0)
		command_misuse(self, "%s: %s", path, strerror(-r));
	how->aliases = aliases->at ? aliases->at : &none;
	how->alias_count = aliases->count;
}

static int run(const struct command *self, int argc, char **argv)
{
	struct progress progress;
	struct dossier_import_options how = {.line = run_line, .stop = run_should_stop, .context = &progress};
	struct dossier_ledger ledger = {0};
	struct aliases aliases = {0};
	pid_t holder = 0;
	const char *alias_file = NULL;
	bool selftest = false;

	for (int option; (option = command_option(self, argc, argv)) != -1;) {
		if (option == 'a')
			alias_file = optarg;
		if (option == 'z')
			how.timezone = optarg;
		how.ocr = how.ocr || option == 'o';
		how.retry = how.retry || option == 'r';
		selftest = selftest || option == 's';
	}
	if (selftest)
		return test_sandbox();
	command_operands(self, argc, alias_file ? 1 : 2, 0);
	if (alias_file)
		read_aliases(self, alias_file, &aliases, &how);
	const char *store = argv[optind++];

	progress_init(&progress, NULL);
	if (progress.terminal) /* whoever wants it makes the run look at all files first, for their sizes */
		how.progress = run_progress;
	run_catch_signals();
	int r = dossier_import(store, argv + optind, (size_t)(argc - optind), &how, &ledger, &holder);

	progress_hide(&progress);
	if (r == 0 || r == -EINTR || !run_is_empty(&ledger))
		print_ledger(&ledger);
	if (ledger.outdated > 0)
		command_say(store,
			    "%" PRIu64
			    " of its sources %s parties that the aliases join or joined; dossier update "
			    "files them anew",
			    ledger.outdated, ledger.outdated == 1 ? "names" : "name");
	aliases_finish(&aliases);
	if (r == -EINVAL)
		command_misuse(self, "no time zone is called %s", how.timezone ? how.timezone : "UTC");
	return run_outcome(store, r, holder, ledger.sources[DOSSIER_FAILED] > 0);
}

const struct command command_import = {
	.name = "import",
	.operands = "STORE PATH...",
	.summary = "reads files and folders into a store, which is made if it is missing",
	.help = "      --aliases FILE      join the names and addresses of each line of FILE to one party, "
		"for\n"
		"                          this and later runs: \"Marlowe, Judith = J Marlowe; "
		"jm@squid.example\"\n"
		"      --ocr               read pages that hold no text by OCR (tesseract); slow\n"
		"      --retry             read files again whose reader failed in an earlier run\n"
		"      --selftest-sandbox  try to break out of the sandbox of the readers, and print how "
		"each "
		"attempt ended\n"
		"      --timezone ZONE     where the printed times are meant, such as Pacific/Auckland; else "
		"UTC\n",
	.options = options,
	.run = run,
};
