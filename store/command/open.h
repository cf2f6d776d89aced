/* SPDX-License-Identifier: MIT */
/* Opening a store for a command that reads it, with a message that helps where that fails. One thread. */
#ifndef COMMAND_OPEN_H
#define COMMAND_OPEN_H

#include "dossier/facts.h"

struct session {
	const char *path; /* as the user wrote it: messages are about this */
	struct dossier_store *store;
	struct dossier_reader *reader;
};

/*
 * `tree` NULL: all views, hard links. False after a message; the exit code is then COMMAND_FATAL. End with
 * session_close() in either case.
 */
bool session_open(struct session *session, const char *path, const struct dossier_tree *tree);
void session_close(struct session *session);
/* Says what a call on the reader returned; gives the exit code for it: COMMAND_FATAL. */
int session_fail(const struct session *session, int error);
#endif
