/* SPDX-License-Identifier: MIT */
#include "query-plan.h"

#include "query-score.h"
#include "query-text.h"
#include "query-where.h"

#include <errno.h>

/* ---- the statements ---- */

/* With the length of each. The index would tell it, too, but asks a statement of its own each time. */
#define SCORED(whole, more)                                                                                  \
	"SELECT words.rowid AS id, dossier_score(words, l.sz, " whole ") AS score" more                      \
	" FROM words LEFT JOIN words_docsize l ON l.id = words.rowid WHERE words MATCH ?"
/* Called as the index of all words is, which conditions speak of. */
#define SCORED_TITLES                                                                                        \
	"SELECT words.rowid AS id, dossier_title_score(words.titles, l.sz, (SELECT block FROM words_data "   \
	"WHERE id = 1)) AS score FROM titles AS words LEFT JOIN words_docsize l ON l.id = words.rowid "      \
	"WHERE words.titles MATCH ?"
#define DAY "coalesce(d.date_min, 9223372036854775807)"

/* The part of a query that the index answers, and what is left of it. */
struct chosen {
	struct buf match;
	uint64_t left;
};

static void choose(struct chosen *c, const struct query_node *root)
{
	*c = (struct chosen){.left = UINT64_MAX};
	if (root->kind == QUERY_AND) {
		query_text_conjunction(&c->match, root, &c->left);
	} else if (query_text_only(root)) {
		query_text_match(&c->match, root);
		c->left = 0;
	}
}

static void add_left(struct query_sql *sql, const struct query_node *root, const struct chosen *c)
{
	if (root->kind == QUERY_AND)
		query_where_left(sql, root, c->left, QUERY_ROW_WORDS);
}

/* The first of all that words choose. */
static void add_candidates(struct query_sql *sql, const struct query_node *root, const struct chosen *c)
{
	buf_text(&sql->text, SCORED("1", ""));
	query_bind_text(sql, (struct slice){c->match.data, c->match.length});
	add_left(sql, root, c);
	buf_text(&sql->text, " ORDER BY words.rowid LIMIT ?");
}

/* The first of those whose title matches, up to document `last`. */
static void add_titles(struct query_sql *sql, const struct query_node *root, const struct chosen *c,
		       uint64_t last)
{
	struct buf title = {0};
	bool alone = query_text_in_title(&title, root, (struct slice){c->match.data, c->match.length});

	if (title.length == 0)
		buf_text(&title, "\"\"");
	buf_text(&sql->text, alone ? SCORED_TITLES : SCORED("0", ""));
	query_bind_text(sql, (struct slice){title.data, title.length});
	add_left(sql, root, c);
	buf_text(&sql->text, " AND words.rowid <= ? ORDER BY words.rowid LIMIT ?");
	query_bind_number(sql, last < INT64_MAX ? (int64_t)last : INT64_MAX);
	sql->arena.failed |= title.failed;
	buf_finish(&title);
}

/* Words only speak for some of the documents: "squid OR from:beijing". */
static void add_mixed(struct query_sql *sql, const struct query_node *root, const struct buf *any)
{
	buf_text(&sql->text, "SELECT id, min(score), max(day) AS day FROM (SELECT * FROM (" SCORED(
				     "1", ", 0 AS day") " AND ");
	query_bind_text(sql, (struct slice){any->data, any->length});
	query_where(sql, root, QUERY_ROW_WORDS);
	buf_text(&sql->text, " LIMIT ?) UNION ALL SELECT d.id, 0, " DAY " FROM document d WHERE ");
	query_bind_number(sql, QUERY_RANKED_MAX);
	query_where(sql, root, QUERY_ROW_DOCUMENT);
	buf_text(&sql->text, ") GROUP BY id ORDER BY 2, 3, 1 LIMIT ?");
}

