/* SPDX-License-Identifier: MIT */
/* See signals.h. */
#include "signals.h"

#include <errno.h>
#include <signal.h>

static const int numbers[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE};
enum { COUNT = sizeof numbers / sizeof *numbers };

/* Written only while no handler is installed. */
static const struct watch *ending;
static struct sigaction before[COUNT];

static void on_signal(int number)
{
	(void)number;
	watch_end(ending);
}

int signals_take(const struct watch *watch)
{
	ending = watch;
	for (size_t i = 0; i < COUNT; i++) {
		struct sigaction action = {.sa_handler = numbers[i] == SIGPIPE ? SIG_IGN : on_signal};

		if (sigaction(numbers[i], NULL, &before[i]) != 0)
			return -errno;
		/* What is ignored by whoever started us, as nohup(1) does, stays so. */
		if (before[i].sa_handler == SIG_IGN && numbers[i] != SIGNAL_WAKE)
			continue;
		if (sigaction(numbers[i], &action, NULL) != 0)
			return -errno;
	}
	return 0;
}

int signals_start_thread(pthread_t *ret, void *(*run)(void *), void *context)
{
	sigset_t all, own;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &own);
	int error = pthread_create(ret, NULL, run, context);
	(void)pthread_sigmask(SIG_SETMASK, &own, NULL);
	return -error;
}

void signals_restore(void)
{
	for (size_t i = 0; i < COUNT; i++)
		(void)sigaction(numbers[i], &before[i], NULL);
}
