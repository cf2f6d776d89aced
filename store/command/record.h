/* SPDX-License-Identifier: MIT */
/*
 * A document as a record for programs: TSV, CSV or JSON, in the columns of DESIGN.md 4, which are a promise.
 * Appends to a buffer, with the line's end. A snippet is one more column, the last; NULL means that there is
 * no such column.
 */
#ifndef COMMAND_RECORD_H
#define COMMAND_RECORD_H

#include "../util/buf.h"
#include "dossier/facts.h"

void record_tsv_header(struct buf *line, bool snippets);
void record_tsv(struct buf *line, const struct dossier_facts *facts, const char *snippet);
void record_csv_header(struct buf *line, bool snippets);
void record_csv(struct buf *line, const struct dossier_facts *facts, const char *snippet);
/* An object; JSON has no header. */
void record_json(struct buf *line, const struct dossier_facts *facts, const char *snippet);

/* Gets each column's name and its value as text. */
typedef void record_sink(void *context, const char *column, struct slice value);
void record_each(const struct dossier_facts *facts, record_sink *sink, void *context);
#endif
