/* SPDX-License-Identifier: MIT */
/*
 * See watch.h. The directory is watched, not the file: so the log beside it and another file in its place are
 * seen too. Writes are seen before their commit is, and come in swarms: each look waits until they settle.
 */
#include "watch.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

enum {
	POLL_MS = 900, /* a mount is to show an import within a second */
	SETTLE_MS = 20,
	SECOND_MS = 1000,
	MS_NANOSECONDS = 1000000,
	EVENTS_SIZE = 4096,
	READS_A_LOOK = 64 /* a stranger may write faster than we read */
};

/* Without inotify (too many watches, another kind of file system) polling does. */
static int open_news(const char *folder)
{
	const uint32_t mask = IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;
	int news = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);

	if (news >= 0 && inotify_add_watch(news, folder, mask) < 0) {
		(void)close(news);
		return -1;
	}
	return news;
}

int watch_init(struct watch *watch, const char *path)
{
	char *folder = strdup(path);
	char *slash = folder ? strrchr(folder, '/') : NULL;

	*watch = (struct watch){.ended = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), .news = -1};
	int r = watch->ended < 0 ? -errno : 0;
	if (slash)
		watch->file = strdup(slash + 1);
	if (!watch->file) {
		free(folder);
		return r ? r : -ENOMEM;
	}
	watch->length = strlen(watch->file);
	slash[slash == folder] = '\0';
	watch->news = open_news(folder);
	free(folder);
	return r;
}

void watch_finish(struct watch *watch)
{
	if (watch->ended >= 0)
		(void)close(watch->ended);
	if (watch->news >= 0)
		(void)close(watch->news);
	free(watch->file);
	*watch = (struct watch){.ended = -1, .news = -1};
}

/* ---- news ---- */

/* The file itself, and those beside it that SQLite makes: NAME-wal, NAME-journal. */
static bool is_ours(const struct watch *watch, const struct inotify_event *event)
{
	if (event->mask & (IN_Q_OVERFLOW | IN_IGNORED))
		return true;
	return event->len > 0 && !strncmp(event->name, watch->file, watch->length);
}

static bool read_news(const struct watch *watch)
{
	_Alignas(struct inotify_event) char events[EVENTS_SIZE];
	bool ours = false;
	ssize_t got;

	for (int i = 0; i < READS_A_LOOK && (got = read(watch->news, events, sizeof events)) > 0; i++) {
		for (char *at = events; at < events + got;) {
			const struct inotify_event *event = (const struct inotify_event *)(void *)at;

			ours = ours || is_ours(watch, event);
			at += sizeof *event + event->len;
		}
	}
	return ours;
}

/* ---- waiting ---- */

enum outcome { ENDED, NEWS, TIME_OVER };

static enum outcome wait_once(const struct watch *watch, bool for_news, int milliseconds)
{
	struct pollfd fds[] = {{.fd = watch->ended, .events = POLLIN},
			       {.fd = for_news ? watch->news : -1, .events = POLLIN}};

	if (poll(fds, sizeof fds / sizeof *fds, milliseconds) < 0)
		return TIME_OVER; /* no signal comes here, so it is memory that lacks: look, then go on */
	if (fds[0].revents)
		return ENDED;
	return fds[1].revents ? NEWS : TIME_OVER;
}

bool watch_pause(const struct watch *watch, int milliseconds)
{
	return wait_once(watch, false, milliseconds) != ENDED;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * SECOND_MS + now.tv_nsec / MS_NANOSECONDS;
}

bool watch_wait(const struct watch *watch)
{
	const int64_t deadline = now_ms() + POLL_MS;
	int left = POLL_MS;
	enum outcome outcome;

	/* Strangers in the directory may be busy: they cost one look at their names each time it settles. */
	do {
		outcome = wait_once(watch, true, left);
		if (outcome != NEWS)
			return outcome != ENDED;
		if (!watch_pause(watch, SETTLE_MS))
			return false;
		left = (int)(deadline - now_ms());
	} while (!read_news(watch) && left > 0);
	return true;
}

void watch_end(const struct watch *watch)
{
	const uint64_t one = 1;
	int error = errno;

	(void)!write(watch->ended, &one, sizeof one);
	errno = error;
}
