/* SPDX-License-Identifier: MIT */
#include "record.h"

#include "escape.h"

#include <inttypes.h>
#include <stdio.h>

enum column_kind { NUMBER, TEXT, LIST, HASH };
struct column {
	const char *name;
	enum column_kind kind;
	size_t offset;
};
#define COLUMN(field, kind)                                                                                  \
	{                                                                                                    \
#field, kind, offsetof(struct dossier_facts, field)                                          \
	}

/* clang-format off */
static const struct column columns[] = {
	COLUMN(id, NUMBER),
	COLUMN(name, TEXT),
	COLUMN(type, TEXT),
	COLUMN(sender, TEXT),
	COLUMN(date, TEXT),
	COLUMN(title, TEXT),
	COLUMN(codes, LIST),
	COLUMN(countries, LIST),
	COLUMN(source, TEXT),
	COLUMN(first_byte, NUMBER),
	COLUMN(last_byte, NUMBER),
	COLUMN(first_page, NUMBER),
	COLUMN(last_page, NUMBER),
	COLUMN(sha256, HASH),
};
/* clang-format on */
enum { COLUMNS = sizeof columns / sizeof *columns, CELL_SIZE = 2 * DOSSIER_HASH_SIZE + 1 };

/* The value as text; a number or a hash is printed into `scratch`. */
static struct slice cell_text(const struct dossier_facts *facts, const struct column *column,
			      char scratch[static CELL_SIZE])
{
	const char *field = (const char *)facts + column->offset;

	switch (column->kind) {
	case NUMBER:
		snprintf(scratch, CELL_SIZE, "%" PRIu64, *(const uint64_t *)(const void *)field);
		return slice_of(scratch);
	case HASH:
		for (size_t i = 0; i < DOSSIER_HASH_SIZE; i++)
			snprintf(scratch + 2 * i, CELL_SIZE - 2 * i, "%02x", (unsigned char)field[i]);
		return slice_of(scratch);
	default:
		return slice_of(*(const char *const *)(const void *)field);
	}
}

/* What TSV and CSV have in common: fields with one character between them, and how a line ends. */
struct separated {
	const char *between, *end;
	void (*escape)(struct buf *out, struct slice s);
};
static const struct separated tsv = {"\t", "\n", escape_tsv}, csv = {",", "\r\n", escape_csv};

static void separated_header(struct buf *line, const struct separated *format, bool snippets)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		buf_text(line, i ? format->between : "");
		buf_text(line, columns[i].name);
	}
	if (snippets) {
		buf_text(line, format->between);
		buf_text(line, "snippet");
	}
	buf_text(line, format->end);
}

static void separated_row(struct buf *line, const struct separated *format, const struct dossier_facts *facts,
			  const char *snippet)
{
	char scratch[CELL_SIZE];

	for (size_t i = 0; i < COLUMNS; i++) {
		buf_text(line, i ? format->between : "");
		format->escape(line, cell_text(facts, &columns[i], scratch));
	}
	if (snippet) {
		buf_text(line, format->between);
		format->escape(line, slice_of(snippet));
	}
	buf_text(line, format->end);
}

void record_tsv_header(struct buf *line, bool snippets)
{
	separated_header(line, &tsv, snippets);
}

void record_tsv(struct buf *line, const struct dossier_facts *facts, const char *snippet)
{
	separated_row(line, &tsv, facts, snippet);
}

void record_csv_header(struct buf *line, bool snippets)
{
	separated_header(line, &csv, snippets);
}

void record_csv(struct buf *line, const struct dossier_facts *facts, const char *snippet)
{
	separated_row(line, &csv, facts, snippet);
}

/* "a,b" as ["a","b"]; "" as []. */
static void json_list(struct buf *line, struct slice joined)
{
	buf_byte(line, '[');
	for (size_t at = 0; at < joined.length;) {
		size_t end = slice_find(joined, SLICE(","), at);

		buf_text(line, at ? "," : "");
		escape_json(line, slice_sub(joined, at, end));
		at = end + 1;
	}
	buf_byte(line, ']');
}

void record_json(struct buf *line, const struct dossier_facts *facts, const char *snippet)
{
	char scratch[CELL_SIZE];

	for (size_t i = 0; i < COLUMNS; i++) {
		struct slice text = cell_text(facts, &columns[i], scratch);

		buf_format(line, "%c\"%s\":", i ? ',' : '{', columns[i].name);
		if (columns[i].kind == NUMBER)
			buf_slice(line, text);
		else if (columns[i].kind == LIST)
			json_list(line, text);
		else
			escape_json(line, text);
	}
	if (snippet) {
		buf_text(line, ",\"snippet\":");
		escape_json(line, slice_of(snippet));
	}
	buf_text(line, "}\n");
}

void record_each(const struct dossier_facts *facts, record_sink *sink, void *context)
{
	char scratch[CELL_SIZE];

	for (size_t i = 0; i < COLUMNS; i++)
		sink(context, columns[i].name, cell_text(facts, &columns[i], scratch));
}
