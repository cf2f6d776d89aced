/* SPDX-License-Identifier: MIT */
/* The store from both sides: what the writer puts in, the reader's tree shows. */
#include "../../store/db/facts_read.h"
#include "../../store/db/stmt.h"
#include "store_kit.h"

#include <sys/wait.h>

TestSuite(store, .init = setup, .fini = teardown);

static const struct party_fact beijing = {ROLE_SENDER, PARTY_NAMED, "BEIJING", "beijing", {0, 7}};
static const struct party_fact withheld = {ROLE_SENDER, PARTY_WITHHELD, "", "", {0, 7}};
static const struct citation citations[] = {{"nz-oia", "s6(a)"}, {"nz-oia", "s6(b)"}, {"nz-oia", "s6(a)"}};
static const struct mark_fact marks[] = {{{2, 4}, MARK_IN_PLACE, 90, citations, 2},
					 {{6, 8}, MARK_IN_PLACE, 90, citations + 2, 1}};
static const struct country_fact china = {"CN", true, {1, 0, 0, 0}, {1, 2}};

static const char *const references[] = {"first@post.example", "second@post.example"};
static const struct property author = {"author", "J. Marlowe"};

static const char two[] = "cover\nFirst message of 2019.\nSecond text here.\n";

static struct document_facts first_message(void)
{
	return (struct document_facts){.range = {6, 29},
				       .type = TYPE_MESSAGE,
				       .title = {"RE: A/B \"Report\" *new*", {8, 12}, 90},
				       .date = {"2019-07-11T11:25", {8, 12}, 90},
				       .parties = &beijing,
				       .party_count = 1,
				       .marks = marks,
				       .mark_count = 2,
				       .countries = &china,
				       .country_count = 1,
				       .thread = {"third@post.example", references, 2}};
}

static struct document_facts second_text(void)
{
	return (struct document_facts){.range = {29, sizeof two - 1},
				       .type = TYPE_MEDIA_LINES,
				       .title.value = "",
				       .date.value = "",
				       .parties = &withheld,
				       .party_count = 1};
}

static void import_two(void)
{
	struct writer *w = open_writer();
	struct document_facts a = first_message(), b = second_text();
	struct source_row row = {.properties = &author, .property_count = 1};
	int fd;
	uint64_t source = begin_row(w, row, two, sizeof two - 1, &fd);

	cr_assert_eq(writer_document(w, &a), 0);
	cr_assert_eq(writer_document(w, &b), 0);
	end(w, source, fd, "bundle.txt", 6);
	cr_assert_eq(writer_close(w), 0);
}

static const char message_name[] = "2019-07-11T1125_BEIJING_RE_A_B_Report_new.1.txt";

Test(store, a_document_stands_in_every_view_under_one_node)
{
	static const char *const places[] = {"documents",
					     "by-date/2019/07/11",
					     "by-sender/BEIJING",
					     "by-country/China",
					     "by-redaction/nz-oia/s6(a)",
					     "by-redaction/nz-oia/s6(b)",
					     "by-recipient/none",
					     "by-type/message",
					     "by-source/release_bundle.txt",
					     "by-thread/A_B_Report_new"};

	import_two();
	struct dossier_reader *reader = open_reader(false);

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct dossier_attributes a;
		char name[256];

		snprintf(name, sizeof name, "%s/%s", places[i], message_name);
		cr_assert_eq(resolve(reader, name, &a), 0, "%s", name);
		cr_assert_eq(a.node, dossier_node_pack(DOSSIER_DOCUMENT, 1));
		cr_assert_eq(a.links, 10);
		cr_assert_eq(a.size, 23);
		cr_assert_eq(a.mtime.tv_sec, 1562801100, "11:25 in Auckland");
	}
	close_reader(reader);
}

Test(store, what_is_not_known_is_filed_where_the_design_says)
{
	static const char *const names[] = {"by-date/undated/undated_withheld_media_lines.2.txt",
					    "by-sender/withheld/undated_withheld_media_lines.2.txt",
					    "by-country/none/undated_withheld_media_lines.2.txt",
					    "by-redaction/none/undated_withheld_media_lines.2.txt",
					    "by-recipient/none/undated_withheld_media_lines.2.txt",
					    "by-thread/none/undated_withheld_media_lines.2.txt"};
	struct dossier_attributes a;

	import_two();
	struct dossier_reader *reader = open_reader(false);

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cr_assert_eq(resolve(reader, names[i], &a), 0, "%s", names[i]);
	cr_assert_eq(resolve(reader, "by-sender/unknown", &a), -ENOENT, "empty values are not shown");
	close_reader(reader);
}

Test(store, aliases_resolve_and_are_links_to_what_is_listed)
{
	static const struct {
		const char *name, *target;
	} aliases[] = {{"by-country/CN", "China"},
		       {"by-country/cn", "China"},
		       {"by-redaction/nz-oia/s6-a", "s6(a)"}};

	import_two();
	struct dossier_reader *reader = open_reader(false);

	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
		struct dossier_attributes a;
		char target[64];

		cr_assert_eq(resolve(reader, aliases[i].name, &a), 0, "%s", aliases[i].name);
		cr_assert(S_ISLNK(a.type));
		cr_assert_eq(dossier_read_link(reader, a.node, target, sizeof target), 0);
		cr_assert_str_eq(target, aliases[i].target);
		cr_assert_eq(a.size, strlen(target));
	}
	close_reader(reader);
}

Test(store, symbolic_links_point_from_views_to_documents)
{
	struct dossier_attributes a;
	char target[256], name[256];

	import_two();
	struct dossier_reader *reader = open_reader(true);

	snprintf(name, sizeof name, "by-date/2019/07/11/%s", message_name);
	cr_assert_eq(resolve(reader, name, &a), 0);
	cr_assert(S_ISLNK(a.type));
	cr_assert_eq(dossier_read_link(reader, a.node, target, sizeof target), 0);
	snprintf(name, sizeof name, "../../../../documents/%s", message_name);
	cr_assert_str_eq(target, name);
	cr_assert_eq(a.size, strlen(name));
	snprintf(name, sizeof name, "documents/%s", message_name);
	cr_assert_eq(resolve(reader, name, &a), 0);
	cr_assert_eq(a.links, 1);
	close_reader(reader);
}

