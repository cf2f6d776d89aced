/* SPDX-License-Identifier: MIT */
/* Contents: what went in comes out at every offset, and damage costs what it touches and is never other
 * bytes. */
#include "../../store/db/checksum.h"
#include "../../store/db/content.h"
#include "store_kit.h"

TestSuite(content, .init = setup, .fini = teardown);

static const dossier_node DOCUMENT_1 = (dossier_node)DOSSIER_DOCUMENT << DOSSIER_KIND_SHIFT | 1;
static const dossier_node ORIGINAL_1 = (dossier_node)DOSSIER_ORIGINAL << DOSSIER_KIND_SHIFT | 1;

/* Text that no offset of repeats soon. */
static char *make_text(size_t size, unsigned seed)
{
	char *text = malloc(size + 1);

	cr_assert_not_null(text);
	srand(seed);
	for (size_t i = 0; i < size; i++)
		text[i] = (char)(i % 61 == 60 ? '\n' : 'a' + rand() % 26);
	text[size] = '\0';
	return text;
}

static void expect_bytes(struct dossier_reader *reader, dossier_node node, const char *all, size_t size,
			 size_t at, size_t want)
{
	char *bytes = malloc(want + 1);
	size_t got = 12345, have = at < size ? size - at : 0;

	bytes[want] = '#';
	cr_assert_eq(dossier_read(reader, node, at, bytes, want, &got), 0);
	cr_assert_eq(got, want < have ? want : have, "%zu at %zu: %zu", want, at, got);
	cr_assert(got == 0 || memcmp(bytes, all + at, got) == 0, "%zu at %zu", want, at);
	cr_assert_eq(bytes[want], '#');
	free(bytes);
}

Test(content, a_read_across_chunks_is_right_at_every_edge)
{
	enum { SIZE = 3 * CHUNK_SIZE + 777 };
	static const size_t cuts[] = {0, 1, 1000, CHUNK_SIZE, 2 * CHUNK_SIZE + 5, SIZE - 1, SIZE};
	char *text = make_text(SIZE, 1);
	struct writer *w = open_writer();
	int fd;
	uint64_t source = begin(w, text, SIZE, &fd);

	for (size_t i = 0; i + 1 < sizeof cuts / sizeof *cuts; i++) {
		struct document_facts facts = plain_facts();

		facts.range = (struct span){cuts[i], cuts[i + 1]};
		cr_assert_eq(writer_document(w, &facts), 0);
	}
	end(w, source, fd, "a.txt", 0);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
		for (size_t from = cuts[i] > 2 ? cuts[i] - 2 : 0; from <= cuts[i] + 2; from++)
			for (size_t want = 1; want < 3 * CHUNK_SIZE; want = want * 7 + 1)
				expect_bytes(reader, ORIGINAL_1, text, SIZE, from, want);
	for (size_t i = 0; i + 1 < sizeof cuts / sizeof *cuts; i++)
		expect_bytes(reader, DOCUMENT_1 + i, text + cuts[i], cuts[i + 1] - cuts[i], 0, SIZE);
	expect_bytes(reader, DOCUMENT_1 + 3, text + CHUNK_SIZE, CHUNK_SIZE + 5, CHUNK_SIZE - 1, 3);
	expect_bytes(reader, DOCUMENT_1, text, 1, SIZE_MAX / 2, 10);
	close_reader(reader);
	cr_assert_eq(check(), 0);
	free(text);
}

Test(content, a_sequential_read_decodes_each_chunk_once)
{
	enum { SIZE = 2 * CHUNK_SIZE };
	char *text = make_text(SIZE, 2);
	struct dossier_counters counters;
	struct writer *w = open_writer();

	import_one(w, text, SIZE, plain_facts(), "a.txt");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	for (size_t at = 0; at < SIZE; at += 4096)
		expect_bytes(reader, DOCUMENT_1, text, SIZE, at, 4096);
	dossier_count(store, &counters);
	cr_assert_eq(counters.chunks, 2);
	cr_assert_eq(counters.chunk_hits, SIZE / 4096 - 2);
	close_reader(reader);
	free(text);
}

