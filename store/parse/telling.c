/* SPDX-License-Identifier: MIT */
#include "telling.h"

#include <assert.h>
#include <pthread.h>

enum { STAMPS = 3, RELEASES = 14, REMAINDERS = 2, KEYS = 4 };

/* One row after the other, so that all can be looked for at once. */
static const struct {
	const char *stamps[STAMPS], *releases[RELEASES], *remainders[REMAINDERS], *keys[KEYS];
} words = {
	{"produced to house", "no foia waiver", "assassination records act"},
	{"released", "disclosed", "foi release", "freedom of information", "official information",
	 "access to information", "environmental information", "access granted", "gestdem", "foi/", "foi-",
	 "foia-", "lgoima", "oia-"},
	{"remainder of", "rest of"},
	{"explanation of exemptions", "subsections of title 5", "section 552a", "foia exemptions"},
};

static const struct {
	const char *const *words;
	size_t count;
} rows[TELLINGS] = {
	[TELLING_STAMP] = {words.stamps, STAMPS},
	[TELLING_RELEASE] = {words.releases, RELEASES},
	[TELLING_REMAINDER] = {words.remainders, REMAINDERS},
	[TELLING_KEY] = {words.keys, KEYS},
};

static_assert(sizeof words == (STAMPS + RELEASES + REMAINDERS + KEYS) * sizeof(char *),
	      "no gap between rows");

bool telling_holds(struct slice text, enum telling what)
{
	return slice_holds_one_of_ci(text, rows[what].words, rows[what].count);
}

/* Of all rows. */
static struct {
	pthread_once_t once;
	struct word_list list;
} all = {.once = PTHREAD_ONCE_INIT};

static void all_make(void)
{
	word_list_make(&all.list, (const char *const *)&words, sizeof words / sizeof(char *));
}

bool telling_holds_any(struct slice text)
{
	pthread_once(&all.once, all_make);
	return slice_holds_word(text, &all.list);
}
