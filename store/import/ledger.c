/* SPDX-License-Identifier: MIT */
#include "ledger.h"

static void count(struct dossier_ledger *totals, const struct outcome *outcome)
{
	totals->sources[outcome->outcome]++;
	if (outcome->outcome != DOSSIER_ADDED && outcome->outcome != DOSSIER_UPDATED)
		return;
	totals->bytes += outcome->size;
	totals->pages += outcome->pages;
	totals->documents += outcome->documents;
	totals->unassigned += outcome->unassigned;
}

int ledger_add(struct ledger *l, const char *path, const struct outcome *outcome)
{
	const struct dossier_import_options *options = l->options;
	struct dossier_ledger_line line = {outcome->outcome, path, outcome->reason};
	int r = writer_ledger_line(l->writer, outcome->outcome, path, outcome->source, outcome->reason);

	if (r != 0)
		return r;
	count(&l->totals, outcome);
	l->bytes_done += outcome->size;
	if (options->line)
		options->line(options->context, &line);
	if (options->progress)
		options->progress(options->context, l->bytes_done,
				  l->bytes_done > l->bytes_all ? l->bytes_done : l->bytes_all);
	return 0;
}

bool ledger_stop(const struct ledger *l)
{
	return l->options->stop && l->options->stop(l->options->context);
}
