/* SPDX-License-Identifier: MIT */
/* What a reader is told that has been away. */
#include "../../store/db/stmt.h"
#include "store_kit.h"

TestSuite(changes, .init = setup, .fini = teardown);

static const struct party_fact capital = {ROLE_SENDER, PARTY_NAMED, "CAPITAL", "capital", {0, 1}};
static const struct party_fact harbour = {ROLE_SENDER, PARTY_NAMED, "HARBOUR", "harbour", {0, 1}};
static const struct country_fact peru = {"PE", true, {1, 0, 0, 0}, {0, 1}};
static const struct country_fact chile = {"CL", true, {1, 0, 0, 0}, {0, 1}};

static struct document_facts letter_of(const struct party_fact *party, const struct country_fact *country)
{
	struct document_facts facts = plain_facts();

	facts.parties = party;
	facts.party_count = 1;
	facts.countries = country;
	facts.country_count = country != NULL;
	return facts;
}

static void import(const char *text, struct document_facts facts, const char *name)
{
	struct writer *w = open_writer();

	import_one(w, text, strlen(text), facts, name);
	cr_assert_eq(writer_close(w), 0);
}

/* ---- what was told ---- */

enum { TOLD_MAX = 100 };
static struct told {
	enum dossier_change_kind kind;
	dossier_node node;
	char name[64];
} told[TOLD_MAX];
static size_t told_count, room = TOLD_MAX;

static bool take(void *context, const struct dossier_change *change)
{
	(void)context;
	if (told_count == room)
		return false;
	told[told_count] = (struct told){.kind = change->kind, .node = change->node};
	snprintf(told[told_count].name, sizeof told->name, "%s", change->name ? change->name : "");
	told_count++;
	return true;
}

static size_t ask_changes(struct dossier_reader *reader, struct dossier_state *state)
{
	told_count = 0;
	cr_assert_eq(dossier_changes(reader, state, take, NULL), 0);
	return told_count;
}

static unsigned times_told(enum dossier_change_kind kind, dossier_node node, const char *name)
{
	unsigned times = 0;

	for (size_t i = 0; i < told_count; i++)
		times += told[i].kind == kind && told[i].node == node && !strcmp(told[i].name, name);
	return times;
}

static dossier_node node_of(struct dossier_reader *reader, const char *name)
{
	struct dossier_attributes a;

	cr_assert_eq(resolve(reader, name, &a), 0, "%s", name);
	return a.node;
}

static unsigned names_told(struct dossier_reader *reader, const char *directory, const char *name)
{
	return times_told(DOSSIER_NAME, node_of(reader, directory), name);
}

static unsigned contents_told(struct dossier_reader *reader, const char *name)
{
	return times_told(DOSSIER_CONTENT, node_of(reader, name), "");
}

static unsigned attributes_told(struct dossier_reader *reader, const char *name)
{
	return times_told(DOSSIER_ATTRIBUTES, node_of(reader, name), "");
}

/* A reader that knows a store with one letter. */
static struct dossier_reader *open_knowing(struct dossier_state *state)
{
	import("One letter.\n", letter_of(&capital, &peru), "one.txt");
	struct dossier_reader *reader = open_reader(false);

	*state = (struct dossier_state){.clock = 0};
	cr_assert_eq(ask_changes(reader, state), 0, "who knows nothing is told nothing");
	return reader;
}

/* The store stays in the mode that it has while it is read; the next that has it alone ends that. */
static void close_knowing(struct dossier_reader *reader)
{
	close_reader(reader);
	dossier_settle(path);
}

/* ---- tests ---- */

Test(changes, nothing_is_told_while_nothing_changes)
{
	struct dossier_state state;
	struct dossier_reader *reader = open_knowing(&state);

	cr_assert_eq(ask_changes(reader, &state), 0);
	import("Another.\n", letter_of(&capital, &peru), "two.txt");
	cr_assert_gt(ask_changes(reader, &state), 0);
	cr_assert_eq(ask_changes(reader, &state), 0, "a change is told once");
	close_knowing(reader);
}

