/* SPDX-License-Identifier: MIT */
/* Threads: which messages are taken for answers to each other, and that none ever moves. */
#include "../../store/db/thread.h"
#include "store_kit.h"

TestSuite(thread, .init = setup, .fini = teardown);

static const struct party_fact ana_to_bo[] = {{ROLE_SENDER, PARTY_NAMED, "Ana", "ana", {0, 0}},
					      {ROLE_TO, PARTY_NAMED, "Bo", "bo", {0, 0}}};
static const struct party_fact bo_to_cy[] = {{ROLE_SENDER, PARTY_NAMED, "Bo", "bo", {0, 0}},
					     {ROLE_TO, PARTY_NAMED, "Cy", "cy", {0, 0}}};
static const struct party_fact dee_to_eve[] = {{ROLE_SENDER, PARTY_NAMED, "Dee", "dee", {0, 0}},
					       {ROLE_TO, PARTY_NAMED, "Eve", "eve", {0, 0}}};
static const struct party_fact unnamed = {ROLE_SENDER, PARTY_WITHHELD, "", "", {0, 0}};

static unsigned imported;

static struct document_facts message(const char *title, const char *date, const struct party_fact *parties)
{
	return (struct document_facts){.type = TYPE_MESSAGE,
				       .title.value = title,
				       .date.value = date,
				       .parties = parties,
				       .party_count = parties ? 2 : 0};
}

static void import_facts(struct writer *w, struct document_facts facts)
{
	char text[32], name[16];
	int n = snprintf(text, sizeof text, "text %u", ++imported);

	snprintf(name, sizeof name, "%u", imported);
	import_one(w, text, (size_t)n, facts, name);
}

static void expect_thread(int document, int thread)
{
	char sql[100];

	snprintf(sql, sizeof sql, "SELECT thread FROM document WHERE id = %d", document);
	cr_assert_eq(ask(sql), thread, "document %d is in thread %lld and not in %d", document,
		     (long long)ask(sql), thread);
}

Test(threads, a_subject_loses_what_answering_and_forwarding_put_before_it)
{
	static const char *const cases[][2] = {{"RE: FW: Fwd : Squid", "Squid"},
					       {"AW: WG: SV: Squid", "Squid"},
					       {"Re[2]: Re(3): Squid", "Squid"},
					       {"[EXTERNAL] RE: [list] Squid", "Squid"},
					       {"Rent: Squid", "Rent: Squid"},
					       {"RE squid", "RE squid"},
					       {"RE:", ""},
					       {"  ", ""},
					       {"[only a tag]", "[only a tag]"},
					       {"[open", "[open"},
					       {"re:re:re:x", "x"},
					       {"RE[", "RE["}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct slice subject = thread_subject(slice_of(cases[i][0]));

		cr_assert(slice_equal(subject, slice_of(cases[i][1])), "%s: %.*s", cases[i][0],
			  (int)subject.length, subject.at);
	}
}

static void expect_key(struct document_facts facts, const char *want)
{
	struct buf key = {0};

	thread_key(&key, &facts);
	cr_assert_str_eq(buf_string(&key), want);
	buf_finish(&key);
}

Test(threads, a_key_is_the_words_of_the_subject_without_case_marks_and_tags)
{
	static const struct citation citation = {"nz-oia", "s9(2)(a)"};
	static const struct mark_fact mark = {{12, 20}, MARK_IN_PLACE, 90, &citation, 1};
	struct document_facts facts = message("RE: Squid, with s9(2)(a)!", "", NULL);

	expect_key(facts, "squid with s9 2 a");
	facts.title.where = (struct span){0, 30};
	facts.marks = &mark;
	facts.mark_count = 1;
	expect_key(facts, "squid with");
	facts.title.value = "Squid with 9(2)(a)";
	expect_key(facts, "squid with");
	expect_key(message("FW: [tag] \xc3\x89T\xc3\x89 [in the middle] 2019", "", NULL),
		   "\xc3\xa9t\xc3\xa9 2019");
	expect_key(message("draft [ open", "", NULL), "draft open");
	expect_key(message("[a] ] b", "", NULL), "b");
	expect_key(message("RE: ...", "", NULL), "");
}

