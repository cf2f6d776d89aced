/* SPDX-License-Identifier: MIT */
/* Outlook's files, by programs that turn them into mail: one message (.msg), or folders of them (.pst). */
#ifndef EXTRACT_OUTLOOK_H
#define EXTRACT_OUTLOOK_H

#include "../extract.h"

extern const struct format outlook_message_format, outlook_folders_format;
#endif
