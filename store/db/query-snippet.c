/* SPDX-License-Identifier: MIT */
#include "query-snippet.h"

#include "../util/utf8.h"

#include <errno.h>
#include <stdlib.h>

enum { EXCERPT_BYTES = 512 * 1024 };

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

int query_snippet_prepare(struct dossier_reader *reader)
{
	return stmt_run(&reader->statements, STMT_SNIPPET_TABLE, "");
}

static void append_folded(struct buf *out, struct slice text)
{
	bool gap = false;

	for (size_t i = 0; i < text.length; i++) {
		if (!byte_is_space(text.at[i]) && gap && out->length > 0)
			buf_byte(out, ' ');
		gap = byte_is_space(text.at[i]);
		if (!gap)
			buf_byte(out, text.at[i]);
	}
}

static int index_excerpt(struct dossier_reader *reader, uint64_t document)
{
	struct statements *s = &reader->statements;
	char *bytes = NULL;
	size_t length = 0;
	int r = read_excerpt(reader, document, &bytes, &length);

	if (r == 0)
		r = stmt_run(s, STMT_SNIPPET_CLEAR, "");
	if (r == 0) /* what was cut may have been cut inside a character */
		r = stmt_run(s, STMT_SNIPPET_INSERT, "s",
			     (struct slice){bytes, utf8_valid((struct slice){bytes, length})});
	free(bytes);
	return r;
}

int query_snippet_make(struct dossier_reader *reader, uint64_t document, const char *match, struct buf *out)
{
	sqlite3_stmt *row;
	int r = *match ? index_excerpt(reader, document) : 0;

	if (r == 0 && *match)
		r = stmt_row(&reader->statements, STMT_SNIPPET, &row, "t", match);
	if (r == 1) {
		append_folded(out, slice_of(stmt_text(row, 0)));
		stmt_end(row);
		r = 0;
	}
	return r;
}
