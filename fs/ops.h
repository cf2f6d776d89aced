/* SPDX-License-Identifier: MIT */
/*
 * What the kernel may ask. Each callback runs in any thread of libfuse, asks the store through that thread's
 * reader and replies once. It may hold no lock meanwhile, and calls no notify function but as prefetch.h
 * says.
 */
#ifndef FS_OPS_H
#define FS_OPS_H

#include "mount.h"

extern const struct fuse_lowlevel_ops ops;

/* dir.c */
void dir_open(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *info);
void dir_read(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *info);
void dir_read_plus(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *info);

/* file.c */
void file_open(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *info);
void file_read(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *info);
void file_read_link(fuse_req_t req, fuse_ino_t ino);

/* xattr.c */
void xattr_get(fuse_req_t req, fuse_ino_t ino, const char *name, size_t size);
void xattr_list(fuse_req_t req, fuse_ino_t ino, size_t size);
void xattr_set(fuse_req_t req, fuse_ino_t ino, const char *name, const char *value, size_t size, int flags);
void xattr_remove(fuse_req_t req, fuse_ino_t ino, const char *name);
#endif
