/* SPDX-License-Identifier: MIT */
/*
 * Answers of listings that are made before they are asked for, while the kernel and the asker take in the one
 * before: to enter names costs the kernel as much as it costs to find them, and so both processors work. Few
 * are kept; one that nobody asks for gives its place to another.
 */
#ifndef FS_ANSWERS_H
#define FS_ANSWERS_H

#include "listing.h"

#include <pthread.h>
#include <stdatomic.h>

enum { ANSWERS_MAX = 4 };

enum answer_state {
	ANSWER_FREE,   /* what it was made for does not matter any more */
	ANSWER_MAKING, /* by one thread; others wait for it */
	ANSWER_READY,
	ANSWER_TAKEN
};

struct answer {
	enum answer_state state;
	struct listing listing; /* bytes: its own */
	size_t size;            /* of bytes */
};

struct answers {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct answer all[ANSWERS_MAX];
	unsigned next;              /* whose place is given away next */
	atomic_uint_fast64_t taken; /* answers that were asked for */
	bool stopped;
};

void answers_init(struct answers *answers);
void answers_finish(struct answers *answers);

/* Makes the answer for `place`, or does nothing. After reader_finish_request(). */
void answers_make(struct answers *answers, struct mount *mount, struct reader *reader,
		  const struct listing_place *place);
/* What was made for `place`, for answers_release(). NULL: nothing. */
struct answer *answers_take(struct answers *answers, const struct listing_place *place);
void answers_release(struct answers *answers, struct answer *taken);

/*
 * Waits for those that are being made and forgets all, which may be of an older state of the store than the
 * caller has seen. Not from a thread that serves requests.
 */
void answers_settle(struct answers *answers);
/* The same, and no more are made: to be called before a session is told to end. */
void answers_stop(struct answers *answers);
#endif
