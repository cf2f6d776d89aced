/* SPDX-License-Identifier: MIT */
#include "signals.h"

#include <signal.h>

void signals_reset(const int *ignored, size_t count)
{
	sigset_t none;

	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL); /* fails for some, and may */
	for (size_t i = 0; i < count; i++)
		signal(ignored[i], SIG_IGN); /* before one that waits is let in */
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

void signals_leave(void)
{
	static const int left_to_importer[] = {SIGINT, SIGHUP, SIGTERM, SIGQUIT};

	signals_reset(left_to_importer, sizeof left_to_importer / sizeof *left_to_importer);
}
