/* SPDX-License-Identifier: MIT */
/* What is printed behind a code and says more of it, or nothing: "(b)(3) 10 USC 424", "s.69(1)(g) re (a)". */
#ifndef PARSE_REDACTION_TAIL_H
#define PARSE_REDACTION_TAIL_H

#include "../data/ground.h"

/* The ground that `ground` with its tail at *at is, *at behind the tail; `ground` itself where none stands.
 */
const struct ground *tail_read(const struct ground *ground, struct slice text, size_t *at);
#endif
