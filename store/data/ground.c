/* SPDX-License-Identifier: MIT */
#include "ground.h"

const struct ground *grounds(size_t *ret_count)
{
	*ret_count = 0;
	return NULL;
}

const struct ground *ground_find(struct slice regime, struct slice code)
{
	(void)regime;
	(void)code;
	return NULL;
}
