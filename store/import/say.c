/* SPDX-License-Identifier: MIT */
/* Why a reader did not come to its end, in words for the ledger. */
#include "run.h"

#include "sandbox.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

static void say_end(int status, char reason[static RUN_REASON])
{
	const char *name = WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : NULL;

	if (WIFSIGNALED(status))
		snprintf(reason, RUN_REASON, "the reader of this file was ended by signal %d (%s%s)",
			 WTERMSIG(status), name ? "SIG" : "", name ? name : "unknown");
	else
		snprintf(reason, RUN_REASON, "the reader of this file ended with status %d",
			 WEXITSTATUS(status));
}

void run_say_why(uint64_t size, int error, int status, const char *media, char reason[static RUN_REASON])
{
	if (error == -EPIPE && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		snprintf(reason, RUN_REASON, "reading it took more than %u s of processor time",
			 sandbox_limits_for(size).cpu_seconds);
	else if (error == -EPIPE)
		say_end(status, reason);
	else if (error == -ETIME)
		snprintf(reason, RUN_REASON, "reading it took longer than %u s", sandbox_wall_seconds(size));
	else if (error == -E2BIG)
		snprintf(reason, RUN_REASON, "it gives more than %llu MiB of text and facts",
			 (unsigned long long)(sandbox_output_max(size) / SANDBOX_MIB));
	else if (error == -EINVAL)
		snprintf(reason, RUN_REASON, "the time zone that it was imported with is not known here");
	else
		snprintf(reason, RUN_REASON, "the reader sent a malformed record");
	if (media)
		snprintf(reason + strlen(reason), RUN_REASON - strlen(reason), " (%s)", media);
}
