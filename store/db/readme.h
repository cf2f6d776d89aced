/* SPDX-License-Identifier: MIT */
/* The texts that the program puts into the tree: README.txt, .ignore, .trackerignore. */
#ifndef DB_README_H
#define DB_README_H

#include "stmt.h"

/* Renders them; a text that is as it was keeps its time. Examples are values that this store has. 0 or
 * -errno. */
int readme_render(struct statements *statements, int64_t now);
#endif
