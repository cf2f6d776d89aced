/* SPDX-License-Identifier: MIT */
#include "run.h"

#include "command.h"
#include "dossier/store.h"
#include "progress.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

static volatile sig_atomic_t stopped; /* the signal that asked to end the run */

static void handle_stop(int number)
{
	stopped = number;
}

/*
 * The second signal of a kind kills: a store stands that, too. What the caller ignores stays ignored (nohup).
 * Calls go on after the signal, since the run asks run_should_stop() between sources.
 */
void run_catch_signals(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = handle_stop, .sa_flags = (int)(SA_RESETHAND | SA_RESTART)},
			 before;

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
}

bool run_should_stop(void *context)
{
	(void)context;
	return stopped != 0;
}

void run_progress(void *context, uint64_t bytes_done, uint64_t bytes_all)
{
	progress_update(context, bytes_done, bytes_all);
}

void run_line(void *context, const struct dossier_ledger_line *line)
{
	if (!line->reason)
		return;
	progress_hide(context);
	command_remark(line->path, line->reason);
}

bool run_is_empty(const struct dossier_ledger *ledger)
{
	uint64_t sources = 0;

	for (int i = 0; i < DOSSIER_OUTCOMES; i++)
		sources += ledger->sources[i];
	return sources == 0;
}

int run_outcome(const char *store, int r, pid_t holder, bool partly)
{
	switch (r) {
	case 0:
		return partly ? COMMAND_PARTLY : COMMAND_WELL;
	case -EINPROGRESS:
		command_say(store,
			    "another process reads it, and bytes of what was removed may still be in its "
			    "log; the next command that writes to the store cleans it");
		return COMMAND_PARTLY;
	case -EBUSY:
		if (holder > 0)
			command_say(store, "process %ld is writing to it", (long)holder);
		else
			command_say(store, "another process is writing to it");
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
