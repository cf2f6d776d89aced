/* SPDX-License-Identifier: MIT */
#include "catalogue_table.h"

#include "../data/country.h"
#include "../data/facts.h"
#include "../util/quote.h"
#include "../util/utf8.h"
#include "dossier/import.h"

#include <errno.h>
#include <stdlib.h>

enum {
	SURFACE_BYTES = 200, /* of a mark; more is cut */
	CONTEXT_BYTES = 80   /* before and after it, in whole words */
};

enum cell_kind {
	CELL_NUMBER, /* NULL: empty */
	CELL_TEXT,
	CELL_BYTES, /* a path as the kernel has it */
	CELL_LIST,  /* joined by commas */
	CELL_HASH,
	CELL_SOURCE, /* its number, told as its first path */
	CELL_TYPE,
	CELL_PARTY,
	CELL_CLASS,
	CELL_OUTCOME,
	CELL_COUNTRY, /* its code, told as its name */
	CELL_SURFACE, /* these three from the columns of `struct place` on */
	CELL_BEFORE,
	CELL_AFTER
};

struct catalogue_column {
	const char *name;
	enum cell_kind kind;
};

/* ---- the tables ---- */

/* The first fourteen as in `dossier list`. */
static const struct catalogue_column documents_columns[] = {
	{"id", CELL_NUMBER},         {"name", CELL_TEXT},        {"type", CELL_TYPE},
	{"sender", CELL_TEXT},       {"date", CELL_TEXT},        {"title", CELL_TEXT},
	{"codes", CELL_LIST},        {"countries", CELL_LIST},   {"source", CELL_SOURCE},
	{"first_byte", CELL_NUMBER}, {"last_byte", CELL_NUMBER}, {"first_page", CELL_NUMBER},
	{"last_page", CELL_NUMBER},  {"sha256", CELL_HASH},      {"thread", CELL_NUMBER},
};

/* Bytes are counted in the document, as it is mounted. */
enum { PLACE_COLUMN = 8 }; /* where STMT_CATALOGUE_REDACTIONS tells the place of the mark in its content */
static const struct catalogue_column redactions_columns[] = {
	{"document", CELL_NUMBER},   {"regime", CELL_TEXT},       {"code", CELL_TEXT},
	{"class", CELL_CLASS},       {"confidence", CELL_NUMBER}, {"page", CELL_NUMBER},
	{"first_byte", CELL_NUMBER}, {"last_byte", CELL_NUMBER},  {"surface", CELL_SURFACE},
	{"before", CELL_BEFORE},     {"after", CELL_AFTER},
};

static const struct catalogue_column countries_columns[] = {
	{"document", CELL_NUMBER},  {"code", CELL_TEXT},     {"country", CELL_COUNTRY},
	{"filed", CELL_NUMBER},     {"names", CELL_NUMBER},  {"demonyms", CELL_NUMBER},
	{"divisions", CELL_NUMBER}, {"cities", CELL_NUMBER}, {"first_byte", CELL_NUMBER},
	{"last_byte", CELL_NUMBER},
};

/* `party`: as this sender was printed first in the store. */
static const struct catalogue_column senders_columns[] = {
	{"document", CELL_NUMBER},  {"sender", CELL_TEXT}, {"kind", CELL_PARTY},
	{"key", CELL_TEXT},         {"party", CELL_TEXT},  {"first_byte", CELL_NUMBER},
	{"last_byte", CELL_NUMBER},
};

static const struct catalogue_column sources_columns[] = {
	{"id", CELL_NUMBER},     {"source", CELL_SOURCE},    {"parent", CELL_SOURCE},
	{"media", CELL_TEXT},    {"charset", CELL_TEXT},     {"bytes", CELL_NUMBER},
	{"pages", CELL_NUMBER},  {"documents", CELL_NUMBER}, {"unassigned", CELL_NUMBER},
	{"modified", CELL_TEXT}, {"parser", CELL_NUMBER},    {"sha256", CELL_HASH},
};

