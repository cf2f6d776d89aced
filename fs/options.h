/* SPDX-License-Identifier: MIT */
/* What the command line and mount(8) ask for. */
#ifndef FS_OPTIONS_H
#define FS_OPTIONS_H

#include "dossier/store.h"

#include <stdbool.h>

enum { EXIT_USAGE = 2 };

struct options {
	char *store;
	char *mountpoint;
	char *links; /* as given; NULL: hard */
	char *views; /* as given; NULL: all */
	int foreground;
	int debug; /* implies foreground */
	int allow_other;
	int help, version;
	struct dossier_tree tree; /* links and views, understood */
};

/*
 * -EINVAL after saying why. With `help` or `version` set nothing else was checked. Free with
 * options_finish(), also after failure.
 */
int options_parse(int argc, char **argv, struct options *ret);
void options_finish(struct options *options);
void options_print_help(void);
#endif
