/* SPDX-License-Identifier: MIT */
/* Packing: the store gets smaller, and nothing else changes. */
#include "../../store/db/content.h"
#include "../../store/db/pack.h"
#include "store_kit.h"

TestSuite(pack, .init = setup, .fini = teardown);

enum { DOCUMENTS = 1800, LENGTH = 1500, SIZE = DOCUMENTS * LENGTH };

/* One of its chunks. */
#define IN_1700TH "first = 1699 * 1500"

static char *all;

/* Texts that have much in common, of which the first third speaks of other things. */
static void write_texts(void)
{
	static const char *const early[] = {"squid ", "quota ", "vessel ", "harbour ", "observer ", "ling "};
	static const char *const late[] = {"minister ", "delegation ", "formal ",
					   "message ",  "consul ",     "visa "};
	size_t at = 0;

	all = calloc(1, SIZE + 32);
	cr_assert_not_null(all);
	srand(5);
	while (at < SIZE) {
		const char *word = (at < SIZE / 3 ? early : late)[rand() % 6];

		at += (size_t)sprintf(all + at, "%s%d%s", word, rand() % 1000, rand() % 9 ? " " : "\n");
	}
}

static void import_all(void)
{
	struct writer *w = open_writer();
	int fd;

	write_texts();
	uint64_t source = begin(w, all, SIZE, &fd);

	for (uint64_t i = 0; i < DOCUMENTS; i++) {
		struct document_facts facts = plain_facts();

		facts.range = (struct span){i * LENGTH, (i + 1) * LENGTH};
		cr_assert_eq(writer_document(w, &facts), 0);
	}
	end(w, source, fd, "many.txt", 0);
	cr_assert_eq(writer_close(w), 0);
}

static struct dossier_pack_report pack(const struct dossier_pack_options *options, int want)
{
	struct dossier_pack_report report;
	pid_t holder;

	cr_assert_eq(dossier_pack(path, options, &report, &holder), want);
	return report;
}

static void expect_texts(struct dossier_reader *reader)
{
	static char bytes[SIZE];
	size_t got;

	for (uint64_t i = 0; i < DOCUMENTS; i++) {
		dossier_node node = dossier_node_pack(DOSSIER_DOCUMENT, i + 1);

		cr_assert_eq(dossier_read(reader, node, 0, bytes, LENGTH + 1, &got), 0);
		cr_assert(got == LENGTH && memcmp(bytes, all + i * LENGTH, LENGTH) == 0, "document %d",
			  (int)i + 1);
	}
	cr_assert_eq(dossier_read(reader, dossier_node_pack(DOSSIER_ORIGINAL, 1), 0, bytes, SIZE, &got), 0);
	cr_assert(got == SIZE && memcmp(bytes, all, SIZE) == 0);
}

Test(pack, a_packed_store_is_smaller_and_holds_the_same_bytes)
{
	import_all();
	int64_t clock = ask("SELECT value FROM setting"), old = ask("SELECT max(id) FROM dictionary");
	struct dossier_pack_report report = pack(NULL, 0);

	cr_expect_lt(report.bytes_after, report.bytes_before);
	cr_expect_eq(report.chunks, DOCUMENTS);
	cr_expect_eq(report.chunks_damaged, 0);
	cr_expect_eq(ask("SELECT value FROM setting"), clock);
	cr_expect_eq(ask("SELECT count(*) FROM dictionary"), 1);
	cr_expect_gt(ask("SELECT max(id) FROM dictionary"), old, "a number is not used twice");
	cr_expect_eq(ask("PRAGMA freelist_count"), 0);
	cr_expect_eq(ask("SELECT count(DISTINCT segid) FROM words_idx"), 1);
	cr_expect_eq(ask("SELECT count(DISTINCT segid) FROM titles_idx"), 1);
	struct dossier_reader *reader = open_reader(false);

	expect_texts(reader);
	close_reader(reader);
	cr_expect_eq(check(), 0);
	free(all);
}

Test(pack, a_store_that_is_packed_again_keeps_its_chunks)
{
	import_all();
	pack(NULL, 0);
	struct dossier_pack_report report = pack(NULL, 0);

	cr_expect_eq(report.chunks_packed, 0);
	cr_expect_eq(report.bytes_after, report.bytes_before);
	cr_expect_eq(ask("SELECT count(*) FROM dictionary"), 1);
	free(all);
}