Test(store, misses_say_whether_they_may_be_remembered)
{
	struct dossier_attributes a;
	struct dossier_attributes documents;
	char long_name[300];

	import_two();
	struct dossier_reader *reader = open_reader(false);

	memset(long_name, 'x', sizeof long_name - 1);
	long_name[sizeof long_name - 1] = '\0';
	cr_assert_eq(resolve(reader, "documents", &documents), 0);
	cr_assert_eq(dossier_look_up(reader, documents.node, "other.1.txt", &a), -ENOENT,
		     "its name is another");
	cr_assert_eq(dossier_look_up(reader, documents.node, "x.3.txt", &a), -ENODATA, "it may come");
	cr_assert_eq(dossier_look_up(reader, documents.node, ".hidden", &a), -ENOENT);
	cr_assert_eq(dossier_look_up(reader, documents.node, long_name, &a), -ENAMETOOLONG);
	cr_assert_eq(dossier_look_up(reader, dossier_node_pack(DOSSIER_DOCUMENT, 1), "x", &a), -ENOTDIR);
	cr_assert_eq(dossier_look_up(reader, dossier_node_pack(DOSSIER_DIRECTORY, 999), "x", &a), -ESTALE);
	cr_assert_eq(dossier_stat(reader, dossier_node_pack(DOSSIER_DOCUMENT, 999), &a), -ESTALE);
	close_reader(reader);
}

struct walk {
	struct dossier_reader *reader;
	struct {
		dossier_node node;
		struct dossier_extent extent;
		char name[256];
	} found[64];
	size_t count, most;
	uint64_t cookie;
};

static bool collect(void *context, const struct dossier_name *name)
{
	struct walk *walk = context;

	if (walk->count == walk->most)
		return false;
	walk->found[walk->count].node = name->attributes.node;
	walk->found[walk->count].extent = name->extent;
	snprintf(walk->found[walk->count++].name, 256, "%s", name->name);
	walk->cookie = name->cookie;
	return true;
}

/* Field by field: what stands between fields is nobody's. */
static bool same_attributes(const struct dossier_attributes *a, const struct dossier_attributes *b)
{
	return a->node == b->node && a->type == b->type && a->links == b->links && a->size == b->size &&
	       a->mtime.tv_sec == b->mtime.tv_sec && a->mtime.tv_nsec == b->mtime.tv_nsec &&
	       a->ctime.tv_sec == b->ctime.tv_sec && a->ctime.tv_nsec == b->ctime.tv_nsec;
}

/* What a listing says of where a document's bytes stand is where they are read; of other files it says
 * nothing. */
static void expect_extent(struct dossier_reader *reader, const struct dossier_attributes *a,
			  const struct dossier_extent *extent)
{
	char bytes[256], same[256];
	size_t got = 0, again = 0;

	cr_assert_eq(extent->content > 0, dossier_node_kind(a->node) == DOSSIER_DOCUMENT);
	if (!extent->content)
		return;
	cr_assert_eq(dossier_read(reader, a->node, 0, bytes, sizeof bytes, &got), 0);
	cr_assert_eq(got, a->size);
	cr_assert_eq(dossier_read_extent(reader, extent, same, got, &again), 0);
	cr_assert(again == got && memcmp(bytes, same, got) == 0);
}

/* The one that is listed after it. */
static void expect_next(struct dossier_reader *reader, const struct walk *walk, size_t at)
{
	dossier_node next = 0, want = 0;
	int r = dossier_next_directory(reader, walk->found[at].node, &next);

	for (size_t i = at + 1; i < walk->count && want == 0; i++)
		if (dossier_node_kind(walk->found[i].node) == DOSSIER_DIRECTORY)
			want = walk->found[i].node;
	cr_assert_eq(r, want ? 0 : -ENOENT, "%s", walk->found[at].name);
	cr_assert_eq(next, want, "%s", walk->found[at].name);
}

static void walk_below(struct dossier_reader *reader, dossier_node directory, size_t *count)
{
	struct walk walk = {.reader = reader, .most = 0};

	for (size_t before = 1; before != walk.count || walk.count == 0;) {
		before = walk.count;
		walk.most = walk.count + 1; /* one name a call: resuming must neither skip nor repeat */
		cr_assert_eq(dossier_list(reader, directory, walk.cookie, collect, &walk), 0);
		if (walk.count == before)
			break;
	}
	for (size_t i = 0; i < walk.count; i++) {
		struct dossier_attributes a, again;

		cr_assert_eq(dossier_look_up(reader, directory, walk.found[i].name, &a), 0, "%s",
			     walk.found[i].name);
		cr_assert_eq(a.node, walk.found[i].node);
		cr_assert_eq(dossier_stat(reader, a.node, &again), 0);
		cr_assert(same_attributes(&a, &again), "look-up and stat agree on %s", walk.found[i].name);
		expect_extent(reader, &a, &walk.found[i].extent);
		++*count;
		if (S_ISDIR(a.type)) {
			dossier_node parent;

			cr_assert_eq(dossier_parent(reader, a.node, &parent), 0);
			cr_assert_eq(parent, directory);
			expect_next(reader, &walk, i);
			walk_below(reader, a.node, count);
		}
	}
}

Test(store, every_listed_name_resolves_to_itself)
{
	size_t hard = 0, symbolic = 0;

	import_two();
	struct dossier_reader *reader = open_reader(false);

	walk_below(reader, DOSSIER_ROOT, &hard);
	close_reader(reader);
	reader = open_reader(true);
	walk_below(reader, DOSSIER_ROOT, &symbolic);
	close_reader(reader);
	cr_assert_eq(hard, symbolic);
	cr_assert_eq(hard, 13 + 2 + 2 + 7 + 5 + 5 + 8 + 4 + 5 + 4 + 5 + 12,
		     "root, documents, originals, date, sender, country, redaction, recipient, type, source, "
		     "thread, catalogue: %zu",
		     hard);
}

