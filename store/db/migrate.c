/* SPDX-License-Identifier: MIT */
#include "migrate.h"

#include "../util/buf.h"
#include "connection.h"
#include "erase.h"

#include <errno.h>
#include <stdio.h>

extern const char schema_sql[];

static int run_sql(struct statements *s, const char *sql)
{
	return db_errno(sqlite3_exec(s->db, sql, NULL, NULL, NULL));
}

/* The texts are made of names that schema.sql has: none needs to be quoted. */
__attribute__((format(printf, 2, 3))) static int run_format(struct statements *s, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	char *sql = sqlite3_vmprintf(format, values);
	va_end(values);
	int r = sql ? run_sql(s, sql) : -ENOMEM;

	sqlite3_free(sql);
	return r;
}

/* The columns that a table has in both forms, ready for a statement. */
static int common_columns(struct statements *s, const char *table, struct buf *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_MIGRATE_COLUMNS, &row, "t", table);

	for (; r == 1; r = stmt_next(row))
		buf_format(ret, "%s\"%s\"", ret->length ? ", " : "", stmt_text(row, 0));
	return r < 0 ? r : ret->failed ? -ENOMEM : 0;
}

/* A column that a table had not, or had otherwise, by those that it had. */
static const struct {
	const char *table, *column, *value;
} made[] = {{"chunk", "id", "content << 36 | first"}};

/* What is inserted into a table, and from what: as common_columns() found, and what is made. */
static int move_rows(struct statements *s, const char *table, const char *columns)
{
	struct buf names = {0}, values = {0};

	buf_text(&names, columns);
	buf_text(&values, columns);
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (strcmp(made[i].table, table) == 0) {
			buf_format(&names, ", %s", made[i].column);
			buf_format(&values, ", %s", made[i].value);
		}
	int r = names.failed || values.failed
			? -ENOMEM
			: run_format(s,
				     "INSERT INTO main.\"%s\" (%s) SELECT %s FROM temp.moved; "
				     "DROP TABLE temp.moved",
				     table, buf_string(&names), buf_string(&values));

	buf_finish(&names);
	buf_finish(&values);
	return r;
}

/* Numbers are never used twice, so that the last one given outlives the rows. */
static int rebuild(struct statements *s, const char *table, const char *sql)
{
	struct buf columns = {0};
	int64_t last = 0;
	int r = stmt_number(s, STMT_MIGRATE_LAST, &last, "t", table);

	if (r == 0 || r == -ENOENT)
		r = run_format(s,
			       "CREATE TEMP TABLE moved AS SELECT * FROM main.\"%s\"; DROP TABLE main.\"%s\"",
			       table, table);
	if (r == 0)
		r = run_sql(s, sql);
	if (r == 0)
		r = common_columns(s, table, &columns);
	if (r == 0)
		r = move_rows(s, table, buf_string(&columns));
	if (r == 0 && last > 0)
		r = stmt_run(s, STMT_MIGRATE_SET_LAST, "it", last, table);
	buf_finish(&columns);
	return r;
}

/* An index gives nothing back that it was given: its rows come from the documents again, at the end. */
static int renew_index(struct writer *w, const char *name, const char *sql)
{
	int r = run_format(&w->statements, "DROP TABLE main.\"%s\"", name);

	return r == 0 ? run_sql(&w->statements, sql) : r;
}

static int bring_table(struct writer *w, const char *name, const char *sql)
{
	bool words = strcmp(name, "words") == 0;

	w->reindex |= words;
	return words || strcmp(name, "titles") == 0 ? renew_index(w, name, sql)
						    : rebuild(&w->statements, name, sql);
}

/* A row of STMT_MIGRATE_OBJECTS of a fresh store. Tables come before their indexes. */
static int bring(struct writer *w, sqlite3_stmt *object)
{
	struct statements *s = &w->statements;
	const char *type = stmt_text(object, 0), *name = stmt_text(object, 1), *sql = stmt_text(object, 2);
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_MIGRATE_OBJECT, &row, "t", name);

	if (r < 0)
		return r;
	bool is_there = r == 1, is_same = is_there && strcmp(stmt_text(row, 0), sql) == 0;

	stmt_end(row);
	if (is_same)
		return 0;
	if (is_there && strcmp(type, "table") == 0)
		return bring_table(w, name, sql);
	r = is_there ? run_format(s, "DROP INDEX main.\"%s\"", name) : 0;
	return r == 0 ? run_sql(s, sql) : r;
}

static int bring_all(struct writer *w)
{
	struct statements fresh = {0};
	sqlite3_stmt *object;
	int r = db_errno(
		sqlite3_open_v2(":memory:", &fresh.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));

	if (r == 0)
		r = run_sql(&fresh, schema_sql);
	if (r == 0)
		r = stmt_row(&fresh, STMT_MIGRATE_OBJECTS, &object, "");
	while (r == 1) {
		r = bring(w, object);
		if (r == 0)
			r = stmt_next(object);
		else
			stmt_end(object);
	}
	connection_finish(&fresh);
	return r;
}

static int migrate_tables(struct writer *w)
{
	char number[64];
	int r = bring_all(w);

	if (r == 0 && w->reindex)
		r = words_begin_run(&w->statements);
	if (r == 0 && w->reindex)
		r = rebuild_words(w);
	else if (r == 0) /* made just now, if the store had none */
		r = stmt_run(&w->statements, STMT_TITLES_REBUILD, "");
	snprintf(number, sizeof number, "PRAGMA user_version = %d", (int)STORE_SCHEMA);
	return r == 0 ? run_sql(&w->statements, number) : r;
}

int migrate(struct writer *w)
{
	struct statements *s = &w->statements;
	int64_t schema;
	int r = stmt_run(s, STMT_BEGIN_IMMEDIATE, "");

	if (r < 0)
		return r;
	r = stmt_number(s, STMT_USER_VERSION, &schema, "");
	if (r == 0)
		r = schema < STORE_SCHEMA_OLDEST ? -ENOTSUP : migrate_tables(w);
	int ended = stmt_run(s, r == 0 ? STMT_COMMIT : STMT_ROLLBACK, "");

	return r == 0 ? ended : r;
}
