/* SPDX-License-Identifier: MIT */
/*
 * A worker process: gets descriptors of files over a socket, says what each holds as records (wire.h), until
 * the socket is closed or a file was of a format that wants a fresh worker. Over a second socket it asks for
 * programs that help (helper.h). It knows no path and no store, is boxed (sandbox.h) before it gets the first
 * file, and dies with the importer, whose child it is.
 */
#ifndef IMPORT_WORKER_H
#define IMPORT_WORKER_H

#include "sandbox.h"

#include <stdbool.h>
#include <sys/types.h>

struct media;

/* The one byte that comes before all records, from inside the box. */
enum { WORKER_GREETING = 'B' };

/* What every worker needs and finds loaded when it is forked; no box lets it load anything. -ENOMEM. */
int worker_prepare(void);
enum worker_task {               /* the word of a message with a file; its number is the file's size */
		   WORKER_READ,  /* say its text and documents */
		   WORKER_UNPACK /* say the files that it holds */
};

struct worker_start {
	int records;    /* socket for files and records */
	int aid;        /* socket for helper programs: see WORKER_AID */
	bool ocr;       /* as struct aid has it */
	pid_t importer; /* the process whose child it is */
	struct media *media;
	struct sandbox_limits limits;
};

/* The life of a forked child. A box that does not close ends it without a greeting. */
_Noreturn void worker_run(const struct worker_start *start);
/*
 * As every worker begins: no signal handled, nothing open but its sockets as WORKER_RECORDS and WORKER_AID,
 * boxed, and greeted. Ends the process on failure.
 */
/*
 * Over WORKER_AID it says an enum helper, with a page and, in the upper 32 bits, which of the files it was
 * given it reads, counted from 0; it hears an enum help, with a memory file and its size where that is
 * HELP_DONE.
 */
enum { WORKER_RECORDS = 3, WORKER_AID };
void worker_settle(const struct worker_start *start);
#endif
