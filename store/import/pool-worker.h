/* SPDX-License-Identifier: MIT */
/* A worker as the importer sees it: for pool.c, which starts workers and gives them files, and pool-wait.c,
 * which hears what they send. */
#ifndef IMPORT_POOL_WORKER_H
#define IMPORT_POOL_WORKER_H

#include "../extract/media/media.h"
#include "../util/buf.h"
#include "helper.h"
#include "nursery.h"
#include "pool.h"

#include <sys/types.h>

struct worker {
	pid_t process; /* 0: none */
	int socket;    /* for files and records */
	int aid;       /* for programs that help */
	struct helper_run help;
	struct buf inbox;
	size_t taken;               /* bytes of the inbox done with */
	bool boxed;                 /* it has sent its greeting */
	bool deaf;                  /* takes no more files; what it sent before can still be received */
	bool aid_closed;            /* it asked for what no worker of ours asks */
	bool gone;                  /* all that it will ever send is in the inbox */
	bool worn;                  /* is to get no more files, and to be replaced */
	size_t queued;              /* files given and not done with */
	int files[POOL_QUEUE];      /* these, the caller's */
	uint64_t sizes[POOL_QUEUE]; /* of these */
	unsigned helps[POOL_QUEUE]; /* programs run for these */
	uint64_t waited;            /* nanoseconds for the first of them */
	unsigned given, done;       /* files in its life */
};

struct pool {
	struct media *media; /* loaded once, inherited by every worker */
	struct nursery nursery;
	struct pool_options options;
	size_t queue; /* files that a worker may have */
	size_t count;
	struct worker workers[];
};

/* Ends the program that helps the worker; what it gave is lost. */
void worker_drop_help(struct worker *w);
#endif
