/* SPDX-License-Identifier: MIT */
/* Copies a tree that exists in this file only, so that it may be damaged and malicious as no import makes it.
 */
#include "../../store/command/tree_copy.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MANY = 150 }; /* names in a directory: more than one batch */

/* As dossier_node_pack(), but constant. */
#define NODE(kind, n) ((dossier_node)(kind) << DOSSIER_KIND_SHIFT | (n))
#define DIRECTORY(n) NODE(DOSSIER_DIRECTORY, n)
#define DOCUMENT(n) NODE(DOSSIER_DOCUMENT, n)
#define ORIGINAL(n) NODE(DOSSIER_ORIGINAL, n)

enum { DAMAGED = 3, LATE = 4, LOOP = 40, EVIL = 50, CROWD = 60, ALIAS = 1 };

static const struct {
	uint64_t parent, node;
	const char *name;
	uint64_t links;
} tree[] = {
	{1, DIRECTORY(10), "by-date", 1},        {10, DIRECTORY(11), "2019", 1},
	{11, DOCUMENT(1), "a.1.txt", 2},         {11, DOCUMENT(DAMAGED), "bad.3.txt", 2},
	{11, DOCUMENT(LATE), "late.4.txt", 2},   {10, DIRECTORY(12), "late", 1},
	{12, DOCUMENT(LATE), "late.4.txt", 2},   {1, DIRECTORY(20), "documents", 1},
	{20, DOCUMENT(1), "a.1.txt", 2},         {20, DOCUMENT(2), "b.2.txt", 1},
	{20, DOCUMENT(DAMAGED), "bad.3.txt", 2}, {1, DIRECTORY(30), "originals", 1},
	{30, ORIGINAL(1), "first name.txt", 2},  {30, DIRECTORY(31), "deep", 1},
	{31, ORIGINAL(1), "second name.txt", 2},
};
enum { NAMES = sizeof tree / sizeof *tree };

/* What this run has beside the tree. */
static uint64_t extra;

static void fill(dossier_node node, uint64_t links, struct dossier_attributes *ret)
{
	bool directory = dossier_node_kind(node) == DOSSIER_DIRECTORY;

	*ret = (struct dossier_attributes){.node = node,
					   .type = directory ? S_IFDIR : S_IFREG,
					   .links = links,
					   .mtime = {1562844300 + (time_t)dossier_node_number(node), 5}};
	if (dossier_node_kind(node) == DOSSIER_ALIAS)
		ret->type = S_IFLNK;
}

static bool give(dossier_name_sink *sink, void *context, const char *text, dossier_node node, uint64_t cookie)
{
	struct dossier_name name = {.name = text, .cookie = cookie};

	fill(node, 1, &name.attributes);
	return sink(context, &name);
}

static void list_extra(uint64_t directory, uint64_t cookie, dossier_name_sink *sink, void *context)
{
	static const char *const evil[] = {"..", "../escape", "", "fine"};
	char text[32];

	if (directory == 1 && cookie < 1000)
		give(sink, context, "extra", DIRECTORY(extra), 1000);
	if (directory == LOOP && cookie == 0)
		give(sink, context, "again", DIRECTORY(LOOP), 1000);
	for (uint64_t i = cookie < 1000 ? 0 : cookie - 999; directory == EVIL && i < 4; i++)
		if (!give(sink, context, evil[i], ORIGINAL(9), 1000 + i))
			return;
	for (uint64_t i = cookie < 1000 ? 0 : cookie - 999; directory == CROWD && i < MANY; i++) {
		snprintf(text, sizeof text, "%d", (int)i);
		if (!give(sink, context, text, ORIGINAL(100 + i), 1000 + i))
			return;
	}
	if (directory == 70 && cookie == 0)
		give(sink, context, "link", dossier_node_pack(DOSSIER_ALIAS, ALIAS), 1000);
}

