/* SPDX-License-Identifier: MIT */
/* Filing: what directories count and when they change, however many names there are; numbers that stay. */
#include "store_kit.h"

#include <sys/wait.h>

TestSuite(filing, .init = setup, .fini = teardown);

static char faults[4000];

static void expect_sound(void)
{
	cr_assert_eq(check_into(faults), 0, "%s", faults);
}

static uint64_t size_of(const char *name)
{
	struct dossier_reader *reader = open_reader(false);
	struct dossier_attributes a;

	cr_assert_eq(resolve(reader, name, &a), 0, "%s", name);
	close_reader(reader);
	return a.size;
}

Test(filing, a_document_under_more_than_five_hundred_grounds_counts_in_each)
{
	enum { COUNT = 700 };
	static struct citation citations[COUNT];
	static char codes[COUNT][8];
	struct document_facts facts = plain_facts();
	struct mark_fact mark = {{0, 4}, MARK_IN_PLACE, 90, citations, COUNT};
	struct writer *w = open_writer();

	for (unsigned i = 0; i < COUNT; i++) {
		snprintf(codes[i], sizeof codes[i], "s%u", i);
		citations[i] = (struct citation){"nz-oia", codes[i]};
	}
	facts.marks = &mark;
	facts.mark_count = 1;
	import_one(w, "text", 4, facts, "a");
	cr_assert_eq(writer_close(w), 0);
	cr_assert_eq(size_of("by-redaction/nz-oia/s699"), 1);
	cr_assert_eq(size_of("by-redaction/nz-oia"), 1);
	expect_sound();
}

Test(filing, a_source_counts_once_in_each_directory_however_many_names_it_has)
{
	enum { COUNT = 600 };
	struct writer *w = open_writer();
	uint64_t source = import_one(w, "text", 4, plain_facts(), "a");
	char folder_name[16];

	for (unsigned i = 0; i < COUNT; i++) {
		const char *components[] = {"release", folder_name, "deep", "copy"};

		snprintf(folder_name, sizeof folder_name, "d%u", i);
		cr_assert_eq(writer_source_name(w, source, components, 4), 0);
		cr_assert_eq(writer_source_name(w, source, components, 4), 0,
			     "the same again is no other name");
	}
	import_one(w, "other", 5, plain_facts(), "b");
	const char *again[] = {"release", "d0", "second"}, *beside[] = {"other", "a"};

	cr_assert_eq(writer_source_name(w, source, again, 3), 0);
	cr_assert_eq(writer_source_name(w, source, beside, 2), 0);
	cr_assert_eq(writer_source_name(w, source, beside, 0), -EINVAL);
	cr_assert_eq(writer_close(w), 0);
	cr_assert_eq(size_of("originals"), 2);
	cr_assert_eq(size_of("originals/release"), 2);
	cr_assert_eq(size_of("originals/release/d599/deep"), 1);
	cr_assert_eq(size_of("originals/other"), 1);
	cr_assert_eq(ask("SELECT links FROM source WHERE id = 1"), COUNT + 3);
	expect_sound();
}

Test(filing, a_path_of_a_thousand_directories_counts_in_each)
{
	enum { COUNT = 1000 };
	const char *components[COUNT];
	struct writer *w = open_writer();
	uint64_t source = import_one(w, "text", 4, plain_facts(), "a");

	for (unsigned i = 0; i < COUNT; i++)
		components[i] = i % 2 ? "d" : "e";
	cr_assert_eq(writer_source_name(w, source, components, COUNT), 0);
	cr_assert_eq(writer_close(w), 0);
	cr_assert_eq(ask("SELECT count(*) FROM directory WHERE view = 1 AND count = 1"), COUNT + 1);
	expect_sound();
}

Test(filing, names_of_originals_meet_directories_and_case_and_length)
{
	struct writer *w = open_writer();
	static char longest[256], same[256];
	struct dossier_attributes a;
	const char *inside[] = {"release", "Name.txt", "x"};
	uint64_t one = import_one(w, "one", 3, plain_facts(), "name.txt");

	cr_assert_eq(writer_source_name(w, one, inside, 3), 0);
	import_one(w, "two", 3, plain_facts(), "NAME.txt");
	memset(longest, 'x', 255);
	memset(same, 'x', 255);
	same[254] = 'X';
	import_one(w, "three", 5, plain_facts(), longest);
	import_one(w, "four", 4, plain_facts(), same);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);
	char name[300];

	cr_assert_eq(resolve(reader, "originals/release/name.txt", &a), 0);
	cr_assert(S_ISREG(a.type));
	cr_assert_eq(resolve(reader, "originals/release/Name.txt~2/x", &a), 0);
	cr_assert_eq(resolve(reader, "originals/release/NAME~2.txt", &a), 0);
	cr_assert_eq(resolve(reader, "originals/release/name~2.txt", &a), -ENOENT, "only what is listed");
	snprintf(name, sizeof name, "originals/release/%s", longest);
	cr_assert_eq(resolve(reader, name, &a), 0);
	snprintf(name, sizeof name, "originals/release/%.253s~2", longest);
	cr_assert_eq(resolve(reader, name, &a), 0);
	close_reader(reader);
	expect_sound();
}

