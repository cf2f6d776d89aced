/* SPDX-License-Identifier: MIT */
/*
 * Archives: the files within a zip, tar, 7z or cpio file, and the one file within a compressed one. Only
 * regular files are handed out: directories, links and devices are passed over. Nothing is held whole, and
 * nothing that an archive declares (a size, a hole) is believed before its bytes are there. How many members,
 * how large and how deep is for the sink to judge.
 */
#ifndef EXTRACT_UNPACK_H
#define EXTRACT_UNPACK_H

#include "extract.h"

extern const struct format unpack_format;

/*
 * As format's unpack(). Paths are the archive's own bytes where it does not say which charset they are in,
 * else UTF-8; that of a compressed file that is no archive is "". A member that is damaged ends with a reason
 * and the next follows if there is a way to it. -EBADMSG also where something was left after all members that
 * could be read; they were handed out then. Needs unpack_format's prepare() for names that are not ASCII.
 */
int archive_unpack(struct slice bytes, const struct member_sink *sink, const char **ret_reason);
#endif