Test(changes, a_document_is_told_by_the_directories_that_it_stands_in)
{
	struct dossier_state state;
	struct dossier_reader *reader = open_knowing(&state);

	import("Another.\n", letter_of(&capital, &peru), "two.txt");
	ask_changes(reader, &state);
	static const char *const leaves[] = {"documents",       "by-date/2019/XX/XX", "by-sender/CAPITAL",
					     "by-country/Peru", "by-redaction/none",  "originals/release"};
	static const char *const above[] = {"by-date",    "by-date/2019", "by-sender",
					    "by-country", "by-redaction", "originals"};

	for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++)
		cr_assert_eq(contents_told(reader, leaves[i]), 1, "%s", leaves[i]);
	for (size_t i = 0; i < sizeof above / sizeof *above; i++) {
		cr_assert_eq(attributes_told(reader, above[i]), 1, "%s", above[i]);
		cr_assert_eq(contents_told(reader, above[i]), 0, "%s", above[i]);
	}
	cr_assert_eq(times_told(DOSSIER_ATTRIBUTES, DOSSIER_ROOT, ""), 1);
	cr_assert_eq(attributes_told(reader, "by-country/pe"), 1, "an alias has the times of its directory");
	cr_assert_eq(names_told(reader, "by-country", "Peru"), 0, "a name that was there is left alone");
	cr_assert_eq(names_told(reader, "by-country", "pe"), 0);
	close_knowing(reader);
}

Test(changes, a_directory_that_comes_is_told_by_its_names)
{
	struct dossier_state state;
	struct dossier_reader *reader = open_knowing(&state);

	import("Another.\n", letter_of(&harbour, &chile), "two.txt");
	ask_changes(reader, &state);
	cr_assert_eq(names_told(reader, "by-country", "Chile"), 1);
	cr_assert_eq(names_told(reader, "by-country", "CL"), 1);
	cr_assert_eq(names_told(reader, "by-country", "cl"), 1);
	cr_assert_eq(names_told(reader, "by-sender", "HARBOUR"), 1);
	cr_assert_eq(contents_told(reader, "by-country"), 1, "its parent lists one more");
	cr_assert_eq(contents_told(reader, "by-country/Peru"), 0);
	cr_assert_eq(attributes_told(reader, "by-country/Peru"), 0);
	close_knowing(reader);
}

Test(changes, a_directory_that_was_hidden_is_told_when_it_shows)
{
	struct dossier_state state;
	struct dossier_reader *reader = open_knowing(&state);

	import("Another.\n", letter_of(&capital, NULL), "two.txt");
	ask_changes(reader, &state);
	cr_assert_eq(names_told(reader, "by-country", "none"), 1);
	import("A third.\n", letter_of(&capital, NULL), "three.txt");
	ask_changes(reader, &state);
	cr_assert_eq(names_told(reader, "by-country", "none"), 0);
	cr_assert_eq(contents_told(reader, "by-country/none"), 1);
	close_knowing(reader);
}

Test(changes, the_tops_of_views_are_always_there)
{
	struct dossier_state state = {.clock = 0};

	cr_assert_eq(writer_close(open_writer()), 0);
	struct dossier_reader *reader = open_reader(false);

	ask_changes(reader, &state);
	import("One letter.\n", letter_of(&capital, &peru), "one.txt");
	ask_changes(reader, &state);
	cr_assert_eq(contents_told(reader, "by-country"), 1);
	for (size_t i = 0; i < told_count; i++)
		cr_assert_not(told[i].kind == DOSSIER_NAME && told[i].node == DOSSIER_ROOT, "%s",
			      told[i].name);
	close_knowing(reader);
}

Test(changes, names_of_files_are_told_with_the_source_that_has_one_more)
{
	struct dossier_state state;
	struct dossier_reader *reader = open_knowing(&state);
	struct writer *w = open_writer();
	const char *components[] = {"release", "again", "one.txt"};

	cr_assert_eq(writer_source_name(w, 1, components, 3), 0);
	cr_assert_eq(writer_close(w), 0);
	ask_changes(reader, &state);
	cr_assert_eq(names_told(reader, "originals/release/again", "one.txt"), 1);
	cr_assert_eq(names_told(reader, "originals/release", "again"), 1);
	cr_assert_eq(attributes_told(reader, "originals/release/one.txt"), 1);
	close_knowing(reader);
}

