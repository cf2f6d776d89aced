/* SPDX-License-Identifier: MIT */
#include "open.h"

#include "command.h"

/* Damage that a reader meets on its way: a line about the store. */
static void log_line(void *context, const char *line)
{
	const struct session *session = context;

	command_say(session->path, "%s", line);
}

bool session_open(struct session *session, const char *path, const struct dossier_tree *tree)
{
	static const struct dossier_tree everything = {.views = DOSSIER_ALL_VIEWS};

	*session = (struct session){.path = path};
	dossier_settle(path);
	int r = dossier_store_open(path, tree ? tree : &everything, log_line, session, &session->store);

	if (r == 0)
		r = dossier_reader_create(session->store, &session->reader);
	if (r < 0)
		session_fail(session, r);
	return r == 0;
}

void session_close(struct session *session)
{
	if (session->reader)
		dossier_reader_destroy(session->reader);
	if (session->store)
		dossier_store_close(session->store);
	*session = (struct session){.path = session->path};
}

int session_fail(const struct session *session, int error)
{
	command_say(session->path, "%s", dossier_store_error(error));
	return COMMAND_FATAL;
}
