/* SPDX-License-Identifier: MIT */
/* The catalogue: tables that are added to, whose size and bytes are exact, and cheap to read anywhere. */
#include "../../store/db/catalogue.h"
#include "dossier/import.h"
#include "store_kit.h"

TestSuite(catalogue, .init = setup, .fini = teardown);

static const char *const files[] = {"documents.csv", "documents.jsonl", "redactions.csv", "redactions.jsonl",
				    "countries.csv", "countries.jsonl", "senders.csv",    "senders.jsonl",
				    "sources.csv",   "sources.jsonl",   "ledger.csv",     "ledger.jsonl"};
enum { FILES = sizeof files / sizeof *files };

static struct dossier_attributes attributes_of(struct dossier_reader *reader, const char *file)
{
	struct dossier_attributes a;
	char name[64];

	snprintf(name, sizeof name, "catalogue/%s", file);
	cr_assert_eq(resolve(reader, name, &a), 0, "%s", name);
	cr_assert(S_ISREG(a.type) && a.links == 1);
	return a;
}

/* All bytes of a file, read at once, with a final NUL; the caller frees them. */
static char *read_all(struct dossier_reader *reader, const char *file, size_t *ret_size)
{
	struct dossier_attributes a = attributes_of(reader, file);
	char *bytes = calloc(1, a.size + 2);
	size_t got = 0;

	cr_assert_eq(dossier_read(reader, a.node, 0, bytes, a.size + 1, &got), 0);
	cr_assert_eq(got, a.size, "%s", file);
	*ret_size = got;
	return bytes;
}

static void expect_file(const char *file, const char *want)
{
	struct dossier_reader *reader = open_reader(false);
	size_t size;
	char *bytes = read_all(reader, file, &size);

	cr_assert_str_eq(bytes, want, "%s:\n%s", file, bytes);
	free(bytes);
	close_reader(reader);
}

static const struct party_fact ana = {ROLE_SENDER, PARTY_NAMED, "Ana \"A\", B", "ana", {4, 7}};
static const struct citation two_codes[] = {{"nz-oia", "s6(a)"}, {"nz-oia", "s9(2)(a)"}};
static const struct mark_fact mark = {{14, 20}, MARK_IN_PLACE, 90, two_codes, 2};
static const struct country_fact china = {"CN", true, {2, 1, 0, 0}, {4, 7}};
static const char body[] = "xxx Ana says: MARKED\nand   more";

static void import_marked(void)
{
	struct document_facts facts = {.type = TYPE_LETTER,
				       .title.value = "A, \"title\"\nof two lines",
				       .date.value = "2019-07-11",
				       .parties = &ana,
				       .party_count = 1,
				       .marks = &mark,
				       .mark_count = 1,
				       .countries = &china,
				       .country_count = 1};
	struct writer *w = open_writer();
	int fd;
	uint64_t source = begin(w, body, sizeof body - 1, &fd);

	facts.range = (struct span){4, sizeof body - 1};
	cr_assert_eq(writer_document(w, &facts), 0);
	end(w, source, fd, "a b.txt", 4);
	cr_assert_eq(writer_ledger_line(w, DOSSIER_SKIPPED, "/a\xff,b", 0, "not \"read\""), 0);
	cr_assert_eq(writer_close(w), 0);
}

Test(catalogue, a_new_store_has_its_tables_with_a_header_each)
{
	cr_assert_eq(writer_close(open_writer()), 0);
	expect_file("countries.csv", "document,code,country,filed,names,demonyms,divisions,cities,first_byte,"
				     "last_byte\r\n");
	expect_file("ledger.csv", "run,started,number,outcome,path,source,reason\r\n");
	expect_file("documents.jsonl", "");
	cr_assert_eq(check(), 0);
}

Test(catalogue, rows_tell_what_is_known_and_quote_what_must_be)
{
	import_marked();
	expect_file("redactions.csv",
		    "document,regime,code,class,confidence,page,first_byte,last_byte,surface,before,after\r\n"
		    "1,nz-oia,s6(a),in place,90,0,10,16,MARKED,Ana says:,and more\r\n"
		    "1,nz-oia,s9(2)(a),in place,90,0,10,16,MARKED,Ana says:,and more\r\n");
	expect_file("countries.jsonl",
		    "{\"document\":1,\"code\":\"CN\",\"country\":\"China\",\"filed\":1,\"names\":2,"
		    "\"demonyms\":1,\"divisions\":0,\"cities\":0,\"first_byte\":0,\"last_byte\":3}\n");
	expect_file("senders.csv", "document,sender,kind,key,party,first_byte,last_byte\r\n"
				   "1,\"Ana \"\"A\"\", B\",named,ana,\"Ana \"\"A\"\", B\",0,3\r\n");
	cr_assert_eq(check(), 0);
}