/* ---- numbers ---- */

struct seen {
	struct dossier_reader *reader;
	char *out;
	size_t at, size;
	dossier_node below[64];
	size_t below_count;
};

static bool see(void *context, const struct dossier_name *name)
{
	struct seen *s = context;

	s->at += (size_t)snprintf(s->out + s->at, s->size - s->at, "%llx %s %lld %llu\n",
				  (unsigned long long)name->attributes.node, name->name,
				  (long long)name->attributes.mtime.tv_sec * !S_ISDIR(name->attributes.type),
				  (unsigned long long)name->cookie);
	if (S_ISDIR(name->attributes.type))
		s->below[s->below_count++] = name->attributes.node;
	return true;
}

static void see_tree(struct dossier_reader *reader, dossier_node directory, char *out, size_t size)
{
	struct seen s = {.reader = reader, .out = out, .at = strlen(out), .size = size};

	cr_assert_eq(dossier_list(reader, directory, 0, see, &s), 0);
	for (size_t i = 0; i < s.below_count; i++)
		see_tree(reader, s.below[i], out, size);
}

static char *tree_now(void)
{
	char *out = calloc(1, 100000);
	struct dossier_reader *reader = open_reader(false);

	see_tree(reader, DOSSIER_ROOT, out, 100000);
	close_reader(reader);
	return out;
}

static const struct party_fact beijing = {ROLE_SENDER, PARTY_NAMED, "BEIJING", "beijing", {0, 0}};

static void import_numbered(unsigned first, unsigned last)
{
	struct writer *w = open_writer();
	char text[32], name[16];

	for (unsigned i = first; i < last; i++) {
		struct document_facts facts = {.title.value = "T", .date.value = i % 2 ? "2019-07-11" : ""};
		int n = snprintf(text, sizeof text, "text %u", i);

		if (i % 3 == 0) {
			facts.parties = &beijing;
			facts.party_count = 1;
		}
		snprintf(name, sizeof name, "%u.txt", i);
		import_one(w, text, (size_t)n, facts, name);
	}
	cr_assert_eq(writer_close(w), 0);
}

Test(filing, nodes_and_cookies_stay_when_more_is_imported)
{
	import_numbered(0, 6);
	char *before = tree_now(), *again = tree_now(), *rest = before;

	cr_assert_str_eq(before, again);
	free(again);
	import_numbered(6, 12);
	char *after = tree_now();

	for (char *line = strsep(&rest, "\n"); line && *line; line = strsep(&rest, "\n"))
		cr_assert(strstr(line, "README.txt") || strstr(line, ".csv") || strstr(line, ".jsonl") ||
				  strstr(after, line),
			  "%s", line);
	free(before);
	free(after);
	expect_sound();
}

Test(filing, a_number_that_was_given_up_with_its_source_is_no_ones_yet)
{
	struct dossier_attributes a;
	struct writer *w = open_writer();

	give_up(w, "lost text", plain_facts());
	import_one(w, "kept", 4, plain_facts(), "a");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(resolve(reader, "documents/2019_Title.1.txt", &a), 0);
	cr_assert_eq(a.size, 4);
	cr_assert_eq(resolve(reader, "documents/2019_Title.2.txt", &a), -ENODATA);
	close_reader(reader);
	cr_assert_eq(ask("SELECT count(*) FROM content"), 1);
	cr_assert_eq(ask("SELECT count(*) FROM words_docsize"), 1);
	expect_sound();
}

