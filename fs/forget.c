/* SPDX-License-Identifier: MIT */
/* See forget.h. */
#include "forget.h"
#include "log.h"

#include <string.h>

static void *run(void *context)
{
	struct mount *mount = context;
	struct search *search = &mount->search;
	struct query *query;

	while ((query = query_wait(&search->table))) {
		/* A failure is an answer: it is open somewhere, or known no more. */
		(void)fuse_lowlevel_notify_inval_entry(mount->session, search_above(search, query),
						       query->name, strlen(query->name));
		query_put(&search->table, query);
	}
	return NULL;
}

void forgetter_start(struct forgetter *forgetter, struct mount *mount)
{
	*forgetter = (struct forgetter){.mount = mount};
	int error = pthread_create(&forgetter->thread, NULL, run, mount);

	forgetter->runs = error == 0;
	if (error)
		log_line("no thread that forgets queries: %s", strerror(error));
}

void forgetter_stop(struct forgetter *forgetter)
{
	query_end(&forgetter->mount->search.table);
	if (forgetter->runs)
		(void)pthread_join(forgetter->thread, NULL);
}