Test(content, a_damaged_chunk_is_an_error_and_one_line_and_costs_only_itself)
{
	enum { SIZE = 3 * CHUNK_SIZE };
	static const char *const damages[] = {
		("UPDATE chunk SET bytes = CAST(substr(bytes, 1, 100) || x'0102' || substr(bytes, 103) AS "
		 "BLOB) WHERE first = 131072"),
		"UPDATE chunk SET checksum = checksum + 1 WHERE first = 131072",
		"UPDATE chunk SET length = length - 1 WHERE first = 131072",
		"UPDATE chunk SET length = 9223372036854775807 WHERE first = 131072",
		"UPDATE chunk SET length = -1 WHERE first = 131072",
		"UPDATE chunk SET bytes = x'' WHERE first = 131072",
		"UPDATE chunk SET dictionary = 9 WHERE first = 131072",
		"DELETE FROM chunk WHERE first = 131072"};
	char *text = make_text(SIZE, 3), bytes[64];
	size_t got = 7;
	struct writer *w = open_writer();

	import_one(w, text, SIZE, plain_facts(), "a.txt");
	cr_assert_eq(writer_close(w), 0);
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		tamper(damages[i]);
		struct dossier_reader *reader = open_reader(false);

		log_lines = 0;
		cr_assert_eq(dossier_read(reader, DOCUMENT_1, CHUNK_SIZE + 10, bytes, sizeof bytes, &got),
			     -EIO, "%s", damages[i]);
		cr_assert_eq(log_lines, 1);
		cr_assert_eq(got, 7, "untouched on failure");
		expect_bytes(reader, DOCUMENT_1, text, SIZE, CHUNK_SIZE - 64, 64);
		expect_bytes(reader, DOCUMENT_1, text, SIZE, 2 * CHUNK_SIZE, CHUNK_SIZE);
		cr_assert_eq(dossier_read(reader, ORIGINAL_1, CHUNK_SIZE - 1, bytes, 2, &got), -EIO);
		cr_assert_eq(log_lines, 2);
		close_reader(reader);
		cr_assert_gt(check(), 0, "%s", damages[i]);
	}
	free(text);
}

/* Messages that have much in common, so that a dictionary is worth it. */
static void import_messages(unsigned count)
{
	struct writer *w = open_writer();
	char text[600], name[32];

	srand(4);
	for (unsigned i = 0; i < count; i++) {
		int n = snprintf(
			text, sizeof text,
			"From: BEIJING\nTo: WELLINGTON\nSubject: FORMAL MESSAGE %u\n\nDear colleague %d,\n",
			i, rand());

		for (int word = 0; word < 40; word++)
			n += snprintf(text + n, sizeof text - (size_t)n, "%s ",
				      rand() % 2 ? "consideration" : "withheld");
		snprintf(name, sizeof name, "m%u.txt", i);
		import_one(w, text, (size_t)n, plain_facts(), name);
	}
	cr_assert_eq(writer_close(w), 0);
}

Test(content, many_small_documents_train_a_dictionary_and_read_back_with_it, .timeout = 60)
{
	import_messages(4200);
	cr_assert_eq(ask("SELECT count(*) FROM dictionary"), 1);
	int64_t with = ask("SELECT count(*) FROM chunk WHERE dictionary = 1");

	cr_assert(with > 50 && with < 1000, "%lld", (long long)with);
	cr_assert_lt(ask("SELECT avg(length(bytes)) FROM chunk WHERE dictionary = 1") * 2,
		     ask("SELECT avg(length(bytes)) FROM chunk WHERE dictionary IS NULL"));
	cr_assert_eq(check(), 0);
	/* The next run takes up the same one. */
	struct writer *w = open_writer();

	import_one(w, "From: BEIJING\n\nConsideration.\n", 30, plain_facts(), "late.txt");
	cr_assert_eq(writer_close(w), 0);
	cr_assert_eq(ask("SELECT count(*) FROM chunk WHERE dictionary = 1"), with + 1);
}

Test(content, a_damaged_dictionary_never_gives_other_bytes, .timeout = 60)
{
	import_messages(4200);
	int64_t size = ask("SELECT length(bytes) FROM dictionary");
	char sql[200], bytes[600];
	unsigned errors = 0;

	for (int64_t at = 1; at < size; at += size / 24) {
		snprintf(sql, sizeof sql,
			 "UPDATE dictionary SET bytes = CAST(substr(bytes, 1, %lld) || x'5a5a5a5a' || "
			 "substr(bytes, %lld) AS BLOB)",
			 (long long)at, (long long)at + 5);
		tamper("CREATE TABLE kept AS SELECT bytes FROM dictionary");
		tamper(sql);
		struct dossier_reader *reader = open_reader(false);

		for (uint64_t id = 4150; id < 4160; id++) {
			size_t got;
			int r = dossier_read(reader, dossier_node_pack(DOSSIER_DOCUMENT, id), 0, bytes,
					     sizeof bytes - 1, &got);
			char want[64];

			errors += r == -EIO;
			cr_assert(r == 0 || r == -EIO);
			if (r < 0)
				continue;
			bytes[got] = '\0';
			snprintf(want, sizeof want,
				 "From: BEIJING\nTo: WELLINGTON\nSubject: FORMAL MESSAGE %d\n", (int)id - 1);
			cr_assert(strncmp(bytes, want, strlen(want)) == 0 && !strstr(bytes, "ZZZ"), "%s",
				  bytes);
		}
		close_reader(reader);
		tamper("UPDATE dictionary SET bytes = (SELECT bytes FROM kept); DROP TABLE kept");
	}
	cr_assert_gt(errors, 0);
	tamper("UPDATE dictionary SET bytes = x'37a430ec00000000'");
	/* A writer does without one that does not load. */
	struct writer *w = open_writer();

	import_one(w, "From: BEIJING\n\nConsideration.\n", 30, plain_facts(), "late.txt");
	cr_assert_eq(writer_close(w), 0);
	cr_assert_eq(ask("SELECT dictionary IS NULL FROM chunk ORDER BY content DESC LIMIT 1"), 1);
}