/* Keeps the line that `dossier list` would print of each document. */
static bool list_row(void *context, const struct dossier_facts *f, const char *snippet)
{
	char *out = context;

	(void)snippet;
	snprintf(out + strlen(out), 4000,
		 "{\"id\":%llu,\"name\":\"%s\",\"type\":\"%s\",\"sender\":\"Ana \\\"A\\\", "
		 "B\",\"date\":\"%s\",\"title\":\"A, \\\"title\\\"\\nof two "
		 "lines\",\"codes\":[\"nz-oia:s6(a)=1\",\"nz-oia:s9(2)(a)=1\"],\"countries\":[\"%s\"],"
		 "\"source\":\"%s\",\"first_byte\":%llu,\"last_byte\":%llu,\"first_page\":%llu,"
		 "\"last_page\":%llu,\"sha256\":\"",
		 (unsigned long long)f->id, f->name, f->type, f->date, f->countries, f->source,
		 (unsigned long long)f->first_byte, (unsigned long long)f->last_byte,
		 (unsigned long long)f->first_page, (unsigned long long)f->last_page);
	for (int i = 0; i < DOSSIER_HASH_SIZE; i++)
		snprintf(out + strlen(out), 3, "%02x", f->sha256[i]);
	strcat(out, "\",\"thread\":null}\n");
	return true;
}

Test(catalogue, documents_are_told_as_a_listing_tells_them)
{
	char want[4000] = "";

	import_marked();
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(dossier_facts_list(reader, DOSSIER_WITH_LISTS, list_row, want), 0);
	close_reader(reader);
	expect_file("documents.jsonl", want);
}

Test(catalogue, a_ledger_is_told_once_with_paths_that_are_no_utf_8_escaped)
{
	import_marked();
	struct writer *w = open_writer();

	cr_assert_eq(writer_ledger_line(w, DOSSIER_FAILED, "/c", 1, NULL), 0);
	cr_assert_eq(writer_commit(w, true), 0);
	cr_assert_eq(writer_ledger_line(w, DOSSIER_KNOWN, "/d", 0, "x"), 0);
	cr_assert_eq(writer_ledger_line(w, DOSSIER_KNOWN, "/e", 1, NULL), 0); /* says nothing new */
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);
	size_t size;
	char *bytes = read_all(reader, "ledger.csv", &size), *line = bytes;
	static const char *const rows[][2] = {{"run,started,number", ",outcome,path,source,reason\r\n"},
					      {"1,20", "Z,1,skipped,\"/a%FF,b\",,\"not \"\"read\"\"\"\r\n"},
					      {"2,20", "Z,1,failed,/c,release/a b.txt,\r\n"},
					      {"2,20", "Z,2,known,/d,,x\r\n"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *next = strstr(line, "\r\n") + 2;
		size_t length = strlen(rows[i][1]);

		cr_assert_eq(strncmp(line, rows[i][0], strlen(rows[i][0])), 0, "%s", line);
		cr_assert_eq(strncmp(next - length, rows[i][1], length), 0, "%s", line);
		line = next;
	}
	cr_assert_str_eq(line, "");
	free(bytes);
	close_reader(reader);
}

/* ---- many ---- */

static void import_many(unsigned first, unsigned count)
{
	struct writer *w = open_writer();
	char text[32], name[16], title[300];

	for (unsigned i = first; i < first + count; i++) {
		struct document_facts facts = {.title.value = title, .date.value = "2019"};
		int n = snprintf(text, sizeof text, "text %u", i);

		memset(title, 'a' + (int)(i % 26), i % 250);
		title[i % 250] = '\0';
		snprintf(name, sizeof name, "%u", i);
		import_one(w, text, (size_t)n, facts, name);
		if (i % 100 == 0)
			cr_assert_eq(writer_commit(w, true), 0);
	}
	cr_assert_eq(writer_close(w), 0);
}

Test(catalogue, runs_and_commits_add_to_it_and_change_nothing_that_was_there)
{
	char *before[FILES];
	size_t size[FILES], now;

	import_many(0, 350);
	struct dossier_reader *reader = open_reader(false);
	struct dossier_attributes a = attributes_of(reader, "documents.csv"), ledger,
				  old_ledger = attributes_of(reader, "ledger.csv"), b;

	for (int i = 0; i < FILES; i++)
		before[i] = read_all(reader, files[i], &size[i]);
	close_reader(reader);
	for (unsigned i = 0; i < 5; i++)
		import_many(350 + i, 1);
	reader = open_reader(false);
	for (int i = 0; i < FILES; i++) {
		char *after = read_all(reader, files[i], &now);

		cr_assert_geq(now, size[i]);
		cr_assert_eq(memcmp(before[i], after, size[i]), 0, "%s", files[i]);
		cr_assert_eq(strlen(after), now, "no byte is 0");
		free(before[i]);
		free(after);
	}
	b = attributes_of(reader, "documents.csv");
	ledger = attributes_of(reader, "ledger.csv");
	close_reader(reader);
	cr_assert_eq(a.node, b.node);
	cr_assert(b.ctime.tv_sec > a.ctime.tv_sec ||
		  (b.ctime.tv_sec == a.ctime.tv_sec && b.ctime.tv_nsec > a.ctime.tv_nsec));
	cr_assert(ledger.ctime.tv_sec == old_ledger.ctime.tv_sec &&
			  ledger.ctime.tv_nsec == old_ledger.ctime.tv_nsec,
		  "what did not change keeps its time");
	cr_assert_gt(ask("SELECT count(*) FROM catalogue_block"), 8);
	cr_assert_eq(ask("SELECT count(*) FROM catalogue_block b JOIN file_name f ON f.id = b.file "
			 "WHERE b.length < 131072 AND b.first + b.length <> f.size"),
		     0, "only the last block is not full");
	cr_assert_eq(check(), 0);
}

