/* SPDX-License-Identifier: MIT */
/*
 * Compound files (MS-CFB): the small filesystem that Office wrote its files as before 2007, so far as to say
 * which streams one holds. They are found in the root only: embedded documents have folders of their own,
 * with streams of the same names.
 */
#ifndef EXTRACT_CFB_H
#define EXTRACT_CFB_H

#include "../../util/buf.h"
#include "../../util/slice.h"

struct cfb { /* private */
	struct slice file;
	size_t sector;    /* bytes */
	struct buf table; /* u32: the sectors that hold the table of sectors */
	struct buf directory;
};

/* 0, -ENOMEM, -EBADMSG. The caller finishes also after a failure. The file is borrowed. */
int cfb_open(struct cfb *cfb, struct slice file);
void cfb_finish(struct cfb *cfb);
/* Is there a stream `name` (ASCII)? */
bool cfb_has(const struct cfb *cfb, const char *name);
#endif
