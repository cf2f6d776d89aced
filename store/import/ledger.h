/* SPDX-License-Identifier: MIT */
/* How each file of a run ended: told to the caller, kept in the store, and counted. */
#ifndef IMPORT_LEDGER_H
#define IMPORT_LEDGER_H

#include "../db/write.h"
#include "dossier/import.h"

struct ledger {
	struct writer *writer;
	const struct dossier_import_options *options;
	struct dossier_ledger totals;
	uint64_t bytes_done, bytes_all; /* of the files met; for progress */
};

struct outcome { /* of one file */
	enum dossier_outcome outcome;
	const char *reason;                    /* NULL: none */
	uint64_t source;                       /* 0: none */
	uint64_t size;                         /* bytes of the file */
	uint64_t pages, documents, unassigned; /* of a source added */
};

/* 0, or what the writer says, which ends the run. */
int ledger_add(struct ledger *ledger, const char *path, const struct outcome *outcome);
bool ledger_stop(const struct ledger *ledger);
#endif