static const struct catalogue_column ledger_columns[] = {
	{"run", CELL_NUMBER}, {"started", CELL_TEXT},  {"number", CELL_NUMBER}, {"outcome", CELL_OUTCOME},
	{"path", CELL_BYTES}, {"source", CELL_SOURCE}, {"reason", CELL_TEXT},
};

#define TABLE(table, key, statement)                                                                         \
	{                                                                                                    \
#table, key, statement, table##_columns, sizeof table##_columns / sizeof *table##_columns    \
	}
const struct catalogue_table catalogue_tables[CATALOGUE_TABLES] = {
	TABLE(documents, KEY_DOCUMENT, STMT_CATALOGUE_DOCUMENTS),
	TABLE(redactions, KEY_DOCUMENT, STMT_CATALOGUE_REDACTIONS),
	TABLE(countries, KEY_DOCUMENT, STMT_CATALOGUE_COUNTRIES),
	TABLE(senders, KEY_DOCUMENT, STMT_CATALOGUE_SENDERS),
	TABLE(sources, KEY_SOURCE, STMT_CATALOGUE_SOURCES),
	TABLE(ledger, KEY_LEDGER, STMT_CATALOGUE_LEDGER),
};
const char *const catalogue_extensions[CATALOGUE_FORMATS] = {".csv", ".jsonl"};
_Static_assert(MARK_CITED == 2, "as STMT_CATALOGUE_DOCUMENTS has it");
_Static_assert(DOSSIER_KNOWN == 1, "as STMT_CATALOGUE_LEDGER has it");

/* ---- cells ---- */

void catalogue_cells_forget(struct catalogue_cells *c)
{
	for (size_t i = 0; i < CATALOGUE_PATHS; i++) {
		free(c->paths[i].path);
		c->paths[i] = (struct catalogue_path){.source = 0};
	}
	path_above_finish(&c->above);
}

void catalogue_cells_finish(struct catalogue_cells *c)
{
	content_reader_finish(&c->content);
	catalogue_cells_forget(c);
	buf_finish(&c->cell);
}

/* The same sources are named in three tables, one after the other. */
static int source_cell(struct catalogue_cells *c, int64_t source)
{
	struct catalogue_path *kept = &c->paths[(uint64_t)source % CATALOGUE_PATHS];
	char *path = NULL;

	if (source == 0)
		return 0;
	if (source != kept->source) {
		int r = path_recall(c->statements, &c->above, (uint64_t)source, &path);

		if (r < 0 && r != -ENOENT && r != -EIO)
			return r;
		free(kept->path);
		*kept = (struct catalogue_path){source, path};
	}
	buf_text(&c->cell, kept->path ? kept->path : "");
	return 0;
}

/* Bytes that are no UTF-8 become %XX, as below originals/. */
static void bytes_cell(struct buf *out, struct slice s)
{
	for (size_t at = 0; at < s.length;) {
		size_t first = at;
		uint32_t c = utf8_next(s, &at);

		if (c == UTF8_REPLACEMENT && at - first == 1)
			buf_format(out, "%%%02X", (unsigned)(unsigned char)s.at[first]);
		else
			buf_slice(out, slice_sub(s, first, at));
	}
}

static void hash_cell(struct buf *out, struct slice hash)
{
	static const char digits[] = "0123456789abcdef";

	if (!buf_reserve(out, 2 * hash.length))
		return;
	for (size_t i = 0; i < hash.length; i++) {
		unsigned char byte = (unsigned char)hash.at[i];

		out->data[out->length++] = digits[byte >> 4];
		out->data[out->length++] = digits[byte & 15];
	}
}

static void word_cell(struct buf *out, const char *const *words, size_t count, int64_t number)
{
	if (number >= 0 && (uint64_t)number < count)
		buf_text(out, words[number]);
}

/* ---- cells of text around a mark ---- */

