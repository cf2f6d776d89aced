/* SPDX-License-Identifier: MIT */
/*
 * Mailboxes in one file: each message is a member, without the "From " line above it and the '>' before such
 * lines in it (mboxrd). A file with one message is that message.
 */
#ifndef EXTRACT_MBOX_H
#define EXTRACT_MBOX_H

#include "../extract.h"

extern const struct format mbox_format;
#endif
