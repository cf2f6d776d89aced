/* SPDX-License-Identifier: MIT */
/*
 * The signals that end a mount. libfuse's own handlers end the session at once, and a request that a thread
 * takes in that moment is never answered: whoever asked holds his directory's lock for ever, and so would
 * wait a notification for that directory, which keeps the device open. So the notifier hears of the signal
 * first, falls silent, and ends the session.
 */
#ifndef FS_SIGNALS_H
#define FS_SIGNALS_H

#include "watch.h"

#include <pthread.h>
#include <signal.h>

enum { SIGNAL_WAKE = SIGTERM }; /* sent to a thread, it interrupts what that waits for, and no more */

/* SIGHUP, SIGINT and SIGTERM end `watch`, SIGPIPE nothing. One mount a process. -errno. */
int signals_take(const struct watch *watch);
/* As they were. */
void signals_restore(void);
/* A thread that signals do not interrupt. -errno. */
int signals_start_thread(pthread_t *ret_thread, void *(*run)(void *), void *context);
#endif