static int read_range(struct catalogue_cells *c, uint64_t content, uint64_t first, uint64_t last,
		      struct buf *out)
{
	const char *why;

	while (first < last) {
		int r = content_load(&c->content, c->statements, content, first, &why);

		if (r < 0)
			return r == -EIO ? 0 : r; /* damage costs the words, not the row */
		uint64_t from = first - c->content.first, end = c->content.length;

		if (end - from > last - first)
			end = from + (last - first);
		buf_append(out, c->content.plain + from, (size_t)(end - from));
		first += end - from;
	}
	return 0;
}

/* On one line, without what only shapes or hides text. */
static void append_line(struct buf *out, struct slice s)
{
	size_t start = out->length;
	bool gap = false;

	for (size_t at = 0; at < s.length;) {
		size_t first = at;
		uint32_t c = utf8_next(s, &at);

		if (utf8_is_space(c)) {
			gap = true;
			continue;
		}
		if (utf8_is_control(c) || (c == UTF8_REPLACEMENT && at - first == 1))
			continue;
		if (gap && out->length > start)
			buf_byte(out, ' ');
		gap = false;
		buf_slice(out, slice_sub(s, first, at));
	}
}

/* Without the word that the window cut, at its beginning or at its end, where it has more than this one. */
static struct slice without_cut_word(struct slice s, bool at_beginning)
{
	size_t at = at_beginning ? 0 : s.length;

	if (at_beginning) {
		while (at < s.length && !byte_is_space(s.at[at]))
			at++;
		return at < s.length ? slice_sub(s, at, s.length) : s;
	}
	while (at > 0 && !byte_is_space(s.at[at - 1]))
		at--;
	return at > 0 ? slice_sub(s, 0, at) : s;
}

static int place_cell(struct catalogue_cells *c, sqlite3_stmt *row, enum cell_kind kind)
{
	struct place {
		uint64_t content, first, last, mark_first, mark_last;
	} p = {(uint64_t)sqlite3_column_int64(row, PLACE_COLUMN),
	       (uint64_t)sqlite3_column_int64(row, PLACE_COLUMN + 1),
	       (uint64_t)sqlite3_column_int64(row, PLACE_COLUMN + 2),
	       (uint64_t)sqlite3_column_int64(row, PLACE_COLUMN + 3),
	       (uint64_t)sqlite3_column_int64(row, PLACE_COLUMN + 4)};
	uint64_t first = p.mark_first, last = p.mark_last, most = CONTEXT_BYTES;
	struct buf bytes = {0};
	bool cut;

	if (p.mark_first < p.first || p.mark_last < p.mark_first || p.last < p.mark_last)
		return 0;
	if (kind == CELL_BEFORE) {
		last = p.mark_first;
		first = last - p.first > most ? last - most : p.first;
		cut = first > p.first;
	} else {
		first = kind == CELL_AFTER ? p.mark_last : p.mark_first;
		most = kind == CELL_AFTER ? CONTEXT_BYTES : SURFACE_BYTES;
		last = kind == CELL_AFTER ? p.last : p.mark_last;
		cut = last - first > most;
		last = cut ? first + most : last;
	}
	int r = read_range(c, p.content, first, last, &bytes);
	struct slice s = {bytes.data, bytes.length};

	if (r == 0 && bytes.failed)
		r = -ENOMEM;
	if (r == 0 && s.length > 0)
		append_line(&c->cell, cut ? without_cut_word(s, kind == CELL_BEFORE) : s);
	buf_finish(&bytes);
	return r;
}

/* ---- rows ---- */

static void country_cell(struct buf *out, const char *code)
{
	const struct country *country = country_find(slice_of(code));

	if (country)
		buf_text(out, country->name);
}

