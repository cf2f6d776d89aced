/* SPDX-License-Identifier: MIT */
#include "query-phrase.h"

#include "../util/buf.h"
#include "fts5.h"
#include "stmt.h"

#include <errno.h>

void query_phrases_finish(struct query_phrases *phrases)
{
	if (phrases->tokenizer)
		phrases->calls.xDelete(phrases->tokenizer);
	arena_finish(&phrases->arena);
	*phrases = (struct query_phrases){.count = 0};
}

/* As schema.sql has it. */
static int make_tokenizer(struct query_phrases *phrases, sqlite3 *db)
{
	static const char *arguments[] = {"unicode61", "remove_diacritics", "2"};
	fts5_api *api = fts5_of(db);
	void *context = NULL;

	if (!api || api->xFindTokenizer(api, "porter", &context, &phrases->calls) != SQLITE_OK)
		return -EIO;
	return db_errno(phrases->calls.xCreate(context, arguments, sizeof arguments / sizeof *arguments,
					       &phrases->tokenizer));
}

/* ---- the phrases of an expression ---- */

/* The phrase that is being read; `full` if its places are more than are left. */
struct reading {
	struct query_phrases *phrases;
	bool full;
};

static int add_place(void *context, int flags, const char *token, int length, int first, int last)
{
	struct reading *reading = context;
	struct query_phrases *phrases = reading->phrases;
	char *copy = arena_string(&phrases->arena, (struct slice){token, (size_t)length});

	(void)flags, (void)first, (void)last;
	reading->full = reading->full || phrases->count == QUERY_PLACES_MAX;
	if (!copy || reading->full)
		return SQLITE_OK;
	phrases->places[phrases->count++].token = (struct slice){copy, (size_t)length};
	return SQLITE_OK;
}

static void add_initial(struct query_phrases *phrases, struct slice token)
{
	unsigned char initial = token.length > 0 ? (unsigned char)token.at[0] : 0;

	if (phrases->classes[initial] == QUERY_BYTE_WORD)
		phrases->classes[initial] = QUERY_BYTE_INITIAL;
	if (byte_is_lower((char)initial))
		phrases->classes[initial - 'a' + 'A'] = QUERY_BYTE_INITIAL;
}

static void end_phrase(struct query_phrases *phrases, size_t began, bool prefix)
{
	if (phrases->count == began)
		return;
	phrases->begins |= UINT64_C(1) << began;
	phrases->ends |= UINT64_C(1) << (phrases->count - 1);
	phrases->places[phrases->count - 1].prefix = prefix;
	for (size_t i = began; i < phrases->count; i++)
		add_initial(phrases, phrases->places[i].token);
}

static int add_phrase(struct query_phrases *phrases, struct slice text, bool prefix)
{
	struct reading reading = {phrases, false};
	size_t began = phrases->count;
	int flags = FTS5_TOKENIZE_QUERY | (prefix ? FTS5_TOKENIZE_PREFIX : 0);
	int rc = phrases->calls.xTokenize(phrases->tokenizer, &reading, flags, text.at, (int)text.length,
					  add_place);

	if (reading.full)
		phrases->count = began;
	end_phrase(phrases, began, prefix);
	return phrases->arena.failed ? -ENOMEM : db_errno(rc);
}

/* The bytes between quotation marks at `*at`, of which two mean one; moves behind the last. */
static void read_quoted(struct slice expression, size_t *at, struct buf *out)
{
	for (++*at; *at < expression.length; ++*at) {
		if (expression.at[*at] == '"' && (++*at == expression.length || expression.at[*at] != '"'))
			return;
		buf_byte(out, expression.at[*at]);
	}
}

/* Letters and digits of ASCII make one word; what else may be in a word is for FTS5 to say. */
static void classify(struct query_phrases *phrases)
{
	for (int byte = 0; byte < 256; byte++)
		if (byte >= 0x80)
			phrases->classes[byte] = QUERY_BYTE_FOREIGN;
		else if (byte_is_letter((char)byte) || byte_is_digit((char)byte))
			phrases->classes[byte] = QUERY_BYTE_WORD;
}

int query_phrases_read(struct query_phrases *phrases, sqlite3 *db, struct slice expression)
{
	struct buf text = {0};
	int r = make_tokenizer(phrases, db);

	classify(phrases);
	for (size_t at = 0; at < expression.length && r == 0;) {
		if (expression.at[at] != '"') {
			at++;
			continue;
		}
		buf_clear(&text);
		read_quoted(expression, &at, &text);
		bool prefix = slice_starts(slice_sub(expression, at, expression.length), SLICE(" *"));

		r = text.failed ? -ENOMEM
				: add_phrase(phrases, (struct slice){text.data, text.length}, prefix);
	}
	buf_finish(&text);
	return r;
}

/* ---- the words of a text ---- */

struct matching {
	const struct query_phrases *phrases;
	size_t run; /* where the bytes begin that are being cut into words */
	query_word_sink *sink;
	void *context;
	bool more;
};

static uint64_t places_of(const struct query_phrases *phrases, struct slice token)
{
	uint64_t fits = 0;

	for (size_t i = 0; i < phrases->count; i++) {
		const struct query_place *place = &phrases->places[i];

		if (place->prefix ? slice_starts(token, place->token) : slice_equal(token, place->token))
			fits |= UINT64_C(1) << i;
	}
	return fits;
}

static int give_word(void *context, int flags, const char *token, int length, int first, int last)
{
	struct matching *m = context;
	uint64_t fits = places_of(m->phrases, (struct slice){token, (size_t)length});

	(void)flags;
	m->more = m->sink(m->context, m->run + (size_t)first, m->run + (size_t)last, fits);
	return m->more ? SQLITE_OK : SQLITE_DONE;
}

/* The token is made only of a word that begins as one which is sought. */
static int match_run(struct matching *m, struct slice run, bool ascii)
{
	if (ascii && m->phrases->classes[(unsigned char)run.at[0]] != QUERY_BYTE_INITIAL) {
		m->more = m->sink(m->context, m->run, m->run + run.length, 0);
		return SQLITE_OK;
	}
	return m->phrases->calls.xTokenize(m->phrases->tokenizer, m, FTS5_TOKENIZE_DOCUMENT, run.at,
					   (int)run.length, give_word);
}

int query_phrases_match(const struct query_phrases *phrases, struct slice text, size_t from,
			query_word_sink *sink, void *context)
{
	struct matching m = {phrases, from, sink, context, true};
	int rc = SQLITE_OK;

	for (size_t at = from; at < text.length && m.more && (rc == SQLITE_OK || rc == SQLITE_DONE);) {
		unsigned char class, seen = 0;

		for (m.run = at; at < text.length && (class = phrases->classes[(unsigned char)text.at[at]]);
		     at++)
			seen |= class;
		if (at > m.run)
			rc = match_run(&m, slice_sub(text, m.run, at), !(seen & QUERY_BYTE_FOREIGN));
		else
			at++;
	}
	return db_errno(rc);
}
