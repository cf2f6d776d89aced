/* SPDX-License-Identifier: MIT */
/* The files that a message carries. */
#ifndef EXTRACT_MAIL_MEMBER_H
#define EXTRACT_MAIL_MEMBER_H

#include "../extract.h"
#include "mail-part.h"

enum { MAIL_ATTACHMENTS_MAX = 1000 }; /* of one message */

/* Hands out one of them, the `number`th from 1. 0, -ENOMEM, or what the sink returned. */
int mail_member_send(const struct mail_leaf *leaf, size_t number, const struct member_sink *sink);
#endif
