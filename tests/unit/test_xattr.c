/* SPDX-License-Identifier: MIT */
/* Named attributes: which a node has, what they say, and how a buffer is filled. */
#include "store_kit.h"

TestSuite(xattr, .init = setup, .fini = teardown);

static const char text[] = "From: TUVALU\nSubject: Reef\n\ns6(a) Spoken of the reef.\n";
enum { TEXT_SIZE = sizeof text - 1 };

static struct party_fact parties[] = {
	{.role = ROLE_SENDER, .kind = PARTY_NAMED, .name = "TUVALU", .key = "tuvalu", .where = {6, 12}},
	{.role = ROLE_TO, .kind = PARTY_NAMED, .name = "REEF, Ana", .key = "reef, ana", .where = {6, 12}},
	{.role = ROLE_CC, .kind = PARTY_WITHHELD, .name = "", .key = "", .where = {6, 12}},
	{.role = ROLE_CC, .kind = PARTY_NAMED, .name = "A; B", .key = "a; b", .where = {6, 12}},
};
static const struct citation citation = {"nz-oia", "s6(a)"};
static const struct mark_fact mark = {
	.where = {28, 33}, .confidence = 90, .citations = &citation, .citation_count = 1};
static const struct country_fact countries[] = {
	{.code = "BQ", .filed = true, .counts = {1}, .first = {34, 40}},
	{.code = "TV", .filed = true, .counts = {1}, .first = {6, 12}}};
static const char *const references[] = {"first@example", "second@example"};

static struct document_facts message_facts(void)
{
	return (struct document_facts){.range = {0, TEXT_SIZE},
				       .type = TYPE_MESSAGE,
				       .type_confidence = 95,
				       .first_page = 2,
				       .last_page = 3,
				       .title = {"Reef", {22, 26}, 80},
				       .date = {"2019-06", {0, 4}, 70},
				       .parties = parties,
				       .party_count = sizeof parties / sizeof *parties,
				       .marks = &mark,
				       .mark_count = 1,
				       .countries = countries,
				       .country_count = 2,
				       .thread = {"own@example", references, 2}};
}

/* Source 1, which holds it: an archive; source 2 has properties and is document 1. */
static void import_message(void)
{
	static const struct property properties[] = {{"language", "mi"}, {"url", "https://reef.example/1"}};
	struct writer *w = open_writer();
	struct document_facts facts = message_facts();
	const char *member[] = {"two\nlines.txt"};
	uint64_t unassigned, unindexed;
	int fd;
	uint64_t archive = begin_row(w, (struct source_row){.media = "application/zip"}, "zip", 3, &fd);

	end(w, archive, fd, "a.zip", 3);
	uint64_t source = begin_row(
		w, (struct source_row){.parent = archive, .properties = properties, .property_count = 2},
		text, TEXT_SIZE, &fd);

	cr_assert_eq(writer_document(w, &facts), 0);
	cr_assert_eq(writer_source_end(w, &unassigned, &unindexed), 0);
	cr_assert_eq(writer_member_name(w, source, archive, member, 1), 0);
	close(fd);
	cr_assert_eq(writer_close(w), 0);
}

static struct dossier_reader *open_message(void)
{
	import_message();
	return open_reader(false);
}

static const dossier_node document = (dossier_node)DOSSIER_DOCUMENT << DOSSIER_KIND_SHIFT | 1;
static const dossier_node original = (dossier_node)DOSSIER_ORIGINAL << DOSSIER_KIND_SHIFT | 2;

/* `want` NULL: no such attribute. */
static void expect(struct dossier_reader *reader, dossier_node node, const char *name, const char *want)
{
	static char buffer[DOSSIER_ATTRIBUTE_MAX];
	size_t length = 9999;
	int r = dossier_attribute_get(reader, node, name, buffer, sizeof buffer, &length);

	cr_assert_eq(r, want ? 0 : -ENODATA, "%s: %d", name, r);
	if (want)
		cr_assert(length == strlen(want) && memcmp(buffer, want, length) == 0, "%s is %.*s", name,
			  (int)length, buffer);
}

static bool lists(struct dossier_reader *reader, dossier_node node, const char *name)
{
	char names[4096];
	size_t length = 0, count = 0;

	cr_assert_eq(dossier_attribute_list(reader, node, names, sizeof names, &length), 0);
	for (size_t at = 0; at < length; at += strlen(names + at) + 1)
		count += strcmp(names + at, name) == 0;
	cr_assert(count <= 1, "%s is listed twice", name);
	return count == 1;
}

static dossier_node node_of(struct dossier_reader *reader, const char *name)
{
	struct dossier_attributes a;

	cr_assert_eq(resolve(reader, name, &a), 0, "%s", name);
	return a.node;
}