Test(pack, an_import_goes_on_with_the_new_dictionary)
{
	import_all();
	pack(NULL, 0);
	struct writer *w = open_writer();

	import_one(w, "One more that came late.", 24, plain_facts(), "late.txt");
	cr_assert_eq(writer_close(w), 0);
	cr_expect_eq(ask("SELECT dictionary = (SELECT max(id) FROM dictionary) FROM chunk ORDER BY rowid "
			 "DESC LIMIT 1"),
		     1);
	cr_expect_eq(check(), 0);
	free(all);
}

/* Readers hold dictionaries and statements from before. */
Test(pack, who_reads_meanwhile_goes_on)
{
	struct dossier_state state = {.clock = 0};

	import_all();
	struct dossier_reader *reader = open_reader(false);

	expect_texts(reader);
	cr_assert_eq(dossier_changes(reader, &state, NULL, NULL), 0);
	pack(NULL, 0);
	log_lines = 0;
	expect_texts(reader);
	cr_assert_eq(dossier_changes(reader, &state, NULL, NULL), 0, "there is no change to be told");
	cr_expect_eq(log_lines, 0);
	close_reader(reader);
	dossier_settle(path);
	free(all);
}

Test(pack, a_damaged_chunk_stays_as_it_is_with_its_dictionary)
{
	import_all();
	tamper("UPDATE chunk SET checksum = checksum + 1 WHERE " IN_1700TH);
	cr_assert_eq(ask("SELECT dictionary FROM chunk WHERE " IN_1700TH), 1);
	struct dossier_pack_report report = pack(NULL, 0);

	cr_expect_eq(report.chunks_damaged, 1);
	cr_expect_eq(report.chunks, DOCUMENTS);
	cr_expect_eq(ask("SELECT count(*) FROM dictionary"), 2);
	cr_expect_eq(ask("SELECT count(*) FROM chunk WHERE dictionary = 1"), 1);
	tamper("UPDATE chunk SET checksum = checksum - 1 WHERE dictionary = 1");
	cr_expect_eq(check(), 0, "what was damaged was not touched");
	free(all);
}

/* As after a removal whose cleaning was killed: a dictionary may hold bytes of what was taken out. */
Test(pack, a_store_that_is_to_be_cleaned_keeps_no_old_dictionary_for_a_damaged_chunk)
{
	import_all();
	tamper("UPDATE chunk SET checksum = checksum + 1 WHERE " IN_1700TH);
	tamper("INSERT INTO setting (key, value) VALUES ('scrub', 1)");
	pack(NULL, 0);
	cr_expect_eq(ask("SELECT count(*) FROM dictionary WHERE id = 1"), 0);
	cr_expect_eq(ask("SELECT count(*) FROM dictionary"), 1);
	cr_expect_eq(ask("SELECT count(*) FROM chunk WHERE dictionary = 1"), 1);
	cr_expect_eq(ask("SELECT count(*) FROM setting WHERE key = 'scrub'"), 0, "it is owed no longer");
	cr_expect_gt(check(), 0, "the chunk cannot be read, as before");
	free(all);
}

/* ---- the end ---- */

struct patience {
	int left;
};

static bool lose_patience(void *context)
{
	struct patience *patience = context;

	return patience->left-- <= 0;
}

Test(pack, a_packing_that_is_stopped_leaves_a_whole_store)
{
	import_all();
	for (int left = 0; left < 12; left++) {
		struct patience patience = {left};
		struct dossier_pack_options options = {.stop = lose_patience, .context = &patience};
		struct dossier_pack_report report;
		pid_t holder;
		int r = dossier_pack(path, &options, &report, &holder);

		cr_assert(r == -EINTR || r == 0, "%d", r);
		cr_assert_eq(check(), 0, "after %d questions", left);
	}
	struct dossier_reader *reader = open_reader(false);

	expect_texts(reader);
	close_reader(reader);
	free(all);
}

Test(pack, a_store_that_is_being_written_is_left_alone, .timeout = 30)
{
	struct dossier_pack_report report;
	struct writer *w = open_writer();
	pid_t holder = 0;

	cr_expect_eq(dossier_pack(path, NULL, &report, &holder), -EBUSY);
	cr_expect_eq(holder, getpid());
	cr_assert_eq(writer_close(w), 0);
}
