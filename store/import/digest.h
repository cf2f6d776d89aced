/* SPDX-License-Identifier: MIT */
/* What the importer itself learns of a file's bytes before a worker sees them. Nothing is parsed. */
#ifndef IMPORT_DIGEST_H
#define IMPORT_DIGEST_H

#include <stdbool.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32 };

struct digest {
	unsigned char sha256[DIGEST_SIZE];
	uint64_t size; /* bytes read */
	bool utf8;     /* all of it is valid UTF-8, so that a worker may say that the file is its own text */
};

/* Reads all of a file. -EIO and others of read(2). */
int digest_file(int file, struct digest *ret_digest);
#endif
