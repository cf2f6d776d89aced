/* SPDX-License-Identifier: MIT */
/* What is known of documents, row by row; and the evidence for it. */
#include "dossier/facts.h"

#include "../data/facts.h"
#include "../util/buf.h"
#include "../util/utf8.h"
#include "facts.h"
#include "reader.h"

#include <errno.h>
#include <stdlib.h>

enum { ROWS_A_CALL = 256, SURFACE_BYTES = 120 };

/* ---- one document ---- */

struct row { /* a document's facts, owned while the sink looks at them */
	struct dossier_facts facts;
	struct buf strings; /* name, type ... one after the other, each with its NUL */
	struct buf codes, countries;
	char *source;
};

static void row_finish(struct row *row)
{
	buf_finish(&row->strings);
	buf_finish(&row->codes);
	buf_finish(&row->countries);
	free(row->source);
}

static int read_codes(struct dossier_reader *reader, int64_t id, struct buf *codes)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_CODES, &row, "ii", id, (int64_t)MARK_CITED);

	for (; r == 1; r = stmt_next(row)) {
		struct slice code = slice_of(stmt_text(row, 1));

		buf_format(codes, "%s%s:", codes->length ? "," : "", stmt_text(row, 0));
		for (size_t i = 0; i < code.length; i++)
			buf_byte(codes, code.at[i] == ' ' ? '_' : code.at[i]);
		buf_format(codes, "=%lld", (long long)sqlite3_column_int64(row, 2));
	}
	return r;
}

static int read_countries(struct dossier_reader *reader, int64_t id, struct buf *countries)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_COUNTRIES, &row, "i", id);

	for (; r == 1; r = stmt_next(row))
		buf_format(countries, "%s%s", countries->length ? "," : "", stmt_text(row, 0));
	return r;
}

/* "originals/" is not part of it. Built from its end, directory by directory. */
static int read_source_path(struct dossier_reader *reader, int64_t source, char **ret)
{
	sqlite3_stmt *row;
	struct buf path = {0};
	int r = stmt_row(&reader->statements, STMT_FILE_NAME_OF_SOURCE, &row, "i", source);

	if (r != 1)
		return r < 0 ? r : -EIO;
	int64_t directory = sqlite3_column_int64(row, 0);

	buf_text(&path, stmt_text(row, 1));
	stmt_end(row);
	for (;;) {
		struct buf longer = {0};

		r = stmt_row(&reader->statements, STMT_DIRECTORY_NAME, &row, "i", directory);
		if (r != 1 || sqlite3_column_int64(row, 2) <= 1)
			break;
		buf_format(&longer, "%s/", stmt_text(row, 1));
		buf_append(&longer, path.data, path.length);
		directory = sqlite3_column_int64(row, 0);
		stmt_end(row);
		buf_finish(&path);
		path = longer;
	}
	if (r == 1)
		stmt_end(row);
	*ret = buf_steal(&path);
	return r < 0 ? r : *ret ? 0 : -ENOMEM;
}

/* Offsets into `strings` become pointers when it has stopped growing. */
static size_t keep(struct row *row, const char *string)
{
	size_t at = row->strings.length;

	buf_append(&row->strings, string, strlen(string) + 1);
	return at;
}

static int fill(struct dossier_reader *reader, sqlite3_stmt *stmt, struct row *row)
{
	struct dossier_facts *f = &row->facts;
	int64_t id = sqlite3_column_int64(stmt, 0), source = sqlite3_column_int64(stmt, 10);
	int type = sqlite3_column_int(stmt, 2);
	size_t name = keep(row, stmt_text(stmt, 1)), date = keep(row, stmt_text(stmt, 3));
	size_t title = keep(row, stmt_text(stmt, 4)), sender = keep(row, stmt_text(stmt, 11));
	struct slice hash = stmt_blob(stmt, 9);

	f->id = (uint64_t)id;
	f->first_byte = (uint64_t)sqlite3_column_int64(stmt, 5);
	f->last_byte = (uint64_t)sqlite3_column_int64(stmt, 6);
	f->first_page = (uint64_t)sqlite3_column_int64(stmt, 7);
	f->last_page = (uint64_t)sqlite3_column_int64(stmt, 8);
	if (hash.length == sizeof f->sha256)
		memcpy(f->sha256, hash.at, sizeof f->sha256);
	int r = read_codes(reader, id, &row->codes);

	if (r == 0)
		r = read_countries(reader, id, &row->countries);
	if (r == 0)
		r = read_source_path(reader, source, &row->source);
	if (r < 0)
		return r;
	f->type = document_type_name(type >= 0 && type < DOCUMENT_TYPES ? (enum document_type)type : TYPE_DOCUMENT);
	f->codes = buf_string(&row->codes);
	f->countries = buf_string(&row->countries);
	f->source = row->source;
	if (row->strings.failed || row->codes.failed || row->countries.failed)
		return -ENOMEM;
	f->name = row->strings.data + name;
	f->date = row->strings.data + date;
	f->title = row->strings.data + title;
	f->sender = row->strings.data + sender;
	return 0;
}

