/* SPDX-License-Identifier: MIT */
/*
 * The next answer of a listing that did not fit in one, made while the kernel takes in the one before: to
 * enter its names costs the kernel as much as it costs to find them, and so both processors work. Few are
 * kept; one that nobody asks for gives its place to another.
 */
#ifndef FS_CONTINUATION_H
#define FS_CONTINUATION_H

#include "listing.h"

#include <pthread.h>

enum { CONTINUATIONS_MAX = 4 };

enum continuation_state {
	CONTINUATION_FREE,   /* what it was made for does not matter any more */
	CONTINUATION_MAKING, /* by one thread; others wait for it */
	CONTINUATION_READY,
	CONTINUATION_TAKEN /* being answered with */
};

struct continuation {
	enum continuation_state state;
	struct listing listing; /* bytes: its own */
	size_t size;            /* of bytes */
};

struct continuations {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct continuation all[CONTINUATIONS_MAX];
	unsigned next; /* whose place is given away next */
	bool stopped;
};

void continuations_init(struct continuations *continuations);
void continuations_finish(struct continuations *continuations);

/* What was made for `place`, to be answered with and then given to continuations_go_on(). NULL: nothing. */
struct continuation *continuations_take(struct continuations *continuations,
					const struct listing_place *place);
/* Makes what comes after it, by its reader, whose request is over. */
void continuations_go_on(struct continuations *continuations, struct continuation *taken);
/* The same after an answer that was made when it was asked for. */
void continuations_begin(struct continuations *continuations, const struct listing *answered);

/*
 * Waits for those that are being made and forgets all, which may be of an older state of the store than the
 * caller has seen. Not from a thread that serves requests.
 */
void continuations_settle(struct continuations *continuations);
/* The same, and no more are made: to be called before a session is told to end. */
void continuations_stop(struct continuations *continuations);
#endif
