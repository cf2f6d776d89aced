/* SPDX-License-Identifier: MIT */
/*
 * A page that stands in the place of withheld ones: "Pages 9-16 withheld in full under section 9(2)(h)",
 * "Page(s) 0004 to / à 0009 Is (Are) exempted pursuant to section(s)", "EXEMPT IN FULL". Whoever released the
 * papers put it there; it is no part of any document.
 */
#ifndef PARSE_SHEET_H
#define PARSE_SHEET_H

#include "lines.h"

/* Does a page of nothing else begin at `line`, its first with words? *ret_last: the line behind it. */
bool sheet_is_withheld(const struct lines *lines, size_t line, size_t *ret_last);
/* Does the FBI's "DELETED PAGE INFORMATION SHEET" begin at `line`, wherever on a page it stands? */
bool sheet_is_deleted(const struct lines *lines, size_t line, size_t *ret_last);
#endif
