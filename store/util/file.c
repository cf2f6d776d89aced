/* SPDX-License-Identifier: MIT */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int file_write(int file, struct slice bytes)
{
	while (bytes.length > 0) {
		ssize_t n = write(file, bytes.at, bytes.length);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0)
			bytes = slice_sub(bytes, (size_t)n, bytes.length);
	}
	return 0;
}

int file_write_at(int file, struct slice bytes, uint64_t at)
{
	for (size_t done = 0; done < bytes.length;) {
		ssize_t n = pwrite(file, bytes.at + done, bytes.length - done, (off_t)(at + done));

		if (n < 0 && errno != EINTR)
			return -errno;
		done += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

int file_seal(int file)
{
	int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

	return fcntl(file, F_ADD_SEALS, seals) == 0 ? 0 : -errno;
}
