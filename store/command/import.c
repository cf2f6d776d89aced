/* SPDX-License-Identifier: MIT */
/* dossier import: reads files and folders into a store and prints the ledger of the run. */
#include "aliases.h"
#include "command.h"
#include "dossier/import.h"
#include "dossier/store.h"
#include "progress.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct option options[] = {
	{"aliases", required_argument, NULL, 'a'},  {"ocr", no_argument, NULL, 'o'},
	{"retry", no_argument, NULL, 'r'},          {"selftest-sandbox", no_argument, NULL, 's'},
	{"timezone", required_argument, NULL, 'z'}, COMMAND_COMMON_OPTIONS};

static volatile sig_atomic_t stopped; /* the signal that asked to end the run */

static void handle_stop(int number)
{
	stopped = number;
}

/*
 * The second signal of a kind kills: a store stands that, too. What the caller ignores stays ignored (nohup).
 * Calls go on after the signal, since the run asks should_stop() between sources.
 */
static void catch_signals(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = handle_stop, .sa_flags = (int)(SA_RESETHAND | SA_RESTART)},
			 before;

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
}

static bool should_stop(void *context)
{
	(void)context;
	return stopped != 0;
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
			    stopped ? strsignal(stopped) : "a signal");
		return stopped ? COMMAND_SIGNAL + stopped : COMMAND_FATAL;
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
	struct dossier_import_options how = {
		.progress = show_progress, .line = show_line, .stop = should_stop, .context = &progress};
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
	catch_signals();
	int r = dossier_import(store, argv + optind, (size_t)(argc - optind), &how, &ledger, &holder);

	progress_hide(&progress);
	if (r == 0 || r == -EINTR || !is_empty(&ledger))
		print_ledger(&ledger);
	if (ledger.outdated > 0)
		command_say(store,
			    "%" PRIu64
			    " of its sources %s parties that the aliases join or joined; dossier update "
			    "files them anew",
			    ledger.outdated, ledger.outdated == 1 ? "names" : "name");
	aliases_finish(&aliases);
	return outcome(self, store, r, how.timezone, holder, &ledger);
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
