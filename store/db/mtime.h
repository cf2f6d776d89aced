/* SPDX-License-Identifier: MIT */
/* When a document's file was "modified": its date as printed, in the source's time zone (DESIGN.md 3.4). */
#ifndef DB_MTIME_H
#define DB_MTIME_H

#include "../util/edtf.h"

#include <stdint.h>

/* What ext4 holds and the usual tools copy: 1901-12-14 and 2446-05-10 (measured). */
#define MTIME_MIN INT64_C(-2147472000)
#define MTIME_MAX INT64_C(15032304000)

struct mtime_zone; /* an IANA zone */
/* -EINVAL: no such zone; -ENOMEM. */
int mtime_zone_create(const char *name, struct mtime_zone **ret_zone);
void mtime_zone_destroy(struct mtime_zone *zone);
/*
 * Seconds since 1970, clamped. A date without a time is 12:00, a month or year its first day; undated is 0. A
 * zone that is printed with the time goes before the source's.
 */
int64_t mtime_of(struct mtime_zone *zone, const struct edtf *date);
#endif
