/* SPDX-License-Identifier: MIT */
/*
 * A worker process: gets descriptors of files over a socket, says what each holds as records (wire.h), until the
 * socket is closed. It knows no path and no store, and dies with the process that forked it.
 */
#ifndef IMPORT_WORKER_H
#define IMPORT_WORKER_H

#include <sys/types.h>

struct media;

/* The life of a forked child. `importer` is the process that forked it. */
_Noreturn void worker_run(int socket, struct media *media, pid_t importer);
#endif
