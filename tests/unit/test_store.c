/* SPDX-License-Identifier: MIT */
/* The store from both sides: what the writer puts in, the reader's tree shows. */
#include "store_kit.h"

#include <sys/wait.h>

TestSuite(store, .init = setup, .fini = teardown);

static const struct party_fact beijing = {ROLE_SENDER, PARTY_NAMED, "BEIJING", "beijing", {0, 7}};
static const struct party_fact withheld = {ROLE_SENDER, PARTY_WITHHELD, "", "", {0, 7}};
static const struct citation citations[] = {{"nz-oia", "s6(a)"}, {"nz-oia", "s6(b)"}, {"nz-oia", "s6(a)"}};
static const struct mark_fact marks[] = {{{2, 4}, MARK_IN_PLACE, 90, citations, 2},
                                         {{6, 8}, MARK_IN_PLACE, 90, citations + 2, 1}};
static const struct country_fact china = {"CN", true, {1, 0, 0, 0}, {1, 2}};

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
	                               .country_count = 1};
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
	int fd;
	uint64_t source = begin(w, two, sizeof two - 1, &fd);

	cr_assert_eq(writer_document(w, &a), 0);
	cr_assert_eq(writer_document(w, &b), 0);
	end(w, source, fd, "bundle.txt", 6);
	cr_assert_eq(writer_close(w), 0);
}

static const char message_name[] = "2019-07-11T1125_BEIJING_RE_A_B_Report_new.1.txt";

Test(store, a_document_stands_in_every_view_under_one_node)
{
	static const char *const places[] = {"documents",           "by-date/2019/07/11",      "by-sender/BEIJING",
	                                     "by-country/China",    "by-redaction/nz-oia/s6(a)", "by-redaction/nz-oia/s6(b)"};

	import_two();
	struct dossier_reader *reader = open_reader(false);

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct dossier_attributes a;
		char name[256];

		snprintf(name, sizeof name, "%s/%s", places[i], message_name);
		cr_assert_eq(resolve(reader, name, &a), 0, "%s", name);
		cr_assert_eq(a.node, dossier_node_pack(DOSSIER_DOCUMENT, 1));
		cr_assert_eq(a.links, 6);
		cr_assert_eq(a.size, 23);
		cr_assert_eq(a.mtime.tv_sec, 1562801100, "11:25 in Auckland");
	}
	close_reader(reader);
}

Test(store, what_is_not_known_is_filed_where_the_design_says)
{
	static const char *const names[] = {
		"by-date/undated/undated_withheld_media_lines.2.txt", "by-sender/withheld/undated_withheld_media_lines.2.txt",
		"by-country/none/undated_withheld_media_lines.2.txt", "by-redaction/none/undated_withheld_media_lines.2.txt"};
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
	} aliases[] = {{"by-country/CN", "China"}, {"by-country/cn", "China"}, {"by-redaction/nz-oia/s6-a", "s6(a)"}};

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
	cr_assert_eq(dossier_look_up(reader, documents.node, "other.1.txt", &a), -ENOENT, "its name is another");
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

		cr_assert_eq(dossier_look_up(reader, directory, walk.found[i].name, &a), 0, "%s", walk.found[i].name);
		cr_assert_eq(a.node, walk.found[i].node);
		cr_assert_eq(dossier_stat(reader, a.node, &again), 0);
		cr_assert(same_attributes(&a, &again), "look-up and stat agree on %s", walk.found[i].name);
		++*count;
		if (S_ISDIR(a.type)) {
			dossier_node parent;

			cr_assert_eq(dossier_parent(reader, a.node, &parent), 0);
			cr_assert_eq(parent, directory);
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
	cr_assert_eq(hard, 8 + 2 + 2 + 7 + 5 + 5 + 8, "root, documents, originals, date, sender, country, redaction: %zu", hard);
}

Test(store, bytes_come_back_as_they_went_in)
{
	char bytes[64];
	size_t got;

	import_two();
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(dossier_read(reader, dossier_node_pack(DOSSIER_DOCUMENT, 1), 0, bytes, sizeof bytes, &got), 0);
	cr_assert_eq(got, 23);
	cr_assert_eq(memcmp(bytes, two + 6, 23), 0);
	cr_assert_eq(dossier_read(reader, dossier_node_pack(DOSSIER_DOCUMENT, 1), 20, bytes, sizeof bytes, &got), 0);
	cr_assert_eq(got, 3);
	cr_assert_eq(dossier_read(reader, dossier_node_pack(DOSSIER_DOCUMENT, 1), 23, bytes, sizeof bytes, &got), 0);
	cr_assert_eq(got, 0);
	cr_assert_eq(dossier_read(reader, dossier_node_pack(DOSSIER_ORIGINAL, 1), 0, bytes, sizeof bytes, &got), 0);
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

Test(store, facts_are_listed_and_found_by_plain_words)
{
	int seen = 0;

	import_two();
	struct dossier_reader *reader = open_reader(false);

	cr_assert_eq(dossier_facts_list(reader, see_facts, &seen), 0);
	cr_assert_eq(seen, 2);
	cr_assert_eq(dossier_facts_search(reader, "messages 2019", true, see_facts, &seen), 0);
	cr_assert_eq(seen, 3);
	cr_assert_eq(dossier_facts_search(reader, "\"report", true, see_facts, &seen), 0, "a title is searched too");
	cr_assert_eq(seen, 4);
	cr_assert_eq(dossier_facts_search(reader, "nowhere", true, see_facts, &seen), 0);
	cr_assert_eq(seen, 4);
	cr_assert_eq(dossier_facts_search(reader, " \"(* ", true, see_facts, &seen), -EINVAL);
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
	cr_assert_str_eq(all, "type=message date=2019-07-11T11:25 title=RE: A/B \"Report\" *new* sender=BEIJING "
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
	static const char text[] = "This is a text of some length, and no store at all; it must stay as it is.\n";
	struct dossier_tree tree = {DOSSIER_ALL_VIEWS, false};
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
