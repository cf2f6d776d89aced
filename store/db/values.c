/* SPDX-License-Identifier: MIT */
/* Which values the fields of a query have in a store, for completion: a range of keys, or the directories of
 * a view. */
#include "dossier/facts.h"

#include "../data/country.h"
#include "../data/facts.h"
#include "../data/ground.h"
#include "../util/utf8.h"
#include "reader.h"
#include "view.h"

#include <errno.h>

/* Rows looked at a call, whatever they hold: completion must not be felt. */
enum { ROWS_MAX = 20000 };

struct finding {
	struct dossier_reader *reader;
	struct slice prefix; /* folded */
	dossier_value_sink *sink;
	void *context;
	struct buf value, last; /* the value at hand; the one given last */
	unsigned rows;
	bool full;
};

/* ---- one value ---- */

static bool stays(uint32_t c)
{
	return utf8_is_alnum(c) || c == '.' || c == '@' || c == '_' || c == '/';
}

/* Words of a value joined by "-" are the same to a query, and need no quotes in a shell. */
static void to_word(struct buf *out, struct slice s)
{
	bool gap = false;

	for (size_t at = 0; at < s.length;) {
		uint32_t c = utf8_next(s, &at);

		if (stays(c)) {
			if (gap && out->length > 0)
				buf_byte(out, '-');
			utf8_append(out, c);
		}
		gap = !stays(c);
	}
}

/* Gives f->value if it begins with the prefix, and was not the last one. */
static void give(struct finding *f)
{
	struct buf folded = {0};
	struct slice value = {f->value.data, f->value.length}, last = {f->last.data, f->last.length};

	utf8_fold(&folded, value);
	bool fits = slice_starts((struct slice){folded.data, folded.length}, f->prefix);

	f->full = f->full || ++f->rows >= ROWS_MAX;
	if (fits && value.length > 0 && !slice_equal(value, last)) {
		buf_clear(&f->last);
		buf_slice(&f->last, value);
		f->full = !f->sink(f->context, buf_string(&f->value)) || f->full;
	}
	buf_finish(&folded);
	buf_clear(&f->value);
}

static void give_text(struct finding *f, struct slice text)
{
	to_word(&f->value, text);
	give(f);
}

/* ---- what a row says ---- */

static void give_party(struct finding *f, sqlite3_stmt *row)
{
	give_text(f, stmt_blob(row, 0));
}

static bool is_static(struct slice value)
{
	return value.length > 0 && value.at[0] == '\0';
}

/* A static name: "none", "undated". */
static void give_static(struct finding *f, struct slice value)
{
	give_text(f, slice_sub(value, 1, value.length));
}

static void give_value(struct finding *f, sqlite3_stmt *row)
{
	struct slice value = stmt_blob(row, 0);

	if (is_static(value))
		give_static(f, value);
	else
		give_text(f, value);
}

static void give_country(struct finding *f, sqlite3_stmt *row)
{
	struct slice value = stmt_blob(row, 0);
	const struct country *country = is_static(value) ? NULL : country_find(value);
	struct buf name = {0};

	if (country)
		utf8_fold(&name, slice_of(country->name));
	if (country)
		give_text(f, (struct slice){name.data, name.length});
	else
		give_value(f, row);
	f->value.failed = f->value.failed || name.failed;
	buf_finish(&name);
}

static void give_code(struct finding *f, sqlite3_stmt *row)
{
	const struct ground *ground = ground_find(stmt_blob(row, 1), stmt_blob(row, 0));

	if (ground)
		give_text(f, slice_of(ground->fs));
}

static void give_month(struct finding *f, sqlite3_stmt *row)
{
	struct slice month = stmt_blob(row, 0);

	if (month.length != 2 || !byte_is_digit(month.at[0]))
		return;
	buf_slice(&f->value, stmt_blob(row, 1));
	buf_byte(&f->value, '-');
	buf_slice(&f->value, month);
	give(f);
}

/* ---- where rows come from ---- */

typedef void give_row(struct finding *f, sqlite3_stmt *row);

static int each_row(struct finding *f, sqlite3_stmt *row, int r, give_row *give_one)
{
	for (; r == 1 && !f->full; r = stmt_next(row))
		give_one(f, row);
	if (r == 1)
		stmt_end(row);
	return r < 0 ? r : 0;
}

static int from_view(struct finding *f, enum stmt statement, const char *view, give_row *give_one)
{
	sqlite3_stmt *row;
	int r = stmt_row(&f->reader->statements, statement, &row, "t", view);

	return each_row(f, row, r, give_one);
}