Test(store, bytes_come_back_as_they_went_in)
{
	char bytes[64];
	size_t got;

	import_two();
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(
		dossier_read(reader, dossier_node_pack(DOSSIER_DOCUMENT, 1), 0, bytes, sizeof bytes, &got),
		0);
	cr_assert_eq(got, 23);
	cr_assert_eq(memcmp(bytes, two + 6, 23), 0);
	cr_assert_eq(
		dossier_read(reader, dossier_node_pack(DOSSIER_DOCUMENT, 1), 20, bytes, sizeof bytes, &got),
		0);
	cr_assert_eq(got, 3);
	cr_assert_eq(
		dossier_read(reader, dossier_node_pack(DOSSIER_DOCUMENT, 1), 23, bytes, sizeof bytes, &got),
		0);
	cr_assert_eq(got, 0);
	cr_assert_eq(
		dossier_read(reader, dossier_node_pack(DOSSIER_ORIGINAL, 1), 0, bytes, sizeof bytes, &got),
		0);
	cr_assert_eq(got, sizeof two - 1);
	cr_assert_eq(memcmp(bytes, two, got), 0);
	close_reader(reader);
}

static bool see_facts(void *context, const struct dossier_facts *facts, const char *snippet)
{
	int *seen = context;

	++*seen;
	if (facts->id == 1) {
		cr_assert_str_eq(facts->name, message_name);
		cr_assert_str_eq(facts->sender, "BEIJING");
		cr_assert_str_eq(facts->codes, "nz-oia:s6(a)=2,nz-oia:s6(b)=1");
		cr_assert_str_eq(facts->countries, "CN");
		cr_assert_str_eq(facts->source, "release/bundle.txt");
		if (snippet)
			cr_assert_str_eq(snippet, "First message of 2019.");
	} else {
		cr_assert_str_eq(facts->sender, "withheld");
		cr_assert_str_eq(facts->type, "media lines");
	}
	return true;
}

static int search(struct dossier_reader *reader, const char *text, dossier_facts_sink *sink, void *context)
{
	struct dossier_query *query;
	struct dossier_query_error error;

	cr_assert_eq(dossier_query_parse(text, &query, &error), 0);
	int r = dossier_query_search(reader, query, 0, DOSSIER_WITH_LISTS | DOSSIER_WITH_SNIPPET, sink,
				     context);

	dossier_query_destroy(query);
	return r;
}

Test(store, facts_are_listed_and_found_by_plain_words)
{
	int seen = 0;

	import_two();
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(dossier_facts_list(reader, DOSSIER_WITH_LISTS, see_facts, &seen), 0);
	cr_assert_eq(seen, 2);
	cr_assert_eq(search(reader, "messages 2019", see_facts, &seen), 0);
	cr_assert_eq(seen, 3);
	cr_assert_eq(search(reader, "report", see_facts, &seen), 0, "a title is searched too");
	cr_assert_eq(seen, 4);
	cr_assert_eq(search(reader, "nowhere", see_facts, &seen), 0);
	cr_assert_eq(seen, 4);
	cr_assert_eq(dossier_facts_get(reader, 3, see_facts, &seen), -ENOENT);
	close_reader(reader);
}

static bool see_evidence(void *context, const struct dossier_evidence *evidence)
{
	char *all = context;

	snprintf(all + strlen(all), 1000 - strlen(all), "%s=%s ", evidence->fact, evidence->value);
	return true;
}

Test(store, every_fact_has_its_evidence)
{
	char all[1000] = "";

	import_two();
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(dossier_evidence(reader, 1, see_evidence, all), 0);
	cr_assert_str_eq(all,
			 "type=message date=2019-07-11T11:25 title=RE: A/B \"Report\" *new* sender=BEIJING "
			 "code=nz-oia:s6(a) code=nz-oia:s6(b) code=nz-oia:s6(a) country=CN ");
	close_reader(reader);
}

Test(store, a_sound_store_has_no_faults)
{
	import_two();
	cr_assert_eq(check(), 0);
}

Test(store, a_source_given_up_leaves_no_trace)
{
	struct writer *w = open_writer();
	struct document_facts a = first_message();
	struct dossier_attributes attributes;
	int fd;

	begin(w, two, sizeof two - 1, &fd);
	cr_assert_eq(writer_document(w, &a), 0);
	cr_assert_eq(writer_source_abandon(w), 0);
	close(fd);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(resolve(reader, "by-sender/BEIJING", &attributes), -ENOENT);
	cr_assert_eq(resolve(reader, "documents", &attributes), 0);
	cr_assert_eq(attributes.size, 0);
	close_reader(reader);
	import_two();
	cr_assert_eq(check(), 0);
}

Test(store, a_writer_that_is_killed_leaves_what_it_committed)
{
	struct writer *w = open_writer();

	writer_abandon(w);
	cr_assert_eq(check(), 0);
	import_two();
	cr_assert_eq(check(), 0);
}

Test(store, the_same_name_again_is_numbered_and_known_bytes_get_one_more_name)
{
	import_two();
	struct writer *w = open_writer();
	const char *same[] = {"release", "bundle.txt"}, *other[] = {"release", "copy.txt"};
	static const char bytes[] = "other bytes";
	struct dossier_attributes a, release;
	int fd;
	uint64_t source = begin(w, bytes, sizeof bytes - 1, &fd);

	end(w, source, fd, "bundle.txt", sizeof bytes - 1);
	cr_assert_eq(writer_source_name(w, 1, same, 2), 0);
	cr_assert_eq(writer_source_name(w, 1, other, 2), 0);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(resolve(reader, "originals/release/bundle~2.txt", &a), 0);
	cr_assert_eq(a.node, dossier_node_pack(DOSSIER_ORIGINAL, 2));
	cr_assert_eq(resolve(reader, "originals/release/copy.txt", &a), 0);
	cr_assert_eq(a.node, dossier_node_pack(DOSSIER_ORIGINAL, 1));
	cr_assert_eq(a.links, 2);
	cr_assert_eq(resolve(reader, "originals/release", &release), 0);
	cr_assert_eq(release.size, 2, "distinct files");
	close_reader(reader);
	cr_assert_eq(check(), 0);
}

