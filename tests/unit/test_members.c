/* SPDX-License-Identifier: MIT */
/* Files within files: where their names stand, what is still to be unpacked, what is told about them. */
#include "store_kit.h"

TestSuite(members, .init = setup, .fini = teardown);

/* A source of one name on disk, below release/. */
static uint64_t import_archive(struct writer *w, const char *bytes, const char *name)
{
	const struct source_row row = {.media = "application/zip", .has_members = true};
	int fd;
	uint64_t source = begin_row(w, row, bytes, strlen(bytes), &fd);

	end(w, source, fd, name, strlen(bytes));
	return source;
}

static uint64_t add_source(struct writer *w, uint64_t parent, const char *bytes)
{
	const struct source_row row = {.parent = parent};
	uint64_t unassigned, unindexed;
	int fd;
	uint64_t source = begin_row(w, row, bytes, strlen(bytes), &fd);

	cr_assert_eq(writer_source_end(w, &unassigned, &unindexed), 0);
	close(fd);
	return source;
}

static void name_member(struct writer *w, uint64_t source, uint64_t parent, const char *member)
{
	char copy[5000], *rest = copy;
	const char *components[2500];
	size_t count = 0;

	snprintf(copy, sizeof copy, "%s", member);
	for (char *part = strsep(&rest, "/"); part; part = strsep(&rest, "/"))
		components[count++] = part;
	cr_assert_eq(writer_member_name(w, source, parent, components, count), 0);
}

/* A new source with these bytes, as a member of another. */
static uint64_t import_member(struct writer *w, uint64_t parent, const char *bytes, const char *member)
{
	uint64_t source = add_source(w, parent, bytes);

	name_member(w, source, parent, member);
	return source;
}

static void expect_original(struct dossier_reader *reader, const char *name, uint64_t source)
{
	struct dossier_attributes a;

	cr_assert_eq(resolve(reader, name, &a), 0, "%s", name);
	cr_assert_eq(a.node, dossier_node_pack(DOSSIER_ORIGINAL, source), "%s", name);
}

static void expect_size(struct dossier_reader *reader, const char *directory, uint64_t size)
{
	struct dossier_attributes a;

	cr_assert_eq(resolve(reader, directory, &a), 0, "%s", directory);
	cr_assert_eq(a.size, size, "%s: %llu", directory, (unsigned long long)a.size);
}

/* ---- names ---- */

Test(members, a_member_of_a_member_stands_below_both_and_counts_once_in_every_directory)
{
	struct writer *w = open_writer();
	uint64_t outer = import_archive(w, "outer", "a.zip");
	uint64_t inner = import_member(w, outer, "inner", "sub/b.zip");
	uint64_t letter = import_member(w, inner, "letter", "letter.txt");

	name_member(w, letter, outer, "sub/letter.txt");
	name_member(w, letter, outer, "copy.txt");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_original(reader, "originals/release/a.zip", outer);
	expect_original(reader, "originals/release/a.zip.d/sub/b.zip", inner);
	expect_original(reader, "originals/release/a.zip.d/sub/b.zip.d/letter.txt", letter);
	expect_original(reader, "originals/release/a.zip.d/sub/letter.txt", letter);
	expect_original(reader, "originals/release/a.zip.d/copy.txt", letter);
	expect_size(reader, "originals", 3);
	expect_size(reader, "originals/release", 3);
	expect_size(reader, "originals/release/a.zip.d", 2);
	expect_size(reader, "originals/release/a.zip.d/sub", 2);
	expect_size(reader, "originals/release/a.zip.d/sub/b.zip.d", 1);
	close_reader(reader);
	cr_assert_eq(ask("SELECT links FROM source WHERE id = 3"), 3);
	cr_assert_eq(ask("SELECT depth FROM source WHERE id = 3"), 2);
	cr_assert_eq(ask("SELECT parent FROM source WHERE id = 3"), (int64_t)inner);
	cr_assert_eq(check(), 0);
}

Test(members, a_name_that_a_member_has_is_kept_and_another_file_of_it_is_numbered)
{
	struct writer *w = open_writer();
	uint64_t archive = import_archive(w, "archive", "a.zip");
	uint64_t one = import_member(w, archive, "one", "x.txt");
	uint64_t two = import_member(w, archive, "two", "x.txt");

	name_member(w, one, archive, "x.txt");
	name_member(w, two, archive, "x.txt");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_original(reader, "originals/release/a.zip.d/x.txt", one);
	expect_original(reader, "originals/release/a.zip.d/x~2.txt", two);
	expect_size(reader, "originals/release/a.zip.d", 2);
	close_reader(reader);
	cr_assert_eq(ask("SELECT sum(links) FROM source"), 3);
}

