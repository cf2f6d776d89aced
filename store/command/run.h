/* SPDX-License-Identifier: MIT */
/* What the commands share that write to a store: signals that end a run in order, progress, how it ended. */
#ifndef COMMAND_RUN_H
#define COMMAND_RUN_H

#include "dossier/import.h"

/* From then on SIGINT, SIGTERM and SIGHUP make run_should_stop() true; the second of a kind kills. */
void run_catch_signals(void);

/* Callbacks of dossier_import_options; the context of the first two is a struct progress. */
void run_progress(void *context, uint64_t bytes_done, uint64_t bytes_all);
void run_line(void *context, const struct dossier_ledger_line *line);
bool run_should_stop(void *context);

bool run_is_empty(const struct dossier_ledger *ledger);
/* Says what a run returned, if that is not 0, and gives the exit code. `partly`: it was well but for lines.
 */
int run_outcome(const char *store, int r, pid_t holder, bool partly);
#endif