Test(store, a_directorys_time_rises_only_when_its_own_listing_changes)
{
	struct dossier_attributes before, after, top_before, top_after;
	static const char third[] = "A third text of the same day and sender.";
	int fd;

	import_two();
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(resolve(reader, "by-sender/BEIJING", &before), 0);
	cr_assert_eq(resolve(reader, "by-sender", &top_before), 0);
	close_reader(reader);
	struct writer *w = open_writer();
	struct document_facts c = first_message();
	uint64_t source = begin(w, third, sizeof third - 1, &fd);

	c.range = (struct span){0, sizeof third - 1};
	cr_assert_eq(writer_document(w, &c), 0);
	end(w, source, fd, "third.txt", 0);
	cr_assert_eq(writer_close(w), 0);
	reader = open_reader(false);
	cr_assert_eq(resolve(reader, "by-sender/BEIJING", &after), 0);
	cr_assert_eq(resolve(reader, "by-sender", &top_after), 0);
	close_reader(reader);
	cr_assert(after.mtime.tv_sec > before.mtime.tv_sec || after.mtime.tv_nsec > before.mtime.tv_nsec);
	cr_assert_eq(memcmp(&top_before.mtime, &top_after.mtime, sizeof top_after.mtime), 0);
	cr_assert_eq(top_after.size, top_before.size + 1);
}

Test(store, a_second_writer_is_told_who_holds_the_store)
{
	struct writer *w = open_writer(), *second;
	pid_t holder = 0, child = fork();

	/* Locks are a process's own: the second writer must be another process. */
	if (child == 0)
		_exit(writer_open(path, &second, &holder) == -EBUSY && holder == getppid() ? 0 : 1);
	int status;

	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert_eq(status, 0);
	cr_assert_eq(writer_close(w), 0);
}

Test(store, a_file_that_is_no_store_is_refused_and_left_as_it_is)
{
	static const char text[] =
		"This is a text of some length, and no store at all; it must stay as it is.\n";
	struct dossier_tree tree = {.views = DOSSIER_ALL_VIEWS};
	struct writer *w;
	pid_t holder;
	char bytes[256];
	int fd = open(path, O_RDWR | O_CREAT, 0600);

	cr_assert_eq(write(fd, text, sizeof text), (ssize_t)sizeof text);
	cr_assert_eq(writer_open(path, &w, &holder), -EMEDIUMTYPE);
	cr_assert_eq(dossier_store_open(path, &tree, NULL, NULL, &store), -EMEDIUMTYPE);
	cr_assert_eq(pread(fd, bytes, sizeof bytes, 0), (ssize_t)sizeof text);
	cr_assert_eq(memcmp(bytes, text, sizeof text), 0);
	close(fd);
}

/* ---- what a path may be ---- */

static int try_open(void)
{
	struct dossier_tree tree = {.views = DOSSIER_ALL_VIEWS};
	int r = dossier_store_open(path, &tree, keep_log, NULL, &store);

	if (r == 0)
		dossier_store_close(store);
	return r;
}

static int try_write(void)
{
	struct writer *w;
	pid_t holder;
	int r = writer_open(path, &w, &holder);

	if (r == 0)
		writer_abandon(w);
	return r;
}

Test(store, what_is_no_file_is_no_store)
{
	cr_assert_eq(try_open(), -ENOENT);
	cr_assert_eq(mkdir(path, 0700), 0);
	cr_assert_eq(try_open(), -EISDIR);
	cr_assert_eq(try_write(), -EISDIR);
	cr_assert_eq(rmdir(path), 0);
	cr_assert_eq(mkfifo(path, 0600), 0);
	cr_assert_eq(try_open(), -EMEDIUMTYPE);
	cr_assert_eq(try_write(), -EMEDIUMTYPE);
	cr_assert_eq(unlink(path), 0);
	cr_assert_eq(symlink("/dev/null", path), 0);
	cr_assert_eq(try_open(), -EMEDIUMTYPE);
	cr_assert_eq(try_write(), -EMEDIUMTYPE);
}

Test(store, an_empty_file_is_no_store_until_it_is_written)
{
	struct stat st;

	close(open(path, O_CREAT | O_WRONLY, 0600));
	cr_assert_eq(try_open(), -EMEDIUMTYPE);
	cr_assert_eq(stat(path, &st), 0);
	cr_assert_eq(st.st_size, 0);
	cr_assert_eq(try_write(), 0);
	cr_assert_eq(try_open(), 0);
	dossier_settle(path);
}

Test(store, a_store_is_made_for_its_owner_only)
{
	struct stat st;
	mode_t old = umask(0);

	import_two();
	umask(old);
	cr_assert_eq(stat(path, &st), 0);
	cr_assert_eq(st.st_mode & 07777, 0600);
}

Test(store, a_file_of_sqlites_that_is_no_store_is_refused_and_left_as_it_is)
{
	tamper("PRAGMA journal_mode = WAL; CREATE TABLE bookmarks (url); INSERT INTO bookmarks VALUES ('x')");
	cr_assert_eq(try_open(), -EMEDIUMTYPE);
	cr_assert_eq(try_write(), -EMEDIUMTYPE);
	dossier_settle(path);
	cr_assert_eq(ask("SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1,
		     "its log is not ours to turn off");
}

Test(store, a_store_of_another_version_is_refused)
{
	import_two();
	tamper("PRAGMA user_version = 6");
	cr_assert_eq(try_open(), -EPROTO);
	cr_assert_eq(try_write(), -EPROTO);
	tamper("PRAGMA user_version = 1");
	cr_assert_eq(try_open(), -ESTALE);
	cr_assert_eq(try_write(), -ENOTSUP);
	tamper("PRAGMA user_version = 5; DELETE FROM directory WHERE name = 'by-country'");
	cr_assert_eq(try_write(), -ESTALE, "a view that is younger than the store");
	tamper("PRAGMA application_id = 7");
	cr_assert_eq(try_open(), -EMEDIUMTYPE);
	dossier_settle(path);
	tamper("PRAGMA journal_mode = DELETE");
}

Test(store, no_byte_of_a_path_means_anything)
{
	static const char *const names[] = {"a b?mode=memory", "%41#x", "\xff:&=", "it's"};
	char kept[96], *last = path + strlen(path);

	strcpy(kept, path);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "/%s/%s", folder,
			 names[i]); /* two slashes at the beginning name no host */
		import_two();
		cr_assert_eq(access(path, F_OK), 0, "%s", path);
		cr_assert_eq(try_open(), 0);
		cr_assert_eq(unlink(path), 0);
	}
	(void)last;
	strcpy(path, kept);
	import_two();
}