int dossier_list(struct dossier_reader *reader, dossier_node directory, uint64_t cookie,
		 dossier_name_sink *sink, void *context)
{
	(void)reader;
	for (uint64_t i = 0; i < NAMES; i++) {
		struct dossier_name name = {.name = tree[i].name, .cookie = 3 + i};

		fill(tree[i].node, tree[i].links, &name.attributes);
		if (tree[i].parent == directory && name.cookie > cookie && !sink(context, &name))
			return 0;
	}
	if (extra)
		list_extra(directory, cookie, sink, context);
	return 0;
}

int dossier_look_up(struct dossier_reader *reader, dossier_node parent, const char *name,
		    struct dossier_attributes *ret)
{
	(void)reader;
	for (size_t i = 0; i < NAMES; i++)
		if (tree[i].parent == parent && strcmp(tree[i].name, name) == 0) {
			fill(tree[i].node, 1, ret);
			return 0;
		}
	return -ENOENT;
}

int dossier_stat(struct dossier_reader *reader, dossier_node node, struct dossier_attributes *ret)
{
	(void)reader;
	fill(node, 1, ret);
	return 0;
}

/* The damaged document gives its first bytes. */
int dossier_read(struct dossier_reader *reader, dossier_node file, uint64_t offset, void *buffer, size_t size,
		 size_t *ret_read)
{
	(void)reader;
	if (file == DOCUMENT(DAMAGED) && offset > 0)
		return -EIO;
	*ret_read = file == DOCUMENT(DAMAGED) ? size
					      : (size_t)snprintf(buffer, size, "text %d", (int)(file & 0xff));
	return 0;
}

int dossier_read_link(struct dossier_reader *reader, dossier_node link, char *buffer, size_t size)
{
	(void)reader;
	(void)link;
	snprintf(buffer, size, "../documents/a.1.txt");
	return 0;
}

const char *dossier_store_error(int error)
{
	return error == -EIO ? "these bytes are damaged" : "failed";
}

static char target[] = "/tmp/dossier-test-XXXXXX";

static void enter(void)
{
	cr_assert(mkdtemp(target));
	cr_assert_eq(chdir(target), 0);
	umask(022);
}

static void leave(void)
{
	char line[sizeof target + 16];

	snprintf(line, sizeof line, "rm -rf %s", target);
	cr_assert_eq(system(line), 0);
}

static int copy(uint64_t *ret_faults)
{
	const struct session session = {.path = "store"};
	struct tree_copy all = {
		.session = &session, .target = target, .root = open(".", O_RDONLY | O_DIRECTORY)};
	int r = tree_copy_run(&all);

	close(all.root);
	*ret_faults = all.faults;
	return r;
}

static struct stat stat_of(const char *path)
{
	struct stat s;

	cr_assert_eq(lstat(path, &s), 0, "%s", path);
	return s;
}

TestSuite(tree_copy, .init = enter, .fini = leave);

Test(tree_copy, a_document_is_one_file_with_a_hard_link_in_each_view)
{
	uint64_t faults;

	cr_assert_eq(copy(&faults), 0);
	struct stat first = stat_of("documents/a.1.txt"), second = stat_of("by-date/2019/a.1.txt");

	cr_assert_eq(first.st_ino, second.st_ino);
	cr_assert_eq(first.st_nlink, 2);
	cr_assert_eq(first.st_mode, S_IFREG | 0444);
	cr_assert_eq(first.st_size, 6);
	cr_assert_eq(stat_of("documents/b.2.txt").st_nlink, 1);
}

Test(tree_copy, files_and_directories_have_the_times_of_the_tree)
{
	uint64_t faults;

	cr_assert_eq(copy(&faults), 0);
	cr_assert_eq(stat_of("documents/a.1.txt").st_mtim.tv_sec, 1562844301);
	cr_assert_eq(stat_of("documents/a.1.txt").st_mtim.tv_nsec, 5);
	cr_assert_eq(stat_of("by-date").st_mtim.tv_sec, 1562844310);
	cr_assert_eq(stat_of("by-date/2019").st_mtim.tv_sec, 1562844311);
	cr_assert_eq(stat_of("documents").st_mtim.tv_sec, 1562844320);
	cr_assert_eq(stat_of(".").st_mtim.tv_sec, 1562844301);
}

