/* SPDX-License-Identifier: MIT */
/* See entry.h. */
#include "entry.h"

enum {
	STAT_BLOCK = 512, /* the unit of st_blocks, whatever st_blksize says */
	PREFERRED_BLOCK = 4096,
	MODE_DIRECTORY = 0555,
	MODE_FILE = 0444,
	MODE_LINK = 0777,
};

static mode_t permissions(mode_t type)
{
	if (S_ISDIR(type))
		return MODE_DIRECTORY;
	return S_ISLNK(type) ? MODE_LINK : MODE_FILE;
}

void entry_stat(const struct mount *mount, const struct dossier_attributes *attributes, struct stat *ret)
{
	*ret = (struct stat){
		.st_ino = attributes->node,
		.st_mode = attributes->type | permissions(attributes->type),
		.st_nlink = attributes->links,
		.st_uid = mount->user,
		.st_gid = mount->group,
		.st_size = (off_t)attributes->size,
		.st_blksize = PREFERRED_BLOCK,
		.st_atim = attributes->mtime, /* nobody keeps note of who reads */
		.st_mtim = attributes->mtime,
		.st_ctim = attributes->ctime,
	};
	/* Without blocks tar -S stores zeros. A directory's size counts documents: it has no blocks. */
	if (S_ISREG(attributes->type))
		ret->st_blocks = (ret->st_size + STAT_BLOCK - 1) / STAT_BLOCK;
}

void entry_fill(const struct mount *mount, const struct dossier_attributes *attributes, double name_timeout,
		struct fuse_entry_param *ret)
{
	*ret = (struct fuse_entry_param){
		.ino = attributes->node,
		.generation = 1, /* a node is never used twice */
		.attr_timeout = ENTRY_TIMEOUT,
		.entry_timeout = name_timeout,
	};
	entry_stat(mount, attributes, &ret->attr);
}
