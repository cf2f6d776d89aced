/* SPDX-License-Identifier: MIT */
#include "query-where.h"

#include "../data/facts.h"
#include "query-text.h"
#include "query-value.h"

/* ---- values ---- */

void query_sql_finish(struct query_sql *sql)
{
	arena_finish(&sql->arena);
	buf_finish(&sql->text);
}

static struct query_bound *bind_value(struct query_sql *sql)
{
	static struct query_bound nowhere; /* the arena has failed, and nothing of this will run */
	struct query_bound *value =
		arena_push(&sql->arena, &sql->values, &sql->count, &sql->capacity, sizeof *value);

	return value ? value : &nowhere;
}

void query_bind_number(struct query_sql *sql, int64_t number)
{
	bind_value(sql)->number = number;
}

void query_bind_text(struct query_sql *sql, struct slice text)
{
	struct query_bound *value = bind_value(sql);

	value->text = arena_string(&sql->arena, text);
	value->length = text.length;
}

/* The value of a static directory: see view.c. */
static void bind_static(struct query_sql *sql, const char *name)
{
	struct query_bound *value = bind_value(sql);
	char bytes[32] = "";
	size_t length = strlen(name);

	memcpy(bytes + 1, name, length);
	value->text = arena_string(&sql->arena, (struct slice){bytes, length + 1});
	value->length = length + 1;
	value->is_blob = true;
}

/* The words of a term for instr(). */
static void bind_words(struct query_sql *sql, const struct query_node *term)
{
	struct buf words = {0};

	query_words(&words, slice_of(term->text));
	if (term->prefix && words.length > 0)
		words.length--;
	query_bind_text(sql, (struct slice){words.data, words.length});
	sql->arena.failed |= words.failed;
	buf_finish(&words);
}

/* ---- sets of documents: each fragment has one column, called document ---- */

#define FILED_BELOW "SELECT document FROM entry WHERE directory IN ("
#define IN_VIEW                                                                                              \
	"SELECT c.id FROM directory v JOIN directory c ON c.parent = v.id WHERE v.parent = 1 AND v.name = "  \
	"? "
#define IN_REGIME                                                                                            \
	"SELECT c.id FROM directory v JOIN directory r ON r.parent = v.id "                                  \
	"JOIN directory c ON c.parent = r.id WHERE v.parent = 1 AND v.name = 'by-redaction' "
#define LISTED(value) "AND instr(?, char(10) || " value " || char(10)) > 0)"
#define OF_DOCUMENT "SELECT id AS document FROM document WHERE "
#define SOURCES                                                                                              \
	"source IN (WITH RECURSIVE below (id, depth, path) AS (SELECT id, depth, '' FROM directory "         \
	"WHERE parent = 1 AND name = 'originals' UNION ALL SELECT d.id, d.depth, b.path || d.name || '/' "   \
	"FROM below b JOIN directory d ON d.parent = b.id AND d.depth = b.depth + 1) "                       \
	"SELECT f.source FROM below b JOIN file_name f ON f.directory = b.id WHERE f.source IS NOT NULL "
#define HAS_WORDS(value) "instr(dossier_words(" value "), ?) > 0"

/* Whoever has the name or the address, and whoever an alias joins to that. */
#define OF_PARTY(name, key, alias)                                                                           \
	"IN (SELECT id FROM party WHERE " name " OR (kind = ? AND " key                                      \
	") UNION SELECT p.id FROM party_alias a JOIN party_alias b ON b.party = a.party "                    \
	"JOIN party p ON p.key = b.key WHERE " alias ")"

static void add_party(struct query_sql *sql, const struct query_node *term)
{
	buf_text(&sql->text, "SELECT document FROM role WHERE role BETWEEN ? AND ? AND party ");
	query_bind_number(sql, term->field == QUERY_TO ? ROLE_TO : ROLE_SENDER);
	query_bind_number(sql, term->field == QUERY_FROM ? ROLE_SENDER : ROLES - 1);
	if (term->value.none) {
		buf_text(&sql->text, "IS NULL");
		return;
	}
	buf_text(&sql->text, term->exact
				     ? OF_PARTY("name = ?", "key = ?", "a.name = ?")
				     : OF_PARTY(HAS_WORDS("name"), HAS_WORDS("key"), HAS_WORDS("a.name")));
	for (int i = 0; i < 3; i++) {
		if (term->exact)
			query_bind_text(sql, slice_of(term->text));
		else
			bind_words(sql, term);
		if (i == 0)
			query_bind_number(sql, PARTY_MAILBOX);
	}
}