Test(catalogue, any_part_is_the_same_as_in_the_whole_and_costs_what_it_covers)
{
	struct dossier_counters c0, c1;
	char part[140000];
	size_t size, got;

	import_many(0, 1200);
	struct dossier_reader *reader = open_reader(false);
	struct dossier_attributes a = attributes_of(reader, "documents.jsonl");
	char *all = read_all(reader, "documents.jsonl", &size);

	cr_assert_gt(size, 3 * CATALOGUE_BLOCK);
	srand(1);
	for (int i = 0; i < 300; i++) {
		size_t at = (size_t)rand() % (size + 10), most = (size_t)rand() % sizeof part;
		size_t want = at >= size ? 0 : most < size - at ? most : size - at;

		dossier_count(store, &c0);
		cr_assert_eq(dossier_read(reader, a.node, at, part, most, &got), 0);
		dossier_count(store, &c1);
		cr_assert_eq(got, want);
		cr_assert_eq(memcmp(part, all + (at < size ? at : 0), got), 0);
		cr_assert_leq(c1.statements - c0.statements, 3 + 3, "begin, the row, 3 blocks, commit");
		cr_assert_leq(c1.chunks - c0.chunks, 3);
	}
	free(all);
	close_reader(reader);
}

static void ignore_removed(void *context, const struct dossier_removed *removed)
{
	(void)context, (void)removed;
}

static void refuse_none(void *context, const char *source, const char *reason)
{
	(void)context;
	cr_assert_fail("%s: %s", source, reason);
}

static void take_out(char *source)
{
	const struct dossier_removal how = {.tell = ignore_removed, .refuse = refuse_none};
	struct writer *w = open_writer();

	cr_assert_eq(writer_remove(w, &source, 1, &how), 0);
	cr_assert_eq(writer_close(w), 0);
}

Test(catalogue, a_reader_that_goes_on_reading_sees_no_row_of_what_was_taken_out)
{
	char out[] = "1", *bytes;
	size_t size;

	import_many(0, 3);
	struct dossier_reader *reader = open_reader(false);

	bytes = read_all(reader, "documents.jsonl", &size);
	cr_assert_not_null(strstr(bytes, "{\"id\":1,"));
	free(bytes);
	take_out(out);
	bytes = read_all(reader, "documents.jsonl", &size);
	cr_assert_null(strstr(bytes, "{\"id\":1,"), "%s", bytes);
	cr_assert_eq(bytes, strstr(bytes, "{\"id\":2,"));
	free(bytes);
	close_reader(reader);
}

Test(catalogue, damage_costs_the_block_and_is_told)
{
	static char faults[4000];
	struct dossier_attributes a;
	char byte;
	size_t got;

	import_many(0, 1200);
	tamper("UPDATE catalogue_block SET bytes = x'00' WHERE first = 131072 AND file = "
	       "(SELECT id FROM file_name WHERE name = 'documents.csv')");
	struct dossier_reader *reader = open_reader(false);

	a = attributes_of(reader, "documents.csv");
	cr_assert_eq(dossier_read(reader, a.node, CATALOGUE_BLOCK, &byte, 1, &got), -EIO);
	cr_assert_eq(dossier_read(reader, a.node, CATALOGUE_BLOCK - 1, &byte, 1, &got), 0);
	cr_assert_eq(dossier_read(reader, a.node, a.size - 1, &byte, 1, &got), 0);
	cr_assert_eq(byte, '\n');
	close_reader(reader);
	cr_assert_eq(check_into(faults), 1, "%s", faults);
	cr_assert_not_null(strstr(faults, "documents.csv of the catalogue"), "%s", faults);
	tamper("UPDATE catalogue_block SET bytes = x'00'");
	import_many(1200, 1); /* what was lost stays lost, and no more */
	reader = open_reader(false);
	a = attributes_of(reader, "documents.csv");
	cr_assert_eq(dossier_read(reader, a.node, a.size - 1, &byte, 1, &got), 0);
	cr_assert_eq(dossier_read(reader, a.node, 0, &byte, 1, &got), -EIO);
	close_reader(reader);
}

Test(catalogue, a_source_that_was_given_up_leaves_no_row)
{
	struct writer *w = open_writer();

	give_up(w, "lost text", plain_facts());
	cr_assert_eq(writer_commit(w, true), 0);
	import_one(w, "kept", 4, plain_facts(), "a");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);
	size_t size;
	char *bytes = read_all(reader, "documents.jsonl", &size);

	cr_assert_not_null(strstr(bytes, "{\"id\":1,"));
	cr_assert_null(strstr(bytes, "lost"));
	cr_assert_eq(strchr(bytes, '\n'), bytes + size - 1, "one row");
	free(bytes);
	close_reader(reader);
}