Test(changes, a_text_is_told_when_it_reads_otherwise)
{
	struct dossier_state state;
	struct dossier_reader *reader = open_knowing(&state);

	import("Another.\n", letter_of(&capital, &peru), "two.txt");
	ask_changes(reader, &state);
	cr_assert_eq(contents_told(reader, "README.txt"), 0, "its examples are the first that were stored");
	close_knowing(reader);
	tamper("UPDATE file_name SET text = x'6f6c64' WHERE name = 'README.txt'");
	reader = open_reader(false);
	state = (struct dossier_state){.clock = 0};
	ask_changes(reader, &state);
	import("A third.\n", letter_of(&capital, &peru), "three.txt");
	ask_changes(reader, &state);
	cr_assert_eq(contents_told(reader, "README.txt"), 1);
	cr_assert_eq(contents_told(reader, ".ignore"), 0);
	close_knowing(reader);
}

Test(changes, a_view_that_is_not_mounted_is_not_told)
{
	struct dossier_state state = {.clock = 0};
	uint64_t views;
	const char *bad;
	size_t bad_length;

	import("One letter.\n", letter_of(&capital, &peru), "one.txt");
	cr_assert_eq(dossier_tree_parse_views("date", &views, &bad, &bad_length), 0);
	struct dossier_reader *reader = open_tree(views, false);
	size_t names = 0;

	ask_changes(reader, &state);
	import("Another.\n", letter_of(&harbour, &chile), "two.txt");
	cr_assert_gt(ask_changes(reader, &state), 0);
	for (size_t i = 0; i < told_count; i++)
		names += told[i].kind == DOSSIER_NAME;
	cr_assert_eq(names, 1, "the original's only");
	cr_assert_eq(contents_told(reader, "by-date/2019/XX/XX"), 1);
	close_knowing(reader);
}

Test(changes, who_cannot_take_all_is_told_all_again)
{
	struct dossier_state state;
	struct dossier_reader *reader = open_knowing(&state);

	import("Another.\n", letter_of(&harbour, &chile), "two.txt");
	for (room = 0; room < 20; room++) {
		told_count = 0;
		cr_assert_eq(dossier_changes(reader, &state, take, NULL), -ECANCELED);
	}
	room = TOLD_MAX;
	ask_changes(reader, &state);
	cr_assert_eq(names_told(reader, "by-country", "Chile"), 1);
	close_knowing(reader);
}

Test(changes, what_did_not_change_is_not_looked_at)
{
	static const enum stmt statements[] = {STMT_CHANGED_ALIASES, STMT_CHANGED_DIRECTORIES,
					       STMT_CHANGED_NAMES, STMT_CHANGED_TEXTS, STMT_NOW};
	sqlite3 *db;
	sqlite3_stmt *row;

	import("One letter.\n", letter_of(&capital, &peru), "one.txt");
	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
		char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", stmt_sql(statements[i]));

		cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK, "%s", sql);
		while (sqlite3_step(row) == SQLITE_ROW) {
			const char *step = (const char *)sqlite3_column_text(row, 3);
			/* The queue of those above, and what came out of it. */
			bool small = !strcmp(step, "SCAN a") || !strcmp(step, "SCAN above") ||
				     strstr(step, "CONSTANT ROW");

			cr_assert(small || !strstr(step, "SCAN"), "%s: %s", sql, step);
		}
		sqlite3_finalize(row);
		sqlite3_free(sql);
	}
	sqlite3_close(db);
}

Test(changes, a_store_is_replaced_when_another_file_has_its_name)
{
	char other[128];

	import("One letter.\n", letter_of(&capital, &peru), "one.txt");
	struct dossier_reader *reader = open_reader(false);
	struct dossier_attributes a;

	cr_assert_not(dossier_is_replaced(reader));
	snprintf(other, sizeof other, "%s/other", folder);
	cr_assert_eq(rename(path, other), 0);
	cr_assert(dossier_is_replaced(reader), "removed");
	import("Another.\n", letter_of(&harbour, &chile), "two.txt");
	cr_assert(dossier_is_replaced(reader));
	cr_assert_eq(resolve(reader, "by-country/Peru", &a), 0, "what was opened stays open");
	close_reader(reader);
	cr_assert_eq(unlink(other), 0);
}
