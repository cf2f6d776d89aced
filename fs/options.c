/* SPDX-License-Identifier: MIT */
/* See options.h. The table, the words that are taken and dropped, and the help text stand together. */
#include "options.h"
#include "log.h"

#include "libfuse.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum key { KEY_IGNORED, KEY_REMOUNT };

#define VALUE(template, member)                                                                              \
	{                                                                                                    \
		template, offsetof(struct options, member), 0                                                \
	}
#define FLAG(template, member)                                                                               \
	{                                                                                                    \
		template, offsetof(struct options, member), 1                                                \
	}

static const struct fuse_opt table[] = {
	VALUE("links=%s", links),
	VALUE("views=%s", views),
	FLAG("allow_other", allow_other),
	FLAG("-f", foreground),
	FLAG("foreground", foreground),
	FLAG("-d", debug),
	FLAG("debug", debug),
	FLAG("-h", help),
	FLAG("--help", help),
	FLAG("-V", version),
	FLAG("--version", version),
	FUSE_OPT_KEY("remount", KEY_REMOUNT),
	FUSE_OPT_KEY("fsname=", KEY_IGNORED),
	FUSE_OPT_KEY("subtype=", KEY_IGNORED),
	FUSE_OPT_KEY("user=", KEY_IGNORED),
	FUSE_OPT_KEY("comment=", KEY_IGNORED),
	FUSE_OPT_END,
};

/* What mount(8) and fstab(5) may pass on. The mount is ro,nosuid,nodev,noexec whatever they say. */
static const char *const ignored[] = {
	"rw",
	"ro",
	"suid",
	"nosuid",
	"dev",
	"nodev",
	"exec",
	"noexec",
	"async",
	"sync",
	"dirsync",
	"atime",
	"noatime",
	"diratime",
	"nodiratime",
	"relatime",
	"norelatime",
	"strictatime",
	"nostrictatime",
	"lazytime",
	"nolazytime",
	"defaults",
	"default_permissions",
	"auto",
	"noauto",
	"user",
	"nouser",
	"users",
	"owner",
	"group",
	"nofail",
	"_netdev",
};

static const char help[] =
	"usage: dossierfs STORE MOUNTPOINT [-o OPTION,...]\n"
	"\n"
	"Mounts a store that \"dossier import\" made as a read-only directory tree, and returns\n"
	"once the mount answers. Unmount it with \"umount\" or \"fusermount3 -u\".\n"
	"\n"
	"    -o links=hard|symbolic  names of one document are hard links (default), or symbolic\n"
	"                            links to documents/\n"
	"    -o views=VIEW:...       show only these views: date, sender, country, redaction,\n"
	"                            recipient, type, source, thread\n"
	"    -o allow_other          other users may read the mount too\n"
	"    -f                      stay in the foreground; log to standard error\n"
	"    -d                      as -f, and show every message of the kernel\n"
	"    -h, --help              show this help\n"
	"    -V, --version           show the version\n"
	"\n"
	"Exit status: 0 mounted (-f: unmounted), 1 failed, 2 wrong usage. See dossierfs(1).\n";

void options_print_help(void)
{
	(void)fputs(help, stdout);
}

static bool is_ignored(const char *word)
{
	if (!strncasecmp(word, "x-", strlen("x-"))) /* for systemd and other readers of fstab(5) */
		return true;
	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) {
		if (!strcmp(word, ignored[i]))
			return true;
	}
	return false;
}

static int take_operand(struct options *options, const char *word)
{
	char **slot = !options->store ? &options->store : &options->mountpoint;

	if (*slot) {
		log_line("%s: one store and one mount point are enough; see dossierfs --help", word);
		return -1;
	}
	*slot = strdup(word);
	return *slot ? 0 : -1;
}

/* A fuse_opt_proc_t: nothing is left for libfuse, whose options we choose ourselves. */
static int take(void *data, const char *word, int key, struct fuse_args *rest)
{
	(void)rest;
	if (key == FUSE_OPT_KEY_NONOPT)
		return take_operand(data, word);
	if (key == KEY_IGNORED || (key == FUSE_OPT_KEY_OPT && is_ignored(word)))
		return 0;
	if (key == KEY_REMOUNT)
		log_line("a mount cannot be changed: unmount it, then mount it again");
	else
		log_line("unknown option %s; see dossierfs --help", word);
	return -1;
}

static int understand_links(struct options *options)
{
	if (!options->links || !strcmp(options->links, "hard"))
		return 0;
	options->tree.symbolic_links = !strcmp(options->links, "symbolic");
	if (options->tree.symbolic_links)
		return 0;
	log_line("links=%s: must be hard or symbolic", options->links);
	return -EINVAL;
}

static int understand_views(struct options *options)
{
	const char *bad = "";
	size_t length = 0;

	options->tree.views = DOSSIER_ALL_VIEWS;
	options->tree.queries = true;
	if (!options->views)
		return 0;
	if (dossier_tree_parse_views(options->views, &options->tree.views, &bad, &length) == 0)
		return 0;
	log_line("views=%s: no view is called \"%.*s\"; see dossierfs --help", options->views, (int)length,
		 bad);
	return -EINVAL;
}

static int understand(struct options *options)
{
	if (options->help || options->version)
		return 0;
	if (!options->mountpoint) {
		log_line("a store and a mount point are needed; see dossierfs --help");
		return -EINVAL;
	}
	options->foreground |= options->debug;
	int r = understand_links(options);
	return r ? r : understand_views(options);
}

int options_parse(int argc, char **argv, struct options *ret)
{
	struct fuse_args args = FUSE_ARGS_INIT(argc, argv);

	*ret = (struct options){0};
	int r = fuse_opt_parse(&args, ret, table, take) ? -EINVAL : 0;
	fuse_opt_free_args(&args);
	if (r && *log_reason()) /* libfuse's own complaint, such as an -o without a word after it */
		log_line("%s; see dossierfs --help", log_reason());
	return r ? r : understand(ret);
}

void options_finish(struct options *options)
{
	free(options->store);
	free(options->mountpoint);
	free(options->links);
	free(options->views);
}
