/* SPDX-License-Identifier: MIT */
/*
 * The floor of an import: the bytes of files put into SQLite with a full-text index over them, one thread,
 * plain inserts in batches; nothing is parsed. File names come from standard input, one a line.
 *
 * usage: find DIR -type f | floor STORE
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCH = 5000 };

static const char schema[] = "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
			     "PRAGMA cache_size=-65536;"
			     "CREATE TABLE document (id INTEGER PRIMARY KEY, path TEXT, text TEXT);"
			     "CREATE VIRTUAL TABLE words USING fts5 (body, content='', tokenize='porter "
			     "unicode61 remove_diacritics 2');";

static void give_up(const char *what, const char *why)
{
	fprintf(stderr, "floor: %s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

static void execute(sqlite3 *store, const char *sql)
{
	if (sqlite3_exec(store, sql, NULL, NULL, NULL) != SQLITE_OK)
		give_up(sql, sqlite3_errmsg(store));
}

static sqlite3_stmt *prepare(sqlite3 *store, const char *sql)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(store, sql, -1, &statement, NULL) != SQLITE_OK)
		give_up(sql, sqlite3_errmsg(store));
	return statement;
}

/* Free with free(). */
static char *read_file(const char *path, int *ret_length)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	char *text = NULL;

	if (descriptor < 0 || fstat(descriptor, &status) < 0 || !(text = malloc((size_t)status.st_size + 1)))
		give_up(path, "cannot be read");
	ssize_t length = read(descriptor, text, (size_t)status.st_size);

	if (length < 0)
		give_up(path, "cannot be read");
	close(descriptor);
	*ret_length = (int)length;
	return text;
}

static void insert(sqlite3_stmt *statement, int64_t id, const char *path, const char *text, int length)
{
	int column = 1;

	sqlite3_bind_int64(statement, column++, id);
	if (path)
		sqlite3_bind_text(statement, column++, path, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, column, text, length, SQLITE_STATIC);
	if (sqlite3_step(statement) != SQLITE_DONE)
		give_up("insert", sqlite3_errmsg(sqlite3_db_handle(statement)));
	sqlite3_reset(statement);
}

static void insert_all(sqlite3 *store)
{
	sqlite3_stmt *document = prepare(store, "INSERT INTO document VALUES (?, ?, ?)");
	sqlite3_stmt *words = prepare(store, "INSERT INTO words (rowid, body) VALUES (?, ?)");
	char *path = NULL;
	size_t size = 0;
	int64_t id = 0;
	ssize_t got;

	for (execute(store, "BEGIN"); (got = getline(&path, &size, stdin)) > 0;) {
		int length;

		path[got - 1] = '\0';
		char *text = read_file(path, &length);
		insert(document, ++id, path, text, length);
		insert(words, id, NULL, text, length);
		free(text);
		if (id % BATCH == 0)
			execute(store, "COMMIT; BEGIN");
	}
	execute(store, "COMMIT");
	free(path);
	sqlite3_finalize(document);
	sqlite3_finalize(words);
}

int main(int argc, char **argv)
{
	sqlite3 *store = NULL;

	if (argc != 2)
		return 2;
	if (sqlite3_open(argv[1], &store) != SQLITE_OK)
		give_up(argv[1], "cannot be opened");
	execute(store, schema);
	insert_all(store);
	if (sqlite3_close(store) != SQLITE_OK)
		give_up(argv[1], "cannot be closed");
	return EXIT_SUCCESS;
}
