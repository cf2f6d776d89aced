/* SPDX-License-Identifier: MIT */
#include "../../store/import/walk.h"
#include "../../store/util/buf.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { DEEP = 300 }; /* levels, beyond those that a walk keeps open */

static char root[] = "/tmp/dossier-walk-XXXXXX";
static char former[4096];

static void set_up(void)
{
	cr_assert_not_null(getcwd(former, sizeof former));
	cr_assert_not_null(mkdtemp(root));
	cr_assert_eq(chdir(root), 0);
}

static void tear_down(void)
{
	struct buf command = {0};

	cr_assert_eq(chdir(former), 0);
	buf_format(&command, "chmod -R u+rwx %s && rm -rf %s", root, root);
	cr_assert_eq(system(buf_string(&command)), 0);
	buf_finish(&command);
}

TestSuite(walk, .init = set_up, .fini = tear_down);

static void make_file(const char *name)
{
	int file = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	cr_assert_geq(file, 0, "%s", name);
	cr_assert_eq(write(file, "x", 1), 1);
	close(file);
}

static void make_folder(const char *name)
{
	cr_assert_eq(mkdir(name, 0700), 0, "%s", name);
}

/* "path" of a file, "path: reason" of what is none, a line each. */
static int write_line(void *context, const struct walk_item *item)
{
	struct buf *out = context;

	buf_text(out, item->path);
	if (item->reason)
		buf_format(out, ": %s", item->reason);
	buf_byte(out, '\n');
	return 0;
}

static int write_components(void *context, const struct walk_item *item)
{
	struct buf *out = context;

	for (size_t i = 0; i < item->component_count; i++)
		buf_format(out, "%s%s", i > 0 ? "/" : "", item->components[i]);
	buf_byte(out, '\n');
	return 0;
}

static void expect(const char *path, const char *store, walk_visit *visit, const char *wanted)
{
	char *paths[] = {(char *)path};
	struct buf out = {0};

	cr_assert_eq(walk_paths(paths, 1, store, visit, &out), 0);
	cr_assert_str_eq(buf_string(&out), wanted);
	buf_finish(&out);
}

Test(walk, names_come_in_order_of_their_bytes_and_depth_first)
{
	make_folder("b");
	make_file("b/2");
	make_file("b/10");
	make_file("a");
	make_file("b.txt");
	make_file("B");
	make_file("\xff");
	make_file("-rf");
	make_file("new\nline");
	expect(".", NULL, write_line, "./-rf\n./B\n./a\n./b/10\n./b/2\n./b.txt\n./new\nline\n./\xff\n");
}

Test(walk, components_begin_with_the_last_of_the_argument)
{
	const char *own = root + sizeof "/tmp/" - 1;
	struct buf wanted = {0};

	make_folder("in");
	make_folder("in/release");
	make_file("in/release/a");
	cr_assert_eq(symlink("in/release", "link"), 0);
	expect("in/release", NULL, write_components, "release/a\n");
	expect("in/release//", NULL, write_components, "release/a\n");
	expect("in", NULL, write_components, "in/release/a\n");
	expect("in/release/a", NULL, write_components, "a\n");
	expect("in/release/..", NULL, write_components, "in/release/a\n");
	expect("link", NULL, write_components, "link/a\n");
	cr_assert_eq(chdir("in"), 0);
	expect(".", NULL, write_components, "in/release/a\n");
	buf_format(&wanted, "%s/in/release/a\n%s/link\n", own, own);
	expect("..", NULL, write_components, buf_string(&wanted));
	buf_finish(&wanted);
}

Test(walk, what_is_no_regular_file_is_named_and_not_opened)
{
	make_folder("in");
	cr_assert_eq(mkfifo("in/pipe", 0600), 0);
	cr_assert_eq(symlink("/etc/passwd", "in/link"), 0);
	make_folder("in/empty");
	expect("in", NULL, write_line,
	       "in/link: a symbolic link inside a folder is not followed\nin/pipe: a named pipe is not "
	       "read\n");
}

Test(walk, a_missing_path_is_a_line_and_the_walk_goes_on)
{
	char *paths[] = {(char *)"missing", (char *)"a", (char *)""};
	struct buf out = {0};

	make_file("a");
	cr_assert_eq(walk_paths(paths, 3, NULL, write_line, &out), 0);
	cr_assert_str_eq(buf_string(&out),
			 "missing: No such file or directory\na\n: No such file or directory\n");
	buf_finish(&out);
}

Test(walk, the_store_and_what_stands_beside_it_are_skipped)
{
	make_file("s");
	make_file("s-wal");
	make_file("s-shm");
	make_file("s-walnut");
	expect(".", "s", write_line,
	       "./s: the store itself\n./s-shm: the store itself\n./s-wal: the store itself\n./s-walnut\n");
}

Test(walk, a_tree_deeper_than_a_path_may_be_is_walked_down_and_up_again)
{
	static char name[64];
	struct buf out = {0};
	char *paths[] = {(char *)"."};
	size_t lines = 0;

	memset(name, 'd', sizeof name - 1);
	for (int i = 0; i < DEEP; i++) {
		make_file("before");
		make_file("later");
		make_folder(name);
		cr_assert_eq(chdir(name), 0);
	}
	cr_assert_eq(chdir(root), 0);
	cr_assert_eq(walk_paths(paths, 1, NULL, write_line, &out), 0);
	for (size_t i = 0; i < out.length; i++)
		lines += out.data[i] == '\n';
	cr_assert_eq(lines, (size_t)2 * DEEP);
	cr_assert(slice_ends_ci((struct slice){out.data, out.length}, SLICE("/later\n./later\n")));
	buf_finish(&out);
}

Test(walk, a_folder_that_may_not_be_read_is_a_line)
{
	make_folder("in");
	make_folder("in/closed");
	make_file("in/z");
	cr_assert_eq(chmod("in/closed", 0), 0);
	if (geteuid() == 0) /* may read everything */
		cr_skip_test("runs as root");
	expect("in", NULL, write_line, "in/closed: Permission denied\nin/z\n");
}

static int end_at_once(void *context, const struct walk_item *item)
{
	(void)item;
	++*(int *)context;
	return -EINTR;
}

Test(walk, a_visitor_ends_the_walk)
{
	char *paths[] = {(char *)"."};
	int visits = 0;

	make_file("a");
	make_file("b");
	cr_assert_eq(walk_paths(paths, 1, NULL, end_at_once, &visits), -EINTR);
	cr_assert_eq(visits, 1);
}

/* Puts a link in the place of the file between the look and the opening. */
static int open_swapped(void *context, const struct walk_item *item)
{
	int file = -1;

	cr_assert_eq(unlinkat(item->directory, item->name, 0), 0);
	cr_assert_eq(symlinkat("/etc/passwd", item->directory, item->name), 0);
	*(int *)context = walk_open(item, &file);
	return 0;
}

Test(walk, a_file_that_was_swapped_for_a_link_is_not_opened)
{
	char *paths[] = {(char *)"in"};
	int r = 0;

	make_folder("in");
	make_file("in/a");
	cr_assert_eq(walk_paths(paths, 1, NULL, open_swapped, &r), 0);
	cr_assert_eq(r, -ESTALE);
}
