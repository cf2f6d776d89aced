/* SPDX-License-Identifier: MIT */
/* See answers.h. */
#include "answers.h"
#include "mount.h"
#include "reader.h"

#include <stdlib.h>

static bool is_same(const struct listing_place *a, const struct listing_place *b)
{
	return a->directory == b->directory && a->after == b->after && a->size == b->size &&
	       a->plus == b->plus;
}

/* ---- places; under the lock ---- */

static struct answer *find(struct answers *answers, const struct listing_place *place)
{
	for (size_t i = 0; i < ANSWERS_MAX; i++) {
		struct answer *answer = &answers->all[i];

		if ((answer->state == ANSWER_MAKING || answer->state == ANSWER_READY) &&
		    is_same(&answer->listing.place, place))
			return answer;
	}
	return NULL;
}

/* NULL: all are in use. */
static struct answer *give_place(struct answers *answers)
{
	for (size_t i = 0; i < ANSWERS_MAX; i++) {
		struct answer *answer = &answers->all[answers->next++ % ANSWERS_MAX];

		if (answer->state == ANSWER_FREE || answer->state == ANSWER_READY)
			return answer;
	}
	return NULL;
}

static void set(struct answers *answers, struct answer *answer, enum answer_state state)
{
	answer->state = state;
	(void)pthread_cond_broadcast(&answers->changed);
}

/* The place for an answer that nobody makes or has made; NULL: there is one, or no room. */
static struct answer *begin(struct answers *answers, const struct listing_place *place)
{
	struct answer *answer = answers->stopped || find(answers, place) ? NULL : give_place(answers);

	if (!answer)
		return NULL;
	answer->state = ANSWER_FREE; /* what it held is gone */
	return buffer_reserve(&answer->listing.bytes, &answer->size, place->size) == 0 ? answer : NULL;
}

/* ---- */

void answers_make(struct answers *answers, struct mount *mount, struct reader *reader,
		  const struct listing_place *place)
{
	(void)pthread_mutex_lock(&answers->lock);
	struct answer *answer = begin(answers, place);
	if (answer) {
		answer->listing = (struct listing){
			.place = *place, .bytes = answer->listing.bytes, .mount = mount, .reader = reader};
		set(answers, answer, ANSWER_MAKING);
		(void)pthread_mutex_unlock(&answers->lock);
		bool made = listing_make(&answer->listing) == 0;
		(void)pthread_mutex_lock(&answers->lock);
		set(answers, answer, made ? ANSWER_READY : ANSWER_FREE);
	}
	(void)pthread_mutex_unlock(&answers->lock);
}

struct answer *answers_take(struct answers *answers, const struct listing_place *place)
{
	(void)pthread_mutex_lock(&answers->lock);
	struct answer *answer = find(answers, place);
	while (answer && answer->state == ANSWER_MAKING) {
		(void)pthread_cond_wait(&answers->changed, &answers->lock);
		answer = find(answers, place);
	}
	if (answer) {
		set(answers, answer, ANSWER_TAKEN);
		atomic_fetch_add_explicit(&answers->taken, 1, memory_order_relaxed);
	}
	(void)pthread_mutex_unlock(&answers->lock);
	return answer;
}

void answers_release(struct answers *answers, struct answer *taken)
{
	(void)pthread_mutex_lock(&answers->lock);
	set(answers, taken, ANSWER_FREE);
	(void)pthread_mutex_unlock(&answers->lock);
}

/* ---- who waits ---- */

static bool is_making(const struct answers *answers)
{
	for (size_t i = 0; i < ANSWERS_MAX; i++)
		if (answers->all[i].state == ANSWER_MAKING)
			return true;
	return false;
}

static void wait_for_all(struct answers *answers, bool for_good)
{
	(void)pthread_mutex_lock(&answers->lock);
	answers->stopped = true;
	while (is_making(answers))
		(void)pthread_cond_wait(&answers->changed, &answers->lock);
	for (size_t i = 0; i < ANSWERS_MAX; i++)
		if (answers->all[i].state == ANSWER_READY)
			answers->all[i].state = ANSWER_FREE;
	answers->stopped = for_good;
	(void)pthread_mutex_unlock(&answers->lock);
}

void answers_settle(struct answers *answers)
{
	wait_for_all(answers, false);
}

void answers_stop(struct answers *answers)
{
	wait_for_all(answers, true);
}

void answers_init(struct answers *answers)
{
	(void)pthread_mutex_init(&answers->lock, NULL);
	(void)pthread_cond_init(&answers->changed, NULL);
}

void answers_finish(struct answers *answers)
{
	for (size_t i = 0; i < ANSWERS_MAX; i++)
		free(answers->all[i].listing.bytes);
	(void)pthread_cond_destroy(&answers->changed);
	(void)pthread_mutex_destroy(&answers->lock);
}
