/* SPDX-License-Identifier: MIT */
/*
 * Is it mail? Releases print header blocks ("From: / Sent: / To: / Subject:") that are text; real mail has
 * fields that no one prints, such as Message-ID or MIME-Version, from the first byte on.
 */
#ifndef EXTRACT_MAIL_SNIFF_H
#define EXTRACT_MAIL_SNIFF_H

#include "../../util/slice.h"

/* NULL, "message/rfc822" or "application/mbox". Looks at the beginning only. */
const char *mail_sniff(struct slice file);
/* Does a line that begins at `at` part messages in a mailbox: "From user@host Thu Apr 17 16:45:16 2008" above
 * a header? */
bool mail_from_line(struct slice file, size_t at);

/* A field's line: a name of printable ASCII and a colon. 0, or the length of the name. */
size_t mail_field_name(struct slice line);
/* Is it the name of a field that mail has? */
bool mail_field_known(struct slice name);
/* The line that begins at `at`, with its end. */
struct slice mail_line(struct slice file, size_t at);
#endif
