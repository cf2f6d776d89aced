/* SPDX-License-Identifier: MIT */
#include "digest.h"

#include "../util/utf8.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	PIECE = 256 * 1024,
	CHARACTER_MAX = 4 /* bytes of a character; one less may be left over from the piece before */
};

struct pass {
	struct sha256_ctx hash;
	bool utf8;
	size_t left; /* bytes of a character cut short, at the beginning of the buffer */
	char buffer[CHARACTER_MAX + PIECE];
};

/* Checks what is in the buffer, the last `n` bytes of which are new, and keeps a character that is cut short.
 */
static void check_utf8(struct pass *p, size_t n)
{
	struct slice all = {p->buffer, p->left + n};
	size_t valid = utf8_valid(all);

	p->left = all.length - valid;
	if (p->left >= CHARACTER_MAX) {
		p->utf8 = false;
		p->left = 0;
	}
	memmove(p->buffer, p->buffer + valid, p->left);
}

static int run(struct pass *p, int file, uint64_t *ret_size)
{
	uint64_t size = 0;

	for (;;) {
		char *at = p->buffer + p->left;
		ssize_t n = pread(file, at, PIECE, (off_t)size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			break;
		sha256_update(&p->hash, (size_t)n, (const uint8_t *)at);
		if (p->utf8)
			check_utf8(p, (size_t)n);
		size += (uint64_t)n;
	}
	p->utf8 = p->utf8 && p->left == 0;
	*ret_size = size;
	return 0;
}

int digest_file(int file, struct digest *ret_digest)
{
	struct pass *p = malloc(sizeof *p);
	struct digest digest;
	int r;

	if (!p)
		return -ENOMEM;
	sha256_init(&p->hash);
	p->utf8 = true;
	p->left = 0;
	r = run(p, file, &digest.size);
	if (r == 0) {
		sha256_digest(&p->hash, DIGEST_SIZE, digest.sha256);
		digest.utf8 = p->utf8;
		*ret_digest = digest;
	}
	free(p);
	return r;
}