static bool is_root(void)
{
	return geteuid() == 0;
}

/* Runs as somebody whom the modes of folders and files bind; the result is the child's. */
static int as_nobody(int (*what)(void))
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		if (is_root() && (setgid(65534) < 0 || setuid(65534) < 0))
			_exit(99);
		_exit(-what());
	}
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert(WIFEXITED(status));
	return -WEXITSTATUS(status);
}

static int look_at_it(void)
{
	struct dossier_reader *reader = open_reader(false);
	struct dossier_attributes a;
	int r = resolve(reader, "by-sender/BEIJING", &a);

	close_reader(reader);
	return r < 0 ? r : log_lines == 1 ? 0 : -EPROTO;
}

Test(store, a_frozen_store_that_says_it_has_a_log_is_opened_as_immutable)
{
	import_two();
	tamper("PRAGMA journal_mode = WAL");
	cr_assert_eq(chmod(path, 0444), 0);
	cr_assert_eq(chmod(folder, 0555), 0);
	cr_assert_eq(as_nobody(look_at_it), 0);
	cr_assert_eq(chmod(folder, 0700), 0);
	cr_assert_eq(chmod(path, 0600), 0);
}

/* As a writer that is killed between writing pages and its commit leaves it: a journal that must be played
 * back. */
static void leave_a_hot_journal(void)
{
	sqlite3 *db;
	pid_t child = fork();
	int status;

	if (child == 0) {
		sqlite3_open(path, &db);
		sqlite3_exec(db,
			     "PRAGMA journal_mode = DELETE; PRAGMA cache_spill = 1; PRAGMA cache_size = 1; "
			     "BEGIN IMMEDIATE; "
			     "UPDATE document SET name = 'x'; UPDATE chunk SET bytes = zeroblob(100000); "
			     "UPDATE directory SET count = 7",
			     NULL, NULL, NULL);
		raise(SIGKILL);
	}
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert(WIFSIGNALED(status));
}

Test(store, what_a_killed_writer_had_begun_is_undone_for_readers)
{
	char journal[128];

	import_two();
	leave_a_hot_journal();
	snprintf(journal, sizeof journal, "%s-journal", path);
	cr_assert_eq(access(journal, F_OK), 0, "the test has left one");
	cr_assert_eq(check(), 0);
	cr_assert(access(journal, F_OK) < 0);
}

Test(store, a_frozen_store_with_a_log_or_a_journal_is_not_taken_for_whole)
{
	static const char *const endings[] = {"-wal", "-journal"};
	char other[128];

	import_two();
	tamper("PRAGMA journal_mode = WAL");
	for (size_t i = 0; i < 2; i++) {
		snprintf(other, sizeof other, "%s%s", path, endings[i]);
		int fd = open(other, O_CREAT | O_WRONLY, 0444);

		cr_assert_eq(write(fd, "\xd9\xd5\x05\xf9 and more", 13), 13);
		close(fd);
		cr_assert_eq(chmod(path, 0444), 0);
		cr_assert_eq(chmod(folder, 0555), 0);
		cr_assert_lt(as_nobody(try_open), 0, "%s", endings[i]);
		cr_assert_eq(chmod(folder, 0700), 0);
		cr_assert_eq(chmod(path, 0600), 0);
		cr_assert_eq(unlink(other), 0);
	}
}

Test(store, a_store_is_read_while_it_is_written_and_settles_afterwards)
{
	import_two();
	struct writer *w = open_writer();
	struct dossier_reader *reader = open_reader(false);
	struct dossier_attributes a;

	import_one(w, "new text", 8, plain_facts(), "new.txt");
	cr_assert_eq(resolve(reader, "documents/2019_Title.3.txt", &a), -ENODATA, "not committed");
	cr_assert_eq(writer_commit(w, true), 0);
	cr_assert_eq(resolve(reader, "documents/2019_Title.3.txt", &a), 0);
	cr_assert_eq(writer_close(w), 0);
	cr_assert_eq(resolve(reader, "documents/2019_Title.3.txt", &a), 0);
	dossier_settle(path);
	cr_assert_eq(resolve(reader, "documents/2019_Title.3.txt", &a), 0,
		     "the reader has it open: the log stays");
	close_reader(reader);
	dossier_settle(path);
}

Test(store, opening_a_store_leaves_the_locks_of_a_reader_alone)
{
	import_two();
	struct writer *w = open_writer();
	int fd = open(path, O_RDONLY | O_CLOEXEC), status;

	cr_assert_eq(try_open(), 0);
	pid_t child = fork();

	if (child == 0) {
		struct flock lock = {
			.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000, .l_len = 1024};

		_exit(fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type == F_RDLCK ? 0 : 1);
	}
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert_eq(status, 0, "SQLite's shared lock is still there");
	cr_assert_eq(writer_close(w), 0);
	close(fd);
}

/* ---- hostile stores: any answer will do but a crash, a hang or a name that cannot stand ---- */

static bool touch(void *context, const struct dossier_name *name)
{
	struct walk *walk = context;

	cr_assert(dossier_node_valid(name->attributes.node));
	cr_assert(name->attributes.mtime.tv_nsec >= 0 && name->attributes.ctime.tv_nsec >= 0);
	return collect(context, name) && walk->count < walk->most;
}

