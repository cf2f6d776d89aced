/* SPDX-License-Identifier: MIT */
/* Signals of the processes that an importer starts. */
#ifndef IMPORT_SIGNALS_H
#define IMPORT_SIGNALS_H

#include <stddef.h>

/* For a process that was just forked: every signal does what it does by itself, but `count` that are ignored,
 * and none is blocked. */
void signals_reset(const int *ignored, size_t count);
/* The same, with those ignored that are sent to a whole terminal: they end the importer in its own time, and
 * what it started with it. */
void signals_leave(void);
#endif
