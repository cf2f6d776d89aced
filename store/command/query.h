/* SPDX-License-Identifier: MIT */
/* What `list` and `search` share: their options, and the documents that a query finds as rows. One thread.
 */
#ifndef COMMAND_QUERY_H
#define COMMAND_QUERY_H

#include "command.h"

#include <stdbool.h>

#define QUERY_HELP                                                                                           \
	"      --format FORMAT     table (the default), tsv, csv or json\n"                                  \
	"      --limit NUMBER      the first so many only\n"                                                 \
	"\nA query holds words, \"phrases\", prefix*, OR, -not, ( ), and fields: from: to: party: country: " \
	"code:\nregime: type: source: title: date: after: before: redacted: id: - dossier(1) has "           \
	"examples.\n\n"

extern const struct option query_options[];

/* Runs a whole command. Without operands after the store, all documents if `all`, else a usage message. */
int query_run(const struct command *self, int argc, char **argv, bool all, bool snippets);
#endif
