/* SPDX-License-Identifier: MIT */
/* What the fuzz targets share. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

static inline void check(bool true_for_all_input)
{
	if (!true_for_all_input)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
#endif
