/* SPDX-License-Identifier: MIT */
/* See session.h. */
#include "session.h"
#include "daemon.h"
#include "log.h"
#include "notify.h"
#include "ops.h"
#include "reader.h"
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char always[] = "ro,default_permissions,nosuid,nodev,noexec,subtype=dossierfs";

/* The path of a store may hold what separates options. */
static int add_options(struct fuse_args *args, const struct options *options, const char *store)
{
	char *list = NULL;
	char *source = NULL;

	int failed = asprintf(&source, "fsname=%s", store) < 0;
	failed = failed || fuse_opt_add_opt(&list, always) || fuse_opt_add_opt_escaped(&list, source);
	if (!failed && options->allow_other)
		failed = fuse_opt_add_opt(&list, "allow_other");
	failed = failed || fuse_opt_add_arg(args, "dossierfs") || fuse_opt_add_arg(args, "-o") ||
		 fuse_opt_add_arg(args, list) || (options->debug && fuse_opt_add_arg(args, "-d"));
	free(source);
	free(list);
	return failed ? -ENOMEM : 0;
}

static int create(struct mount *mount, const struct options *options)
{
	struct fuse_args args = FUSE_ARGS_INIT(0, NULL);

	int r = add_options(&args, options, dossier_store_path(mount->store));
	if (!r)
		mount->session = fuse_session_new(&args, &ops, sizeof ops, mount);
	fuse_opt_free_args(&args);
	if (mount->session)
		return 0;
	log_line("no session with the kernel: %s", r ? strerror(-r) : log_reason());
	return r ? r : -EINVAL;
}

/* libfuse says only that it failed; a device that cannot be used is the usual reason. */
static int explain(const char *mountpoint)
{
	int device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	int r = device < 0 ? -errno : -EIO;

	if (device >= 0)
		(void)close(device);
	if (r == -ENOENT || r == -ENODEV || r == -ENXIO)
		log_line("cannot mount: /dev/fuse is missing; \"modprobe fuse\" as root may bring it");
	else if (r != -EIO)
		log_line("cannot mount: /dev/fuse may not be opened: %s", strerror(-r));
	else
		log_line("%s: cannot mount: %s", mountpoint, *log_reason() ? log_reason() : "see above");
	return r;
}

static int loop(struct mount *mount)
{
	struct fuse_loop_config *config = fuse_loop_cfg_create();

	if (!config)
		return -ENOMEM;
	fuse_loop_cfg_set_max_threads(config, READERS_MAX);
	/* A thread that ended by itself would take its reader with it. */
	fuse_loop_cfg_set_idle_threads(config, READERS_MAX);
	int r = fuse_session_loop_mt(mount->session, config);
	fuse_loop_cfg_destroy(config);
	if (mount->refused)
		return -EPROTONOSUPPORT;
	return r > 0 ? 0 : r; /* > 0: the signal that ended it */
}

static int serve(struct mount *mount, struct notifier *notifier, int ready)
{
	log_mounted();
	int r = notifier_start(notifier);
	if (r)
		return r;
	r = ready == SESSION_FOREGROUND ? 0 : daemon_ready(ready);
	if (!r)
		r = loop(mount);
	notifier_stop(notifier);
	return r;
}

static int mount_and_serve(struct mount *mount, struct notifier *notifier, const char *mountpoint, int ready)
{
	/* Before mounting, so that no signal leaves a mount behind. */
	int r = signals_take(&notifier->watch);

	if (r)
		log_line("cannot handle signals: %s", strerror(-r));
	else if (fuse_session_mount(mount->session, mountpoint) != 0)
		r = explain(mountpoint);
	else {
		r = serve(mount, notifier, ready);
		if (r)
			log_line("the session ended early: %s", strerror(-r));
		fuse_session_unmount(mount->session);
	}
	signals_restore();
	return r;
}

static int watch_and_serve(struct mount *mount, const char *mountpoint, int ready)
{
	struct notifier notifier;
	int r = notifier_init(&notifier, mount);

	if (r)
		log_line("cannot watch the store: %s", strerror(-r));
	else
		r = mount_and_serve(mount, &notifier, mountpoint, ready);
	notifier_finish(&notifier);
	return r;
}

int session_run(struct mount *mount, const struct options *options, const char *mountpoint, int ready)
{
	int r = create(mount, options);

	if (r)
		return r;
	r = watch_and_serve(mount, mountpoint, ready);
	fuse_session_destroy(mount->session);
	mount->session = NULL;
	return r;
}
