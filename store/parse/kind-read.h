/* SPDX-License-Identifier: MIT */
/* What the readers of headings share; others read them by kind.h. */
#ifndef PARSE_KIND_READ_H
#define PARSE_KIND_READ_H

#include "kind.h"

/* A name of the table, whole or before a colon or dash: "Briefing note", "Media lines - kerbs". */
bool kind_name(struct slice s, struct kind *ret_kind);
/* Is there any that begins `s`? Only then kind_name() may be true of a part of it. */
bool kind_name_begins(struct slice s);
/* A heading of many words, told by how it begins or ends: "Minutes of the tide board". */
bool kind_phrase(struct slice s, struct kind *ret_kind);
/* Behind "Annex 1: ", "Annex - ", "Appendix B - "; all of `s` where it begins with none. */
struct slice kind_without_annex(struct slice s);
/* "Appendix: documents within the scope of the request" */
bool kind_is_annexed_schedule(struct slice s);
/* Does `rest`, what stands behind a name, begin with a dash between blanks? */
bool kind_is_dashed(struct slice rest);
bool kind_ends_with_year(struct slice s);
#endif
