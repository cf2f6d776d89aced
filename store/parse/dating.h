/* SPDX-License-Identifier: MIT */
/*
 * Which of the dates that a document prints is its own: that of its header block, its dateline, its label
 * "Date:", its cable's day and time or its signature; not one of what it answers, of a birth, or of the stamp
 * by which it was released. A date that cannot be trusted is left out.
 */
#ifndef PARSE_DATING_H
#define PARSE_DATING_H

#include "../data/facts.h"
#include "../util/arena.h"
#include "date.h"
#include "lines.h"
#include "regime.h"
#include "split.h"

/* The style of the source's dates: by its own text, else by the country whose law released it. */
void dating_style(const struct lines *lines, const struct regimes *regimes, struct date_style *ret_style);
/* The date of a document that is no article; "" where none can be told. 0 or -ENOMEM. */
int dating_read(const struct lines *lines, const struct date_style *style, const struct part *part,
		struct arena *arena, struct text_fact *ret_date);
/* A date that was read elsewhere, as a fact. 0 or -ENOMEM. */
int dating_fact(const struct edtf *date, struct span where, unsigned confidence, struct arena *arena,
		struct text_fact *ret_date);
#endif
