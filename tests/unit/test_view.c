/* SPDX-License-Identifier: MIT */
/* Views: the directories that facets make, who gets which name, and what a choice of views changes. */
#include "../../store/db/view.h"
#include "store_kit.h"

TestSuite(view, .init = setup, .fini = teardown);

static struct party_fact sender(const char *name, const char *key)
{
	return (struct party_fact){ROLE_SENDER, PARTY_NAMED, name, key, {0, 0}};
}

static void import_from(struct writer *w, unsigned number, const struct party_fact *party)
{
	char text[64], name[32];
	int n = snprintf(text, sizeof text, "text %u", number);
	struct document_facts facts = plain_facts();

	facts.parties = party;
	facts.party_count = 1;
	snprintf(name, sizeof name, "%u", number);
	import_one(w, text, (size_t)n, facts, name);
}

static void expect_there(struct dossier_reader *reader, const char *name, uint64_t size)
{
	struct dossier_attributes a;

	cr_assert_eq(resolve(reader, name, &a), 0, "%s", name);
	cr_assert_eq(a.size, size, "%s: %llu", name, (unsigned long long)a.size);
}

Test(view, values_whose_names_meet_in_any_case_are_numbered_and_keep_their_names)
{
	const struct party_fact parties[] = {sender("Foo/Bar.V2", "1"), sender("FOO BAR.v2", "2"),
					     sender("foo_bar.v2", "3"), sender("Foo/Bar.V2", "1"),
					     sender("Withheld", "w"),   sender("UNKNOWN", "u"),
					     sender("?", "q"),          sender("!", "e")};
	struct writer *w = open_writer();

	for (unsigned i = 0; i < 4; i++)
		import_from(w, i, &parties[i]);
	cr_assert_eq(writer_close(w), 0);
	w = open_writer();
	for (unsigned i = 4; i < 8; i++)
		import_from(w, i, &parties[i]);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);
	struct dossier_attributes a;

	expect_there(reader, "by-sender/Foo_Bar.V2", 2);
	expect_there(reader, "by-sender/FOO_BAR.v2~2", 1);
	expect_there(reader, "by-sender/foo_bar.v2~3", 1);
	expect_there(reader, "by-sender/Withheld~2", 1);
	expect_there(reader, "by-sender/UNKNOWN~2", 1);
	expect_there(reader, "by-sender/_", 1);
	expect_there(reader, "by-sender/_~2", 1);
	cr_assert_eq(resolve(reader, "by-sender/withheld", &a), -ENOENT, "what is empty is not shown");
	close_reader(reader);
	cr_assert_eq(check(), 0);
}

Test(view, dates_of_each_precision_have_their_directory)
{
	static const char *const cases[][2] = {{"2019-07-11T11:25", "by-date/2019/07/11"},
					       {"2019-06", "by-date/2019/06/XX"},
					       {"2019", "by-date/2019/XX/XX"},
					       {"0850-01-02", "by-date/0850/01/02"},
					       {"", "by-date/undated"}};
	struct writer *w = open_writer();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct document_facts facts = {.title.value = "", .date.value = cases[i][0]};

		import_one(w, cases[i][1], strlen(cases[i][1]), facts, cases[i][1] + 8);
	}
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_there(reader, cases[i][1], 1);
	expect_there(reader, "by-date/2019", 3);
	close_reader(reader);
}

static const struct citation citations[] = {
	{"nz-oia", "s9(2)(g)(i)"}, {"nz-oia", "s6(a)"}, {"us-foia", "(b)(5)"}};
static const struct mark_fact marks[] = {{{0, 1}, MARK_IN_PLACE, 90, citations, 2},
					 {{1, 2}, MARK_CITED, 90, citations + 2, 1},
					 {{2, 3}, MARK_PAGE, 90, citations + 1, 1}};
static const struct country_fact countries[] = {{"CI", true, {1, 0, 0, 0}, {0, 1}},
						{"CN", false, {1, 0, 0, 0}, {0, 1}},
						{"NZ", true, {1, 0, 0, 0}, {0, 1}}};

