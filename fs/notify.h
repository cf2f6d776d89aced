/* SPDX-License-Identifier: MIT */
/*
 * The notifier: a thread that tells the kernel what another process has changed in the store, and that ends
 * the session when a signal wants it. It holds no lock and no state of the store while it tells, since the
 * kernel makes it wait for requests that are under way in the same directory.
 */
#ifndef FS_NOTIFY_H
#define FS_NOTIFY_H

#include "mount.h"
#include "watch.h"

struct notifier {
	struct mount *mount;
	struct watch watch;
	pthread_t thread, loop;        /* loop: serves the session */
	struct dossier_reader *reader; /* NULL: the store cannot change */
	struct dossier_state state;    /* all that the kernel was told, or may have asked for */
	bool told_replaced;
	atomic_bool served; /* the session has ended */
};

/* Makes it ready to hear of signals: watch_end(&notifier->watch). -errno, and then only finish may follow. */
int notifier_init(struct notifier *notifier, struct mount *mount);
void notifier_finish(struct notifier *notifier);
/* Starts it, before the first request is served, in the thread that will serve the session. -errno. */
int notifier_start(struct notifier *notifier);
/* After the session: ends the thread. */
void notifier_stop(struct notifier *notifier);
#endif
