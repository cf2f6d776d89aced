/* SPDX-License-Identifier: MIT */
/* Where the driver says things: standard error while someone reads it, syslog afterwards. Any thread. */
#ifndef FS_LOG_H
#define FS_LOG_H

/* Begins to catch what libfuse says, so that a failure to mount is told once and in our words. */
void log_start(void);
/* From here on nobody reads standard error; what other threads said before is written there on return. */
void log_to_syslog(void);
/* From here on what libfuse says is logged as it comes. Call before there are threads. */
void log_mounted(void);
/* libfuse's last words before log_mounted(), without its prefix; "" for none. Borrowed. */
const char *log_reason(void);

/* One line, without its newline. */
__attribute__((format(printf, 1, 2))) void log_line(const char *format, ...);
/* A dossier_log. */
void log_store(void *context, const char *line);
#endif
