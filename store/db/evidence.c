/* SPDX-License-Identifier: MIT */
/* Why each fact of a document is believed: the rows that say where it was read, with the bytes there. */
#include "../data/facts.h"
#include "../util/buf.h"
#include "../util/utf8.h"
#include "facts.h"
#include "reader.h"

#include <errno.h>

enum { SURFACE_BYTES = 120 };

struct proof {
	struct dossier_reader *reader;
	struct document_row document;
	const struct dossier_facts *facts;
	dossier_evidence_sink *sink;
	void *context;
	bool full;
	int result;
};

/* The bytes of the range, cut to a line; an empty range was inferred. */
static int read_surface(struct proof *p, uint64_t first, uint64_t last, struct buf *out)
{
	char bytes[SURFACE_BYTES];
	size_t got = 0;

	size_t size = last - first < sizeof bytes ? (size_t)(last - first) : sizeof bytes;
	int r = reader_content(p->reader, p->document.text, first, last, bytes, size, &got);
	size_t whole = utf8_valid((struct slice){bytes, got}); /* the last character may be cut */

	for (size_t i = 0; i < whole; i++)
		buf_byte(out, bytes[i] == '\n' || bytes[i] == '\r' ? ' ' : bytes[i]);
	return r == -EIO ? 0 : r; /* the fact is true though its place cannot be shown */
}

static int prove(struct proof *p, const char *fact, const char *value, const char *detail, uint64_t first,
		 uint64_t last, unsigned confidence)
{
	struct buf surface = {0};
	bool shown = first >= p->document.first && first < last && last <= p->document.last;
	int r = shown ? read_surface(p, first, last, &surface) : 0;
	struct dossier_evidence evidence = {.fact = fact,
					    .value = value,
					    .detail = detail,
					    .surface = buf_string(&surface),
					    .first = shown ? first - p->document.first : 0,
					    .last = shown ? last - p->document.first : 0,
					    .confidence = confidence};

	if (r == 0 && surface.failed)
		r = -ENOMEM;
	if (r == 0)
		p->full = !p->sink(p->context, &evidence);
	buf_finish(&surface);
	return r;
}

/* Proves with each row of a statement over the document, until the sink has enough. */
static int prove_rows(struct proof *p, enum stmt statement,
		      int (*prove_row)(struct proof *p, sqlite3_stmt *row))
{
	sqlite3_stmt *row;
	int r = stmt_row(&p->reader->statements, statement, &row, "i", (int64_t)p->document.id);

	while (r == 1) {
		r = prove_row(p, row);
		if (r < 0 || p->full) {
			stmt_end(row);
			return r;
		}
		r = stmt_next(row);
	}
	return r;
}

static int prove_value(struct proof *p, sqlite3_stmt *row)
{
	static const char *const names[FACTS] = {
		[FACT_TYPE] = "type", [FACT_DATE] = "date", [FACT_TITLE] = "title"};
	const char *const values[FACTS] = {
		[FACT_TYPE] = p->facts->type, [FACT_DATE] = p->facts->date, [FACT_TITLE] = p->facts->title};
	int64_t fact = sqlite3_column_int64(row, 0);

	if (fact < 0 || fact >= FACTS)
		return 0;
	return prove(p, names[fact], values[fact], "", (uint64_t)sqlite3_column_int64(row, 1),
		     (uint64_t)sqlite3_column_int64(row, 2), (unsigned)sqlite3_column_int(row, 3));
}

static int prove_role(struct proof *p, sqlite3_stmt *row)
{
	static const char *const roles[ROLES] = {[ROLE_SENDER] = "sender",
						 [ROLE_TO] = "recipient",
						 [ROLE_CC] = "recipient",
						 [ROLE_BCC] = "recipient"};
	static const char *const details[ROLES] = {
		[ROLE_SENDER] = "", [ROLE_TO] = "to", [ROLE_CC] = "cc", [ROLE_BCC] = "bcc"};
	int64_t role = sqlite3_column_int64(row, 0);
	bool withheld = sqlite3_column_type(row, 1) == SQLITE_NULL;

	if (role < 0 || role >= ROLES)
		return 0;
	return prove(p, roles[role], withheld ? "withheld" : stmt_text(row, 2), details[role],
		     (uint64_t)sqlite3_column_int64(row, 3), (uint64_t)sqlite3_column_int64(row, 4), 100);
}

static int prove_code(struct proof *p, sqlite3_stmt *row)
{
	static const char *const classes[MARK_CLASSES] = {
		[MARK_IN_PLACE] = "in place", [MARK_PAGE] = "page", [MARK_CITED] = "cited"};
	int64_t class = sqlite3_column_int64(row, 2);
	struct buf value = {0};

	buf_format(&value, "%s:%s", stmt_text(row, 0), stmt_text(row, 1));
	int r = prove(p, "code", buf_string(&value), class >= 0 && class < MARK_CLASSES ? classes[class] : "",
		      (uint64_t)sqlite3_column_int64(row, 4), (uint64_t)sqlite3_column_int64(row, 5),
		      (unsigned)sqlite3_column_int(row, 3));

	buf_finish(&value);
	return r;
}

static void count_mentions(sqlite3_stmt *row, struct buf *out)
{
	static const char *const kinds[MENTION_KINDS] = {"name", "demonym", "division", "city"};

	for (int kind = 0; kind < MENTION_KINDS; kind++)
		if (sqlite3_column_int64(row, 2 + kind) > 0)
			buf_format(out, "%s%s %lld", out->length ? ", " : "", kinds[kind],
				   (long long)sqlite3_column_int64(row, 2 + kind));
}

static int prove_country(struct proof *p, sqlite3_stmt *row)
{
	struct buf detail = {0};
	bool filed = sqlite3_column_int(row, 1);

	count_mentions(row, &detail);
	if (!filed)
		buf_format(&detail, "%stoo little to file it", detail.length ? ", " : "");
	int r = prove(p, "country", stmt_text(row, 0), buf_string(&detail),
		      (uint64_t)sqlite3_column_int64(row, 6), (uint64_t)sqlite3_column_int64(row, 7),
		      filed ? 100 : 0);

	buf_finish(&detail);
	return r;
}

/* What there is to prove, in the order of the facts' importance. */
static bool prove_all(void *context, const struct dossier_facts *facts, const char *snippet)
{
	static const struct {
		enum stmt statement;
		int (*prove_row)(struct proof *proof, sqlite3_stmt *row);
	} kinds[] = {{STMT_EVIDENCE_LIST, prove_value},
		     {STMT_ROLE_LIST, prove_role},
		     {STMT_CITATION_LIST, prove_code},
		     {STMT_COUNTRY_LIST, prove_country}};
	struct proof *p = context;

	(void)snippet;
	p->facts = facts;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && p->result == 0 && !p->full; i++)
		p->result = prove_rows(p, kinds[i].statement, kinds[i].prove_row);
	return true;
}

int dossier_evidence(struct dossier_reader *reader, uint64_t document, dossier_evidence_sink *sink,
		     void *context)
{
	struct proof p = {.reader = reader, .sink = sink, .context = context};
	bool more;
	int r = reader_begin(reader);

	if (r < 0)
		return r;
	r = document > INT64_MAX ? -ESTALE : reader_document(reader, document, &p.document);
	if (r == 0)
		r = facts_give(reader, document, DOSSIER_WITH_LISTS, NULL, prove_all, &p, &more);
	if (r == 0)
		r = p.result;
	return reader_end(reader, r == -ESTALE ? -ENOENT : r);
}