Test(members, any_number_of_files_of_one_name_is_named_in_little_time, .timeout = 100)
{
	enum { MANY = 6000 };
	struct writer *w = open_writer();
	uint64_t archive = import_archive(w, "archive", "a.zip");
	char bytes[32];

	for (int i = 0; i < MANY; i++) {
		snprintf(bytes, sizeof bytes, "message %d", i);
		import_member(w, archive, bytes, "message.eml");
	}
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_original(reader, "originals/release/a.zip.d/message~2.eml", archive + 2);
	expect_original(reader, "originals/release/a.zip.d/message~6000.eml", archive + MANY);
	close_reader(reader);
}

Test(members, one_file_in_any_number_of_folders_is_counted_in_little_time, .timeout = 100)
{
	enum { MANY = 4000 };
	struct writer *w = open_writer();
	uint64_t archive = import_archive(w, "archive", "a.zip"), empty = add_source(w, archive, "");
	char name[32];

	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "%d/other", i);
		import_member(w, archive, name, name);
	}
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "%d/empty", i * 7 % MANY);
		name_member(w, empty, archive, name);
	}
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_size(reader, "originals", MANY + 2);
	expect_size(reader, "originals/release/a.zip.d/77", 2);
	close_reader(reader);
}

Test(members, two_archives_of_one_name_have_directories_of_their_own)
{
	struct writer *w = open_writer();
	uint64_t one = import_archive(w, "one", "a.zip"), two = import_archive(w, "two", "a.zip");
	uint64_t first = import_member(w, one, "first", "x"), second = import_member(w, two, "second", "x");

	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_original(reader, "originals/release/a.zip.d/x", first);
	expect_original(reader, "originals/release/a~2.zip.d/x", second);
	close_reader(reader);
	cr_assert_eq(check(), 0);
}

Test(members, a_folder_of_the_same_name_on_disk_is_the_same_directory)
{
	const char *components[] = {"release", "a.zip.d", "x"};
	struct writer *w = open_writer();
	uint64_t archive = import_archive(w, "archive", "a.zip");
	uint64_t file = add_source(w, 0, "file");

	cr_assert_eq(writer_source_name(w, file, components, 3), 0);
	uint64_t member = import_member(w, archive, "member", "x");

	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_original(reader, "originals/release/a.zip.d/x", file);
	expect_original(reader, "originals/release/a.zip.d/x~2", member);
	close_reader(reader);
	cr_assert_eq(check(), 0);
}

Test(members, a_file_in_the_way_keeps_its_name)
{
	struct writer *w = open_writer();
	uint64_t file = import_archive(w, "file", "a.zip.d");
	uint64_t archive = import_archive(w, "archive", "a.zip");
	uint64_t member = import_member(w, archive, "member", "x");

	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_original(reader, "originals/release/a.zip.d", file);
	expect_original(reader, "originals/release/a.zip.d~2/x", member);
	close_reader(reader);
}

Test(members, members_of_a_source_of_many_names_stand_below_the_first)
{
	const char *other[] = {"another", "b.zip"};
	struct writer *w = open_writer();

	cr_assert_eq(writer_source_name(w, add_source(w, 0, "older"), other, 2), 0);
	uint64_t archive = import_archive(w, "archive", "z.zip");

	cr_assert_eq(writer_source_name(w, archive, other, 2), 0);
	uint64_t member = import_member(w, archive, "member", "x");

	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_original(reader, "originals/release/z.zip.d/x", member);
	expect_size(reader, "originals/another", 2);
	close_reader(reader);
}

/* An archive may hold itself. */
Test(members, a_source_may_be_a_member_of_itself)
{
	struct writer *w = open_writer();
	uint64_t archive = import_archive(w, "quine", "r.zip");

	name_member(w, archive, archive, "r/r.zip");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_original(reader, "originals/release/r.zip.d/r/r.zip", archive);
	expect_size(reader, "originals", 1);
	close_reader(reader);
	cr_assert_eq(check(), 0);
}

