/* SPDX-License-Identifier: MIT */
/* See log.h. The three flags are written only before the session starts its threads. */
#include "log.h"

#include "libfuse.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

static const char prefix[] = "fuse: ";
static bool in_syslog;
static bool mounted;
static char reason[256];

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
	log_arguments(format, arguments);
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
	in_syslog = true;
}

void log_mounted(void)
{
	mounted = true;
}

const char *log_reason(void)
{
	return reason;
}