Test(xattr, a_document_tells_its_facts_as_a_listing_writes_them)
{
	struct dossier_reader *reader = open_message();

	expect(reader, document, "user.mime_type", "text/plain");
	expect(reader, document, "user.dossier.id", "1");
	expect(reader, document, "user.dossier.type", "message");
	expect(reader, document, "user.dossier.date", "2019-06");
	expect(reader, document, "user.dossier.sender", "TUVALU");
	expect(reader, document, "user.dossier.title", "Reef");
	expect(reader, document, "user.dossier.codes", "nz-oia:s6(a)=1");
	expect(reader, document, "user.dossier.countries", "BQ,TV");
	expect(reader, document, "user.dossier.source", "release/a.zip.d/two%0Alines.txt");
	expect(reader, document, "user.dossier.source_parent", "release/a.zip");
	expect(reader, document, "user.dossier.original_path", "release/a.zip.d/two\nlines.txt");
	expect(reader, document, "user.dossier.pages", "2-3");
	expect(reader, document, "user.dossier.byte_range", "0-54");
	expect(reader, document, "user.dossier.confidence", "type=95,date=70,title=80");
	expect(reader, document, "user.dossier.message_id", "own@example");
	expect(reader, document, "user.dossier.references", "first@example; second@example");
	close_reader(reader);
}

Test(xattr, items_of_a_list_can_be_told_apart_whatever_they_hold)
{
	struct dossier_reader *reader = open_message();

	expect(reader, document, "user.dossier.recipients", "REEF, Ana; withheld; A  B");
	expect(reader, document, "user.xdg.tags", "nz-oia:s6(a),Caribbean Netherlands,Tuvalu");
	expect(reader, document, "user.dublincore.subject", "Caribbean Netherlands; Tuvalu");
	close_reader(reader);
}

Test(xattr, a_document_has_the_names_that_desktops_know)
{
	struct dossier_reader *reader = open_message();

	expect(reader, document, "user.xdg.origin.url", "https://reef.example/1");
	expect(reader, document, "user.xdg.language", "mi");
	expect(reader, document, "user.xdg.origin.email.from", "TUVALU");
	expect(reader, document, "user.xdg.origin.email.subject", "Reef");
	expect(reader, document, "user.xdg.origin.email.message-id", "own@example");
	expect(reader, document, "user.dublincore.title", "Reef");
	expect(reader, document, "user.dublincore.creator", "TUVALU");
	close_reader(reader);
}

Test(xattr, an_attribute_is_listed_if_it_has_a_value_and_only_then)
{
	struct writer *w = open_writer();

	import_one(w, text, TEXT_SIZE, (struct document_facts){.title.value = "", .date.value = ""}, "a");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);
	static const char *const empty[] = {"user.dossier.title",      "user.dossier.date",
					    "user.dossier.sender",     "user.dossier.pages",
					    "user.dossier.recipients", "user.dossier.codes",
					    "user.dossier.countries",  "user.dossier.source_parent",
					    "user.dossier.message_id", "user.xdg.origin.url",
					    "user.xdg.tags",           "user.xdg.origin.email.subject"};

	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		expect(reader, document, empty[i], NULL);
		cr_assert_not(lists(reader, document, empty[i]), "%s", empty[i]);
	}
	expect(reader, document, "user.dossier.type", "document");
	cr_assert(lists(reader, document, "user.dossier.type"));
	cr_assert(lists(reader, document, "user.dossier.sha256"));
	close_reader(reader);
}

Test(xattr, a_directory_tells_what_it_stands_for)
{
	struct dossier_reader *reader = open_message();
	dossier_node code = node_of(reader, "by-redaction/nz-oia/s6(a)");

	expect(reader, code, "user.dossier.view", "by-redaction");
	expect(reader, code, "user.dossier.value", "s6(a)");
	expect(reader, code, "user.dossier.count", "1");
	expect(reader, code, "user.xdg.comment", "Security, defence or international relations");
	expect(reader, node_of(reader, "by-country/Tuvalu"), "user.dossier.value", "TV");
	expect(reader, node_of(reader, "by-sender"), "user.dossier.value", NULL);
	expect(reader, node_of(reader, "by-sender"), "user.dossier.count", "1");
	expect(reader, DOSSIER_ROOT, "user.dossier.view", NULL);
	expect(reader, code, "user.dossier.title", NULL);
	close_reader(reader);
}

Test(xattr, a_static_directory_stands_for_no_value)
{
	struct writer *w = open_writer();

	import_one(w, text, TEXT_SIZE, plain_facts(), "a");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect(reader, node_of(reader, "by-sender/unknown"), "user.dossier.value", NULL);
	expect(reader, node_of(reader, "by-sender/unknown"), "user.dossier.count", "1");
	close_reader(reader);
}