Test(members, nothing_in_a_path_leads_elsewhere)
{
	static const struct {
		const char *member, *name;
	} paths[] = {
		{"../../etc/passwd", "%2E./%2E./etc/passwd"},
		{"/etc/shadow", "etc/shadow"},
		{"./a//b/./c.txt", "a/b/c.txt"},
		{"a/..", "a/%2E."},
		{"...", "%2E.."},
		{".hidden/x", "%2Ehidden/x"},
		{"line\nbreak", "line%0Abreak"},
		{"caf\xe9.txt", "caf%E9.txt"},
		{"e.mail/", "e.mail"},
		{"a\\b", "a\\b"},
		{"%41", "%2541"},
	};
	struct writer *w = open_writer();
	uint64_t archive = import_archive(w, "archive", "a.zip"), first = archive + 1;

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		import_member(w, archive, paths[i].name, paths[i].member);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		char name[256];

		snprintf(name, sizeof name, "originals/release/a.zip.d/%s", paths[i].name);
		expect_original(reader, name, first + i);
	}
	close_reader(reader);
	cr_assert_eq(ask("SELECT count(*) FROM file_name WHERE name IN ('', '.', '..')"), 0);
	cr_assert_eq(
		ask("SELECT count(*) FROM directory WHERE name IN ('.', '..') OR (name = '' AND id > 1)"), 0);
}

Test(members, a_member_without_a_path_is_named_after_what_holds_it)
{
	static const char *const empty[] = {"", "/", ".", "./", "//./"};
	struct writer *w = open_writer();
	uint64_t packed = import_archive(w, "packed", "caf\xe9.txt.gz"),
		 plain = import_archive(w, "p", "data");
	uint64_t text = add_source(w, packed, "text");

	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
		name_member(w, text, packed, empty[i]);
	cr_assert_eq(writer_member_name(w, text, packed, NULL, 0), 0);
	uint64_t other = import_member(w, plain, "other", "");

	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	expect_original(reader, "originals/release/caf%E9.txt.gz.d/caf%E9.txt", text);
	expect_original(reader, "originals/release/data.d/data", other);
	close_reader(reader);
	cr_assert_eq(ask("SELECT links FROM source WHERE id = 3"), 1);
}

Test(members, of_a_path_that_is_too_deep_the_middle_is_left_out)
{
	char member[3001];
	struct writer *w = open_writer();
	uint64_t archive = import_archive(w, "archive", "a.zip");

	for (size_t i = 0; i < 3000; i += 2)
		memcpy(member + i, "d/", 3);
	strcpy(member + 2990, "deepest.md");
	import_member(w, archive, "member", member);
	cr_assert_eq(writer_close(w), 0);
	cr_assert_eq(ask("SELECT count(*) FROM directory WHERE name = 'd'"), WRITER_MEMBER_DEPTH - 1);
	cr_assert_eq(ask("SELECT count(*) FROM file_name WHERE name = 'deepest.md'"), 1);
	cr_assert_eq(check(), 0);
}

Test(members, names_that_are_too_long_are_cut_and_stay_apart)
{
	char one[256], two[256], member[3001];
	struct writer *w = open_writer();

	memset(one, 'x', 255);
	one[255] = '\0';
	strcpy(two, one);
	two[254] = 'y';
	memset(member, 'm', 3000);
	member[3000] = '\0';
	uint64_t a = import_archive(w, "one", one), b = import_archive(w, "two", two);

	import_member(w, a, "first", member);
	import_member(w, b, "second", member);
	cr_assert_eq(writer_close(w), 0);
	cr_assert_eq(ask("SELECT count(*) FROM directory WHERE view = 1 AND name LIKE 'xx%.d'"), 1);
	cr_assert_eq(ask("SELECT count(*) FROM directory WHERE view = 1 AND name LIKE 'xx%~2'"), 1);
	cr_assert_eq(ask("SELECT count(*) FROM directory WHERE length(CAST(name AS BLOB)) > 255"), 0);
	cr_assert_eq(ask("SELECT count(*) FROM file_name WHERE length(CAST(name AS BLOB)) > 255"), 0);
	cr_assert_eq(check(), 0);
}

Test(members, a_parent_without_a_name_has_no_place_for_members)
{
	const char *components[] = {"x"};
	struct writer *w = open_writer();
	uint64_t archive = add_source(w, 0, "archive"), member = add_source(w, archive, "member");

	cr_assert_eq(writer_member_name(w, member, archive, components, 1), -EINVAL);
	cr_assert_eq(writer_member_name(w, member, 77, components, 1), -EINVAL);
	writer_abandon(w);
}

