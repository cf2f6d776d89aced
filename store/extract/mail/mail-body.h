/* SPDX-License-Identifier: MIT */
/* A message's text: its readable parts in order, in UTF-8, their lines ended by newlines. */
#ifndef EXTRACT_MAIL_BODY_H
#define EXTRACT_MAIL_BODY_H

#include "../../util/buf.h"
#include "mail-part.h"

/* Appends the text of one part, parted from what is there by an empty line. 0 or -ENOMEM. */
int mail_body_append(const struct mail_leaf *leaf, struct buf *out);
#endif