static void touch_tree(struct dossier_reader *reader, dossier_node directory, int depth)
{
	struct walk *walk = calloc(1, sizeof *walk);
	struct dossier_attributes a;
	dossier_node parent;
	char bytes[300];
	size_t got;

	walk->most = 64;
	dossier_parent(reader, directory, &parent);
	dossier_list(reader, directory, 0, touch, walk);
	for (size_t i = 0; i < walk->count; i++) {
		dossier_look_up(reader, directory, walk->found[i].name, &a);
		if (dossier_stat(reader, walk->found[i].node, &a) < 0)
			continue;
		dossier_read(reader, a.node, 3, bytes, sizeof bytes, &got);
		dossier_read_link(reader, a.node, bytes, sizeof bytes);
		if (walk->found[i].extent.content)
			dossier_read_extent(reader, &walk->found[i].extent, bytes, sizeof bytes, &got);
		if (S_ISDIR(a.type) && depth < 8)
			touch_tree(reader, a.node, depth + 1);
	}
	free(walk);
}

static bool ignore_facts(void *context, const struct dossier_facts *facts, const char *snippet)
{
	(void)context, (void)snippet;
	return facts->name[0] != '\1';
}

static bool ignore_evidence(void *context, const struct dossier_evidence *evidence)
{
	(void)context;
	return evidence->fact[0] != '\1';
}

static bool ignore_detail(void *context, const char *key, const char *value)
{
	(void)context;
	return key[0] != '\1' && value[0] != '\1';
}

static void touch_everything(void)
{
	static const char *const names[] = {"by-country/cn", "by-redaction/nz-oia/s6-a",
					    "documents/x.99.txt"};
	struct dossier_attributes a;
	struct dossier_totals totals;
	char faults[4000] = "";
	uint64_t count;

	for (int symbolic = 0; symbolic < 2; symbolic++) {
		struct dossier_reader *reader = open_reader(symbolic);

		touch_tree(reader, DOSSIER_ROOT, 0);
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			resolve(reader, names[i], &a);
		dossier_totals(reader, &totals);
		dossier_facts_list(reader, DOSSIER_WITH_LISTS, ignore_facts, NULL);
		search(reader, "message", ignore_facts, NULL);
		dossier_evidence(reader, 1, ignore_evidence, NULL);
		dossier_details(reader, 1, ignore_detail, NULL);
		dossier_check(reader, print_fault, faults, &count);
		close_reader(reader);
	}
}

static void copy_file(const char *from_path, const char *to_path)
{
	int from = open(from_path, O_RDONLY), to = open(to_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	char bytes[65536];

	for (ssize_t n; (n = read(from, bytes, sizeof bytes)) > 0;)
		cr_assert_eq(write(to, bytes, (size_t)n), n);
	close(from);
	close(to);
}

/* False where a column's type or a constraint refuses the value. */
static bool spoil(const char *table, int column, const char *value)
{
	sqlite3 *db;
	sqlite3_stmt *row;
	char sql[400];

	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s') WHERE cid = %d", table, column);
	cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_step(row), SQLITE_ROW);
	/* Of rows with a number of their own the last, so that the way to it stays. */
	bool numbered = column == 0 && strcmp((const char *)sqlite3_column_text(row, 0), "id") == 0;

	snprintf(sql, sizeof sql,
		 "PRAGMA ignore_check_constraints = ON; UPDATE OR IGNORE %s SET %s = %s%s%s%s", table,
		 sqlite3_column_text(row, 0), value, numbered ? " WHERE id = (SELECT max(id) FROM " : "",
		 numbered ? table : "", numbered ? ")" : "");
	sqlite3_finalize(row);
	bool spoiled = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes(db) > 0;

	sqlite3_close(db);
	return spoiled;
}

Test(store, no_row_of_a_hostile_store_ends_the_program, .timeout = 600)
{
	static const char *const tables[] = {"directory", "entry",      "file_name", "alias",    "document",
					     "source",    "chunk",      "content",   "role",     "mark",
					     "citation",  "ground",     "country",   "evidence", "party",
					     "property",  "message_id", "holding"};
	static const char *const values[] = {"0",
					     "-1",
					     "9223372036854775807",
					     "-9223372036854775807 - 1",
					     "288230376151711744",
					     "x''",
					     "''",
					     "zeroblob(70000)",
					     "NULL",
					     "'a' || char(10, 0)"};
	char sql[200], saved[128];
	unsigned count = 0;

	import_two();
	snprintf(saved, sizeof saved, "%s.saved", path);
	copy_file(path, saved);
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
		snprintf(sql, sizeof sql, "SELECT count(*) FROM pragma_table_info('%s')", tables[t]);
		int columns = (int)ask(sql);

		for (int column = 0; column < columns; column++)
			for (size_t v = 0; v < sizeof values / sizeof *values; v++)
				if (spoil(tables[t], column, values[v])) {
					touch_everything();
					copy_file(saved, path);
					count++;
				}
	}
	cr_assert_gt(count, 300, "%u", count);
	cr_assert_eq(unlink(saved), 0);
}

Test(store, numbers_that_no_store_gave_are_stale)
{
	struct dossier_attributes a;
	char target[300];
	size_t got;

	import_two();
	struct dossier_reader *reader = open_reader(true);

	for (unsigned kind = 0; kind < 32; kind++) {
		static const uint64_t numbers[] = {0, 999, (uint64_t)1 << 32, ((uint64_t)1 << 32) - 1,
						   DOSSIER_NUMBER_MAX};

		for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
			dossier_node node = (uint64_t)kind << DOSSIER_KIND_SHIFT | numbers[i];

			cr_assert_eq(dossier_stat(reader, node, &a), -ESTALE, "%llx",
				     (unsigned long long)node);
			cr_assert_lt(dossier_look_up(reader, node, "x", &a), 0);
			cr_assert_lt(dossier_read(reader, node, 0, target, sizeof target, &got), 0);
			cr_assert_lt(dossier_read_link(reader, node, target, sizeof target), 0);
			cr_assert_lt(dossier_parent(reader, node, &node), 0);
		}
	}
	close_reader(reader);
}