Test(members, a_source_whose_parent_is_not_there_is_refused)
{
	static const unsigned char sha256[WRITER_HASH_SIZE];
	struct source_row row = {
		.media = "", .charset = "", .zone = "UTC", .sha256 = sha256, .text = -1, .parent = 77};
	struct writer *w = open_writer();
	uint64_t source;

	row.file = file_of("", 0);
	cr_assert_eq(writer_source_begin(w, &row, &source), -EINVAL);
	cr_assert_eq(writer_source_abandon(w), 0);
	close(row.file);
	cr_assert_eq(writer_close(w), 0);
}

/* ---- what is still to be unpacked ---- */

Test(members, those_that_are_to_be_unpacked_are_found_in_order_and_no_others)
{
	struct writer *w = open_writer();
	struct pending pending;

	cr_assert_eq(writer_source_pending(w, true, 0, &pending), -ENOENT);
	uint64_t first = import_archive(w, "first", "a.zip");
	uint64_t broken = import_archive(w, "broken", "b.zip");

	import_member(w, first, "text", "text.txt");
	uint64_t done = import_archive(w, "done", "c.zip"), last = import_archive(w, "the last", "d.zip");

	cr_assert_eq(writer_source_members(w, broken, MEMBERS_PARTLY), 0);
	cr_assert_eq(writer_source_members(w, done, MEMBERS_UNPACKED), 0);
	cr_assert_eq(writer_source_pending(w, false, 0, &pending), 0);
	cr_assert_eq(pending.id, first);
	cr_assert_eq(pending.depth, 0);
	cr_assert_eq(pending.size, 5);
	cr_assert_str_eq(pending.media, "application/zip");
	cr_assert_eq(writer_source_pending(w, false, first, &pending), 0);
	cr_assert_eq(pending.id, last);
	cr_assert_eq(writer_source_pending(w, false, last, &pending), -ENOENT);
	cr_assert_eq(writer_source_pending(w, true, first, &pending), 0);
	cr_assert_eq(pending.id, broken);
	cr_assert_eq(writer_source_pending(w, true, broken, &pending), 0);
	cr_assert_eq(pending.id, last);
	cr_assert_eq(writer_close(w), 0);
	cr_assert_eq(check(), 0);
}

Test(members, an_archive_in_an_archive_is_one_deeper)
{
	const struct source_row row = {.parent = 1, .has_members = true};
	struct writer *w = open_writer();
	uint64_t outer = import_archive(w, "outer", "a.zip"), unassigned, unindexed;
	struct pending pending;
	int fd;

	begin_row(w, row, "inner", 5, &fd);
	cr_assert_eq(writer_source_end(w, &unassigned, &unindexed), 0);
	close(fd);
	cr_assert_eq(writer_source_pending(w, false, outer, &pending), 0);
	cr_assert_eq(pending.depth, 1);
	cr_assert_eq(writer_close(w), 0);
}

static void expect_bytes(struct writer *w, uint64_t source, const char *bytes, size_t size)
{
	struct stat st;
	char *got = malloc(size + 1);
	int file;

	cr_assert_eq(writer_source_original(w, source, &file), 0);
	cr_assert_eq(fcntl(file, F_GETFD), FD_CLOEXEC);
	cr_assert_eq(fstat(file, &st), 0);
	cr_assert_eq(st.st_size, (off_t)size);
	cr_assert_eq(read(file, got, size + 1), (ssize_t)size, "from its beginning");
	cr_assert_eq(memcmp(got, bytes, size), 0);
	close(file);
	free(got);
}

Test(members, an_original_comes_back_before_and_after_its_commit)
{
	enum { SIZE = 300 * 1024 };
	char *bytes = malloc(SIZE);
	struct writer *w = open_writer();
	struct document_facts facts = plain_facts();
	int file;

	for (size_t i = 0; i < SIZE; i++)
		bytes[i] = (char)('a' + i * i % 23);
	uint64_t large = import_one(w, bytes, SIZE, facts, "large.txt"),
		 small = import_archive(w, "s", "s.zip");
	uint64_t empty = import_archive(w, "", "empty");

	expect_bytes(w, large, bytes, SIZE);
	expect_bytes(w, small, "s", 1);
	expect_bytes(w, empty, "", 0);
	cr_assert_eq(writer_source_original(w, 77, &file), -ENOENT);
	cr_assert_eq(writer_close(w), 0);
	w = open_writer();
	expect_bytes(w, large, bytes, SIZE);
	cr_assert_eq(writer_close(w), 0);
	free(bytes);
}

