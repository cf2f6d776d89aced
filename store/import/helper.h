/* SPDX-License-Identifier: MIT */
/*
 * Programs that help a worker to read a file: what no library here reads. The importer starts them, since a
 * worker can start nothing; each runs in a box of its own (sandbox.h), sees its input and the system's
 * programs and data, and hands back what it writes in a memory file. A few need a folder to write to: theirs
 * is in memory, private, and gone when they end.
 */
#ifndef IMPORT_HELPER_H
#define IMPORT_HELPER_H

#include "../extract/extract.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	HELPER_STEPS = 3,             /* programs that run one after the other */
	HELPER_WORDS = 14,            /* of a command line */
	HELPER_OUTPUT_MIN = 64 << 20, /* bytes that a program may write, whatever it reads */
	HELPER_RUNS_MAX = 100000,     /* for one file */
	HELPER_REASON = 160
};

enum help { /* how it went */
	    HELP_DONE,
	    HELP_MISSING, /* a program is not installed */
	    HELP_UNBOXED, /* no box can be built around it here */
	    HELP_FAILED,
	    HELP_SLOW,
	    HELP_LARGE, /* it wrote more than it may */
	    HELPS
};

struct helper_run {
	pid_t process; /* 0: nothing runs */
	int watch;     /* can be read as soon as it has ended */
	int output;
	uint64_t output_max;
	uint64_t deadline; /* monotonic nanoseconds */
};

/* Starts it on a file of this size. HELP_DONE: it runs; else helper_end() still cleans up. */
enum help helper_start(enum helper helper, uint32_t page, int file, uint64_t size, struct helper_run *ret);
/* It has had all the time that it may have. */
bool helper_late(const struct helper_run *run);
/* Ends it if it has not, and says how it went. HELP_DONE: *ret_output is a sealed memory file, the caller's.
 */
enum help helper_end(struct helper_run *run, int *ret_output, uint64_t *ret_size);
/* For the ledger, without full stop. */
void helper_reason(enum helper helper, enum help help, char reason[static HELPER_REASON]);
#endif