/* Documents filed under "none" of a view. */
static void add_none(struct query_sql *sql, const char *view)
{
	buf_text(&sql->text, FILED_BELOW IN_VIEW "AND c.value = ?)");
	query_bind_text(sql, slice_of(view));
	bind_static(sql, "none");
}

static void add_country(struct query_sql *sql, const struct query_node *term)
{
	if (term->value.none) {
		add_none(sql, "by-country");
		return;
	}
	buf_text(&sql->text, FILED_BELOW IN_VIEW LISTED("CAST(c.value AS TEXT)"));
	query_bind_text(sql, SLICE("by-country"));
	query_bind_text(sql, slice_of(term->value.list));
}

static void add_code(struct query_sql *sql, const struct query_node *term)
{
	if (term->value.none) {
		add_none(sql, "by-redaction");
		return;
	}
	buf_text(&sql->text, FILED_BELOW IN_REGIME);
	buf_text(&sql->text, term->field == QUERY_REGIME
				     ? LISTED("CAST(r.value AS TEXT)")
				     : LISTED("CAST(r.value AS TEXT) || ':' || CAST(c.value AS TEXT)"));
	query_bind_text(sql, slice_of(term->value.list));
}

static void add_type(struct query_sql *sql, const struct query_node *term)
{
	const char *before = OF_DOCUMENT "type IN (?";

	for (int type = 0; type < DOCUMENT_TYPES; type++) {
		if ((term->value.first >> type & 1) == 0)
			continue;
		buf_text(&sql->text, before);
		query_bind_number(sql, type);
		before = ", ?";
	}
	buf_byte(&sql->text, ')');
}

static void add_source(struct query_sql *sql, const struct query_node *term)
{
	buf_text(&sql->text, term->exact ? OF_DOCUMENT SOURCES "AND b.path || f.name = ?)"
					 : OF_DOCUMENT SOURCES "AND " HAS_WORDS("b.path || f.name") ")");
	if (term->exact)
		query_bind_text(sql, slice_of(term->text));
	else
		bind_words(sql, term);
}

static void add_exact(struct query_sql *sql, const struct query_node *term)
{
	buf_text(&sql->text, term->field == QUERY_TITLE ? OF_DOCUMENT "title = ?" : OF_DOCUMENT "date = ?");
	query_bind_text(sql, slice_of(term->text));
}

/* A document is of a time if all days that its date may mean are: what is "2019" is not of July. */
static void add_date(struct query_sql *sql, const struct query_node *term)
{
	if (term->exact && term->field == QUERY_DATE) {
		add_exact(sql, term);
		return;
	}
	if (term->value.none) {
		buf_text(&sql->text, OF_DOCUMENT "date_min IS NULL");
		return;
	}
	buf_text(&sql->text, OF_DOCUMENT "date_min >= ? AND date_max <= ?");
	query_bind_number(sql, term->value.first);
	query_bind_number(sql, term->value.last);
}

/* What is only cited stands on other pages. */
static void add_redacted(struct query_sql *sql, const struct query_node *term)
{
	(void)term;
	buf_text(&sql->text, "SELECT document FROM mark WHERE class <> ?");
	query_bind_number(sql, MARK_CITED);
}

static void add_id(struct query_sql *sql, const struct query_node *term)
{
	buf_text(&sql->text, OF_DOCUMENT "id = ?");
	query_bind_number(sql, term->value.first);
}

/* Broad: it may hold of most documents, so that a set of them costs more than a look at those that words
 * choose. */
