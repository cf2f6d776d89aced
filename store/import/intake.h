/* SPDX-License-Identifier: MIT */
/*
 * Takes in the records of one file and has the store write them. Checks what only their order shows: that text,
 * pages and documents fit together and into what was announced.
 */
#ifndef IMPORT_INTAKE_H
#define IMPORT_INTAKE_H

#include "job.h"
#include "wire.h"

enum {
	INTAKE_RATIO_MAX = 100,            /* bytes of text for a byte of the file ... */
	INTAKE_TEXT_ALWAYS = 1024 * 1024   /* ... but this many are never too many */
};

enum intake_stage { INTAKE_BEGIN, INTAKE_TEXT, INTAKE_DOCUMENTS, INTAKE_END };

struct intake {
	struct writer *writer;
	const char *zone;
	struct job *job;
	enum intake_stage stage;
	struct arena arena; /* of `source` and `pages` */
	struct record_source source;
	bool known;         /* the store has these bytes: the records are read and dropped */
	bool begun;         /* a source is being written */
	int text;           /* memory file of the text; -1: none */
	uint64_t text_got;
	uint64_t *pages;
	uint64_t pages_got;
	uint64_t documents, documents_end; /* their number; the end of the last */
	uint64_t id;        /* of the source */
};

void intake_init(struct intake *intake, struct writer *writer, const char *zone, struct job *job);
/* Gives up a source that was not written to its end. */
int intake_finish(struct intake *intake);
/*
 * 0: more records follow; 1: that was the last, and the job is settled. -EBADMSG: no worker of ours says such a
 * thing; -ESTALE: the file changed. Anything else ends the run.
 */
int intake_take(struct intake *intake, struct slice frame);
#endif
