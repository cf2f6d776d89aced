/* SPDX-License-Identifier: MIT */
/*
 * Plain words against the full-text index. The index holds no text, so a snippet is made by a second,
 * temporary index of one document's beginning, with the same tokenizer.
 */
#include "facts.h"

#include "../util/buf.h"
#include "../util/utf8.h"
#include "reader.h"

#include <errno.h>
#include <stdlib.h>

enum { EXCERPT_BYTES = 512 * 1024 };

/* Each word in quotes, so that nothing in it is an operator; FTS5 joins them by AND. */
static int compose(const char *words, struct buf *match)
{
	struct slice s = slice_of(words);
	bool inside = false;

	for (size_t at = 0; at < s.length;) {
		uint32_t c = utf8_next(s, &at);
		bool part = utf8_is_alnum(c) && c != UTF8_REPLACEMENT;

		if (part != inside)
			buf_text(match, part ? match->length ? " \"" : "\"" : "\"");
		if (part)
			utf8_append(match, c);
		inside = part;
	}
	if (inside)
		buf_byte(match, '"');
	buf_string(match);
	return match->failed ? -ENOMEM : match->length == 0 ? -EINVAL : 0;
}

static int read_excerpt(struct dossier_reader *reader, uint64_t document, char **ret, size_t *ret_length)
{
	struct document_row row;
	int r = reader_document(reader, document, &row);
	char *bytes = r == 0 ? malloc(EXCERPT_BYTES) : NULL;

	if (r == 0 && !bytes)
		r = -ENOMEM;
	if (r == 0)
		r = reader_content(reader, row.text, row.first, row.last, bytes, EXCERPT_BYTES, ret_length);
	if (r == 0)
		*ret = bytes;
	else
		free(bytes);
	return r;
}

/* The words may stand further on than the excerpt, or in the title only: then there is no snippet. */
static int make_snippet(struct dossier_reader *reader, uint64_t document, const char *match, struct buf *out)
{
	struct statements *s = &reader->statements;
	sqlite3_stmt *row;
	char *bytes = NULL;
	size_t length = 0;
	int r = read_excerpt(reader, document, &bytes, &length);

	if (r == 0)
		r = stmt_run(s, STMT_SNIPPET_CLEAR, "");
	if (r == 0) /* what was cut may have been cut inside a character */
		r = stmt_run(s, STMT_SNIPPET_INSERT, "s",
			     (struct slice){bytes, utf8_valid((struct slice){bytes, length})});
	if (r == 0)
		r = stmt_row(s, STMT_SNIPPET, &row, "t", match);
	if (r == 1) {
		struct slice text = slice_of(stmt_text(row, 0));
		bool gap = false;

		for (size_t i = 0; i < text.length; i++) {
			if (!byte_is_space(text.at[i]) && gap && out->length > 0)
				buf_byte(out, ' ');
			gap = byte_is_space(text.at[i]);
			if (!gap)
				buf_byte(out, text.at[i]);
		}
		stmt_end(row);
		r = 0;
	}
	free(bytes);
	return r;
}

static int give_hit(struct dossier_reader *reader, uint64_t document, const char *match, bool snippets,
		    dossier_facts_sink *sink, void *context, bool *ret_more)
{
	struct buf snippet = {0};
	int r = snippets ? make_snippet(reader, document, match, &snippet) : 0;

	/* A damaged document is still a hit: its facts are told, its text is not. One that is not there is
	 * none. */
	if (r == -ESTALE) {
		*ret_more = true;
		r = 0;
	} else if (r == 0 || r == -EIO) {
		r = facts_give(reader, document, snippet.length ? buf_string(&snippet) : NULL, sink, context,
			       ret_more);
	}
	buf_finish(&snippet);
	return r == -ENOENT ? 0 : r;
}

static int search(struct dossier_reader *reader, const char *match, bool snippets, dossier_facts_sink *sink,
		  void *context)
{
	sqlite3_stmt *row;
	bool more = true;
	int r = snippets ? stmt_run(&reader->statements, STMT_SNIPPET_TABLE, "") : 0;

	if (r == 0)
		r = stmt_row(&reader->statements, STMT_WORDS_MATCH, &row, "t", match);
	for (; r == 1; r = stmt_next(row)) {
		r = give_hit(reader, (uint64_t)sqlite3_column_int64(row, 0), match, snippets, sink, context,
			     &more);
		if (r < 0 || !more) {
			stmt_end(row);
			return r;
		}
	}
	return r;
}

int dossier_facts_search(struct dossier_reader *reader, const char *words, bool snippets,
			 dossier_facts_sink *sink, void *context)
{
	struct buf match = {0};
	int r = compose(words, &match);

	if (r == 0)
		r = reader_begin(reader);
	if (r == 0)
		r = reader_end(reader, search(reader, buf_string(&match), snippets, sink, context));
	buf_finish(&match);
	return r;
}
