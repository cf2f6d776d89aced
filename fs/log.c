/* SPDX-License-Identifier: MIT */
/*
 * See log.h. `mounted` and `reason` are written only before the session starts its threads. `in_syslog`
 * cannot be: a failure to start them is to be read on standard error. So a lock keeps a line of theirs from
 * being written there when nobody reads it any more.
 */
#include "log.h"

#include "libfuse.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

static const char prefix[] = "fuse: ";
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of in_syslog, and where a line goes */
static bool in_syslog;
static bool mounted;
static char reason[256];

/* Under the lock. */
static void log_arguments(const char *format, va_list arguments)
{
	char line[1024];

	if (in_syslog) {
		vsyslog(LOG_NOTICE, format, arguments);
		return;
	}
	/* One write a line: threads must not tear each other's. */
	(void)vsnprintf(line, sizeof line, format, arguments);
	(void)fprintf(stderr, "dossierfs: %s\n", line);
}

void log_line(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	(void)pthread_mutex_lock(&lock);
	log_arguments(format, arguments);
	(void)pthread_mutex_unlock(&lock);
	va_end(arguments);
}

void log_store(void *context, const char *line)
{
	(void)context;
	log_line("%s", line);
}

static void keep_reason(const char *line)
{
	if (!strncmp(line, prefix, strlen(prefix)))
		line += strlen(prefix);
	(void)snprintf(reason, sizeof reason, "%.*s", (int)strcspn(line, "\n"), line);
}

static void on_libfuse(enum fuse_log_level level, const char *format, va_list arguments)
{
	char line[1024];

	if (level == FUSE_LOG_DEBUG) {
		(void)vfprintf(stderr, format, arguments);
		return;
	}
	(void)vsnprintf(line, sizeof line, format, arguments);
	if (mounted)
		log_line("%.*s", (int)strcspn(line, "\n"), line);
	else
		keep_reason(line);
}

void log_start(void)
{
	fuse_set_log_func(on_libfuse);
}

void log_to_syslog(void)
{
	openlog("dossierfs", LOG_PID, LOG_DAEMON);
	(void)pthread_mutex_lock(&lock);
	in_syslog = true;
	(void)pthread_mutex_unlock(&lock);
}

void log_mounted(void)
{
	mounted = true;
}

const char *log_reason(void)
{
	return reason;
}
