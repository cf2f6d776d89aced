/* SPDX-License-Identifier: MIT */
/*
 * Mail (RFC 5322, MIME): the text is a header printed by us (From, To, Cc, Bcc, Date, Subject) above the
 * message's readable parts; attachments and messages within are its members. Malformed mail is read as far as
 * it can be.
 */
#ifndef EXTRACT_MAIL_H
#define EXTRACT_MAIL_H

#include "../extract.h"

extern const struct format mail_format;

/* For formats that hold mail. As extract(), unpack() and prepare() of a format. */
int mail_extract(struct slice bytes, struct extracted *ret_extracted, const char **ret_reason);
int mail_unpack(struct slice bytes, const struct member_sink *sink, const char **ret_reason);
void mail_prepare(void);
#endif
