/* SPDX-License-Identifier: MIT */
/*
 * A message as GMime takes it apart: its header fields and its tree of parts, whose contents are pieces of
 * the file. Messages within are not taken apart: they are files of their own.
 */
#ifndef EXTRACT_MAIL_MESSAGE_H
#define EXTRACT_MAIL_MESSAGE_H

#include "../../util/buf.h"
#include "../../util/slice.h"

#include <gmime/gmime.h>
#include <stdbool.h>

struct mail_message {
	struct slice bytes; /* what was taken apart: the file, or `mended` */
	struct buf mended;
	GMimeStream *stream;
	GByteArray *array;
	GMimeObject *root; /* has the fields of the whole message */
};

/* GMime's tables, and silence; once a process, before there is a box. */
void mail_message_prepare(void);

/*
 * Takes `file` apart; it is borrowed. Headers without an end and parts whose boundary is not named are
 * mended. 0, -ENOMEM, -EBADMSG.
 */
int mail_message_open(struct slice file, struct mail_message *ret_message);
void mail_message_close(struct mail_message *message);

/* The raw value of the first field of that name; at is NULL where there is none. */
struct slice mail_header(GMimeObject *object, const char *name);
/* Goes through all of them: *index is 0 before the first. */
bool mail_header_next(GMimeObject *object, const char *name, int *index, struct slice *ret_value);
#endif
