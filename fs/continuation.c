/* SPDX-License-Identifier: MIT */
/* See continuation.h. */
#include "continuation.h"
#include "mount.h"
#include "reader.h"

#include <stdlib.h>

static bool is_same(const struct listing_place *a, const struct listing_place *b)
{
	return a->directory == b->directory && a->after == b->after && a->size == b->size &&
	       a->plus == b->plus;
}

/* A query directory asks for the store's state itself, and its answers may not be of another second. */
static bool goes_on(const struct listing *listing)
{
	return listing->full && listing->used > 0 &&
	       dossier_node_kind(listing->place.directory) == DOSSIER_DIRECTORY;
}

/* ---- places; under the lock ---- */

static struct continuation *find(struct continuations *c, const struct listing_place *place)
{
	for (size_t i = 0; i < CONTINUATIONS_MAX; i++) {
		struct continuation *one = &c->all[i];

		if ((one->state == CONTINUATION_MAKING || one->state == CONTINUATION_READY) &&
		    is_same(&one->listing.place, place))
			return one;
	}
	return NULL;
}

/* NULL: all are in use. */
static struct continuation *give_place(struct continuations *c)
{
	for (size_t i = 0; i < CONTINUATIONS_MAX; i++) {
		struct continuation *one = &c->all[c->next++ % CONTINUATIONS_MAX];

		if (one->state == CONTINUATION_FREE || one->state == CONTINUATION_READY)
			return one;
	}
	return NULL;
}

static void set(struct continuations *c, struct continuation *one, enum continuation_state state)
{
	one->state = state;
	(void)pthread_cond_broadcast(&c->changed);
}

/* ---- making ---- */

/* Its place is that behind `answered`. False: there is no memory for the answer. */
static bool prepare(struct continuation *one, const struct listing *answered)
{
	struct listing_place place = answered->place;

	if (one->size < place.size) {
		free(one->listing.bytes);
		one->listing.bytes = malloc(place.size);
		one->size = one->listing.bytes ? place.size : 0;
	}
	place.after = answered->last;
	one->listing = (struct listing){.place = place,
					.bytes = one->listing.bytes,
					.mount = answered->mount,
					.reader = answered->reader};
	return one->listing.bytes;
}

/* The request that the reader's calls would ask about is over. */
static bool make(struct listing *listing)
{
	dossier_reader_set_interrupt(listing->reader->store, NULL, NULL);
	return listing_make(listing) == 0;
}

/* Under the lock, which is let go meanwhile. */
static void make_after(struct continuations *c, struct continuation *one, const struct listing *answered)
{
	bool made = !c->stopped && goes_on(answered) && prepare(one, answered);

	if (made) {
		set(c, one, CONTINUATION_MAKING);
		(void)pthread_mutex_unlock(&c->lock);
		made = make(&one->listing);
		(void)pthread_mutex_lock(&c->lock);
	}
	set(c, one, made ? CONTINUATION_READY : CONTINUATION_FREE);
}

struct continuation *continuations_take(struct continuations *c, const struct listing_place *place)
{
	(void)pthread_mutex_lock(&c->lock);
	struct continuation *one = find(c, place);
	while (one && one->state == CONTINUATION_MAKING) {
		(void)pthread_cond_wait(&c->changed, &c->lock);
		one = find(c, place);
	}
	if (one)
		set(c, one, CONTINUATION_TAKEN);
	(void)pthread_mutex_unlock(&c->lock);
	return one;
}

void continuations_go_on(struct continuations *c, struct continuation *taken)
{
	const struct listing answered = taken->listing;

	(void)pthread_mutex_lock(&c->lock);
	make_after(c, taken, &answered);
	(void)pthread_mutex_unlock(&c->lock);
}

void continuations_begin(struct continuations *c, const struct listing *answered)
{
	if (!goes_on(answered))
		return;
	(void)pthread_mutex_lock(&c->lock);
	struct continuation *one = give_place(c);
	if (one)
		make_after(c, one, answered);
	(void)pthread_mutex_unlock(&c->lock);
}

/* ---- who waits ---- */

static bool is_making(const struct continuations *c)
{
	for (size_t i = 0; i < CONTINUATIONS_MAX; i++)
		if (c->all[i].state == CONTINUATION_MAKING)
			return true;
	return false;
}

static void wait_for_all(struct continuations *c, bool for_good)
{
	(void)pthread_mutex_lock(&c->lock);
	c->stopped = true;
	while (is_making(c))
		(void)pthread_cond_wait(&c->changed, &c->lock);
	for (size_t i = 0; i < CONTINUATIONS_MAX; i++)
		if (c->all[i].state == CONTINUATION_READY)
			c->all[i].state = CONTINUATION_FREE;
	c->stopped = for_good;
	(void)pthread_mutex_unlock(&c->lock);
}

void continuations_settle(struct continuations *c)
{
	wait_for_all(c, false);
}

void continuations_stop(struct continuations *c)
{
	wait_for_all(c, true);
}

void continuations_init(struct continuations *c)
{
	(void)pthread_mutex_init(&c->lock, NULL);
	(void)pthread_cond_init(&c->changed, NULL);
}

void continuations_finish(struct continuations *c)
{
	for (size_t i = 0; i < CONTINUATIONS_MAX; i++)
		free(c->all[i].listing.bytes);
	(void)pthread_cond_destroy(&c->changed);
	(void)pthread_mutex_destroy(&c->lock);
}