static void enum_cell(struct buf *out, enum cell_kind kind, int64_t number)
{
	static const char *const classes[MARK_CLASSES] = {
		[MARK_IN_PLACE] = "in place", [MARK_PAGE] = "page", [MARK_CITED] = "cited"};
	static const char *const parties[PARTY_KINDS] = {
		[PARTY_NAMED] = "named", [PARTY_MAILBOX] = "mailbox", [PARTY_WITHHELD] = "withheld"};
	static const char *const outcomes[DOSSIER_OUTCOMES] = {[DOSSIER_ADDED] = "added",
							       [DOSSIER_KNOWN] = "known",
							       [DOSSIER_SKIPPED] = "skipped",
							       [DOSSIER_FAILED] = "failed",
							       [DOSSIER_UPDATED] = "updated"};

	if (kind == CELL_TYPE)
		buf_text(out, document_type_name(number >= 0 && number < DOCUMENT_TYPES
							 ? (enum document_type)number
							 : TYPE_DOCUMENT));
	else if (kind == CELL_CLASS)
		word_cell(out, classes, MARK_CLASSES, number);
	else if (kind == CELL_PARTY)
		word_cell(out, parties, PARTY_KINDS, number);
	else
		word_cell(out, outcomes, DOSSIER_OUTCOMES, number);
}

static int fill_cell(struct catalogue_cells *c, enum cell_kind kind, sqlite3_stmt *row, int i)
{
	buf_clear(&c->cell);
	switch (kind) {
	case CELL_NUMBER:
	case CELL_TEXT:
	case CELL_LIST:
		buf_text(&c->cell, stmt_text(row, i));
		return 0;
	case CELL_BYTES:
		bytes_cell(&c->cell, stmt_blob(row, i));
		return 0;
	case CELL_HASH:
		hash_cell(&c->cell, stmt_blob(row, i));
		return 0;
	case CELL_SOURCE:
		return source_cell(c, sqlite3_column_int64(row, i));
	case CELL_COUNTRY:
		country_cell(&c->cell, stmt_text(row, i));
		return 0;
	case CELL_SURFACE:
	case CELL_BEFORE:
	case CELL_AFTER:
		return place_cell(c, row, kind);
	default:
		enum_cell(&c->cell, kind, sqlite3_column_int64(row, i));
		return 0;
	}
}

static void append_list(struct buf *out, struct slice list)
{
	buf_byte(out, '[');
	for (size_t at = 0; at < list.length;) {
		size_t end = slice_find(list, SLICE(","), at);

		escape_json(out, slice_sub(list, at, end));
		buf_text(out, end < list.length ? "," : "");
		at = end + 1;
	}
	buf_byte(out, ']');
}

static void append_json(struct buf *out, const struct catalogue_column *column, struct slice cell)
{
	buf_byte(out, '"');
	buf_text(out, column->name);
	buf_text(out, "\":");
	if (column->kind == CELL_LIST)
		append_list(out, cell);
	else if (column->kind == CELL_NUMBER)
		buf_slice(out, cell.length > 0 ? cell : SLICE("null"));
	else
		escape_json(out, cell);
}

void catalogue_header(const struct catalogue_table *table, struct buf *out)
{
	for (size_t i = 0; i < table->column_count; i++)
		buf_format(out, "%s%s", i ? "," : "", table->columns[i].name);
	buf_text(out, "\r\n");
}

int catalogue_row(const struct catalogue_table *table, struct catalogue_cells *c, sqlite3_stmt *row,
		  struct buf *csv, struct buf *jsonl)
{
	int r = 0;

	for (size_t i = 0; i < table->column_count && r == 0; i++) {
		r = fill_cell(c, table->columns[i].kind, row, (int)i);
		struct slice cell = {c->cell.data ? c->cell.data : "", c->cell.length};

		buf_text(csv, i ? "," : "");
		escape_csv(csv, cell);
		buf_text(jsonl, i ? "," : "{");
		append_json(jsonl, &table->columns[i], cell);
	}
	buf_text(csv, "\r\n");
	buf_text(jsonl, "}\n");
	return r == 0 && (c->cell.failed || csv->failed || jsonl->failed) ? -ENOMEM : r;
}
