/* SPDX-License-Identifier: MIT */
/*
 * The table of statutory grounds, of every regime: grounds.tsv beside this file, embedded at build. A code is
 * how people write it: "s6(a)", "(b)(7)(C)", "OUT OF SCOPE".
 */
#ifndef DATA_GROUND_H
#define DATA_GROUND_H

#include "../util/slice.h"

#include <stddef.h>

struct ground {
	const char *regime; /* "nz-oia" */
	const char *code;   /* as people write it */
	const char *fs;     /* shell-friendly form: "s6-a"; unique in its regime */
	const char *label;  /* a few words: "Security, defence or international relations" */
	const char
		*kind; /* "ground", "scope", "refusal" ...: how it may be used, see RULES.md of the sources */
};

/* All grounds, in order of the table. The table is read on first use; NULL out of memory. */
const struct ground *grounds(size_t *ret_count);
/* Exact; NULL where there is none. */
const struct ground *ground_find(struct slice regime, struct slice code);
#endif
