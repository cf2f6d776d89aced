/* SPDX-License-Identifier: MIT */
/* dossierfs: mounts a store. */
#include "daemon.h"
#include "log.h"
#include "mountpoint.h"
#include "options.h"
#include "reader.h"
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A store that cannot be read is refused now: a mount of it could not say so. */
static int open_store(struct mount *mount, const struct options *options)
{
	int r = dossier_store_open(options->store, &options->tree, log_store, NULL, &mount->store);

	if (!r)
		r = readers_init(mount);
	if (!r)
		r = search_init(&mount->search, mount->readers->store, options->tree.symbolic_links);
	if (r)
		log_line("%s: %s", options->store, dossier_store_error(r));
	return r;
}

static int run(const struct options *options, const char *mountpoint, int ready)
{
	static struct mount mount; /* too large for a stack */

	mount.user = getuid();
	mount.group = getgid();
	prefetch_init(&mount.prefetch);
	answers_init(&mount.answers);
	int r = open_store(&mount, options);
	if (!r)
		r = session_run(&mount, options, mountpoint, ready);
	search_finish(&mount.search);
	prefetch_finish(&mount.prefetch);
	answers_finish(&mount.answers);
	readers_finish(&mount);
	if (!r && ready == SESSION_FOREGROUND)
		mount_log_counters(&mount);
	dossier_store_close(mount.store);
	return r ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* Returns the exit status; in the background twice, once in each process. */
static int start(const struct options *options, const char *mountpoint)
{
	int ready = SESSION_FOREGROUND;

	if (options->foreground)
		return run(options, mountpoint, ready);
	pid_t child = daemon_fork(&ready);
	if (child < 0) {
		log_line("cannot go to the background: %s", strerror(-child));
		return EXIT_FAILURE;
	}
	return child ? daemon_wait(child, ready, mountpoint) : run(options, mountpoint, ready);
}

static int mount_at(const struct options *options)
{
	char *mountpoint;

	if (mountpoint_prepare(options->mountpoint, &mountpoint) != 0)
		return EXIT_FAILURE;
	int status = start(options, mountpoint);
	free(mountpoint);
	return status;
}

int main(int argc, char **argv)
{
	struct options options;
	int status = EXIT_SUCCESS;

	log_start();
	if (options_parse(argc, argv, &options) != 0)
		status = EXIT_USAGE;
	else if (options.help)
		options_print_help();
	else if (options.version)
		(void)printf("dossierfs %s (libfuse %s)\n", DOSSIER_VERSION, fuse_pkgversion());
	else
		status = mount_at(&options);
	options_finish(&options);
	return status;
}
