/* SPDX-License-Identifier: MIT */
/* See notify.h. */
#include "notify.h"
#include "forget.h"
#include "log.h"
#include "signals.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum { WAKE_MS = 20 };

/* ---- what the store says ---- */

struct news { /* one change; kept until the store's state is let go */
	struct news *next;
	enum dossier_change_kind kind;
	dossier_node node;
	char name[];
};

struct changes {
	struct news *first, **end;
};

/* A dossier_change_sink. */
static bool keep(void *context, const struct dossier_change *change)
{
	struct changes *changes = context;
	const char *name = change->name ? change->name : "";
	size_t size = strlen(name) + 1;
	struct news *news = malloc(sizeof *news + size);

	if (!news)
		return false;
	*news = (struct news){.kind = change->kind, .node = change->node};
	memcpy(news->name, name, size);
	*changes->end = news;
	changes->end = &news->next;
	return true;
}

static void discard(struct changes *changes)
{
	while (changes->first) {
		struct news *news = changes->first;

		changes->first = news->next;
		free(news);
	}
}

/* ---- what the kernel is told ---- */

/* Nothing in the tree can be called so, and who asks is refused. */
static const char nothing[] = ".barrier";

/*
 * Waits until every look-up and listing that is under way in a directory is over and what it said is in the
 * kernel's cache: to invalidate a name waits for the directory's lock. Else an answer from before the change
 * could come after the news of it, and stay.
 */
static void wait_for_requests(struct fuse_session *session, dossier_node directory)
{
	(void)fuse_lowlevel_notify_inval_entry(session, directory, nothing, strlen(nothing));
}

/* Most of it the kernel has never heard of: -ENOENT is as good as 0. */
static void tell(struct fuse_session *session, const struct news *news)
{
	if (news->kind == DOSSIER_NAME)
		(void)fuse_lowlevel_notify_inval_entry(session, news->node, news->name, strlen(news->name));
	else
		(void)fuse_lowlevel_notify_inval_inode(session, news->node,
						       news->kind == DOSSIER_CONTENT ? 0 : -1, 0);
}

/* Until a signal wants the session to end: what was not told then need not be. */
static void tell_all(const struct notifier *notifier, const struct changes *changes)
{
	struct fuse_session *session = notifier->mount->session;
	bool going_on = true;

	if (changes->first) {
		answers_settle(&notifier->mount->answers);
		prefetch_settle(&notifier->mount->prefetch);
		wait_for_requests(session, DOSSIER_ROOT);
	}
	/* With a directory all that stand above it are here too. */
	for (const struct news *news = changes->first; news && going_on; news = news->next) {
		if (news->kind != DOSSIER_NAME && dossier_node_kind(news->node) == DOSSIER_DIRECTORY)
			wait_for_requests(session, news->node);
		going_on = watch_pause(&notifier->watch, 0);
	}
	for (const struct news *news = changes->first; news && going_on; news = news->next) {
		tell(session, news);
		going_on = watch_pause(&notifier->watch, 0);
	}
}

/* ---- the thread ---- */

static bool is_replaced(struct notifier *notifier)
{
	if (!dossier_is_replaced(notifier->reader))
		return false;
	if (!notifier->told_replaced)
		log_line(
			"%s: another file took the store's place, or it was removed: this mount goes on with "
			"what it has; mount again to see another",
			dossier_store_path(notifier->mount->store));
	notifier->told_replaced = true;
	return true;
}

static void look(struct notifier *notifier)
{
	struct changes changes = {.end = &changes.first};

	if (!notifier->reader || is_replaced(notifier))
		return;
	/* On failure the state stays as it is, and the next look tries again; the store has logged why. */
	if (dossier_changes(notifier->reader, &notifier->state, keep, &changes) == 0)
		tell_all(notifier, &changes);
	discard(&changes);
}

/*
 * The loop may sleep, so it is woken: by a signal whose handler does nothing more now. More than once, since
 * it looks and falls asleep in two steps.
 */
static void end_session(struct notifier *notifier)
{
	while (!atomic_load(&notifier->served)) {
		fuse_session_exit(notifier->mount->session);
		(void)pthread_kill(notifier->loop, SIGNAL_WAKE);
		(void)poll(NULL, 0, WAKE_MS);
	}
}

static void *run(void *context)
{
	struct notifier *notifier = context;
	struct forgetter forgetter;

	forgetter_start(&forgetter, notifier->mount);
	while (watch_wait(&notifier->watch))
		look(notifier);
	forgetter_stop(&forgetter);
	prefetch_stop(&notifier->mount->prefetch);
	answers_stop(&notifier->mount->answers);
	end_session(notifier);
	return NULL;
}

/* ---- its life ---- */

int notifier_init(struct notifier *notifier, struct mount *mount)
{
	*notifier = (struct notifier){.mount = mount};
	return watch_init(&notifier->watch, dossier_store_path(mount->store));
}

void notifier_finish(struct notifier *notifier)
{
	dossier_reader_destroy(notifier->reader);
	notifier->reader = NULL;
	watch_finish(&notifier->watch);
}

/* What the store holds now is what the kernel may ask for first. */
int notifier_start(struct notifier *notifier)
{
	struct dossier_store *store = notifier->mount->store;
	int r = 0;

	notifier->loop = pthread_self();
	if (!dossier_store_is_frozen(store))
		r = dossier_reader_create(store, &notifier->reader);
	if (!r && notifier->reader)
		r = dossier_changes(notifier->reader, &notifier->state, keep, NULL);
	return r ? r : signals_start_thread(&notifier->thread, run, notifier);
}

void notifier_stop(struct notifier *notifier)
{
	atomic_store(&notifier->served, true);
	watch_end(&notifier->watch);
	(void)pthread_join(notifier->thread, NULL);
}
