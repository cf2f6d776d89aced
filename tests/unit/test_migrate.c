/* SPDX-License-Identifier: MIT */
/* Stores of older schemas: golden/schema-N.sql is the text that made them. */
#include "../../store/db/stmt.h"
#include "store_kit.h"

TestSuite(migrate, .init = setup, .fini = teardown);

static const struct party_fact capital = {ROLE_SENDER, PARTY_NAMED, "CAPITAL", "capital", {0, 1}};

static void import_letter(const char *text, const char *name)
{
	struct writer *w = open_writer();
	struct document_facts facts = plain_facts();

	facts.parties = &capital;
	facts.party_count = 1;
	import_one(w, text, strlen(text), facts, name);
	cr_assert_eq(writer_close(w), 0);
}

static void run_sql(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, &why), SQLITE_OK, "%s: %s", sql, why);
}

static void read_schema(int number, char *ret, size_t size)
{
	char name[512];

	snprintf(name, sizeof name, GOLDEN_DIR "/schema-%d.sql", number);
	FILE *file = fopen(name, "r");

	cr_assert_not_null(file);
	size_t length = fread(ret, 1, size - 1, file);

	cr_assert(length < size - 1);
	ret[length] = '\0';
	fclose(file);
}

/* Moves the rows of the store that is attached as `now`, by the columns that both have. */
static void move_rows(sqlite3 *db)
{
	static const char moves[] =
		"SELECT 'DELETE FROM main.' || o.name || '; INSERT INTO main.' || o.name || ' (' || "
		"group_concat(c.name) || ') SELECT ' || group_concat(c.name) || ' FROM now.' || o.name "
		"FROM main.sqlite_schema o JOIN pragma_table_info(o.name) c "
		"WHERE o.type = 'table' AND o.name NOT IN ('words', 'titles') GROUP BY o.name "
		"ORDER BY o.name = 'sqlite_sequence'";
	sqlite3_stmt *stmt;

	cr_assert_eq(sqlite3_prepare_v2(db, moves, -1, &stmt, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
	while (sqlite3_step(stmt) == SQLITE_ROW)
		run_sql(db, (const char *)sqlite3_column_text(stmt, 0));
	cr_assert_eq(sqlite3_finalize(stmt), SQLITE_OK);
}

/* The store as the program of that schema would have made it. */
static void make_older(int schema)
{
	static char text[64 * 1024];
	char other[512], sql[1024];
	sqlite3 *db;

	snprintf(other, sizeof other, "%s-old", path);
	cr_assert_eq(sqlite3_open(other, &db), SQLITE_OK);
	read_schema(schema, text, sizeof text);
	run_sql(db, text);
	snprintf(sql, sizeof sql, "ATTACH '%s' AS now; PRAGMA application_id = %d; PRAGMA user_version = %d",
		 path, 0x444f5346, schema);
	run_sql(db, sql);
	move_rows(db);
	cr_assert_eq(sqlite3_close(db), SQLITE_OK);
	cr_assert_eq(rename(other, path), 0);
}

Test(migrate, a_reader_says_of_an_older_store_what_to_do)
{
	struct dossier_tree tree = {DOSSIER_ALL_VIEWS, false, false};

	import_letter("one", "one.txt");
	make_older(2);
	cr_assert_eq(dossier_store_open(path, &tree, keep_log, NULL, &store), -ESTALE);
	cr_assert_not_null(strstr(dossier_store_error(-ESTALE), "brings it up to date"));
	cr_assert_eq(ask("PRAGMA user_version"), 2);
}

Test(migrate, an_import_brings_an_older_store_up_to_date_and_goes_on)
{
	struct dossier_attributes before, after;

	import_letter("one", "one.txt");
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(resolve(reader, "by-sender/CAPITAL", &before), 0);
	close_reader(reader);
	make_older(2);
	import_letter("two", "two.txt");
	cr_assert_eq(check(), 0);
	reader = open_reader(false);
	cr_assert_eq(resolve(reader, "by-sender/CAPITAL", &after), 0);
	cr_assert_eq(after.node, before.node);
	cr_assert_eq(after.size, 2);
	cr_assert_eq(resolve(reader, "originals/release/one.txt", &after), 0);
	close_reader(reader);
	cr_assert_eq(ask("SELECT count(*) FROM words WHERE words MATCH 'two OR one'"), 2);
}

Test(migrate, words_are_found_by_their_columns_in_an_index_with_others)
{
	import_letter("quince", "one.txt");
	make_older(2);
	cr_assert_eq(ask("SELECT count(*) FROM words WHERE words MATCH 'quince'"), 1);
	import_letter("medlar", "two.txt");
	cr_assert_eq(ask("SELECT count(*) FROM words WHERE words MATCH 'body : (quince OR medlar)'"), 2);
	cr_assert_eq(ask("SELECT count(*) FROM words WHERE words MATCH 'title : (quince OR medlar)'"), 0);
	cr_assert_eq(check(), 0);
}

Test(migrate, titles_are_found_in_the_index_that_an_older_store_has_not)
{
	import_letter("quince", "one.txt");
	tamper("UPDATE document SET title = 'Fruits'");
	make_older(2);
	import_letter("medlar", "two.txt");
	cr_assert_eq(ask("SELECT count(*) FROM titles WHERE titles MATCH 'fruit'"), 1);
	cr_assert_eq(check(), 0);
}

/* How many objects of one schema are not the same in the other, either way. */
static int64_t count_differences(const char *other)
{
	char sql[1024];
	sqlite3 *db;
	sqlite3_stmt *stmt;

	snprintf(sql, sizeof sql, "ATTACH '%s' AS other", other);
	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	run_sql(db, sql);
	cr_assert_eq(sqlite3_prepare_v2(
			     db,
			     "WITH a AS (SELECT type, name, sql FROM main.sqlite_schema), "
			     "b AS (SELECT type, name, sql FROM other.sqlite_schema) "
			     "SELECT count(*) FROM (SELECT * FROM (SELECT * FROM a EXCEPT SELECT * FROM "
			     "b) UNION ALL SELECT * FROM (SELECT * FROM b EXCEPT SELECT * FROM a))",
			     -1, &stmt, NULL),
		     SQLITE_OK);
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
	int64_t count = sqlite3_column_int64(stmt, 0);

	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return count;
}

Test(migrate, an_older_store_gets_the_schema_of_a_new_one)
{
	char fresh[512];

	import_letter("one", "one.txt");
	snprintf(fresh, sizeof fresh, "%s-fresh", path);
	cr_assert_eq(rename(path, fresh), 0);
	import_letter("one", "one.txt");
	make_older(2);
	cr_assert_gt(count_differences(fresh), 0);
	import_letter("two", "two.txt");
	cr_assert_eq(count_differences(fresh), 0);
	cr_assert_eq(ask("SELECT count(*) FROM sqlite_schema WHERE name IN ('notice', 'notice_time', "
			 "'source_text')"),
		     3);
	unlink(fresh);
}

Test(migrate, numbers_that_were_given_are_not_given_again)
{
	import_letter("one", "one.txt");
	tamper("UPDATE sqlite_sequence SET seq = 70 WHERE name = 'document'");
	make_older(2);
	import_letter("two", "two.txt");
	cr_assert_eq(ask("SELECT max(id) FROM document"), 71);
}

Test(migrate, a_store_that_is_too_old_stays_as_it_is)
{
	struct writer *w;
	pid_t holder;

	import_letter("one", "one.txt");
	tamper("PRAGMA user_version = 1");
	cr_assert_eq(writer_open(path, &w, &holder), -ENOTSUP);
	cr_assert_eq(ask("PRAGMA user_version"), 1);
}