int facts_give(struct dossier_reader *reader, uint64_t document, const char *snippet, dossier_facts_sink *sink,
               void *context, bool *ret_more)
{
	struct row row = {0};
	sqlite3_stmt *stmt;
	int r = stmt_row(&reader->statements, STMT_FACTS, &stmt, "i", (int64_t)document);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	r = fill(reader, stmt, &row);
	stmt_end(stmt);
	if (r == 0)
		*ret_more = sink(context, &row.facts, snippet);
	row_finish(&row);
	return r;
}

int dossier_facts_get(struct dossier_reader *reader, uint64_t document, dossier_facts_sink *sink, void *context)
{
	bool more;
	int r = reader_begin(reader);

	if (r == 0)
		r = reader_end(reader, document > INT64_MAX ? -ENOENT : facts_give(reader, document, NULL, sink, context, &more));
	return r;
}

/* A block of rows a transaction: a long listing must not hold the log of an importer. */
static int list_block(struct dossier_reader *reader, uint64_t *after, dossier_facts_sink *sink, void *context,
                      bool *ret_more)
{
	sqlite3_stmt *stmt;
	size_t count = 0;
	int r = stmt_row(&reader->statements, STMT_FACTS_LIST, &stmt, "ii", (int64_t)*after, (int64_t)ROWS_A_CALL);

	*ret_more = true;
	for (; r == 1; r = stmt_next(stmt), count++) {
		struct row row = {0};

		r = fill(reader, stmt, &row);
		if (r == 0)
			*ret_more = sink(context, &row.facts, NULL);
		*after = row.facts.id;
		row_finish(&row);
		if (r < 0 || !*ret_more) {
			stmt_end(stmt);
			return r;
		}
	}
	*ret_more = count == ROWS_A_CALL;
	return r;
}

int dossier_facts_list(struct dossier_reader *reader, dossier_facts_sink *sink, void *context)
{
	uint64_t after = 0;
	bool more = true;
	int r = 0;

	while (r == 0 && more) {
		r = reader_begin(reader);
		if (r == 0)
			r = reader_end(reader, list_block(reader, &after, sink, context, &more));
	}
	return r;
}

/* ---- evidence ---- */

struct proof {
	struct dossier_reader *reader;
	struct document_row document;
	dossier_evidence_sink *sink;
	void *context;
	bool full;
};

/* The bytes of the range, cut to a line; an empty range was inferred. */
static int read_surface(struct proof *p, uint64_t first, uint64_t last, struct buf *out)
{
	char bytes[SURFACE_BYTES];
	size_t got = 0;

	if (first >= last || last > p->document.last)
		return 0;
	size_t size = last - first < sizeof bytes ? (size_t)(last - first) : sizeof bytes;
	int r = reader_content(p->reader, p->document.text, first, last, bytes, size, &got);
	struct slice cut = utf8_cut((struct slice){bytes, got}, got);

	if (got == sizeof bytes && last - first > got)
		while (cut.length > 0 && ((unsigned char)cut.at[cut.length - 1] & 0xc0) == 0x80)
			cut.length--;
	for (size_t i = 0; i < cut.length; i++)
		buf_byte(out, cut.at[i] == '\n' || cut.at[i] == '\r' ? ' ' : cut.at[i]);
	return r;
}

static int prove(struct proof *p, const char *fact, const char *value, const char *detail, uint64_t first,
                 uint64_t last, unsigned confidence)
{
	struct buf surface = {0};
	int r = read_surface(p, first, last, &surface);
	bool shown = first < last && first >= p->document.first;
	struct dossier_evidence evidence = {.fact = fact,
	                                    .value = value,
	                                    .detail = detail,
	                                    .surface = buf_string(&surface),
	                                    .first = shown ? first - p->document.first : 0,
	                                    .last = shown ? last - p->document.first : 0,
	                                    .confidence = confidence};

	if (r == 0 && !p->full)
		p->full = !p->sink(p->context, &evidence);
	buf_finish(&surface);
	return r;
}

struct values { /* of the facts that `evidence` has places for */
	struct proof *proof;
	const char *of[FACTS];
};

