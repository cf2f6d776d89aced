/* SPDX-License-Identifier: MIT */
/* Outlook's messages (.msg), by a program that turns them into mail. */
#ifndef EXTRACT_OUTLOOK_H
#define EXTRACT_OUTLOOK_H

#include "extract.h"

extern const struct format outlook_message_format;
#endif
