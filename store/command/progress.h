/* SPDX-License-Identifier: MIT */
/*
 * A line on standard error that says how far a long command is. It exists on a terminal only and is drawn a
 * few times a second at most; anything else that is written to standard error is put between two calls.
 */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct progress {
	bool terminal;
	bool shown; /* the line stands on the terminal now */
	bool bytes; /* what is counted, else `unit` */
	const char *unit;
	struct timespec drawn;
};

/* `unit`: "files"; NULL counts bytes, and prints them in MB. */
void progress_init(struct progress *progress, const char *unit);
/* `all` 0: not known. */
void progress_update(struct progress *progress, uint64_t done, uint64_t all);
/* Clears the line, before a message and at the end. */
void progress_hide(struct progress *progress);
#endif
