/* SPDX-License-Identifier: MIT */
/*
 * Takes in the records of one file and has the store write them. Checks what only their order shows: that
 * text, pages and documents fit together and into what was announced.
 */
#ifndef IMPORT_INTAKE_H
#define IMPORT_INTAKE_H

#include "job.h"
#include "wire.h"

enum intake_stage { INTAKE_BEGIN, INTAKE_MEDIA, INTAKE_TEXT, INTAKE_DOCUMENTS, INTAKE_END };

struct intake {
	struct writer *writer;
	const char *zone;
	struct job *job;
	struct update_counts *counts; /* of a source that is read again */
	enum intake_stage stage;
	struct arena arena; /* of `media`, `source` and `pages` */
	const char *media;  /* what it is read as; NULL: not said */
	uint64_t output;    /* bytes that were sent for it */
	struct record_source source;
	bool known; /* the store has these bytes: the records are read and dropped */
	bool begun; /* a source is being written */
	/* Documents of a small source wait for its end, and then it is written at once. */
	bool waiting;
	struct document_facts *waits;
	size_t wait_count, wait_capacity;
	uint64_t wait_bytes; /* of their frames */
	int text;            /* memory file of the text; -1: none */
	uint64_t text_got;
	uint64_t *pages;
	uint64_t pages_got;
	uint64_t documents, documents_end; /* their number; the end of the last */
	uint64_t id;                       /* of the source */
};

void intake_init(struct intake *intake, struct writer *writer, const char *zone, struct job *job);
/* Gives up a source that was not written to its end. */
int intake_finish(struct intake *intake);
/*
 * 0: more records follow; 1: that was the last, and the job is settled. -EBADMSG: no worker of ours says such
 * a thing; -E2BIG: more than sandbox_output_max() came or was announced; -ESTALE: the file changed; -EINVAL: a
 * source that is read again has a time zone which is not known here. Anything else ends the run.
 */
int intake_take(struct intake *intake, struct slice frame);
#endif
