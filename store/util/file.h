/* SPDX-License-Identifier: MIT */
/* Open files, by their descriptors: written in full, and closed to writers. A call that a signal interrupts
 * is made again. Errors are -errno. */
#ifndef UTIL_FILE_H
#define UTIL_FILE_H

#include "slice.h"

#include <stdint.h>

/* All of `bytes`, where the file stands. After an error some of them may have been written. */
int file_write(int file, struct slice bytes);
/* The same at byte `at`; where the file stands does not change. */
int file_write_at(int file, struct slice bytes, uint64_t at);
/* A memory file that allows it keeps its bytes and size from now on, whoever else holds it. */
int file_seal(int file);
#endif
