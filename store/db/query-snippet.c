/* SPDX-License-Identifier: MIT */
#include "query-snippet.h"

#include "../util/utf8.h"
#include "query-text.h"

#include <errno.h>

enum { EXCERPT_BYTES = 512 * 1024 };

int query_snippets_init(struct query_snippets *snippets, sqlite3 *db, const struct query_node *root)
{
	struct buf any = {0};

	*snippets = (struct query_snippets){.text = {0}};
	query_text_any(&any, root, false);
	int r = any.failed ? -ENOMEM : 0;

	if (any.length > 0 && r == 0)
		r = query_phrases_read(&snippets->phrases, db, (struct slice){any.data, any.length});
	buf_finish(&any);
	return r;
}

void query_snippets_finish(struct query_snippets *snippets)
{
	query_phrases_finish(&snippets->phrases);
	buf_finish(&snippets->text);
}

/* ---- where ---- */

struct seeking {
	const struct query_phrases *phrases;
	struct slice text;
	uint64_t state;                 /* the last place of each beginning of a phrase that ends here */
	size_t began[QUERY_PLACES_MAX]; /* by its last place, the word that a phrase began with lately; from 1
					 */
	size_t firsts[SNIPPET_WORDS];   /* where the last words begin: word n stands at n % SNIPPET_WORDS */
	size_t count;                   /* of words so far */
	/* the best so far */
	int held; /* phrases */
	size_t best[SNIPPET_WORDS];
	size_t first_hit, last_word; /* words, from 1; the latter stands in `best` with those before it */
};

static bool begins_sentence(const struct seeking *s, size_t at)
{
	while (at > 0 && byte_is_space(s->text.at[at - 1]))
		at--;
	return at == 0 || strchr(".:!?", s->text.at[at - 1]) != NULL;
}

/* The phrases that stand in the last SNIPPET_WORDS words; *ret_first is the word that the first begins with.
 */
static int phrases_held(const struct seeking *s, size_t *ret_first)
{
	size_t first = s->count;
	int held = 0;

	for (uint64_t left = s->phrases->ends; left; left &= left - 1) {
		size_t began = s->began[__builtin_ctzll(left)];

		if (began == 0 || began + SNIPPET_WORDS <= s->count)
			continue;
		held++;
		first = began < first ? began : first;
	}
	*ret_first = first;
	return held;
}

/* Of a phrase longer than a snippet its end is shown. */
static void note_phrases(struct seeking *s, uint64_t ended)
{
	for (; ended; ended &= ended - 1) {
		int end = __builtin_ctzll(ended);
		uint64_t begins = s->phrases->begins & (UINT64_MAX >> (63 - end));
		size_t length = (size_t)(end - (63 - __builtin_clzll(begins))) + 1;

		s->began[end] = s->count - (length < SNIPPET_WORDS ? length : SNIPPET_WORDS) + 1;
	}
}

static bool see_word(void *context, size_t first, size_t last, uint64_t fits)
{
	struct seeking *s = context;
	size_t first_hit;

	(void)last;
	s->count++;
	s->firsts[s->count % SNIPPET_WORDS] = first;
	s->state = (s->state << 1 | s->phrases->begins) & fits;
	if ((s->state & s->phrases->ends) == 0)
		return true;
	note_phrases(s, s->state & s->phrases->ends);
	int held = phrases_held(s, &first_hit);

	if (held > s->held) {
		s->held = held;
		s->first_hit = first_hit;
		s->last_word = s->count;
		memcpy(s->best, s->firsts, sizeof s->best);
	}
	return s->held < __builtin_popcountll(s->phrases->ends);
}

/* ---- and from where to where ---- */

/* The sentence that the first hit stands in, if the last stands within a snippet of it; else about the
 * middle. */
static size_t first_shown(const struct seeking *s)
{
	size_t oldest = s->last_word > SNIPPET_WORDS ? s->last_word - SNIPPET_WORDS + 1 : 1;
	size_t before = (SNIPPET_WORDS - (s->last_word - s->first_hit + 1)) / 2;

	for (size_t word = s->first_hit; word >= oldest; word--)
		if (begins_sentence(s, s->best[word % SNIPPET_WORDS]))
			return word;
	return s->first_hit > oldest + before ? s->first_hit - before : oldest;
}

struct ending {
	size_t words, last;
	bool more; /* there are words behind it */
};

static bool see_end(void *context, size_t first, size_t last, uint64_t fits)
{
	struct ending *ending = context;

	(void)first, (void)fits;
	ending->more = ending->words == SNIPPET_WORDS;
	if (ending->more)
		return false;
	ending->words++;
	ending->last = last;
	return true;
}

/* White space of any length as one blank, and none at the ends. */
static void append_folded(struct buf *out, struct slice text)
{
	bool gap = false;

	for (size_t i = 0; i < text.length; i++) {
		bool space = byte_is_space(text.at[i]);

		if (!space && gap && out->length > 0)
			buf_byte(out, ' ');
		gap = space;
		if (!space)
			buf_byte(out, text.at[i]);
	}
}

int query_snippet_of(const struct query_snippets *snippets, struct slice text, struct buf *out)
{
	struct seeking s = {.phrases = &snippets->phrases, .text = text};
	struct ending end = {0};
	int r = query_phrases_match(s.phrases, text, 0, see_word, &s);

	if (r < 0 || s.held == 0)
		return r;
	size_t word = first_shown(&s), first = s.best[word % SNIPPET_WORDS];

	r = query_phrases_match(s.phrases, text, first, see_end, &end);
	if (r < 0)
		return r;
	buf_text(out, word > 1 ? "..." : "");
	append_folded(out, slice_sub(text, word > 1 ? first : 0, end.more ? end.last : text.length));
	buf_text(out, end.more ? "..." : "");
	return out->failed ? -ENOMEM : 0;
}

/* ---- of a document ---- */

static int read_excerpt(struct query_snippets *snippets, struct dossier_reader *reader, uint64_t document)
{
	struct document_row row;
	struct buf *text = &snippets->text;
	int r = reader_document(reader, document, &row);

	if (r < 0)
		return r;
	size_t length = row.last - row.first < EXCERPT_BYTES ? row.last - row.first : EXCERPT_BYTES;

	buf_clear(text);
	return buf_reserve(text, length) ? reader_content(reader, row.text, row.first, row.last, text->data,
							  length, &text->length)
					 : -ENOMEM;
}

int query_snippet_make(struct query_snippets *snippets, struct dossier_reader *reader, uint64_t document,
		       struct buf *out)
{
	int r = snippets->phrases.count > 0 ? read_excerpt(snippets, reader, document) : 0;
	struct slice text = {snippets->text.data, snippets->text.length};

	if (r < 0 || snippets->phrases.count == 0)
		return r;
	/* What was cut may have been cut inside a character. */
	return query_snippet_of(snippets, slice_sub(text, 0, utf8_valid(text)), out);
}
