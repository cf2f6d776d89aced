/* SPDX-License-Identifier: MIT */
/* The parts of a message in order, and what each is: its text, or a file that it carries. */
#ifndef EXTRACT_MAIL_PART_H
#define EXTRACT_MAIL_PART_H

#include "../../util/buf.h"
#include "mail-message.h"

enum {
	MAIL_DEPTH_MAX = 64, /* multiparts within multiparts; what lies deeper is left out */
	MAIL_PIECE = 64 * 1024
};

enum mail_use {
	MAIL_TEXT,   /* belongs to the message's text */
	MAIL_TWIN,   /* says what another part says, which is read instead */
	MAIL_MEMBER, /* a file */
	MAIL_TOO_DEEP
};

struct mail_leaf {
	enum mail_use use;
	GMimeObject *object;
	struct slice raw; /* its bytes, transfer encoding and all */
	GMimeContentEncoding encoding;
};

/* What is not 0 ends the walk. */
typedef int mail_leaf_sink(void *context, const struct mail_leaf *leaf);
int mail_walk(const struct mail_message *message, mail_leaf_sink *sink, void *context);

/* Is the part of this type, such as "text/html"? */
bool mail_leaf_is(const struct mail_leaf *leaf, const char *type, const char *subtype);

/* Hands out what the transfer encoding hides, in pieces; what is not 0 ends it. */
typedef int mail_piece_sink(void *context, struct slice piece);
int mail_leaf_decode(const struct mail_leaf *leaf, mail_piece_sink *sink, void *context);
#endif