Test(store, a_file_without_its_source_is_passed_over_and_the_listing_goes_on)
{
	struct walk walk = {.most = 64};
	struct dossier_attributes a, release;

	import_two();
	struct writer *w = open_writer();

	import_one(w, "b", 1, plain_facts(), "b.txt");
	cr_assert_eq(writer_close(w), 0);
	tamper("UPDATE file_name SET source = 77 WHERE name = 'bundle.txt'");
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(resolve(reader, "originals/release", &release), 0);
	cr_assert_eq(dossier_list(reader, release.node, 0, collect, &walk), 0);
	cr_assert_eq(walk.count, 1);
	cr_assert_str_eq(walk.found[0].name, "b.txt");
	cr_assert_eq(dossier_look_up(reader, release.node, "bundle.txt", &a), -ENOENT);
	close_reader(reader);
}

static bool count_facts(void *context, const struct dossier_facts *facts, const char *snippet)
{
	(void)snippet;
	cr_assert(facts->source[0] == '\0' || strcmp(facts->source, "release/bundle.txt") == 0);
	++*(unsigned *)context;
	return true;
}

Test(store, marks_with_many_citations_are_read_as_they_were_written)
{
	enum { MOST = 40 };
	static const size_t counts[] = {MOST, 1, 0, 8, 9, 17};
	enum { COUNT = sizeof counts / sizeof *counts };
	struct citation cited[MOST];
	struct mark_fact written[COUNT];
	struct document_facts facts = plain_facts(), read;
	struct statements s = {.db = NULL};
	struct arena arena = {0};
	char codes[MOST][16];

	for (size_t i = 0; i < MOST; i++) {
		snprintf(codes[i], sizeof codes[i], "s%zu", i);
		cited[i] = (struct citation){"nz-oia", codes[i]};
	}
	for (size_t i = 0; i < COUNT; i++)
		written[i] = (struct mark_fact){{i, i + 1}, MARK_IN_PLACE, 90, cited, counts[i]};
	facts.marks = written;
	facts.mark_count = COUNT;
	struct writer *w = open_writer();
	import_one(w, "Squid quota", 11, facts, "squid.txt");
	cr_assert_eq(writer_close(w), 0);
	cr_assert_eq(sqlite3_open(path, &s.db), SQLITE_OK);
	cr_assert_eq(facts_read(&s, 1, &arena, &read), 0);
	cr_assert_eq(read.mark_count, (size_t)COUNT);
	for (size_t i = 0; i < COUNT; i++) {
		cr_assert_eq(read.marks[i].citation_count, counts[i]);
		for (size_t j = 0; j < counts[i]; j++)
			cr_expect_str_eq(read.marks[i].citations[j].code, codes[j]);
	}
	arena_finish(&arena);
	statements_finish(&s);
	cr_assert_eq(sqlite3_close(s.db), SQLITE_OK);
}

Test(store, a_source_that_is_not_there_cannot_be_read_again)
{
	struct update_counts counts = {0};
	struct source_row row = {.media = "text/plain", .charset = "UTF-8", .parser = 2, .text = -1};

	import_two();
	struct writer *w = open_writer();

	row.file = file_of("Squid.", 6);
	row.file_size = 6;
	cr_assert_eq(writer_source_again(w, 77, &row, &counts), -ENOENT);
	cr_assert_eq(writer_source_abandon(w), 0);
	cr_assert_eq(writer_close(w), 0);
	close(row.file);
	cr_expect_eq(check(), 0);
}

Test(store, a_source_read_again_and_given_up_changes_no_count)
{
	struct update_counts counts = {0};
	struct document_facts other = first_message();
	struct source_row row = {.media = "text/plain", .charset = "UTF-8", .parser = 2, .text = -1};

	import_two();
	struct writer *w = open_writer();

	other.range.first = 1; /* what stands there is gone */
	row.file = file_of(two, sizeof two - 1);
	row.file_size = sizeof two - 1;
	cr_assert_eq(writer_source_again(w, 1, &row, &counts), 0);
	cr_assert_eq(writer_document(w, &other), 0);
	cr_assert_eq(writer_source_abandon(w), 0);
	cr_assert_eq(writer_close(w), 0);
	close(row.file);
	cr_expect_eq(counts.kept + counts.changed + counts.added + counts.gone, 0);
	cr_expect_eq(check(), 0);
}

Test(store, a_path_that_is_a_circle_costs_itself_and_no_listing_of_documents, .timeout = 20)
{
	unsigned count = 0;

	import_two();
	tamper("UPDATE directory SET parent = id WHERE name = 'release'");
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(dossier_facts_list(reader, DOSSIER_WITH_LISTS, count_facts, &count), 0);
	cr_assert_eq(count, 2);
	cr_assert_eq(log_lines, 1);
	close_reader(reader);
}

static bool keep_title(void *context, const struct dossier_evidence *evidence)
{
	if (strcmp(evidence->fact, "title") == 0)
		snprintf(context, 300, "%s", evidence->surface);
	return true;
}

Test(store, a_surface_ends_with_a_whole_character_and_damage_leaves_the_fact)
{
	char text[301] = "a", surface[300] = "";
	struct document_facts facts = plain_facts();

	for (size_t at = 1; at + 1 < 300; at += 2)
		memcpy(text + at, "\xc4\x81", 3);
	facts.title.where = (struct span){0, 200};
	struct writer *w = open_writer();

	import_one(w, text, strlen(text), facts, "a");
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(dossier_evidence(reader, 1, keep_title, surface), 0);
	cr_assert_eq(strlen(surface), 119, "%zu", strlen(surface));
	close_reader(reader);
	tamper("UPDATE chunk SET checksum = 0");
	reader = open_reader(false);
	cr_assert_eq(dossier_evidence(reader, 1, keep_title, surface), 0);
	cr_assert_str_eq(surface, "");
	close_reader(reader);
}