Test(tree_copy, an_original_with_two_paths_is_one_file)
{
	uint64_t faults;

	cr_assert_eq(copy(&faults), 0);
	cr_assert_eq(stat_of("originals/first name.txt").st_ino,
		     stat_of("originals/deep/second name.txt").st_ino);
}

Test(tree_copy, a_damaged_document_is_left_out_everywhere_and_counted_once)
{
	uint64_t faults;

	cr_assert_eq(copy(&faults), 0);
	cr_assert_eq(faults, 1);
	cr_assert_eq(access("documents/bad.3.txt", F_OK), -1);
	cr_assert_eq(access("by-date/2019/bad.3.txt", F_OK), -1);
}

Test(tree_copy, a_document_that_came_after_documents_was_written_is_one_file_too)
{
	uint64_t faults;

	cr_assert_eq(copy(&faults), 0);
	cr_assert_eq(stat_of("by-date/2019/late.4.txt").st_ino, stat_of("by-date/late/late.4.txt").st_ino);
}

Test(tree_copy, a_name_that_leaves_its_directory_is_refused)
{
	uint64_t faults;

	extra = EVIL;
	cr_assert_eq(copy(&faults), 0);
	cr_assert_eq(faults, 2, "the damaged document and the names");
	cr_assert_eq(access("extra/fine", F_OK), 0);
	cr_assert_eq(access("escape", F_OK), -1);
}

Test(tree_copy, a_directory_that_holds_itself_ends_as_a_fault)
{
	uint64_t faults;

	extra = LOOP;
	cr_assert_eq(copy(&faults), 0);
	cr_assert_eq(faults, 2, "the damaged document and the depth");
}

Test(tree_copy, too_few_descriptors_for_a_deep_tree_are_a_fault)
{
	const struct rlimit few = {32, 32};
	uint64_t faults;

	extra = LOOP;
	cr_assert_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
	cr_assert_eq(copy(&faults), 0);
	cr_assert_eq(faults, 2, "the damaged document and the depth");
}

Test(tree_copy, a_directory_of_many_names_is_copied_whole)
{
	uint64_t faults;
	char path[32];

	extra = CROWD;
	cr_assert_eq(copy(&faults), 0);
	for (int i = 0; i < MANY; i++) {
		snprintf(path, sizeof path, "extra/%d", i);
		cr_assert_eq(access(path, F_OK), 0, "%s", path);
	}
}

Test(tree_copy, a_link_is_a_link)
{
	uint64_t faults;
	char text[64] = "";

	extra = 70;
	cr_assert_eq(copy(&faults), 0);
	cr_assert_gt(readlink("extra/link", text, sizeof text - 1), 0);
	cr_assert_str_eq(text, "../documents/a.1.txt");
	cr_assert_eq(stat_of("extra/link").st_mtim.tv_sec, 1562844301);
}

Test(tree_copy, what_stands_in_the_way_is_neither_written_over_nor_linked_to)
{
	uint64_t faults;

	cr_assert_eq(mkdir("documents", 0755), 0);
	cr_assert_eq(symlink("/etc/hostname", "documents/a.1.txt"), 0);
	cr_assert_eq(copy(&faults), 0);
	cr_assert_eq(faults, 2, "documents/, and the document that is damaged in its view");
	cr_assert_eq(stat_of("by-date/2019/a.1.txt").st_mode, S_IFREG | 0444);
	cr_assert_eq(stat_of("documents/a.1.txt").st_mode, S_IFLNK | 0777);
}

Test(tree_copy, a_target_that_takes_no_more_ends_the_copy_with_its_error)
{
	const struct rlimit small = {4, 4};
	uint64_t faults;

	signal(SIGXFSZ, SIG_IGN);
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
	int r = copy(&faults);

	cr_assert_eq(r, -EFBIG);
	cr_assert_eq(access("documents/a.1.txt", F_OK), -1, "no half of a file is left");
}