Test(members, an_original_that_is_damaged_is_refused)
{
	struct writer *w = open_writer();
	int file = -1;

	import_archive(w, "archive", "a.zip");
	import_archive(w, "other", "b.zip");
	cr_assert_eq(writer_close(w), 0);
	tamper("UPDATE chunk SET checksum = checksum + 1 WHERE content = 1; UPDATE source SET size = 2 WHERE "
	       "id = 2");
	w = open_writer();
	cr_assert_eq(writer_source_original(w, 1, &file), -EIO, "a chunk");
	cr_assert_eq(writer_source_original(w, 2, &file), -EIO, "the row");
	cr_assert_eq(file, -1);
	cr_assert_eq(writer_close(w), 0);
}

Test(members, a_source_says_where_it_stands)
{
	struct writer *w = open_writer();
	uint64_t archive = import_archive(w, "archive", "a.zip");
	uint64_t member = import_member(w, archive, "member", "sub/x"), nowhere = add_source(w, archive, "y");
	char *where = NULL;

	cr_assert_eq(writer_source_path(w, member, &where), 0);
	cr_assert_str_eq(where, "release/a.zip.d/sub/x");
	free(where);
	cr_assert_eq(writer_source_path(w, nowhere, &where), -ENOENT);
	cr_assert_eq(writer_close(w), 0);
}

/* ---- what is told ---- */

static const char *const references[] = {"first@post.example", "second@post.example"};
static const struct property properties[] = {{"title", "Minutes"}, {"author", "J. Marlowe"}};

static void import_mail(void)
{
	struct source_row row = {.properties = properties, .property_count = 2};
	struct document_facts facts = plain_facts();
	const char *components[] = {"1.eml"};
	uint64_t unassigned, unindexed;
	struct writer *w = open_writer();
	int fd;

	import_one(w, "plain", 5, facts, "plain.txt");
	row.parent = import_archive(w, "archive", "mail.mbox");
	uint64_t source = begin_row(w, row, "mail", 4, &fd);

	facts.range = (struct span){0, 4};
	facts.thread = (struct thread_fact){"third@post.example", references, 2};
	cr_assert_eq(writer_document(w, &facts), 0);
	cr_assert_eq(writer_source_end(w, &unassigned, &unindexed), 0);
	close(fd);
	cr_assert_eq(writer_member_name(w, source, row.parent, components, 1), 0);
	cr_assert_eq(writer_close(w), 0);
}

struct told {
	char text[1000];
	unsigned most; /* calls after which the sink has enough */
};

static bool see_detail(void *context, const char *key, const char *value)
{
	struct told *told = context;
	size_t used = strlen(told->text);

	snprintf(told->text + used, sizeof told->text - used, "%s=%s ", key, value);
	return --told->most > 0;
}

Test(members, details_say_what_a_message_answers_and_what_held_its_source)
{
	struct told all = {"", 100}, none = {"", 100}, two = {"", 2};

	import_mail();
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(dossier_details(reader, 2, see_detail, &all), 0);
	cr_assert_str_eq(all.text, "message_id=third@post.example reference=first@post.example "
				   "reference=second@post.example source_parent=release/mail.mbox "
				   "source_author=J. Marlowe source_title=Minutes ");
	cr_assert_eq(dossier_details(reader, 1, see_detail, &none), 0);
	cr_assert_str_eq(none.text, "");
	cr_assert_eq(dossier_details(reader, 2, see_detail, &two), 0);
	cr_assert_str_eq(two.text, "message_id=third@post.example reference=first@post.example ");
	cr_assert_eq(dossier_details(reader, 3, see_detail, &all), -ENOENT);
	close_reader(reader);
}

Test(members, references_without_an_id_of_its_own_are_kept)
{
	struct document_facts facts = plain_facts();
	struct told told = {"", 100};
	struct writer *w = open_writer();

	facts.thread = (struct thread_fact){NULL, references, 1};
	import_one(w, "mail", 4, facts, "mail.eml");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(dossier_details(reader, 1, see_detail, &told), 0);
	cr_assert_str_eq(told.text, "reference=first@post.example ");
	close_reader(reader);
}