static void import_marked(void)
{
	struct document_facts facts = plain_facts();
	struct writer *w = open_writer();

	facts.marks = marks;
	facts.mark_count = 3;
	facts.countries = countries;
	facts.country_count = 3;
	import_one(w, "text", 4, facts, "a");
	cr_assert_eq(writer_close(w), 0);
}

Test(view, a_document_stands_under_what_it_withholds_and_is_about_and_not_under_what_it_cites)
{
	static const char *const missing[] = {"by-redaction/us-foia", "by-redaction/none",
					      "by-country/China",     "by-country/none",
					      "by-country/cn",        "by-redaction/nz-oia/s9(2)(g)",
					      "by-redaction/s6-a",    "by-country/NZ/x"};
	static const char *const aliases[][2] = {{"by-redaction/nz-oia/s9-2-g-i", "s9(2)(g)(i)"},
						 {"by-country/NZ", "New_Zealand"},
						 {"by-country/ci", ""}};
	struct dossier_attributes a;
	char target[128];

	import_marked();
	struct dossier_reader *reader = open_reader(false);

	expect_there(reader, "by-redaction/nz-oia/s9(2)(g)(i)", 1);
	expect_there(reader, "by-redaction/nz-oia/s6(a)", 1);
	expect_there(reader, "by-redaction/nz-oia", 1);
	expect_there(reader, "by-country/New_Zealand", 1);
	expect_there(reader, "by-country", 1);
	for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
		cr_assert_lt(resolve(reader, missing[i], &a), 0, "%s", missing[i]);
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
		cr_assert_eq(resolve(reader, aliases[i][0], &a), 0, "%s", aliases[i][0]);
		cr_assert_eq(dossier_read_link(reader, a.node, target, sizeof target), 0);
		cr_assert_eq(strlen(target), a.size);
		cr_assert(aliases[i][1][0] == '\0' || strcmp(target, aliases[i][1]) == 0, "%s", target);
		cr_assert_eq(dossier_read_link(reader, a.node, target, a.size), -ERANGE);
	}
	close_reader(reader);
}

Test(view, link_counts_are_of_the_views_that_are_mounted)
{
	static const struct {
		const char *views;
		uint64_t links;
	} cases[] = {{"", 1},
		     {"date", 2},
		     {"country", 3},
		     {"country:redaction", 5},
		     {"date:sender:country:redaction", 7},
		     {"recipient:type:source:thread", 5}};
	struct dossier_attributes a;
	const char *bad;
	size_t bad_length;

	import_marked();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint64_t views = 0;

		cr_assert_eq(dossier_tree_parse_views(cases[i].views, &views, &bad, &bad_length), 0);
		struct dossier_reader *reader = open_tree(views, false);

		cr_assert_eq(resolve(reader, "documents/2019_Title.1.txt", &a), 0);
		cr_assert_eq(a.links, cases[i].links, "%s: %llu", cases[i].views,
			     (unsigned long long)a.links);
		close_reader(reader);
		reader = open_tree(views, true);
		cr_assert_eq(resolve(reader, "documents/2019_Title.1.txt", &a), 0);
		cr_assert_eq(a.links, 1);
		close_reader(reader);
	}
}

static bool count_names(void *context, const struct dossier_name *name)
{
	(void)name;
	++*(unsigned *)context;
	return true;
}

Test(view, a_view_that_is_not_mounted_is_not_there_by_name_by_number_or_by_alias)
{
	struct dossier_attributes a, country, alias;
	dossier_node parent;
	char target[64];
	unsigned names = 0;

	import_marked();
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(resolve(reader, "by-country/New_Zealand", &country), 0);
	cr_assert_eq(resolve(reader, "by-country/nz", &alias), 0);
	close_reader(reader);
	reader = open_tree(0, false);
	cr_assert_eq(resolve(reader, "by-country", &a), -ENOENT);
	cr_assert_eq(dossier_stat(reader, country.node, &a), -ESTALE);
	cr_assert_eq(dossier_parent(reader, country.node, &parent), -ESTALE);
	cr_assert_eq(dossier_list(reader, country.node, 0, count_names, &names), -ESTALE);
	cr_assert_eq(dossier_stat(reader, alias.node, &a), -ESTALE);
	cr_assert_eq(dossier_read_link(reader, alias.node, target, sizeof target), -ESTALE);
	cr_assert_eq(dossier_list(reader, DOSSIER_ROOT, 0, count_names, &names), 0);
	cr_assert_eq(names, 5, "documents, originals, catalogue, README.txt, .ignore");
	close_reader(reader);
}