static void add_ranked(struct query_sql *sql, const struct query_node *root, const struct chosen *c)
{
	struct buf any = {0};

	query_text_any(&any, root, true);
	if (c->match.length > 0) {
		add_candidates(sql, root, c);
	} else if (any.length > 0) {
		add_mixed(sql, root, &any);
	} else {
		buf_text(&sql->text, "SELECT d.id, 0 FROM document d WHERE ");
		query_where(sql, root, QUERY_ROW_DOCUMENT);
		buf_text(&sql->text, " ORDER BY " DAY ", d.id LIMIT ?");
	}
	sql->arena.failed |= any.failed;
	buf_finish(&any);
}

/* The index tells what it chooses in order, so that the first are there before all have been found. */
static void add_all(struct query_sql *sql, const struct query_node *root, const struct chosen *c)
{
	if (c->match.length > 0) {
		buf_text(&sql->text, "SELECT rowid, 0 FROM words WHERE words MATCH ?");
		query_bind_text(sql, (struct slice){c->match.data, c->match.length});
		add_left(sql, root, c);
		buf_text(&sql->text, " ORDER BY rowid LIMIT ?");
	} else {
		buf_text(&sql->text, "SELECT d.id, 0 FROM document d WHERE ");
		query_where(sql, root, QUERY_ROW_DOCUMENT);
		buf_text(&sql->text, " ORDER BY d.id LIMIT ?");
	}
}

static void compose(struct query_sql *sql, const struct query_node *root, const struct query_wish *wish)
{
	enum query_order order = wish->order;
	struct chosen c;

	choose(&c, root);
	if (order == QUERY_RANKED) {
		add_ranked(sql, root, &c);
	} else if (order == QUERY_TITLES) {
		add_titles(sql, root, &c, wish->last);
	} else {
		add_all(sql, root, &c);
	}
	query_bind_number(sql, wish->limit > 0 && wish->limit < INT64_MAX ? (int64_t)wish->limit : -1);
	sql->arena.failed |= c.match.failed || sql->text.failed;
	buf_finish(&c.match);
}

bool query_plan_is_chosen(const struct query_node *root)
{
	struct chosen c;

	choose(&c, root);
	bool has = c.match.length > 0;

	buf_finish(&c.match);
	return has;
}

void query_plan_text(struct buf *out, const struct query_node *root, enum query_order order)
{
	struct query_sql sql = {0};

	compose(&sql, root, &(struct query_wish){.order = order});
	buf_text(out, buf_string(&sql.text));
	query_sql_finish(&sql);
}

/* ---- running one ---- */

static int bind_values(sqlite3_stmt *stmt, const struct query_sql *sql)
{
	int rc = SQLITE_OK;

	for (size_t i = 0; i < sql->count && rc == SQLITE_OK; i++) {
		const struct query_bound *v = &sql->values[i];
		int at = (int)i + 1;

		if (!v->text)
			rc = sqlite3_bind_int64(stmt, at, v->number);
		else if (v->is_blob)
			rc = sqlite3_bind_blob64(stmt, at, v->text, v->length, SQLITE_STATIC);
		else
			rc = sqlite3_bind_text64(stmt, at, v->text, v->length, SQLITE_STATIC, SQLITE_UTF8);
	}
	return rc;
}

static int run(struct statements *s, const struct query_sql *sql, query_plan_sink *sink, void *context)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(s->db, sql->text.data, (int)sql->text.length, &stmt, NULL);

	if (rc == SQLITE_OK)
		rc = bind_values(stmt, sql);
	if (s->counter)
		atomic_fetch_add_explicit(s->counter, 1, memory_order_relaxed);
	if (rc == SQLITE_OK)
		while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
			if (!sink(context, (uint64_t)sqlite3_column_int64(stmt, 0),
				  sqlite3_column_double(stmt, 1)))
				break;
	sqlite3_finalize(stmt);
	return db_errno(rc);
}

int query_plan_run(struct statements *s, const struct query_node *root, const struct query_wish *wish,
		   query_plan_sink *sink, void *context)
{
	struct query_sql sql = {0};

	compose(&sql, root, wish);
	int r = sql.arena.failed ? -ENOMEM : run(s, &sql, sink, context);

	query_sql_finish(&sql);
	return r;
}

int query_plan_prepare(sqlite3 *db)
{
	int rc = query_where_prepare(db);

	return rc == SQLITE_OK ? query_score_prepare(db) : rc;
}
