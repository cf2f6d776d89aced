/* SPDX-License-Identifier: MIT */
/*
 * The law of a source that names none and has no stamp of one: its own marks say it, where only one law that
 * its addresses point to has such codes. For regime.c.
 */
#ifndef PARSE_REGIME_MARKS_H
#define PARSE_REGIME_MARKS_H

#include "regime.h"

/* The regime that the codes standing where only marks stand are of; NULL where they leave it open. */
const char *regime_of_marks(const struct lines *lines, const struct regimes *regimes);
#endif