static const struct party_fact many[] = {{ROLE_SENDER, PARTY_NAMED, "Ana", "ana", {0, 0}},
					 {ROLE_TO, PARTY_NAMED, "Bo", "bo", {0, 0}},
					 {ROLE_TO, PARTY_WITHHELD, "", "", {0, 0}},
					 {ROLE_CC, PARTY_NAMED, "BO", "bo", {0, 0}},
					 {ROLE_CC, PARTY_WITHHELD, "", "", {0, 0}},
					 {ROLE_BCC, PARTY_MAILBOX, "Cy", "cy@x.example", {0, 0}},
					 {ROLE_BCC, PARTY_NAMED, "?", "", {0, 0}}};

Test(view, each_recipient_has_a_document_once_however_often_it_is_named)
{
	struct document_facts facts = plain_facts();
	struct writer *w = open_writer();
	struct dossier_attributes a;

	facts.parties = many;
	facts.party_count = sizeof many / sizeof *many;
	import_one(w, "text", 4, facts, "a");
	facts.party_count = 1;
	import_one(w, "other", 5, facts, "b");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_there(reader, "by-recipient/Bo", 1);
	expect_there(reader, "by-recipient/Cy", 1);
	expect_there(reader, "by-recipient/withheld", 1);
	expect_there(reader, "by-recipient/unknown", 1);
	expect_there(reader, "by-recipient/none", 1);
	cr_assert_eq(resolve(reader, "by-recipient/Ana", &a), -ENOENT, "a sender is no recipient");
	cr_assert_eq(resolve(reader, "by-recipient/none/2019_Ana_Title.2.txt", &a), 0);
	close_reader(reader);
	cr_assert_eq(check(), 0);
}

Test(view, a_document_stands_under_its_type)
{
	struct document_facts facts = plain_facts();
	struct writer *w = open_writer();

	facts.type = TYPE_MEDIA_LINES;
	import_one(w, "text", 4, facts, "a");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_there(reader, "by-type/media_lines", 1);
	expect_there(reader, "by-type", 1);
	close_reader(reader);
}

Test(view, documents_of_a_source_stand_under_its_first_name_whatever_it_is_called_later)
{
	const char *again[] = {"another", "name"}, *meets[] = {"release_a"};
	char longest[4][256];
	const char *deep[] = {longest[0], longest[1], longest[2], longest[3]};
	struct document_facts facts = plain_facts();
	struct writer *w = open_writer();
	struct dossier_attributes a;
	int fd;
	uint64_t source = begin(w, "one two", 7, &fd), unassigned, unindexed;

	facts.range = (struct span){0, 3};
	cr_assert_eq(writer_document(w, &facts), 0);
	facts.range = (struct span){4, 7};
	cr_assert_eq(writer_document(w, &facts), 0);
	end(w, source, fd, "a", 1);
	cr_assert_eq(writer_source_name(w, source, again, 2), 0);
	source = begin(w, "three", 5, &fd);
	facts.range = (struct span){0, 5};
	cr_assert_eq(writer_document(w, &facts), 0);
	cr_assert_eq(writer_source_end(w, &unassigned, &unindexed), 0);
	cr_assert_eq(writer_source_name(w, source, meets, 1), 0);
	for (int i = 0; i < 4; i++)
		memset(longest[i], 'a' + i, sizeof longest[i]), longest[i][i < 2 ? 100 : 50] = '\0';
	source = begin(w, "four", 4, &fd);
	facts.range = (struct span){0, 4};
	cr_assert_eq(writer_document(w, &facts), 0);
	cr_assert_eq(writer_source_end(w, &unassigned, &unindexed), 0);
	cr_assert_eq(writer_source_name(w, source, deep, 4), 0);
	source = begin(w, "", 0, &fd);
	end(w, source, fd, "empty", 0);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);
	char name[300];

	expect_there(reader, "by-source", 4);
	expect_there(reader, "by-source/release_a", 2);
	expect_there(reader, "by-source/release_a~2", 1);
	snprintf(name, sizeof name, "by-source/%.50s_%.50s", longest[2], longest[3]);
	expect_there(reader, name, 1);
	cr_assert_eq(resolve(reader, "by-source/another_name", &a), -ENOENT);
	cr_assert_eq(resolve(reader, "by-source/release_empty", &a), -ENOENT, "what is empty is not shown");
	close_reader(reader);
	cr_assert_eq(check(), 0);
}

