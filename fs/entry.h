/* SPDX-License-Identifier: MIT */
/* How the kernel sees what the store knows: the one place that fills a struct stat. */
#ifndef FS_ENTRY_H
#define FS_ENTRY_H

#include "mount.h"

/* Seconds for which the kernel may keep what it was told: 136 years. */
#define ENTRY_TIMEOUT ((double)UINT32_MAX)

void entry_stat(const struct mount *mount, const struct dossier_attributes *attributes, struct stat *ret);
/* A name's entry, as look-up and readdirplus give it. `name_timeout`: seconds for the name, not the rest. */
void entry_fill(const struct mount *mount, const struct dossier_attributes *attributes, double name_timeout,
		struct fuse_entry_param *ret);
#endif