static bool refuse(void *context, const struct dossier_name *name)
{
	(void)name;
	++*(unsigned *)context;
	return false;
}

Test(store, a_sink_that_refuses_a_name_is_given_no_other)
{
	unsigned asked = 0;

	import_two();
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(dossier_list(reader, DOSSIER_ROOT, 0, refuse, &asked), 0);
	cr_assert_eq(asked, 1);
	close_reader(reader);
}

/* ---- errors ---- */

Test(store, a_store_that_cannot_be_read_is_one_error_and_one_line)
{
	char rubbish[16384];
	struct dossier_attributes a;

	import_two();
	struct dossier_reader *reader = open_reader(false);
	int fd = open(path, O_WRONLY);

	memset(rubbish, 0xa5, sizeof rubbish);
	for (off_t at = 0; at < 40 * 16384; at += 16384)
		cr_assert_eq(pwrite(fd, rubbish, sizeof rubbish, at), (ssize_t)sizeof rubbish);
	close(fd);
	for (int i = 0; i < 3; i++) {
		cr_assert_eq(dossier_look_up(reader, DOSSIER_ROOT, "documents", &a), -EIO);
		cr_assert_eq(log_lines, 1, "the same line is told once: %s", last_log);
	}
	close_reader(reader);
}

static unsigned polls;

static bool stop_at_once(void *context)
{
	(void)context;
	polls++;
	return true;
}

static bool go_on(void *context)
{
	(void)context;
	return false;
}

Test(store, an_interrupted_call_ends_and_the_next_one_works)
{
	struct dossier_attributes a;
	struct writer *w = open_writer();
	char text[32], name[16];

	for (int i = 0; i < 600; i++) {
		int n = snprintf(text, sizeof text, "text %d", i);

		snprintf(name, sizeof name, "%d", i);
		import_one(w, text, (size_t)n, plain_facts(), name);
	}
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);

	for (int round = 0; round < 50; round++) {
		struct walk walk = {.most = 0};
		int seen = 0, r = 0;

		dossier_reader_set_interrupt(reader, stop_at_once, NULL);
		for (int i = 0; i < 2000 && r == 0; i++)
			r = round % 2 ? search(reader, "text", ignore_facts, &seen)
				      : dossier_look_up(reader, DOSSIER_ROOT, "documents", &a);
		cr_assert_eq(r, -EINTR);
		dossier_reader_set_interrupt(reader, round % 3 ? NULL : go_on, NULL);
		cr_assert_eq(dossier_list(reader, DOSSIER_ROOT, 0, collect, &walk), 0);
		cr_assert_eq(resolve(reader, "by-date/2019/XX/XX/2019_Title.600.txt", &a), 0);
	}
	cr_assert_eq(log_lines, 0, "an interrupt is no damage");
	cr_assert_gt(polls, 0);
	close_reader(reader);
}

/* ---- how statements find their rows ---- */

Test(store, no_request_scans_a_table)
{
	static const enum stmt requests[] = {
		STMT_ALIAS, STMT_ALIAS_BY_NAME, STMT_DIRECTORY, STMT_DIRECTORY_BY_NAME, STMT_DIRECTORY_LIST,
		STMT_DIRECTORY_NAME, STMT_ENTRY_BY_DOCUMENT, STMT_ENTRY_LIST, STMT_FILE_NAME_BY_NAME,
		STMT_FILE_NAME_LIST, STMT_FILE_NAME_TEXT, STMT_FILE_NAME_OF_SOURCE, STMT_STAT_ORIGINAL,
		STMT_STAT_TEXT, STMT_TOTALS, STMT_CHUNK_AT, STMT_DICTIONARY, STMT_SOURCE, STMT_DOCUMENT,
		STMT_CODES, STMT_COUNTRIES, STMT_COUNTRY_LIST, STMT_CITATION_LIST, STMT_EVIDENCE_LIST,
		STMT_FACTS, STMT_FACTS_LIST, STMT_ROLE_LIST, STMT_DOCUMENT_LAST, STMT_MESSAGE_ID_LIST,
		STMT_PROPERTY_LIST, STMT_SOURCE_PARENT,
		/* and of a writer, for every file and document */
		STMT_CONTENT_BY_HASH, STMT_DIRECTORY_BY_VALUE, STMT_FILE_GET, STMT_FILE_NAME_HAS,
		STMT_GROUND_BY_CODE, STMT_HOLDING_ADD, STMT_NAME_TAKEN, STMT_PARTY_BY_KEY,
		STMT_SOURCE_BY_HASH, STMT_SOURCE_DEPTH, STMT_SOURCE_LINK_ADD, STMT_SOURCE_LINKS,
		STMT_SOURCE_PENDING, STMT_SOURCE_SET_MEMBERS, STMT_DIRECTORY_COUNT, STMT_DIRECTORY_COUNT_ADD};
	static const char *const listings[] = {"directory_children", "file_name_children"};
	unsigned found = 0;
	sqlite3 *db;

	import_two();
	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
		sqlite3_stmt *row;
		char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", stmt_sql(requests[i]));

		cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK, "%s: %s", sql,
			     sqlite3_errmsg(db));
		while (sqlite3_step(row) == SQLITE_ROW) {
			const char *step = (const char *)sqlite3_column_text(row, 3);
			/* A row a table with AUTOINCREMENT; a function; one row. */
			bool small = strstr(step, "sqlite_sequence") || strstr(step, "CONSTANT ROW") ||
				     strstr(step, "pragma_page");
			bool may_sort = requests[i] == STMT_CODES ||
					requests[i] == STMT_CITATION_LIST; /* what one document has */

			cr_assert(small || !strstr(step, "SCAN"), "%s: %s", sql, step);
			cr_assert(may_sort || !strstr(step, "TEMP B-TREE"), "%s: %s", sql, step);
			for (size_t l = 0; l < 2; l++)
				found += strstr(step, listings[l]) != NULL;
		}
		sqlite3_finalize(row);
		sqlite3_free(sql);
	}
	sqlite3_close(db);
	cr_assert_geq(found, 2, "listings go by the key they resume at");
}
