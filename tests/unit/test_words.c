/* SPDX-License-Identifier: MIT */
/* Documents wait for the full-text index in memory: what is kept goes in once, what is undone never. */
#include "../../store/db/erase.h"
#include "../../store/db/words.h"
#include "../../store/db/writer.h"
#include "store_kit.h"

TestSuite(words, .init = setup, .fini = teardown);

enum { LARGE = 17 * 1024 * 1024 /* more than may wait */ };

static struct statements statements;
static struct words words;

static void open_index(void)
{
	cr_assert_eq(writer_close(open_writer()), 0);
	statements = (struct statements){.db = NULL};
	words = (struct words){.count = 0};
	cr_assert_eq(sqlite3_open(path, &statements.db), SQLITE_OK);
}

static void close_index(void)
{
	words_finish(&words);
	statements_finish(&statements);
	cr_assert_eq(sqlite3_close(statements.db), SQLITE_OK);
}

static void add(int64_t document, const char *title, const char *body)
{
	cr_assert_eq(words_add(&words, &statements, document, slice_of(title), slice_of(body)), 0);
}

/* The sum of the documents that match; each test gives its own powers of two. */
static int64_t found(const char *query)
{
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT coalesce(sum(rowid), 0) FROM words WHERE words MATCH '%s'", query);
	return ask(sql);
}

/* The same of the index of titles. */
static int64_t titled(const char *query)
{
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT coalesce(sum(rowid), 0) FROM titles WHERE titles MATCH '%s'",
		 query);
	return ask(sql);
}

Test(words, documents_wait_until_they_are_flushed_and_go_in_with_their_own_title_and_body)
{
	open_index();
	add(1, "Squid", "quota");
	add(2, "", "squid");
	add(4, "Quota", "");
	cr_assert_eq(words_keep(&words, &statements), 0);
	cr_expect_eq(found("squid OR quota"), 0);
	cr_assert_eq(words_flush(&words, &statements), 0);
	cr_expect_eq(found("title: squid"), 1);
	cr_expect_eq(found("body: squid"), 2);
	cr_expect_eq(found("title: quota"), 4);
	cr_expect_eq(found("body: quota"), 1);
	cr_assert_eq(words_flush(&words, &statements), 0);
	cr_expect_eq(found("squid"), 3, "what went in does not wait any more");
	close_index();
}

Test(words, titles_are_in_an_index_of_their_own_too_and_leave_both)
{
	open_index();
	add(1, "Squid", "quota");
	add(2, "Quota", "squid");
	cr_assert_eq(words_flush(&words, &statements), 0);
	cr_expect_eq(titled("squid OR quota"), 1 + 2);
	cr_expect_eq(titled("squid"), 1);
	cr_assert_eq(words_erase(&statements, 1, SLICE("Squid"), SLICE("quota")), 0);
	cr_expect_eq(titled("squid OR quota"), 2);
	cr_expect_eq(found("squid OR quota"), 2);
	close_index();
}

Test(words, what_came_since_the_last_whole_source_is_undone)
{
	open_index();
	add(1, "Squid", "one");
	cr_assert_eq(words_keep(&words, &statements), 0);
	add(2, "Squid", "two");
	add(4, "Squid", "three");
	words_undo(&words);
	add(8, "Squid", "four");
	cr_assert_eq(words_keep(&words, &statements), 0);
	words_undo(&words);
	cr_assert_eq(words_flush(&words, &statements), 0);
	cr_expect_eq(found("squid"), 1 + 8);
	cr_expect_eq(found("four"), 8, "its bytes follow those that were kept");
	cr_expect_eq(found("two OR three"), 0);
	close_index();
}

Test(words, a_document_too_large_to_wait_goes_in_at_once_and_the_others_still_wait)
{
	char *body = malloc(LARGE + 1);

	cr_assert_not_null(body);
	memset(body, ' ', LARGE);
	memcpy(body, "squid", 5);
	body[LARGE] = '\0';
	open_index();
	add(1, "Quota", "");
	add(2, "", body);
	cr_expect_eq(found("squid"), 2);
	cr_expect_eq(found("quota"), 0);
	cr_assert_eq(words_keep(&words, &statements), 0);
	cr_assert_eq(words_flush(&words, &statements), 0);
	cr_expect_eq(found("quota OR squid"), 3);
	close_index();
	free(body);
}

Test(words, many_bytes_go_in_when_their_source_is_whole_and_not_before)
{
	enum { SIZE = 13 * 1024 * 1024 };
	char *body = malloc(SIZE + 1);

	cr_assert_not_null(body);
	memset(body, ' ', SIZE);
	memcpy(body, "squid", 5);
	body[SIZE] = '\0';
	open_index();
	add(1, "", body);
	cr_expect_eq(found("squid"), 0);
	cr_assert_eq(words_keep(&words, &statements), 0);
	cr_expect_eq(found("squid"), 1);
	cr_expect_eq(words.count, 0);
	close_index();
	free(body);
}

Test(words, a_run_s_settings_of_the_index_are_written_once)
{
	open_index();
	cr_assert_eq(words_begin_run(&statements), 0);
	int changes = sqlite3_total_changes(statements.db);

	cr_assert_eq(words_begin_run(&statements), 0);
	cr_expect_eq(sqlite3_total_changes(statements.db), changes);
	close_index();
}