Test(views, a_list_of_views_is_read_and_what_is_none_is_named)
{
	static const char *const wrong[][2] = {{"date:dat", "dat"}, {"documents", "documents"},
					       {":date", ""},       {"date::sender", ""},
					       {"Date", "Date"},    {"by-date", "by-date"}};
	uint64_t views = 99;
	const char *bad;
	size_t length;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		cr_assert_eq(dossier_tree_parse_views(wrong[i][0], &views, &bad, &length), -EINVAL, "%s",
			     wrong[i][0]);
		cr_assert_eq(length, strlen(wrong[i][1]), "%s", wrong[i][0]);
		cr_assert_eq(memcmp(bad, wrong[i][1], length), 0);
		cr_assert_eq(views, 99);
	}
}

Test(views, numbers_that_no_view_has_are_not_mounted)
{
	static const int numbers[] = {-2, 12, 63, 64, 1 << 30, -(1 << 30)};
	static const struct dossier_tree all = {DOSSIER_ALL_VIEWS, false, true}, none = {0, false, false};

	cr_assert_eq(view_count(), 12);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		cr_assert(!view_is_mounted(numbers[i], &all), "%d", numbers[i]);
	cr_assert(view_is_mounted(VIEW_ROOT, &none) && view_is_mounted(VIEW_DOCUMENTS, &none) &&
		  view_is_mounted(VIEW_ORIGINALS, &none));
}

Test(view, search_stands_only_in_trees_that_want_it)
{
	static const struct dossier_tree all = {DOSSIER_ALL_VIEWS, false, false};
	struct dossier_attributes a;

	for (int view = 0; (size_t)view < view_count(); view++)
		cr_assert_eq(view_is_mounted(view, &all), !view_at(view)->queries);
	import_marked();
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(resolve(reader, "search", &a), -ENOENT, "an export has none");
	close_reader(reader);
}

struct given {
	uint64_t documents[4], cookies[4];
	size_t count, most;
};

static bool take(void *context, const struct dossier_name *name)
{
	struct given *given = context;

	if (given->count == given->most)
		return false;
	given->documents[given->count] = dossier_node_number(name->attributes.node);
	given->cookies[given->count++] = name->cookie;
	return true;
}

Test(view, documents_are_named_in_the_order_that_is_asked_for)
{
	static const uint32_t wanted[] = {2, 77, 1, 0, 2};
	struct given all = {.most = 4}, one = {.most = 1};
	struct document_facts facts = plain_facts();
	struct writer *w = open_writer();

	import_one(w, "one", 3, facts, "a");
	import_one(w, "two", 3, facts, "b");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(true);

	cr_assert_eq(dossier_documents(reader, wanted, 5, take, &all), 0);
	cr_assert_eq(all.count, 3, "what is no document is passed over");
	cr_assert(all.documents[0] == 2 && all.documents[1] == 1 && all.documents[2] == 2);
	cr_assert(all.cookies[0] == 1 && all.cookies[1] == 3 && all.cookies[2] == 5);
	cr_assert_eq(dossier_documents(reader, wanted, 5, take, &one), 0);
	cr_assert_eq(one.count, 1, "the sink wanted no more");
	cr_assert_eq(dossier_documents(reader, wanted, 0, take, &one), 0);
	close_reader(reader);
}
