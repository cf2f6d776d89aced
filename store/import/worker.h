/* SPDX-License-Identifier: MIT */
/*
 * A worker process: gets descriptors of files over a socket, says what each holds as records (wire.h), until
 * the socket is closed or a file was of a format that wants a fresh worker. It knows no path and no store, is
 * boxed (sandbox.h) before it gets the first file, and dies with the process that forked it.
 */
#ifndef IMPORT_WORKER_H
#define IMPORT_WORKER_H

#include <sys/types.h>

struct media;
struct sandbox_limits;

/* The one byte that comes before all records, from inside the box. */
enum { WORKER_GREETING = 'B' };

/* What every worker needs and finds loaded when it is forked; no box lets it load anything. -ENOMEM. */
int worker_prepare(void);
/*
 * The life of a forked child. `importer` is the process that forked it. A box that does not close ends it
 * without a greeting.
 */
_Noreturn void worker_run(int socket, struct media *media, const struct sandbox_limits *limits,
			  pid_t importer);
/*
 * As every worker begins: no signal handled, nothing open but `socket` as WORKER_SOCKET, boxed, and greeted.
 * Ends the process on failure.
 */
enum { WORKER_SOCKET = 3 };
void worker_settle(int socket, const struct sandbox_limits *limits, pid_t importer);
#endif