Test(filing, a_writer_that_is_killed_leaves_whole_sources_and_can_be_followed)
{
	int status;

	import_numbered(0, 3);
	pid_t child = fork();

	if (child == 0) {
		struct writer *w;
		pid_t holder;
		int fd;

		if (writer_open(path, &w, &holder) < 0)
			_exit(1);
		import_one(w, "committed", 9, plain_facts(), "c");
		if (writer_commit(w, true) < 0)
			_exit(2);
		import_one(w, "not committed", 13, plain_facts(), "n");
		begin(w, "begun", 5, &fd);
		raise(SIGKILL);
	}
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	cr_assert_eq(size_of("documents"), 4);
	expect_sound();
	import_numbered(3, 6);
	cr_assert_eq(size_of("documents"), 7);
	cr_assert_eq(ask("SELECT count(*) FROM run"), 3);
	cr_assert_eq(ask("SELECT count(*) FROM document d JOIN document e ON e.ctime = d.ctime"), 7,
		     "each its own");
	expect_sound();
}

Test(filing, a_directorys_time_rises_for_its_own_listing_only)
{
	static const char sql[] = "SELECT changed FROM directory WHERE name = '%s'";
	static const struct {
		const char *name;
		bool rises;
	} cases[] = {{"documents", true},  {"BEIJING", false}, {"by-sender", false}, {"unknown", true},
		     {"by-date", false},   {"2019", false},    {"07", false},        {"11", true},
		     {"originals", false}, {"release", true},  {"withheld", false}};
	int64_t before[sizeof cases / sizeof *cases];
	char text[200];

	import_numbered(0, 6);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(text, sizeof text, sql, cases[i].name);
		before[i] = ask(text);
	}
	import_numbered(7, 8); /* dated, of nobody */
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(text, sizeof text, sql, cases[i].name);
		cr_assert_eq(ask(text) > before[i], cases[i].rises, "%s", cases[i].name);
	}
}

/* ---- the run ---- */

Test(filing, a_run_keeps_its_ledger)
{
	struct writer *w = open_writer();
	struct dossier_ledger ledger = {
		.sources = {1, 2, 3, 4}, .bytes = 5, .pages = 6, .documents = 7, .unassigned = 8};

	cr_assert_eq(writer_ledger_line(w, DOSSIER_SKIPPED, "/a\xff", 0, "not read"), 0);
	cr_assert_eq(writer_ledger_line(w, DOSSIER_FAILED, "/b", 0, NULL), 0);
	cr_assert_eq(writer_ledger_totals(w, &ledger), 0);
	cr_assert_eq(writer_close(w), 0);
	cr_assert_eq(ask("SELECT count(*) FROM ledger WHERE run = 1 AND (number, outcome, path, reason) = "
			 "(1, 2, x'2f61ff', 'not read')"),
		     1);
	cr_assert_eq(
		ask("SELECT count(*) FROM ledger WHERE number = 2 AND reason IS NULL AND source IS NULL"), 1);
	cr_assert_eq(ask("SELECT count(*) FROM run WHERE (added, known, skipped, failed, bytes, pages, "
			 "documents, unassigned) "
			 "= (1, 2, 3, 4, 5, 6, 7, 8) AND ended > started"),
		     1);
}

Test(filing, what_was_met_on_disk_is_known_again_while_it_is_the_same)
{
	struct writer *w = open_writer();
	struct file_row file = {.path = "/a b", .size = 3, .inode = 4, .mtime = 5}, other;
	uint64_t known = 99, source = import_one(w, "text", 4, plain_facts(), "a");
	char *reason;

	cr_assert_eq(writer_file_known(w, &file, 1, &known, &reason), -ENOENT);
	cr_assert_eq(writer_file_done(w, &file, 1, source, DOSSIER_ADDED, NULL), 0);
	cr_assert_eq(writer_file_known(w, &file, 1, &known, &reason), DOSSIER_KNOWN);
	cr_assert_eq(known, source);
	cr_assert_null(reason);
	cr_assert_eq(writer_file_known(w, &file, 2, &known, &reason), -ENOENT, "another parser");
	for (int i = 0; i < 3; i++) {
		other = file;
		other.size += i == 0;
		other.inode += i == 1;
		other.mtime += i == 2;
		cr_assert_eq(writer_file_known(w, &other, 1, &known, &reason), -ENOENT);
	}
	cr_assert_eq(writer_file_done(w, &file, 1, 0, DOSSIER_SKIPPED, "why"), 0);
	cr_assert_eq(writer_file_known(w, &file, 1, &known, &reason), DOSSIER_SKIPPED);
	cr_assert_str_eq(reason, "why");
	free(reason);
	cr_assert_eq(writer_close(w), 0);
	tamper("UPDATE file SET outcome = 1000000");
	w = open_writer();
	cr_assert_eq(writer_file_known(w, &file, 1, &known, &reason), -ENOENT, "a damaged outcome is none");
	cr_assert_eq(writer_close(w), 0);
}