static const struct {
	void (*add_set)(struct query_sql *sql, const struct query_node *term);
	bool is_broad;
} fields[QUERY_FIELDS] = {
	[QUERY_TITLE] = {add_exact, false},      [QUERY_FROM] = {add_party, false},
	[QUERY_TO] = {add_party, false},         [QUERY_PARTY] = {add_party, false},
	[QUERY_COUNTRY] = {add_country, true},   [QUERY_CODE] = {add_code, true},
	[QUERY_REGIME] = {add_code, true},       [QUERY_TYPE] = {add_type, true},
	[QUERY_SOURCE] = {add_source, false},    [QUERY_DATE] = {add_date, false},
	[QUERY_AFTER] = {add_date, false},       [QUERY_BEFORE] = {add_date, false},
	[QUERY_REDACTED] = {add_redacted, true}, [QUERY_ID] = {add_id, false},
};

/* ---- conditions ---- */

/* The + keeps FTS5 from seeking one number after the other. */
static const char *const row_ids[] = {
	[QUERY_ROW_DOCUMENT] = "d.id IN (",
	[QUERY_ROW_WORDS] = "+words.rowid IN (",
};

static void add_field(struct query_sql *sql, const struct query_node *term, enum query_row row)
{
	bool denied = term->field == QUERY_REDACTED && !term->value.first;
	bool look_up = row == QUERY_ROW_WORDS && fields[term->field].is_broad;

	buf_text(&sql->text, denied ? "NOT " : "");
	buf_text(&sql->text, look_up ? "EXISTS (SELECT 1 FROM (" : row_ids[row]);
	fields[term->field].add_set(sql, term);
	buf_text(&sql->text, look_up ? ") WHERE document = words.rowid)" : ")");
}

/* `match` is an expression for the index. */
static void add_match(struct query_sql *sql, const struct buf *match, enum query_row row)
{
	buf_text(&sql->text, row_ids[row]);
	buf_text(&sql->text, "SELECT rowid FROM words WHERE words MATCH ?)");
	query_bind_text(sql, (struct slice){match->data, match->length});
	sql->arena.failed |= match->failed;
}

static void add_and(struct query_sql *sql, const struct query_node *node, enum query_row row)
{
	uint64_t left = UINT64_MAX;
	struct buf match = {0};

	query_text_conjunction(&match, node, &left);
	if (match.length > 0)
		add_match(sql, &match, row);
	else
		buf_text(&sql->text, "true");
	query_where_left(sql, node, left, row);
	buf_finish(&match);
}

static void add_or(struct query_sql *sql, const struct query_node *node, enum query_row row)
{
	for (const struct query_node *child = node->child; child; child = child->next) {
		buf_text(&sql->text, child == node->child ? "" : " OR ");
		query_where(sql, child, row);
	}
}

void query_where_left(struct query_sql *sql, const struct query_node *node, uint64_t left, enum query_row row)
{
	for (const struct query_node *child = node->child; child; child = child->next, left >>= 1)
		if (left & 1) {
			buf_text(&sql->text, " AND ");
			query_where(sql, child, row);
		}
}

void query_where(struct query_sql *sql, const struct query_node *node, enum query_row row)
{
	struct buf match = {0};

	if (query_text_only(node)) {
		query_text_match(&match, node);
		add_match(sql, &match, row);
		buf_finish(&match);
		return;
	}
	if (node->kind == QUERY_TERM) {
		add_field(sql, node, row);
		return;
	}
	buf_text(&sql->text, node->kind == QUERY_NOT ? "NOT (" : "(");
	if (node->kind == QUERY_AND)
		add_and(sql, node, row);
	else if (node->kind == QUERY_OR)
		add_or(sql, node, row);
	else
		query_where(sql, node->child, row);
	buf_byte(&sql->text, ')');
}

/* ---- the function of SQL: the words of a text, folded ---- */

static void words_of_value(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	struct buf words = {0};

	(void)count;
	query_words(&words, text ? (struct slice){text, (size_t)sqlite3_value_bytes(values[0])} : SLICE(""));
	if (words.failed)
		sqlite3_result_error_nomem(context);
	else
		sqlite3_result_text64(context, words.data ? words.data : "", words.length, SQLITE_TRANSIENT,
				      SQLITE_UTF8);
	buf_finish(&words);
}

int query_where_prepare(sqlite3 *db)
{
	return sqlite3_create_function_v2(db, "dossier_words", 1,
					  SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
					  words_of_value, NULL, NULL, NULL);
}