static bool prove_values(void *context, const struct dossier_facts *facts, const char *snippet)
{
	static const char *const names[FACTS] = {[FACT_TYPE] = "type", [FACT_DATE] = "date", [FACT_TITLE] = "title"};
	const char *const values[FACTS] = {[FACT_TYPE] = facts->type, [FACT_DATE] = facts->date, [FACT_TITLE] = facts->title};
	struct proof *p = context;
	sqlite3_stmt *row;
	int r = stmt_row(&p->reader->statements, STMT_EVIDENCE_LIST, &row, "i", (int64_t)facts->id);

	(void)snippet;
	for (; r == 1; r = stmt_next(row)) {
		int64_t fact = sqlite3_column_int64(row, 0);

		if (fact >= 0 && fact < FACTS)
			prove(p, names[fact], values[fact], "", (uint64_t)sqlite3_column_int64(row, 1),
			      (uint64_t)sqlite3_column_int64(row, 2), (unsigned)sqlite3_column_int(row, 3));
	}
	return r == 0;
}

static int prove_roles(struct proof *p)
{
	static const char *const roles[ROLES] = {
		[ROLE_SENDER] = "sender", [ROLE_TO] = "recipient", [ROLE_CC] = "recipient", [ROLE_BCC] = "recipient"};
	static const char *const details[ROLES] = {
		[ROLE_SENDER] = "", [ROLE_TO] = "to", [ROLE_CC] = "cc", [ROLE_BCC] = "bcc"};
	sqlite3_stmt *row;
	int r = stmt_row(&p->reader->statements, STMT_ROLE_LIST, &row, "i", (int64_t)p->document.id);

	for (; r == 1; r = stmt_next(row)) {
		int64_t role = sqlite3_column_int64(row, 0);
		bool withheld = sqlite3_column_type(row, 1) == SQLITE_NULL;

		if (role >= 0 && role < ROLES)
			r = prove(p, roles[role], withheld ? "withheld" : stmt_text(row, 2), details[role],
			          (uint64_t)sqlite3_column_int64(row, 3), (uint64_t)sqlite3_column_int64(row, 4), 100);
		if (r < 0) {
			stmt_end(row);
			break;
		}
	}
	return r;
}

static int prove_codes(struct proof *p)
{
	static const char *const classes[MARK_CLASSES] = {
		[MARK_IN_PLACE] = "in place", [MARK_PAGE] = "page", [MARK_CITED] = "cited"};
	sqlite3_stmt *row;
	int r = stmt_row(&p->reader->statements, STMT_CITATION_LIST, &row, "i", (int64_t)p->document.id);

	for (; r == 1; r = stmt_next(row)) {
		int64_t class = sqlite3_column_int64(row, 2);
		struct buf value = {0};

		buf_format(&value, "%s:%s", stmt_text(row, 0), stmt_text(row, 1));
		r = prove(p, "code", buf_string(&value), class >= 0 && class < MARK_CLASSES ? classes[class] : "",
		          (uint64_t)sqlite3_column_int64(row, 4), (uint64_t)sqlite3_column_int64(row, 5),
		          (unsigned)sqlite3_column_int(row, 3));
		buf_finish(&value);
		if (r < 0) {
			stmt_end(row);
			break;
		}
	}
	return r;
}

static int prove_countries(struct proof *p)
{
	static const char *const kinds[MENTION_KINDS] = {"name", "demonym", "division", "city"};
	sqlite3_stmt *row;
	int r = stmt_row(&p->reader->statements, STMT_COUNTRY_LIST, &row, "i", (int64_t)p->document.id);

	for (; r == 1; r = stmt_next(row)) {
		struct buf detail = {0};

		for (int kind = 0; kind < MENTION_KINDS; kind++)
			if (sqlite3_column_int64(row, 2 + kind) > 0)
				buf_format(&detail, "%s%s %lld", detail.length ? ", " : "", kinds[kind],
				           (long long)sqlite3_column_int64(row, 2 + kind));
		if (!sqlite3_column_int(row, 1))
			buf_text(&detail, ", too little to file it");
		r = prove(p, "country", stmt_text(row, 0), buf_string(&detail), (uint64_t)sqlite3_column_int64(row, 6),
		          (uint64_t)sqlite3_column_int64(row, 7), sqlite3_column_int(row, 1) ? 100 : 0);
		buf_finish(&detail);
		if (r < 0) {
			stmt_end(row);
			break;
		}
	}
	return r;
}

static int prove_all(struct proof *p)
{
	bool more;
	int r = facts_give(p->reader, p->document.id, NULL, prove_values, p, &more);

	if (r == 0)
		r = prove_roles(p);
	if (r == 0)
		r = prove_codes(p);
	return r < 0 ? r : prove_countries(p);
}

int dossier_evidence(struct dossier_reader *reader, uint64_t document, dossier_evidence_sink *sink, void *context)
{
	struct proof p = {.reader = reader, .sink = sink, .context = context};
	int r = reader_begin(reader);

	if (r < 0)
		return r;
	r = document > INT64_MAX ? -ESTALE : reader_document(reader, document, &p.document);
	if (r == 0)
		r = prove_all(&p);
	return reader_end(reader, r == -ESTALE ? -ENOENT : r);
}
