/* SPDX-License-Identifier: MIT */
/* A message's header as we print it above its text, and the facts that it declares. */
#ifndef EXTRACT_MAIL_HEAD_H
#define EXTRACT_MAIL_HEAD_H

#include "../extract.h"
#include "mail-message.h"

/* Appends to the text, which is still empty, and fills `declared` and the properties. 0 or -ENOMEM. */
int mail_head_print(const struct mail_message *message, struct extracted *extracted);
#endif