Test(content, a_row_that_lies_with_a_right_checksum_reads_nothing_that_is_not_there)
{
	static const char text[] = "Some text of one small document.\n";
	char sql[300], bytes[64], faults[4000];
	struct writer *w = open_writer();
	size_t got;

	import_one(w, text, sizeof text - 1, plain_facts(), "a.txt");
	cr_assert_eq(writer_close(w), 0);
	tamper("CREATE TABLE kept AS SELECT * FROM chunk");
	static const int64_t lies[][2] = {/* first, length */
					  {0, INT64_MAX}, {0, -1}, {0, INT64_MIN}, {5, 34}, {0, 0}, {0, 34}};

	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		sqlite3 *db;
		sqlite3_stmt *row;

		cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
		cr_assert_eq(sqlite3_prepare_v2(db, "SELECT bytes FROM kept", -1, &row, NULL), SQLITE_OK);
		cr_assert_eq(sqlite3_step(row), SQLITE_ROW);
		struct slice frame = {sqlite3_column_blob(row, 0), (size_t)sqlite3_column_bytes(row, 0)};
		int64_t fields[] = {1, lies[i][0], lies[i][1], 0};

		snprintf(sql, sizeof sql,
			 "UPDATE chunk SET id = (1 << 36) + %lld, length = %lld, checksum = %lld",
			 (long long)lies[i][0], (long long)lies[i][1],
			 (long long)checksum(fields, 4, frame, (struct slice){"", 0}));
		sqlite3_finalize(row);
		sqlite3_close(db);
		tamper(sql);
		struct dossier_reader *reader = open_reader(false);

		cr_assert_eq(dossier_read(reader, DOCUMENT_1, 30, bytes, sizeof bytes, &got), -EIO);
		close_reader(reader);
		check_into(faults);
		cr_assert(strstr(faults, "content 1") && strstr(faults, "document 1"), "%s", faults);
	}
}

Test(content, an_empty_file_is_an_original_of_no_bytes)
{
	struct writer *w = open_writer();
	struct dossier_attributes a;
	int fd;
	uint64_t source = begin(w, "", 0, &fd);

	end(w, source, fd, "empty", 0);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(dossier_stat(reader, ORIGINAL_1, &a), 0);
	cr_assert_eq(a.size, 0);
	expect_bytes(reader, ORIGINAL_1, "", 0, 0, 10);
	close_reader(reader);
	cr_assert_eq(check(), 0);
}

/* --- Rests that belong to no document --- */

enum { REST = 64 /* bytes that still join the chunk before them */ };

/* A source of `size` bytes with the documents of these ranges; returns how many chunks it takes. */
static int64_t chunks_of(size_t size, const struct span *documents, size_t count)
{
	char *text = make_text(size, (unsigned)size);
	struct writer *w = open_writer();
	size_t covered = 0;
	int fd;
	uint64_t source = begin_row(w, (struct source_row){.whole = true}, text, size, &fd);

	for (size_t i = 0; i < count; i++) {
		struct document_facts facts = plain_facts();

		facts.range = documents[i];
		covered += documents[i].last - documents[i].first;
		cr_assert_eq(writer_document(w, &facts), 0);
	}
	end(w, source, fd, "a.txt", size - covered);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_bytes(reader, ORIGINAL_1, text, size, 0, size + 1);
	for (size_t i = 0; i < count; i++)
		expect_bytes(reader, DOCUMENT_1 + i, text + documents[i].first,
			     documents[i].last - documents[i].first, 0, size + 1);
	close_reader(reader);
	cr_assert_eq(check(), 0);
	free(text);
	return ask("SELECT count(*) FROM chunk");
}

Test(content, a_short_rest_behind_a_document_goes_into_its_chunk)
{
	const struct span document = {0, 1000};

	cr_expect_eq(chunks_of(1000 + REST, &document, 1), 1);
}

Test(content, a_longer_rest_is_a_chunk_of_its_own)
{
	const struct span document = {0, 1000};

	cr_expect_eq(chunks_of(1000 + REST + 1, &document, 1), 2);
}

Test(content, a_rest_joins_no_chunk_that_would_be_too_large_for_a_dictionary)
{
	const struct span document = {0, CONTENT_SMALL};

	cr_expect_eq(chunks_of(CONTENT_SMALL + 1, &document, 1), 2);
}

Test(content, a_rest_before_all_documents_has_no_chunk_to_join)
{
	const struct span document = {1, 1000};

	cr_expect_eq(chunks_of(1000, &document, 1), 2);
}

Test(content, rests_between_documents_join_the_one_before_and_short_documents_join_none)
{
	static const struct span documents[] = {{0, 500}, {501, 900}, {900, 910}};

	cr_expect_eq(chunks_of(911, documents, 3), 3);
}
