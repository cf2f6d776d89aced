/* SPDX-License-Identifier: MIT */
/* dossier export: the tree that a mount shows, as plain files. */
#include "command.h"
#include "open.h"
#include "tree_copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TARGET_MODE = 0755 };

static const struct option options[] = {{"links", required_argument, NULL, 'l'},
					{"views", required_argument, NULL, 'v'},
					COMMAND_COMMON_OPTIONS};

static void set_links(const struct command *self, const char *value, struct dossier_tree *tree)
{
	tree->symbolic_links = strcmp(value, "symbolic") == 0;
	if (!tree->symbolic_links && strcmp(value, "hard") != 0)
		command_misuse(self, "links are hard or symbolic, not %s", value);
}

static void set_views(const struct command *self, const char *value, struct dossier_tree *tree)
{
	const char *bad = value;
	size_t length = strlen(value);

	if (dossier_tree_parse_views(value, &tree->views, &bad, &length) < 0)
		command_misuse(self, "no view is called %.*s", (int)length, bad);
}

/* Of a descriptor for a directory, which stays open. -errno where it cannot be told. */
static int is_empty(int directory)
{
	int copy = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = copy < 0 ? NULL : fdopendir(copy);
	int entries = 0;

	if (!stream) {
		int error = errno;

		if (copy >= 0)
			close(copy);
		return -error;
	}
	for (const struct dirent *e; (e = readdir(stream));)
		entries += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(stream);
	return entries == 0;
}

/* A new or empty directory; -1 after a message, with the exit code. */
static int open_target(const char *path, int *ret_code)
{
	bool made = mkdir(path, TARGET_MODE) == 0;
	int descriptor = made || errno == EEXIST ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	int empty = descriptor < 0 ? -errno : made ? 1 : is_empty(descriptor);

	if (empty == 1)
		return descriptor;
	*ret_code = empty == 0 || empty == -ENOTDIR ? COMMAND_USAGE : COMMAND_FATAL;
	command_say(path, "%s",
		    empty == 0 ? "not empty: an export needs a new or an empty directory" : strerror(-empty));
	if (descriptor >= 0)
		close(descriptor);
	return -1;
}

static int export(const struct session *session, const char *path)
{
	int code = COMMAND_FATAL;
	struct tree_copy copy = {.session = session, .target = path};
	struct dossier_totals totals = {0};

	copy.root = open_target(path, &code);
	if (copy.root < 0)
		return code;
	if (dossier_totals(session->reader, &totals) == 0)
		copy.files_all = totals.files;
	progress_init(&copy.progress, "files");
	int r = tree_copy_run(&copy);

	close(copy.root);
	if (r < 0) {
		command_say(path, "the export is not complete");
		return COMMAND_FATAL;
	}
	if (copy.faults > 0)
		command_say(path, "%" PRIu64 " %s missing", copy.faults,
			    copy.faults == 1 ? "name is" : "names are");
	return copy.faults > 0 ? COMMAND_PARTLY : COMMAND_WELL;
}

static int run(const struct command *self, int argc, char **argv)
{
	struct dossier_tree tree = {.views = DOSSIER_ALL_VIEWS};
	struct session session;
	int option, code = COMMAND_FATAL;

	while ((option = command_option(self, argc, argv)) != -1)
		if (option == 'l')
			set_links(self, optarg, &tree);
		else
			set_views(self, optarg, &tree);
	command_operands(self, argc, 2, 2);
	if (session_open(&session, argv[optind], &tree))
		code = export(&session, argv[optind + 1]);
	session_close(&session);
	return code;
}

const struct command command_export = {
	.name = "export",
	.operands = "STORE DIR",
	.summary = "the whole tree as plain files in a new or empty directory",
	.help = "      --links KIND        hard (the default) or symbolic: the names in views but "
		"documents/\n"
		"      --views LIST        the views wanted, such as date:sender; else all\n",
	.options = options,
	.run = run,
};