Test(xattr, an_original_tells_what_is_known_of_the_file)
{
	struct dossier_reader *reader = open_message();

	expect(reader, original, "user.mime_type", "text/plain");
	expect(reader, original, "user.charset", "utf-8");
	expect(reader, original, "user.dossier.id", "2");
	expect(reader, original, "user.dossier.source", "release/a.zip.d/two%0Alines.txt");
	expect(reader, original, "user.dossier.original_path", "release/a.zip.d/two\nlines.txt");
	expect(reader, original, "user.dossier.source_parent", "release/a.zip");
	expect(reader, original, "user.dossier.url", "https://reef.example/1");
	expect(reader, original, "user.dossier.author", NULL);
	expect(reader, original, "user.dossier.unassigned", "0");
	expect(reader, node_of(reader, "README.txt"), "user.mime_type", "text/plain");
	close_reader(reader);
}

Test(xattr, a_buffer_is_filled_whole_or_not_at_all)
{
	struct dossier_reader *reader = open_message();
	char buffer[8] = "........";
	size_t length = 0, all = 0;

	cr_assert_eq(dossier_attribute_get(reader, document, "user.dossier.sender", NULL, 0, &length), 0);
	cr_assert_eq(length, 6);
	cr_assert_eq(dossier_attribute_get(reader, document, "user.dossier.sender", buffer, 5, &length),
		     -ERANGE);
	cr_assert_eq(dossier_attribute_get(reader, document, "user.dossier.sender", buffer, 6, &length), 0);
	cr_assert_eq(memcmp(buffer, "TUVALU..", 8), 0, "no final NUL, nothing behind");
	cr_assert_eq(dossier_attribute_list(reader, document, NULL, 0, &all), 0);
	cr_assert_eq(dossier_attribute_list(reader, document, buffer, sizeof buffer, &length), -ERANGE);
	char *names = malloc(all);

	cr_assert_eq(dossier_attribute_list(reader, document, names, all, &length), 0);
	cr_assert_eq(length, all);
	free(names);
	close_reader(reader);
}

Test(xattr, an_unknown_name_asks_no_store)
{
	struct dossier_reader *reader = open_message();
	struct dossier_counters before, after;

	dossier_count(store, &before);
	expect(reader, document, "user.dossier.nothing", NULL);
	expect(reader, document, "security.selinux", NULL);
	expect(reader, original, "user.dossier.recipients", NULL);
	dossier_count(store, &after);
	cr_assert_eq(before.statements, after.statements);
	close_reader(reader);
}

Test(xattr, a_node_that_is_none_is_stale_and_a_link_has_no_attributes)
{
	import_message();
	struct dossier_reader *reader = open_reader(true);
	dossier_node link =
		dossier_node_pack_link(dossier_node_number(node_of(reader, "by-country/Tuvalu")), 1);
	size_t length = 9;

	cr_assert_eq(dossier_attribute_list(reader, document + 9, NULL, 0, &length), -ESTALE);
	cr_assert_eq(dossier_attribute_list(reader, original + 9, NULL, 0, &length), -ESTALE);
	cr_assert_eq(dossier_attribute_list(reader, 0, NULL, 0, &length), -ESTALE);
	cr_assert_eq(dossier_attribute_list(reader, link, NULL, 0, &length), 0);
	cr_assert_eq(length, 0);
	expect(reader, link, "user.dossier.id", NULL);
	close_reader(reader);
}

Test(xattr, a_value_longer_than_a_system_takes_is_cut_at_a_character)
{
	static char title[70000];
	char *value = malloc(sizeof title);
	size_t length = 0;
	struct document_facts facts = plain_facts();
	struct writer *w = open_writer();

	for (size_t i = 0; i + 2 < sizeof title; i += 3)
		memcpy(title + i, "\xe2\x82\xac", 3);
	facts.title.value = title;
	import_one(w, text, TEXT_SIZE, facts, "a");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(
		dossier_attribute_get(reader, document, "user.dossier.title", value, sizeof title, &length),
		0);
	cr_assert_eq(length, DOSSIER_ATTRIBUTE_MAX / 3 * 3);
	free(value);
	close_reader(reader);
}

Test(xattr, a_damaged_row_costs_itself)
{
	import_message();
	tamper("UPDATE document SET mtime = mtime + 1");
	tamper("UPDATE directory SET depth = 77 WHERE name = 'a.zip.d'");
	struct dossier_reader *reader = open_reader(false);
	size_t length;

	cr_assert_eq(dossier_attribute_list(reader, document, NULL, 0, &length), -EIO);
	expect(reader, original, "user.dossier.id", "2");
	expect(reader, original, "user.dossier.original_path", NULL);
	close_reader(reader);
}
