/* SPDX-License-Identifier: MIT */
#include "stmt.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>

int db_errno(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return 0;
	case SQLITE_NOMEM:
		return -ENOMEM;
	case SQLITE_FULL:
		return -ENOSPC;
	case SQLITE_INTERRUPT:
		return -EINTR;
	case SQLITE_READONLY:
		return -EROFS;
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		return -EACCES;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return -EBUSY;
	case SQLITE_NOTADB:
		return -EMEDIUMTYPE;
	case SQLITE_CONSTRAINT:
		return -EEXIST;
	default:
		return -EIO;
	}
}

static int prepare(struct statements *s, enum stmt id, sqlite3_stmt **ret)
{
	if (!s->prepared[id]) {
		int rc = sqlite3_prepare_v3(s->db, stmt_texts[id], -1, SQLITE_PREPARE_PERSISTENT,
					    &s->prepared[id], NULL);

		if (rc != SQLITE_OK)
			return db_errno(rc);
	}
	*ret = s->prepared[id];
	return 0;
}

static int bind(sqlite3_stmt *stmt, int at, char type, va_list *values)
{
	struct slice s;
	const char *text;

	switch (type) {
	case 'i':
		return sqlite3_bind_int64(stmt, at, va_arg(*values, int64_t));
	case 't':
		text = va_arg(*values, const char *);
		return sqlite3_bind_text(stmt, at, text, -1, SQLITE_STATIC);
	case 's':
		s = va_arg(*values, struct slice);
		return sqlite3_bind_text64(stmt, at, s.at ? s.at : "", s.length, SQLITE_STATIC, SQLITE_UTF8);
	case 'b':
		s = va_arg(*values, struct slice);
		return sqlite3_bind_blob64(stmt, at, s.at ? s.at : "", s.length, SQLITE_STATIC);
	default:
		return sqlite3_bind_null(stmt, at);
	}
}

static int run(struct statements *s, enum stmt id, sqlite3_stmt **ret_row, const char *types, va_list *values)
{
	sqlite3_stmt *stmt = NULL;
	int rc = SQLITE_OK, r = prepare(s, id, &stmt);

	if (r < 0)
		return r;
	assert(strlen(types) == (size_t)sqlite3_bind_parameter_count(stmt));
	if (s->counter)
		atomic_fetch_add_explicit(s->counter, 1, memory_order_relaxed);
	for (int i = 0; types[i] != '\0' && rc == SQLITE_OK; i++)
		rc = bind(stmt, i + 1, types[i], values);
	if (rc != SQLITE_OK) {
		stmt_end(stmt);
		return db_errno(rc);
	}
	*ret_row = stmt;
	return stmt_next(stmt);
}

int stmt_row(struct statements *s, enum stmt id, sqlite3_stmt **ret_row, const char *types, ...)
{
	va_list values;
	sqlite3_stmt *row = NULL;

	va_start(values, types);
	int r = run(s, id, &row, types, &values);
	va_end(values);
	*ret_row = r == 1 ? row : NULL;
	return r;
}

int stmt_next(sqlite3_stmt *row)
{
	int rc = sqlite3_step(row);

	if (rc == SQLITE_ROW)
		return 1;
	stmt_end(row);
	return db_errno(rc);
}

void stmt_end(sqlite3_stmt *row)
{
	if (!row)
		return;
	sqlite3_reset(row);
	sqlite3_clear_bindings(row);
}

int stmt_run(struct statements *s, enum stmt id, const char *types, ...)
{
	va_list values;
	sqlite3_stmt *row = NULL;

	va_start(values, types);
	int r = run(s, id, &row, types, &values);
	va_end(values);
	while (r == 1)
		r = stmt_next(row);
	return r;
}

int stmt_number(struct statements *s, enum stmt id, int64_t *ret_value, const char *types, ...)
{
	va_list values;
	sqlite3_stmt *row = NULL;

	va_start(values, types);
	int r = run(s, id, &row, types, &values);
	va_end(values);
	if (r != 1)
		return r < 0 ? r : -ENOENT;
	*ret_value = sqlite3_column_int64(row, 0);
	stmt_end(row);
	return 0;
}

struct slice stmt_blob(sqlite3_stmt *row, int column)
{
	const char *at = sqlite3_column_blob(row, column);

	return at ? (struct slice){at, (size_t)sqlite3_column_bytes(row, column)} : (struct slice){"", 0};
}

const char *stmt_text(sqlite3_stmt *row, int column)
{
	const char *text = (const char *)sqlite3_column_text(row, column);

	return text ? text : "";
}

const char *stmt_sql(enum stmt id)
{
	return stmt_texts[id];
}

void statements_finish(struct statements *s)
{
	for (size_t i = 0; i < STMT_COUNT; i++) {
		sqlite3_finalize(s->prepared[i]);
		s->prepared[i] = NULL;
	}
}
