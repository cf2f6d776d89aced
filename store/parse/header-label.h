/* SPDX-License-Identifier: MIT */
/* For header.c: what stands before the colon in a header block. */
#ifndef PARSE_HEADER_LABEL_H
#define PARSE_HEADER_LABEL_H

#include "header.h"

/*
 * Does the line begin with a label: "From:", "**From:**", "| From |"? Where `columns`, a wide gap, a rule or
 * the line's end stands for the colon. *ret_value: offset in the text behind it.
 */
bool header_label_at(const struct lines *lines, size_t line, bool columns, enum header_label *ret_label,
		     size_t *ret_value);
/*
 * A second label in the line of a form of two columns, "TO : X     DATE: 11/22/63", at or after offset `from`
 * of the text. *ret_first: where the gap before it begins.
 */
bool header_label_inside(const struct lines *lines, size_t line, size_t from, enum header_label *ret,
			 size_t *ret_first, size_t *ret_value);
#endif