/* ---- a large run ---- */

static int64_t pieces(void)
{
	return ask("SELECT count(DISTINCT segid) FROM words_idx");
}

/* Each commit makes a piece. */
static struct writer *open_pieces(int count)
{
	struct writer *w = open_writer();
	char text[64], name[32];

	for (int i = 0; i < count; i++) {
		int length = snprintf(text, sizeof text, "Squid quota of district %d.\n", i);

		snprintf(name, sizeof name, "%d.txt", i);
		import_one(w, text, (size_t)length, plain_facts(), name);
		cr_assert_eq(writer_commit(w, true), 0);
	}
	return w;
}

static bool refuse(void *context)
{
	++*(int *)context;
	return true;
}

Test(words, a_large_run_leaves_an_index_of_one_piece)
{
	struct writer *w = open_pieces(5);

	cr_expect_eq(pieces(), 5);
	w->words.flushed = UINT64_C(1) << 30;
	cr_assert_eq(writer_merge(w, NULL, NULL), 0);
	cr_assert_eq(writer_close(w), 0);
	cr_expect_eq(pieces(), 1);
	cr_expect_eq(found("district"), 1 + 2 + 3 + 4 + 5);
	cr_expect_eq(check(), 0);
}

Test(words, a_small_run_leaves_it_as_it_is)
{
	struct writer *w = open_pieces(5);

	cr_assert_eq(writer_merge(w, NULL, NULL), 0);
	cr_assert_eq(writer_close(w), 0);
	cr_expect_eq(pieces(), 5);
}

Test(words, a_run_that_is_stopped_while_it_merges_ends_well)
{
	struct writer *w = open_pieces(5);
	int asked = 0;

	w->words.flushed = UINT64_C(1) << 30;
	cr_assert_eq(writer_merge(w, refuse, &asked), 0);
	cr_expect_eq(asked, 1);
	import_one(w, "Ling.\n", 6, plain_facts(), "ling.txt");
	cr_assert_eq(writer_close(w), 0);
	cr_expect_eq(found("district"), 1 + 2 + 3 + 4 + 5);
	cr_expect_eq(found("ling"), 6);
	cr_expect_eq(check(), 0);
}

/* ---- damage ---- */

static void import_two(void)
{
	struct writer *w = open_writer();

	import_one(w, "Squid quota.\n", 13, plain_facts(), "squid.txt");
	import_one(w, "Ling quota.\n", 12, plain_facts(), "ling.txt");
	cr_assert_eq(writer_close(w), 0);
}

/* Documents whose rows take some pages; returns the last of these pages. */
static int64_t import_long(void)
{
	enum { COUNT = 30, LENGTH = 3000 };
	char text[16], name[16], title[LENGTH + 1];
	struct document_facts facts = plain_facts();
	struct writer *w = open_writer();

	memset(title, 'x', LENGTH);
	title[LENGTH] = '\0';
	facts.title.value = title;
	for (int i = 0; i < COUNT; i++) {
		snprintf(name, sizeof name, "%d.txt", i);
		import_one(w, text, (size_t)snprintf(text, sizeof text, "Squid %d.", i), facts, name);
	}
	cr_assert_eq(writer_close(w), 0);
	return ask("SELECT pageno FROM dbstat WHERE name = 'document' ORDER BY path DESC LIMIT 1");
}

static void ruin(int64_t page)
{
	enum { PAGE = 16384 };
	char rubbish[PAGE];
	int fd = open(path, O_RDWR);

	memset(rubbish, 0xa5, sizeof rubbish);
	cr_assert_eq(pwrite(fd, rubbish, PAGE, (page - 1) * PAGE), PAGE);
	close(fd);
}

Test(words, an_index_is_made_anew_without_a_text_that_cannot_be_read)
{
	import_two();
	tamper("UPDATE chunk SET checksum = checksum + 1 WHERE content = 1");
	struct writer *w = open_writer();

	cr_assert_eq(rebuild_words(w), 0);
	cr_assert_eq(writer_close(w), 0);
	cr_expect_eq(found("quota"), 2);
	cr_expect_eq(found("title: title"), 1 + 2);
	cr_expect_eq(titled("title"), 1 + 2);
}

Test(words, an_index_is_not_made_anew_from_rows_that_cannot_be_read, .timeout = 10)
{
	int64_t last = import_long();
	struct writer *w = open_writer();

	ruin(last);
	cr_assert_eq(sqlite3_db_release_memory(w->statements.db), SQLITE_OK);
	cr_expect_eq(rebuild_words(w), -EIO);
	cr_expect_eq(erase_words(w, 30), -EIO);
	cr_expect(!w->reindex);
	writer_abandon(w);
}

Test(words, words_that_a_damaged_index_does_not_give_up_go_when_it_is_made_anew)
{
	import_two();
	tamper("UPDATE words_data SET block = x'' WHERE id = 1");
	struct writer *w = open_writer();

	cr_assert_eq(erase_document(w, 1), 0);
	cr_expect(w->reindex);
	cr_assert_eq(writer_close(w), 0);
	cr_expect_eq(found("squid OR quota"), 2);
}
