/* SPDX-License-Identifier: MIT */
#include "words.h"

#include <errno.h>
#include <stdlib.h>

enum {
	WAITING_MAX = 16 * 1024 * 1024, /* bytes that wait */
	HASH_BYTES = 16 * 1024 * 1024,  /* of words that FTS5 gathers: what waited becomes one segment */
	MERGED_AT_ONCE = 16,            /* segments: each word is written once a level, and levels are few */
	MERGE_PAGES = 2000              /* of an index, in a transaction */
};

void words_finish(struct words *w)
{
	buf_finish(&w->bytes);
	free(w->items);
	*w = (struct words){.count = 0};
}

/* The index keeps its settings: those that a store has already are not written again. */
static int configure(struct statements *s, const char *key, int64_t value)
{
	int64_t old = 0;
	int r = stmt_number(s, STMT_WORDS_SETTING, &old, "t", key);

	if (r == 0 && old == value)
		return 0;
	return r < 0 && r != -ENOENT ? r : stmt_run(s, STMT_WORDS_SET, "ti", key, value);
}

int words_begin_run(struct statements *s)
{
	int r = configure(s, "hashsize", HASH_BYTES);

	return r < 0 ? r : configure(s, "automerge", MERGED_AT_ONCE);
}

static int put(struct statements *s, int64_t document, struct slice title, struct slice body)
{
	int r = stmt_run(s, STMT_WORDS_INSERT, "iss", document, title, body);

	return r < 0 ? r : stmt_run(s, STMT_TITLES_INSERT, "is", document, title);
}

int words_erase(struct statements *s, int64_t document, struct slice title, struct slice body)
{
	int r = stmt_run(s, STMT_WORDS_ERASE, "iss", document, title, body);

	return r < 0 ? r : stmt_run(s, STMT_TITLES_ERASE, "is", document, title);
}

static struct words_item *add_item(struct words *w)
{
	if (w->count == w->capacity) {
		size_t capacity = w->capacity ? w->capacity * 2 : 256;
		struct words_item *items = reallocarray(w->items, capacity, sizeof *items);

		if (!items)
			return NULL;
		w->items = items;
		w->capacity = capacity;
	}
	return &w->items[w->count++];
}

/* In the middle of a source nothing else may go in: its savepoint would take that along. */
int words_add(struct words *w, struct statements *s, int64_t document, struct slice title, struct slice body)
{
	if (w->bytes.length + title.length + body.length > WAITING_MAX)
		return put(s, document, title, body);
	struct words_item *item = add_item(w);

	if (!item)
		return -ENOMEM;
	*item = (struct words_item){document, title.length, body.length};
	buf_slice(&w->bytes, title);
	buf_slice(&w->bytes, body);
	return w->bytes.failed ? -ENOMEM : 0;
}

int words_keep(struct words *w, struct statements *s)
{
	w->kept = w->count;
	w->kept_bytes = w->bytes.length;
	return w->bytes.length > WAITING_MAX / 4 * 3 ? words_flush(w, s) : 0;
}

void words_undo(struct words *w)
{
	w->count = w->kept;
	w->bytes.length = w->kept_bytes;
}

int words_flush(struct words *w, struct statements *s)
{
	struct slice rest = {w->bytes.data, w->bytes.length};
	int r = 0;

	for (size_t i = 0; i < w->count && r == 0; i++) {
		const struct words_item *item = &w->items[i];
		size_t end = item->title + item->body;

		r = put(s, item->document, slice_sub(rest, 0, item->title),
			slice_sub(rest, item->title, end));
		rest = slice_sub(rest, end, rest.length);
	}
	w->flushed += w->bytes.length;
	buf_clear(&w->bytes);
	w->count = w->kept = 0;
	w->kept_bytes = 0;
	return r;
}

/* The first call, of a negative number, puts all segments on one level; there is no more to do when a call
 * changes nothing but its own row. */
static int merge(struct statements *s, enum stmt index, bool (*stop)(void *context), void *context)
{
	int64_t pages = -MERGE_PAGES, before;
	int r;

	do {
		if (stop && stop(context))
			return -EINTR;
		before = sqlite3_total_changes64(s->db);
		r = stmt_run(s, index, "i", pages);
		pages = MERGE_PAGES;
	} while (r == 0 && sqlite3_total_changes64(s->db) - before >= 2);
	return r;
}

int words_merge(struct statements *s, bool (*stop)(void *context), void *context)
{
	int r = merge(s, STMT_WORDS_MERGE, stop, context);

	return r < 0 ? r : merge(s, STMT_TITLES_MERGE, stop, context);
}
