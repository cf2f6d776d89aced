/* SPDX-License-Identifier: MIT */
/* libfuse's headers want to be told which of its interfaces is meant, before the first of them. */
#ifndef FS_LIBFUSE_H
#define FS_LIBFUSE_H

#define FUSE_USE_VERSION 314

#include <fuse_lowlevel.h>
#endif
