/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { BAR_WIDTH = 30, DRAWINGS_A_SECOND = 10, TEXT_SIZE = 64 };
enum { NANOSECONDS = 1000000000, MEGABYTE = 1000000 };

void progress_init(struct progress *progress, const char *unit)
{
	*progress = (struct progress){.terminal = isatty(STDERR_FILENO), .bytes = !unit, .unit = unit};
}

static bool is_due(struct progress *progress)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	int64_t passed = (int64_t)(now.tv_sec - progress->drawn.tv_sec) * NANOSECONDS + now.tv_nsec -
			 progress->drawn.tv_nsec;

	if (progress->drawn.tv_sec && passed < NANOSECONDS / DRAWINGS_A_SECOND)
		return false;
	progress->drawn = now;
	return true;
}

static void print_amount(const struct progress *progress, uint64_t done, uint64_t all,
			 char text[static TEXT_SIZE])
{
	if (progress->bytes)
		snprintf(text, TEXT_SIZE, "%.1f of %.1f MB", (double)done / MEGABYTE, (double)all / MEGABYTE);
	else
		snprintf(text, TEXT_SIZE, "%" PRIu64 " of %" PRIu64 " %s", done, all, progress->unit);
}

void progress_update(struct progress *progress, uint64_t done, uint64_t all)
{
	char bar[BAR_WIDTH + 1], text[TEXT_SIZE];

	if (!progress->terminal || !is_due(progress))
		return;
	/* More may be met than was counted before, such as members of archives. */
	if (all < done)
		all = done;
	double share = all ? (double)done / (double)all : 0;

	for (int i = 0; i < BAR_WIDTH; i++)
		bar[i] = i < (int)(share * BAR_WIDTH) ? '#' : '.';
	bar[BAR_WIDTH] = '\0';
	print_amount(progress, done, all, text);
	fprintf(stderr, "\r[%s] %3.0f %%  %s\033[K", bar, share * 100, text);
	progress->shown = true;
}

void progress_hide(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	progress->shown = false;
}