Test(thread, printed_messages_meet_by_subject_party_and_time)
{
	struct writer *w = open_writer();

	import_facts(w, message("Squid quota", "2019-03-01T10:00", ana_to_bo));
	import_facts(w, message("RE: SQUID QUOTA", "2019-03-02", bo_to_cy));
	import_facts(w, message("RE: Squid quota", "2019-03-02", dee_to_eve));
	import_facts(w, message("RE: Squid quota", "2019-05-01", bo_to_cy));
	import_facts(w, message("RE: Squid quota", "2019-07-01", ana_to_bo));
	import_facts(w, message("Squid", "2019-03-02", ana_to_bo));
	import_facts(w, message("FW: Squid quota", "2019-02", ana_to_bo));
	import_facts(w, message("FW: Squid quota", "2018-12-31", ana_to_bo));
	cr_assert_eq(writer_close(w), 0);
	expect_thread(1, 1);
	expect_thread(2, 1);
	expect_thread(3, 3); /* nobody in common */
	expect_thread(4, 1); /* 60 days after the second */
	expect_thread(5, 5); /* 61 days after Bo's last */
	expect_thread(6, 6); /* another subject */
	expect_thread(7, 7); /* no day */
	expect_thread(8, 1); /* 60 days before */
	cr_assert_eq(check(), 0);
}

Test(thread, ids_outrank_subjects_and_meet_in_any_order)
{
	static const char *const to_root[] = {"root@x"}, *const to_both[] = {"root@x", "b@x"},
				 *const to_lost[] = {"lost@x"};
	struct document_facts reply = message("RE: Squid", "2019-03-02", ana_to_bo);
	struct writer *w = open_writer();

	reply.thread = (struct thread_fact){"b@x", to_root, 1};
	import_facts(w, reply);
	reply.thread = (struct thread_fact){"c@x", to_both, 2};
	import_facts(w, reply);
	reply.thread = (struct thread_fact){"root@x", NULL, 0};
	reply.title.value = "Squid, at first";
	import_facts(w, reply);
	reply.title.value = "RE: Squid";
	reply.thread = (struct thread_fact){"d@x", to_lost, 1};
	import_facts(w, reply);
	reply.thread = (struct thread_fact){NULL, to_lost, 1};
	import_facts(w, reply);
	import_facts(w, message("Squid", "2019-03-05", bo_to_cy)); /* the printed copy of an answer */
	cr_assert_eq(writer_close(w), 0);
	expect_thread(1, 1);
	expect_thread(2, 1);
	expect_thread(3, 1);
	expect_thread(4, 4);
	expect_thread(5, 4);
	expect_thread(6, 1);
}

Test(thread, a_withheld_party_is_the_same_in_one_source_only)
{
	static const char text[] = "one two three";
	struct document_facts facts = message("Squid", "2019-03-01", &unnamed);
	struct writer *w = open_writer();
	int fd;
	uint64_t source = begin(w, text, 13, &fd);

	facts.party_count = 1;
	facts.range = (struct span){0, 3};
	cr_assert_eq(writer_document(w, &facts), 0);
	facts.range = (struct span){4, 7};
	cr_assert_eq(writer_document(w, &facts), 0);
	end(w, source, fd, "bundle", 7);
	import_facts(w, facts);
	cr_assert_eq(writer_close(w), 0);
	expect_thread(2, 1);
	expect_thread(3, 3);
}

Test(thread, a_thread_stands_under_the_subject_of_its_first_message_and_nothing_moves)
{
	struct dossier_attributes before, after;
	struct writer *w = open_writer();
	struct document_facts other = message("RE: Squid", "2019-03-01", ana_to_bo);

	import_facts(w, message("RE: Squid/quota", "2019-03-01", ana_to_bo));
	import_facts(w, message("", "2019-03-01", ana_to_bo));
	other.type = TYPE_LETTER;
	import_facts(w, other);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(resolve(reader, "by-thread/Squid_quota", &before), 0);
	cr_assert_eq(before.size, 1, "a thread of one is a thread");
	cr_assert_eq(resolve(reader, "by-thread/no_subject", &after), 0);
	cr_assert_eq(resolve(reader, "by-thread/none/2019-03-01_Ana_RE_Squid.3.txt", &after), 0);
	close_reader(reader);
	w = open_writer();
	import_facts(w, message("Squid quota", "2019-03-02", dee_to_eve));
	import_facts(w, message("squid QUOTA", "2019-03-02", ana_to_bo));
	cr_assert_eq(writer_close(w), 0);
	reader = open_reader(false);
	cr_assert_eq(resolve(reader, "by-thread/Squid_quota", &after), 0);
	cr_assert_eq(after.node, before.node);
	cr_assert_eq(after.size, 2);
	cr_assert_eq(resolve(reader, "by-thread/Squid_quota~2", &after), 0);
	close_reader(reader);
	cr_assert_eq(check(), 0);
}

Test(thread, what_a_source_that_was_given_up_left_is_forgotten)
{
	struct document_facts facts = message("Squid", "2019-03-01", ana_to_bo);
	struct writer *w = open_writer();

	give_up(w, "lost", facts);
	import_facts(w, message("Herring", "2019-03-01", bo_to_cy));
	import_facts(w, facts);
	cr_assert_eq(writer_close(w), 0);
	expect_thread(2, 2);
	cr_assert_eq(check(), 0);
}
