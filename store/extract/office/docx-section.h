/* SPDX-License-Identifier: MIT */
/* Sections of WordprocessingML: which headers and footers, here margins, are shown at all. */
#ifndef EXTRACT_DOCX_SECTION_H
#define EXTRACT_DOCX_SECTION_H

#include "xml.h"

#include <stddef.h>

enum { DOCX_MARGINS_MAX = 64, DOCX_ID_SIZE = 32, DOCX_TARGET_SIZE = 64 };

struct docx_margin { /* a header or footer that a section shows */
	char id[DOCX_ID_SIZE], target[DOCX_TARGET_SIZE];
	bool first; /* on the first page only, if the section has such */
};

struct docx_sections {       /* zeroed is empty */
	bool is_open;        /* a section is being described */
	bool has_first_page; /* which has margins of its own there */
	struct docx_margin margins[DOCX_MARGINS_MAX];
	size_t margin_count, first_margin; /* the first of this section */
};

/* The description of a section begins; one of its margins; it ends. */
void docx_section_start(struct docx_sections *sections);
void docx_section_margin(struct docx_sections *sections, const struct xml_element *e);
void docx_section_end(struct docx_sections *sections);
#endif