/* The letters and digits at the beginning are a range of keys: what follows them may be written otherwise. */
static size_t key_length(struct slice prefix)
{
	size_t at = 0, end = 0;

	while (at < prefix.length && utf8_is_alnum(utf8_next(prefix, &at)))
		end = at;
	return end;
}

enum { RECIPIENTS, SENDERS, PARTIES }; /* for STMT_VALUES_PARTY */

static int from_parties(struct finding *f, int role)
{
	struct buf end = {0};
	sqlite3_stmt *row;
	struct slice begin = slice_sub(f->prefix, 0, key_length(f->prefix));

	buf_slice(&end, begin);
	utf8_append(&end, 0x10ffff);
	int r = end.failed ? -ENOMEM
			   : stmt_row(&f->reader->statements, STMT_VALUES_PARTY, &row, "ssi", begin,
				      (struct slice){end.data, end.length}, (int64_t)role);

	if (r == 1)
		r = each_row(f, row, r, give_party);
	buf_finish(&end);
	return r;
}

/* ---- the fields ---- */

static int find_from(struct finding *f)
{
	give_text(f, SLICE("withheld"));
	return from_parties(f, SENDERS);
}

static int find_to(struct finding *f)
{
	give_text(f, SLICE("withheld"));
	return from_parties(f, RECIPIENTS);
}

static int find_party(struct finding *f)
{
	give_text(f, SLICE("withheld"));
	return from_parties(f, PARTIES);
}

static int find_country(struct finding *f)
{
	return from_view(f, STMT_VALUES_TOP, "by-country", give_country);
}

static int find_code(struct finding *f)
{
	give_text(f, SLICE("none"));
	return from_view(f, STMT_VALUES_BELOW, "by-redaction", give_code);
}

static void give_regime(struct finding *f, sqlite3_stmt *row)
{
	if (!is_static(stmt_blob(row, 0)))
		give_value(f, row);
}

static int find_regime(struct finding *f)
{
	return from_view(f, STMT_VALUES_TOP, "by-redaction", give_regime);
}

static int find_type(struct finding *f)
{
	for (int type = 0; type < DOCUMENT_TYPES; type++)
		give_text(f, slice_of(document_type_name((enum document_type)type)));
	return 0;
}

static int find_source(struct finding *f)
{
	return from_view(f, STMT_VALUES_TOP, "originals", give_value);
}

static int find_date(struct finding *f)
{
	int r = from_view(f, STMT_VALUES_TOP, "by-date", give_value);

	return r < 0 || f->full ? r : from_view(f, STMT_VALUES_BELOW, "by-date", give_month);
}

static int find_redacted(struct finding *f)
{
	give_text(f, SLICE("yes"));
	give_text(f, SLICE("no"));
	return 0;
}

static int find_view(struct finding *f)
{
	for (int view = 0; (size_t)view < view_count(); view++)
		if (view_at(view)->option)
			give_text(f, slice_of(view_at(view)->option));
	return 0;
}

static const struct {
	const char *name;
	int (*find)(struct finding *f);
} fields[] = {
	{"from", find_from}, {"to", find_to},         {"party", find_party}, {"country", find_country},
	{"code", find_code}, {"regime", find_regime}, {"type", find_type},   {"source", find_source},
	{"date", find_date}, {"after", find_date},    {"before", find_date}, {"redacted", find_redacted},
	{"view", find_view},
};

static int find(struct finding *f, size_t field, const char *prefix)
{
	struct buf folded = {0};

	utf8_fold(&folded, slice_of(prefix));
	f->prefix = (struct slice){folded.data, folded.length};
	int r = folded.failed ? -ENOMEM : fields[field].find(f);

	if (r == 0 && (f->value.failed || f->last.failed))
		r = -ENOMEM;
	buf_finish(&folded);
	buf_finish(&f->value);
	buf_finish(&f->last);
	return r;
}

int dossier_values(struct dossier_reader *reader, const char *field, const char *prefix,
		   dossier_value_sink *sink, void *context)
{
	struct finding f = {.reader = reader, .sink = sink, .context = context};
	size_t i = 0, count = sizeof fields / sizeof *fields;

	while (i < count && strcmp(fields[i].name, field) != 0)
		i++;
	if (i == count)
		return -EINVAL;
	int r = reader_begin(reader);

	return r < 0 ? r : reader_end(reader, find(&f, i, prefix));
}
