/* SPDX-License-Identifier: MIT */
/*
 * The phrases of a query, and where they stand in a text, without an index: a text is cut into the words that
 * FTS5 makes of it, and each word is told with the places of phrases that it fits. A phrase of three words
 * has three places, which are three bits in a row: a phrase stands where the words fit its places one after
 * the other.
 */
#ifndef DB_QUERY_PHRASE_H
#define DB_QUERY_PHRASE_H

#include "../util/arena.h"

#include <sqlite3.h>
#include <stdint.h>

enum { QUERY_PLACES_MAX = 64 /* phrases that need more are left out */ };

struct query_place {
	struct slice token; /* as the index has the word, or its beginning */
	bool prefix;
};

/* What a byte of a text is. A word in ASCII begins as its token does, so most need no token made. */
enum {
	QUERY_BYTE_APART,
	QUERY_BYTE_WORD = 1,    /* ASCII, in a word */
	QUERY_BYTE_INITIAL = 2, /* the same, and a token that is sought begins with it */
	QUERY_BYTE_FOREIGN = 4
};

struct query_phrases {
	struct arena arena;
	fts5_tokenizer calls;
	Fts5Tokenizer *tokenizer;
	struct query_place places[QUERY_PLACES_MAX];
	size_t count;
	uint64_t begins, ends;      /* the first and the last place of each phrase */
	unsigned char classes[256]; /* of bytes */
};

/* Zeroed is empty. */
void query_phrases_finish(struct query_phrases *phrases);
/* Those of an expression of query-text.h. 0 or -errno. */
int query_phrases_read(struct query_phrases *phrases, sqlite3 *db, struct slice expression);

/* A word at [first, last), and the places that it fits. Return false to stop. */
typedef bool query_word_sink(void *context, size_t first, size_t last, uint64_t fits);
/* Each word of `text` from byte `from` on, where none is under way. 0 or -errno. */
int query_phrases_match(const struct query_phrases *phrases, struct slice text, size_t from,
			query_word_sink *sink, void *context);
#endif
