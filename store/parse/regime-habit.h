/* SPDX-License-Identifier: MIT */
/*
 * How a source prints its marks. A form that the prose of any law has too, "9(2)(a)", "Regulation 13",
 * "Section 37(1)", is a mark where the source fills lines and fields with it. For regime.c.
 */
#ifndef PARSE_REGIME_HABIT_H
#define PARSE_REGIME_HABIT_H

#include "regime.h"

struct habits {
	unsigned bares, regulations; /* lines that hold nothing else, or fields */
	unsigned sections, filled;   /* "Section 37(1)" alone on lines; in fields and boxes */
	bool alone;                  /* a full code of New Zealand's Act */
};

/* Adds what the words of a line tell. `keyed` may be NULL. */
void habits_note(struct slice words, const struct reading *keyed, struct habits *habits);
/* Sets what the habits say of the source. */
void habits_tell(const struct habits *habits, struct regimes *regimes);
#endif
