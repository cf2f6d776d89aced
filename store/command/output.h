/* SPDX-License-Identifier: MIT */
/*
 * Documents on standard output: rows of a table for people or of TSV, CSV or JSON for programs, and aligned
 * lines of one document's facts. Knows what a terminal is; the table's look is no promise. One thread.
 */
#ifndef COMMAND_OUTPUT_H
#define COMMAND_OUTPUT_H

#include "../util/buf.h"
#include "dossier/facts.h"

#include <stdio.h>

enum output_format { OUTPUT_TABLE, OUTPUT_TSV, OUTPUT_CSV, OUTPUT_JSON, OUTPUT_FORMATS };

struct output {
	FILE *file;
	enum output_format format;
	bool snippets; /* rows have one: the last column; in a table, a second line */
	bool terminal; /* where control characters would act */
	bool colour;
	size_t width; /* columns of the terminal, or a default */
	uint64_t rows;
	struct buf line, shown;
};

/* False: no format of this name. */
bool output_parse_format(const char *name, enum output_format *ret_format);

/* Looks at what `file` is. End with output_finish(). */
void output_init(struct output *out, FILE *file, enum output_format format, bool snippets);
void output_finish(struct output *out);

void output_header(struct output *out);
/* What its rows show: DOSSIER_WITH_... of facts.h. */
unsigned output_wants(const struct output *out);
/* A dossier_facts_sink with a struct output as context; false once writing failed. */
bool output_row(void *out, const struct dossier_facts *facts, const char *snippet);
/* A line "key:  value"; control characters in the value are escaped, wherever it goes. */
void output_pair(struct output *out, const char *key, struct slice value);
#endif
