/* SPDX-License-Identifier: MIT */
#include "query-plan.h"

#include "query-text.h"
#include "query-where.h"

#include <errno.h>

/* ---- the statements ---- */

#define SCORED "SELECT rowid AS id, bm25(words, 10.0, 1.0) AS score, 0 AS day FROM words WHERE words MATCH ?"
#define BEST_BEGIN "SELECT id FROM (SELECT id, min(score) AS score, max(day) AS day FROM ("
#define BEST_END ") GROUP BY id) ORDER BY score, day, id LIMIT ?"
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

static void add_candidates(struct query_sql *sql, const struct query_node *root, const struct chosen *c,
			   const struct buf *match)
{
	buf_text(&sql->text, "SELECT * FROM (" SCORED);
	query_bind_text(sql, (struct slice){match->data, match->length});
	sql->arena.failed |= match->failed;
	add_left(sql, root, c);
	buf_text(&sql->text, " LIMIT ?)");
	query_bind_number(sql, QUERY_RANKED_MAX);
}

static void add_best(struct query_sql *sql, const struct query_node *root, const struct chosen *c)
{
	struct buf title = {0};

	query_text_in_title(&title, root, (struct slice){c->match.data, c->match.length});
	buf_text(&sql->text, BEST_BEGIN);
	add_candidates(sql, root, c, &c->match);
	if (title.length > 0) {
		buf_text(&sql->text, " UNION ALL ");
		add_candidates(sql, root, c, &title);
	}
	buf_text(&sql->text, BEST_END);
	buf_finish(&title);
}

/* Words only speak for some of the documents: "squid OR from:beijing". */
static void add_mixed(struct query_sql *sql, const struct query_node *root, const struct buf *any)
{
	buf_text(&sql->text, BEST_BEGIN "SELECT * FROM (" SCORED " AND ");
	query_bind_text(sql, (struct slice){any->data, any->length});
	query_where(sql, root, QUERY_ROW_WORDS);
	buf_text(&sql->text, " LIMIT ?) UNION ALL SELECT d.id, 0, " DAY " FROM document d WHERE ");
	query_bind_number(sql, QUERY_RANKED_MAX);
	query_where(sql, root, QUERY_ROW_DOCUMENT);
	buf_text(&sql->text, BEST_END);
}

static void add_ranked(struct query_sql *sql, const struct query_node *root, const struct chosen *c)
{
	struct buf any = {0};

	query_text_any(&any, root, true);
	if (c->match.length > 0) {
		add_best(sql, root, c);
	} else if (any.length > 0) {
		add_mixed(sql, root, &any);
	} else {
		buf_text(&sql->text, "SELECT d.id FROM document d WHERE ");
		query_where(sql, root, QUERY_ROW_DOCUMENT);
		buf_text(&sql->text, " ORDER BY " DAY ", d.id LIMIT ?");
	}
	sql->arena.failed |= any.failed;
	buf_finish(&any);
}

static void add_rest(struct query_sql *sql, const struct query_node *root, const struct chosen *c)
{
	buf_text(&sql->text, "SELECT rowid FROM words WHERE words MATCH ?");
	query_bind_text(sql, (struct slice){c->match.data, c->match.length});
	add_left(sql, root, c);
	buf_text(&sql->text, " ORDER BY rowid LIMIT ?");
}

static void compose(struct query_sql *sql, const struct query_node *root, enum query_order order)
{
	struct chosen c;

	choose(&c, root);
	if (order == QUERY_RANKED) {
		add_ranked(sql, root, &c);
	} else if (order == QUERY_REST) {
		add_rest(sql, root, &c);
	} else {
		buf_text(&sql->text, "SELECT d.id FROM document d WHERE ");
		query_where(sql, root, QUERY_ROW_DOCUMENT);
		buf_text(&sql->text, " ORDER BY d.id LIMIT ?");
	}
	sql->arena.failed |= c.match.failed || sql->text.failed;
	buf_finish(&c.match);
}

bool query_plan_has_rest(const struct query_node *root)
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

	compose(&sql, root, order);
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
			if (!sink(context, (uint64_t)sqlite3_column_int64(stmt, 0)))
				break;
	sqlite3_finalize(stmt);
	return db_errno(rc);
}

int query_plan_run(struct statements *s, const struct query_node *root, enum query_order order, size_t limit,
		   query_plan_sink *sink, void *context)
{
	struct query_sql sql = {0};

	compose(&sql, root, order);
	query_bind_number(&sql, limit > 0 && limit < INT64_MAX ? (int64_t)limit : -1);
	int r = sql.arena.failed ? -ENOMEM : run(s, &sql, sink, context);

	query_sql_finish(&sql);
	return r;
}
